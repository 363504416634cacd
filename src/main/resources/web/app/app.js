import htmx from "htmx.org";
import "./sign-in.js";

// Nothing that a page says is ever run as a script: what htmx would evaluate stays text.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;

// An answer that goes to a client as a form goes without a click; without scripts a click sends it.
document.querySelector("form[data-sent]")?.submit();

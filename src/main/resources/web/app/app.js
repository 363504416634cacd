import "./trusted.js";
import htmx from "htmx.org";
import "./sign-in.js";
import "./failures.js";
import "./outline.js";
import "./proof.js";

// Nothing that a page says is ever run as a script: what htmx would evaluate stays text.
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;

// An answer that goes to a client as a form goes without a click; without scripts a click sends it.
document.querySelector("form[data-sent]")?.submit();
// Pages are not to be kept: what the human may see is asked anew.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

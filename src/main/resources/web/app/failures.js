// Parts of a page that could not be had are told, once, and what is shown stays until they can be.

const PLACE = "could-not-ask";

function tell() {
  if (document.getElementById(PLACE)) return;
  const line = document.createElement("p");
  line.id = PLACE;
  line.className = "problem";
  line.setAttribute("role", "alert");
  line.textContent = "Avowry could not be asked. What is shown may be old.";
  document.getElementById("main").prepend(line);
}

document.addEventListener("htmx:responseError", tell);
document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:timeout", tell);

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.isError) document.getElementById(PLACE)?.remove();
  // Who has to sign in anew is led there as a whole, and not into a corner of the page.
  const asked = new URL(event.detail.pathInfo.requestPath, location.href).pathname;
  const answered = event.detail.xhr.responseURL;
  if (answered && new URL(answered).pathname !== asked) {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

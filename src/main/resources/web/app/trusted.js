// Trusted Types: htmx parses the parts of pages that it was sent. They come from here and are escaped
// there; what would run in spite of it is refused as a whole, never repaired.

const RUNS = /^on/i;
const ADDRESSES = new Set(["href", "src", "action", "formaction", "xlink:href", "data"]);

function runs(element) {
  if (element.localName === "script" || element.localName === "iframe" || element.localName === "object") return true;
  return [...element.attributes].some(
    (attribute) =>
      RUNS.test(attribute.name) ||
      (ADDRESSES.has(attribute.name) && /^[\s\u0000-\u001f]*(javascript|data|vbscript):/i.test(attribute.value)),
  );
}

function all(root) {
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    found.push(element);
    if (element.content instanceof DocumentFragment) found.push(...all(element.content));
  }
  return found;
}

if (window.trustedTypes) {
  const reader = window.trustedTypes.createPolicy("avowry-reader", { createHTML: (text) => text });
  window.trustedTypes.createPolicy("default", {
    // A whole page brings its own files along; they are from here, or its policy stops them.
    createHTML: (text) => {
      const page = new DOMParser().parseFromString(reader.createHTML(text), "text/html");
      page.head.querySelectorAll("script[src]").forEach((script) => script.remove());
      return all(page).some(runs) ? null : text;
    },
  });
}

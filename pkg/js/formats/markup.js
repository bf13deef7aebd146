// Text in XML and HTML.

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as the content of an element or the value of an attribute. */
export function withoutMarkup(text) {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

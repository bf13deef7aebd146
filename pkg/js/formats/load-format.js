// One format by its name, for a program that needs no other: the words of HTML alone are as much as all else that verifies.

const MODULES = {
  text: () => import("./text.js"),
  json: () => import("./json.js"),
  ndjson: () => import("./ndjson.js"),
  junit: () => import("./junit.js"),
  sarif: () => import("./sarif.js"),
  html: () => import("./html.js"),
  markdown: () => import("./markdown.js"),
};

/** The formats that have the report as the engine writes it: nobody has to read it first. */
export const PASSING_ON = ["json", "ndjson"];

export async function loadFormat(name) {
  const { [name]: format } = await MODULES[name]();
  return format;
}

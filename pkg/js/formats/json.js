// Reports as JSON, for programs.

import { printableJson, printableJsonText } from "./printable.js";

/** What the engine said, one line for each package. An error is no report, so it has no line. */
export const json = {
  head: () => "",
  run: ({ report, json: text }) => {
    if (report) return `${printableJson(report)}\n`;
    return text ? `${printableJsonText(text)}\n` : "";
  },
  between: "",
  tail: () => "",
};

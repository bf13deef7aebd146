// Reports as JSON, for programs.

import { printableJson } from "./printable.js";

/** What the engine said, one line for each package. An error is no report, so it has no line. */
export const json = {
  head: () => "",
  run: ({ report }) => (report ? `${printableJson(report)}\n` : ""),
  between: "",
  tail: () => "",
};

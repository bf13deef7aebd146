// Many packages as newline-delimited JSON, for programs that read one line after the other.

import { printableJson } from "./printable.js";

/**
 * One line for each package, with a report or an error. What the host adds stands before the report, and cannot take the
 * place of anything.
 */
export const ndjson = {
  head: () => "",
  run: ({ path, report, error, extra }) => {
    const first = { path, status: report?.verdict ?? "error" };
    const last = report ? { report } : { error };
    return `${printableJson({ ...first, ...extra, ...first, ...last })}\n`;
  },
  between: "",
  tail: () => "",
};

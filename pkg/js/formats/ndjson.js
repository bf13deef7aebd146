// Many packages as newline-delimited JSON, for programs that read one line after the other.

import { printableJson, printableJsonText } from "./printable.js";

/**
 * One line for each package, with a report or an error. What the host adds stands before the report, and cannot take the
 * place of anything.
 */
export const ndjson = {
  head: () => "",
  run: ({ path, report, json, status, error, extra }) => {
    if (json && !report) {
      const { report: _, ...more } = extra ?? {};
      const first = { path, status };
      const start = JSON.stringify({ ...first, ...more, ...first });
      return `${printableJsonText(`${start.slice(0, -1)},"report":${json}}`)}\n`;
    }
    // Whatever a caller says beside it, the verdict is that of the report.
    const first = { path, status: report?.verdict ?? "error" };
    const last = report ? { report } : { error };
    return `${printableJson({ ...first, ...extra, ...first, ...last })}\n`;
  },
  between: "",
  tail: () => "",
};

// Runs, one after the other, in a format: `index.js` says what a format is.

import { invalidArgument } from "../errors.js";

/** Writes runs one after the other. It keeps the errors, and nothing of a report. */
export function createWriter(format, context) {
  const errors = [];
  let isFirst = true;
  return {
    head: () => format.head(context),
    run: (run) => {
      if (!(run.report ?? run.json) === !run.error) throw invalidArgument(`the run of '${run.path}' needs a report or an error`);
      if (run.error) errors.push(run);
      const text = format.run(run, context);
      if (text === "") return "";
      const before = isFirst ? "" : format.between;
      isFirst = false;
      return before + text;
    },
    tail: () => format.tail(context, errors),
  };
}

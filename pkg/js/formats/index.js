// The formats of reports, by name.
//
// A format is an object of pure functions, so that a host can write thousands of packages and keep none of them:
//
//   head(context)           what comes first
//   run(run, context)       one package: `{ path, report }`, or `{ path, error: { code, message } }` where there is none
//   between                 what stands between two packages that have something to say
//   tail(context, errors)   what comes last; `errors` are the runs without a report
//
// A context has the engine's `version` and its table of `rules`. It may have `colour` and `trustFiles` (text), and
// `language` (html).

import { invalidArgument } from "../errors.js";
import { html } from "./html.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import { markdown } from "./markdown.js";
import { ndjson } from "./ndjson.js";
import { sarif } from "./sarif.js";
import { text } from "./text.js";

export const formats = Object.freeze({ text, json, ndjson, junit, sarif, html, markdown });

/** Writes runs one after the other. It keeps the errors, and nothing of a report. */
export function createWriter(name, context) {
  if (!Object.hasOwn(formats, name)) throw invalidArgument(`unknown format '${name}': ${Object.keys(formats).join(", ")}`);
  const format = formats[name];
  const errors = [];
  let isFirst = true;
  return {
    head: () => format.head(context),
    run: (run) => {
      if (!run.report === !run.error) throw invalidArgument(`the run of '${run.path}' needs a report or an error`);
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

/** What writes runs in a format, as a whole, with the version and the rules of this engine. */
export function formatsOf({ version, rules }) {
  return (name, runs, options) => formatReports(name, runs, { version, rules, ...options });
}

function formatReports(name, runs, context) {
  const writer = createWriter(name, context);
  return [writer.head(), ...Array.from(runs, writer.run), writer.tail()].join("");
}

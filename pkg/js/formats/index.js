// The formats of reports, by name.
//
// A format is an object of pure functions, so that a host can write thousands of packages and keep none of them:
//
//   head(context)           what comes first
//   run(run, context)       one package: `{ path, report }`, or `{ path, error: { code, message } }` where there is none. A format of
//                           `PASSING_ON` also takes `{ path, status, json }`, the verdict and the report as the engine has written it
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
import { createWriter } from "./writer.js";

export const formats = Object.freeze({ text, json, ndjson, junit, sarif, html, markdown });

/** What writes runs in a format, as a whole, with the version and the rules of this engine. */
export function formatsOf({ version, rules }) {
  return (name, runs, options) => formatReports(name, runs, { version, rules, ...options });
}

function formatReports(name, runs, context) {
  if (!Object.hasOwn(formats, name)) throw invalidArgument(`unknown format '${name}': ${Object.keys(formats).join(", ")}`);
  const writer = createWriter(formats[name], context);
  return [writer.head(), ...Array.from(runs, writer.run), writer.tail()].join("");
}

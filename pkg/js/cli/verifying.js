// A run of `vnfseal verify` when it is known what is to be done: package by package, to the exit status.

import { outlineOfJson } from "../audit/outline.js";
import { PASSING_ON, loadFormat } from "../formats/load-format.js";
import { createWriter } from "../formats/writer.js";
import { runInOrder } from "./batch.js";
import { describeForResume } from "./resume.js";
import { COULD_NOT_RUN, STATUS, gravest } from "./status.js";
import { Summary } from "./summary.js";
import { complain, remark } from "./terminal.js";

/** The formats that people read. To programs a package is what the argument says. */
const FOR_PEOPLE = ["text", "html", "markdown"];

/**
 * Verifies `items` by `verify(item)`, which gives reports in JSON, several at a time if `jobs` says so, and writes the reports to `output`. `context` is
 * that of the format. `output.done` has the items that need not be verified again, with the outlines of their reports. `runs` says in
 * which order the packages are done, and `totals` takes the outline or the error of each. With `isOneScreen`, an error that was
 * said is not in the summary again.
 */
export async function verifyAll(items, { verify, jobs, output, format, context, failOn, isQuiet, isOneScreen, settings, runs = runInOrder, totals }) {
  const writer = createWriter(await loadFormat(format), context);
  const done = output.done ?? new Map();
  const summary = new Summary();
  const statuses = new Set();
  let warned = 0;
  const take = ({ path, shown = path }, outline, error) => {
    const status = statusOf(outline, failOn);
    statuses.add(status);
    if (outline?.verdict === "passed" && status !== STATUS.passed) warned += 1;
    if (outline) summary.add(shown, outline.verdict, outline.summary);
    else summary.add(shown, "error", isOneScreen ? "" : error.message);
    totals?.add(outline, error && asData(error));
    return status;
  };
  for (const [item, outline] of done) take(item, outline);

  await output.write(writer.head());
  const left = items.filter((item) => !done.has(item));
  for await (const { item, json, error } of runs(left, jobs, verify)) {
    const outline = json && outlineOfJson(json);
    const status = take(item, outline, error);
    if (error) complain(error);
    const extra = settings && describeForResume(item, settings);
    const said = json ? reportFor(format, json, outline) : { error: asData(error) };
    const path = FOR_PEOPLE.includes(format) ? (item.shown ?? item.path) : item.path;
    const text = writer.run({ path, ...said, extra });
    // What a package with a warning did to the exit status has to be seen.
    const isUnremarkable = outline?.verdict === "passed" && status === STATUS.passed;
    if (!(isQuiet && format === "text" && isUnremarkable)) await output.write(text);
  }
  await output.write(writer.tail());
  const overlooked = failOn === "fail" ? summary.count("indeterminate") : 0;
  if (overlooked > 0) remark(`not counted because of --fail-on fail: packages with the verdict 'indeterminate': ${overlooked}`);
  if (warned > 0) remark(`counted as failed because of --fail-on warn: packages that passed with a warning: ${warned}`);
  return { summary, status: gravest([...statuses]) };
}

/** A report as a format takes it. */
function reportFor(format, json, { verdict }) {
  return PASSING_ON.includes(format) ? { json, status: verdict } : { report: JSON.parse(json) };
}

/** An error as results have it. */
export function asData({ code, message }) {
  return { code: typeof code === "string" ? code : "ERROR", message };
}

/** What is graver than `failOn` says counts. */
export function statusOf(outline, failOn) {
  if (!outline) return COULD_NOT_RUN;
  if (outline.verdict === "indeterminate" && failOn === "fail") return STATUS.passed;
  if (outline.verdict === "passed" && failOn === "warn" && outline.hasWarning) return STATUS.failed;
  return STATUS[outline.verdict];
}

// A run of `vnfseal verify` when it is known what is to be done: package by package, to the exit status.

import { createWriter } from "../formats/index.js";
import { runInOrder } from "./batch.js";
import { describeForResume } from "./resume.js";
import { COULD_NOT_RUN, STATUS, gravest } from "./status.js";
import { Summary } from "./summary.js";
import { complain, remark } from "./terminal.js";

/**
 * Verifies `items` by `verify(item)`, several at a time if `jobs` says so, and writes the reports to `output`. `context` is
 * that of the format. `output.done` has the items that need not be verified again, with their reports.
 */
export async function verifyAll(items, { verify, jobs, output, format, context, failOn, isQuiet, settings }) {
  const writer = createWriter(format, context);
  const done = output.done ?? new Map();
  const summary = new Summary();
  const statuses = new Set();
  let warned = 0;
  const take = ({ path }, report, error) => {
    const status = statusOf(report, failOn);
    statuses.add(status);
    if (report?.verdict === "passed" && status !== STATUS.passed) warned += 1;
    if (report) summary.add(path, report.verdict, report.summary);
    else summary.add(path, "error", error.message);
  };
  for (const [item, { report }] of done) take(item, report);

  await output.write(writer.head());
  const left = items.filter((item) => !done.has(item));
  for await (const { item, report, error } of runInOrder(left, jobs, verify)) {
    take(item, report, error);
    if (error) complain(error);
    const extra = settings && describeForResume(item, settings);
    const run = report ? { path: item.path, report, extra } : { path: item.path, error: asData(error), extra };
    const text = writer.run(run);
    // What a package with a warning did to the exit status has to be seen.
    const isUnremarkable = report?.verdict === "passed" && statusOf(report, failOn) === STATUS.passed;
    if (!(isQuiet && format === "text" && isUnremarkable)) await output.write(text);
  }
  await output.write(writer.tail());
  const overlooked = failOn === "fail" ? summary.count("indeterminate") : 0;
  if (overlooked > 0) remark(`not counted because of --fail-on fail: packages with the verdict 'indeterminate': ${overlooked}`);
  if (warned > 0) remark(`counted as failed because of --fail-on warn: packages that passed with a warning: ${warned}`);
  return { summary, status: gravest([...statuses]) };
}

function asData({ code, message }) {
  return { code: typeof code === "string" ? code : "ERROR", message };
}

/** What is graver than `failOn` says counts. */
function statusOf(report, failOn) {
  if (!report) return COULD_NOT_RUN;
  if (report.verdict === "indeterminate" && failOn === "fail") return STATUS.passed;
  if (report.verdict === "passed" && failOn === "warn" && report.findings.some(({ severity }) => severity === "warn")) {
    return STATUS.failed;
  }
  return STATUS[report.verdict];
}

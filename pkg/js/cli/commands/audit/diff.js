// `vnfseal audit diff`: what changed from one run to another.

import { examples, exitStatus } from "../../help.js";
import { value } from "../../options.js";
import { QUEUE, QUEUE_PASSWORD, withQueue } from "../../queue.js";
import { DONE, STATUS } from "../../status.js";
import { printJson } from "../../storage.js";
import { print, remark, wantsColour } from "../../terminal.js";

const EXIT_STATUS = exitStatus({
  0: ["no worse", "no verdict became worse"],
  1: ["worse", "a verdict became worse, or a new package did not pass"],
  2: ["not whole", "none did as far as is known, but packages have no result yet"],
  3: ["could not run", "wrong usage, or a file that cannot be read"],
});

export function diff(group, context) {
  group
    .command("diff")
    .summary("say what changed from one run to another, and why")
    .description("Says of which packages the verdict or the findings changed from one run to another, and why.")
    .argument("<old>", "the results of the earlier run")
    .argument("<new>", "those of the later run")
    .option("--json", "the comparison as one line of JSON")
    .option(QUEUE[0], "with this, <old> and <new> are runs of the queue", value)
    .option(...QUEUE_PASSWORD)
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", examples([["vnfseal audit diff monday.ndjson tuesday.ndjson", "what a new revocation list has brought"]]))
    .action(context.action(work));
}

async function work(oldName, newName, { json, ...options }) {
  const { compareRuns, isWorse } = await import("../../../audit/comparison.js");
  const { recordsOf } = await import("../../resume.js");
  const compareThere = async (database) => {
    const { findRun, recordsOfRun } = await import("../../../audit/queue/runs.js");
    const [old, now] = [await findRun(database, oldName), await findRun(database, newName)];
    return compareRuns(recordsOfRun(database, old), recordsOfRun(database, now));
  };
  const comparison = await (options.queue ? withQueue(options, compareThere) : compareRuns(recordsOf(oldName), recordsOf(newName)));
  if (json) {
    printJson(comparison);
  } else {
    const { renderRunComparison } = await import("../../../formats/audit.js");
    print(renderRunComparison(comparison, { oldName, newName, isWorse, colour: wantsColour() }));
  }
  const { old, new: now } = comparison.open;
  if (old + now > 0) remark(`the comparison is not whole: packages without a result: ${old} of ${oldName}, ${now} of ${newName}`);
  if (comparison.worse > 0) return STATUS.failed;
  return old + now > 0 ? STATUS.indeterminate : DONE;
}

// `vnfseal audit status`: how far a run of the queue is.

import { FAIL_ON } from "../../choices.js";
import { examples, exitStatus } from "../../help.js";
import { oneOf } from "../../options.js";
import { QUEUE, QUEUE_PASSWORD, withQueue } from "../../queue.js";
import { DONE } from "../../status.js";
import { printJson } from "../../storage.js";
import { print, wantsColour } from "../../terminal.js";
import { watch } from "./watching.js";

const EXIT_STATUS = exitStatus(
  {
    0: ["passed", "or, without --watch, done"],
    1: ["failed"],
    2: ["indeterminate"],
    3: ["could not run", "wrong usage, a database that cannot be reached, a package that could not be verified, or a run that was cancelled"],
  },
  "; with --watch, the gravest of all packages",
);

export function status(group, context) {
  group
    .command("status")
    .summary("say how far a run is, or which runs there are")
    .description("Says how far a run is; without a run, which runs there are.")
    .argument("[run]", "the id of a run, or its beginning")
    .requiredOption(...QUEUE)
    .option(...QUEUE_PASSWORD)
    .option("--watch", "wait until the run is finished, and end with its verdict")
    .option("--fail-on <severity>", "with --watch: what makes the exit status other than 0, as for verify", oneOf(FAIL_ON, "severity"))
    .option("--json", "the same as one line of JSON")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", examples([["vnfseal audit status 3f9c --queue postgres://audit@db.example/audit --watch", "until it is finished"]]))
    .action(context.action(work));
}

async function work(name, options) {
  const { listRuns, statusOfRun } = await import("../../../audit/queue/runs.js");
  const { renderRuns, renderStatus } = await import("../../../formats/audit.js");
  if (name === undefined && options.watch) throw new Error("--watch needs a run; see vnfseal audit status --help");
  return withQueue(options, async (database) => {
    if (options.watch) return watch(database, name, options);
    const found = await (name === undefined ? listRuns(database) : statusOfRun(database, name));
    if (options.json) printJson(found);
    else print(name === undefined ? renderRuns(found) : renderStatus(found, { colour: wantsColour() }));
    return DONE;
  });
}

// `vnfseal audit cancel`: a run of the queue that is not wanted any more.

import { DONE_OR_NOT, examples } from "../../help.js";
import { QUEUE, QUEUE_PASSWORD, withQueue } from "../../queue.js";
import { print } from "../../terminal.js";

export function cancel(group, context) {
  group
    .command("cancel")
    .summary("cancel a run: what is not begun is not begun any more")
    .description("Cancels a run: what is not begun is not begun any more.")
    .argument("<run>", "the id of a run, or its beginning")
    .requiredOption(...QUEUE)
    .option(...QUEUE_PASSWORD)
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText("after", examples([["vnfseal audit cancel 3f9c --queue postgres://audit@db.example/audit", "one run"]]))
    .action(context.action(work));
}

async function work(name, options) {
  const { cancelRun } = await import("../../../audit/queue/runs.js");
  print(`Cancelled: run ${await withQueue(options, (database) => cancelRun(database, name))}\n`);
}

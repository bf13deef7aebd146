// `vnfseal audit init`: the tables in a database.

import { DONE_OR_NOT, examples } from "../../help.js";
import { QUEUE, QUEUE_PASSWORD, withQueue } from "../../queue.js";
import { print } from "../../terminal.js";

export function init(group, context) {
  group
    .command("init")
    .summary("make the tables of audits in a database, or bring them up to date")
    .description("Makes the tables of audits in a database, or brings them to the version of this release.")
    .requiredOption(...QUEUE)
    .option(...QUEUE_PASSWORD)
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText("after", examples([["vnfseal audit init --queue postgres://audit@db.example/audit", "once, and after an update"]]))
    .action(context.action(work));
}

async function work(options) {
  const { initialize } = await import("../../../audit/queue/schema.js");
  const { from, to } = await withQueue(options, initialize, { isNew: true });
  print(from === to ? `The tables have version ${to} already.\n` : `The tables have version ${to} now.\n`);
}

// `vnfseal audit`: whole catalogues, verified again when trust, policy or vnfseal itself has changed.

import { cancel } from "./audit/cancel.js";
import { diff } from "./audit/diff.js";
import { init } from "./audit/init.js";
import { results } from "./audit/results.js";
import { run } from "./audit/run.js";
import { status } from "./audit/status.js";

export function audit(program, context) {
  const group = program
    .command("audit")
    .description("Verifies whole catalogues again, and says what changed since the last time. 'audit SOURCE' is 'audit run SOURCE'.")
    .helpCommand(false);
  for (const add of [run, diff, init, status, results, cancel]) add(group, context);
}

// A run of the queue that somebody waits for.

import { print, remark } from "../../terminal.js";
import { showTotals } from "./totals.js";

/** How often is looked, and how often a log says how far it is. */
const WATCH_MS = 1000;
const SAY_MS = 30_000;

/** Waits until the run is finished, shows its sums, and gives the exit status. */
export async function watch(database, name, { json, quiet, failOn = "unknown" }) {
  const { mayPass } = await import("../../../audit/queue/database.js");
  const { statusOfRun } = await import("../../../audit/queue/runs.js");
  let said = Date.now();
  let isAlone = false;
  for (;;) {
    const run = await statusOfRun(database, name).catch((error) => {
      if (mayPass(error)) return undefined;
      throw error;
    });
    if (run?.cancelled_at) throw new Error(`the run ${run.id} was cancelled; packages done: ${run.done} of ${run.packages}`);
    if (run?.finished_at) return showFinished(database, run, { json, quiet, failOn });
    const isLeft = run?.workers === 0;
    const isDue = Date.now() - said > SAY_MS;
    if (run && !quiet && (isDue || (isLeft && !isAlone))) {
      said = Date.now();
      remark(progressOf(run));
    }
    if (run) isAlone = isLeft;
    await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
  }
}

/** It may wait for ever for a worker, and says so as soon as there is none. */
function progressOf({ id, done, packages, workers }) {
  const progress = `run ${id}: packages done: ${done} of ${packages}, workers: ${workers}`;
  return workers > 0 ? progress : `${progress}. No worker with the same version of vnfseal is there. Start one: vnfseal worker --queue URL`;
}

async function showFinished(database, run, { json, quiet, failOn }) {
  const { outlinesOfRun } = await import("../../../audit/queue/runs.js");
  const { Totals } = await import("../../../audit/totals.js");
  const { gravest } = await import("../../status.js");
  const { Summary } = await import("../../summary.js");
  const { statusOf } = await import("../../verifying.js");
  const [totals, summary, statuses] = [new Totals(), new Summary(), new Set()];
  for await (const { path, outline, error } of outlinesOfRun(database, run)) {
    totals.add(outline, error);
    summary.add(path, outline?.verdict ?? "error", outline?.summary ?? error.message);
    statuses.add(statusOf(outline, failOn));
  }
  if (!json && !quiet) print(`Run ${run.id}\n`);
  await showTotals({ ...(json && { run: run.id }), ...totals.value() }, summary, { json, quiet });
  return gravest([...statuses]);
}

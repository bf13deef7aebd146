// Shares passes among lanes: the thread of the caller, and workers beside it.
//
// A lane is `{ ready, run(pass), close() }`; nothing waits for one that is not ready. One that ends before it has answered
// rejects with `LaneLost`, and what it was doing is done again by the others: a dead worker costs time, never a result.

import { untilAborted } from "../sources/aborting.js";

/** The worker of a lane has ended. */
export class LaneLost extends Error {}

/**
 * Runs all passes, the longest first, and gives the outcomes of their tasks. `own` is the caller's lane, which cannot
 * be lost; one that `isSpared` does only what the workers leave. It does the passes that are shared only if they leave them.
 */
export async function runPasses(passes, { own, isSpared = false, workers = [], signal }) {
  const queue = [...passes].sort((a, b) => b.cost - a.cost);
  const outcomes = [];
  let isOver = false;
  let isDone;
  const allDone = new Promise((resolve) => (isDone = resolve));
  /** The next pass for a lane, if there is one. */
  const next = (isForShared) => {
    const at = queue.findIndex(({ isShared }) => isForShared || !isShared);
    return at < 0 ? undefined : queue.splice(at, 1)[0];
  };
  const work = async (lane, isForShared = true) => {
    let pass;
    try {
      await lane.ready;
      while (!isOver) {
        pass = next(isForShared);
        if (!pass) break;
        outcomes.push(await lane.run(pass));
        pass = undefined;
        if (outcomes.length === passes.length) isDone();
      }
    } catch (error) {
      if (!(error instanceof LaneLost)) throw error;
      if (pass) queue.unshift(pass);
    }
  };
  try {
    const working = workers.map((lane) => work(lane));
    if (!isSpared) working.push(work(own, workers.length === 0));
    // What was lost after the caller's own lane had run out of work is left to it again.
    const worked = Promise.all(working).then(() => work(own));
    await untilAborted(Promise.race([allDone, worked]), signal);
    return outcomes.flat();
  } finally {
    isOver = true;
    await Promise.all(workers.map((lane) => lane.close()));
  }
}

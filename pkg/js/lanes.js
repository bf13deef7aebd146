// Shares passes among lanes: the thread of the caller, and workers beside it.
//
// A lane is `{ run(pass), close() }`. One that ends before it has answered rejects with `LaneLost`, and what it was
// doing is done again by the others: a dead worker costs time, never a result.

import { untilAborted } from "./aborting.js";

/** The worker of a lane has ended. */
export class LaneLost extends Error {}

/**
 * Runs all passes, the longest first, and gives the outcomes of their tasks. `own` is the caller's lane, which cannot
 * be lost.
 */
export async function runPasses(passes, own, others, signal) {
  const queue = [...passes].sort((a, b) => b.cost - a.cost);
  const outcomes = [];
  let isOver = false;
  const work = async (lane) => {
    while (queue.length > 0 && !isOver) {
      const pass = queue.shift();
      try {
        outcomes.push(await lane.run(pass));
      } catch (error) {
        if (!(error instanceof LaneLost)) throw error;
        queue.unshift(pass);
        return;
      }
    }
  };
  try {
    await untilAborted(Promise.all([own, ...others].map(work)), signal);
    // What a lane lost after the caller's own had run out of work.
    await work(own);
    return outcomes.flat();
  } finally {
    isOver = true;
    await Promise.all(others.map((lane) => lane.close()));
  }
}

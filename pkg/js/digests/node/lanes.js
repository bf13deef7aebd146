// Worker threads that digest beside the caller's thread. They read through the same file handle, at offsets of their own:
// opening the path once more could open another file.

import { availableParallelism } from "node:os";
import { isMainThread } from "node:worker_threads";

import { RemoteWorker } from "../remote-lane.js";
import { DigestThreads } from "./sharing.js";
import { startThread } from "./threads.js";

/** More than this read faster than a disk does, and each takes some ten megabytes. */
const LANES_MAX = 8;

/**
 * Instances of the engine that verify signature values ahead. All reports of a process share them. A thread that verifies for others
 * has none, because those have given it one core.
 */
export const nodeAnswering = {
  most: isMainThread ? Math.min(availableParallelism(), LANES_MAX) - 1 : 0,
  start: () => startThread("answer"),
};

export const nodeLanes = {
  /** Whether one large task may be divided among threads that share what is read. */
  divides: true,

  /** How many lanes there may be, that of the caller included. */
  count: (sources) => (sources.every(({ fd }) => fd !== undefined) ? Math.min(availableParallelism(), LANES_MAX) : 1),

  start(run) {
    const worker = new RemoteWorker(startThread("lane"));
    const threads = new DigestThreads(() => worker.lose());
    const lane = worker.assign(run, {
      handleOf: ({ fd }) => fd,
      close: () => Promise.all([worker.end(), threads.end()]),
    });
    return { ...lane, run: (pass) => lane.run(pass.isShared ? threads.prepare(pass) : pass) };
  },
};

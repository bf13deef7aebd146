// Worker threads that digest beside the caller's thread. They read through the same file handle, at offsets of their own:
// opening the path once more could open another file.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import { NO_WORKER, RemoteWorker } from "../remote-lane.js";

/** More than this read faster than a disk does, and each takes some ten megabytes. */
const LANES_MAX = 8;

export const nodeLanes = {
  /** Whether one large task may be divided among lanes. */
  divides: true,

  /** How many lanes there may be, that of the caller included. */
  count: (sources) => (sources.every(({ fd }) => fd !== undefined) ? Math.min(availableParallelism(), LANES_MAX) : 1),

  start(run) {
    return new RemoteWorker(startWorker()).assign(run, {
      handleOf: ({ fd }) => fd,
      close: (worker) => worker.end(),
    });
  },
};

function startWorker() {
  let worker;
  try {
    // The flags of the program, of its tests say, are not for the worker.
    worker = new Worker(new URL("./lane-worker.js", import.meta.url), { execArgv: [] });
  } catch {
    return NO_WORKER; // where threads are not allowed
  }
  return {
    post: (message) => worker.postMessage(message),
    listen: (onMessage, onEnd) => worker.on("message", onMessage).on("error", onEnd).on("exit", onEnd),
    end: () => worker.terminate(),
  };
}

// Threads of Node that digest, or answer the engine. They can be started before there is work: that takes some ten milliseconds of another core.

import { Worker } from "node:worker_threads";

import { NO_WORKER } from "../remote-lane.js";

const SCRIPTS = {
  /** Runs passes: see remote-lane.js. */
  lane: new URL("./lane-worker.js", import.meta.url),
  /** Digests what comes through a ring. */
  digest: new URL("./digest-worker.js", import.meta.url),
  /** Verifies signature values. */
  answer: new URL("./answer-worker.js", import.meta.url),
};

const startedAhead = { lane: [], digest: [], answer: [] };

/** Starts threads for work to come, as `{ lane, digest, answer }` says how many. They do not keep the program from ending. */
export function startThreadsAhead(counts) {
  for (const [kind, count] of Object.entries(counts)) {
    for (let left = count; left > 0; left -= 1) startedAhead[kind].push(new Thread(kind));
  }
}

/** A thread of this kind, `{ post(message), listen(onMessage, onEnd), end() }`. */
export function startThread(kind) {
  const thread = startedAhead[kind].pop() ?? new Thread(kind);
  return thread.take();
}

class Thread {
  #worker = null;
  /** What it said before anybody listened. */
  #messages = [];
  #hasEnded = false;
  #onMessage = (message) => this.#messages.push(message);
  #onEnd = () => {};

  constructor(kind) {
    try {
      // The flags of the program, for example of its tests, are not for the worker.
      this.#worker = new Worker(SCRIPTS[kind], { execArgv: [] });
    } catch {
      return; // where threads are not allowed
    }
    const end = () => {
      this.#hasEnded = true;
      this.#onEnd();
    };
    this.#worker.on("message", (message) => this.#onMessage(message)).on("error", end).on("exit", end);
    this.#worker.unref();
  }

  take() {
    const worker = this.#worker;
    if (!worker) return NO_WORKER;
    worker.ref();
    return {
      post: (message) => worker.postMessage(message),
      listen: (onMessage, onEnd) => {
        this.#onMessage = onMessage;
        this.#onEnd = onEnd;
        this.#messages.forEach(onMessage);
        if (this.#hasEnded) onEnd();
      },
      end: () => worker.terminate(),
    };
  }
}

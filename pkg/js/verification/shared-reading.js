// A package that is being read, for all who wait for it.

import { untilAborted } from "../sources/aborting.js";

export class SharedReading {
  #abort = new AbortController();
  #waiting = new Set();
  #progress;

  /** `open({ signal, onProgress })` reads the package. */
  constructor(open) {
    const onProgress = (progress) => {
      this.#progress = progress;
      for (const waiting of this.#waiting) waiting.onProgress(progress);
    };
    this.opened = open({ signal: this.#abort.signal, onProgress });
  }

  /** Whether the last one who waited has left: nobody can join any more. */
  get isOver() {
    return this.#abort.signal.aborted;
  }

  /** Waits for the package, or until the signal aborts. The last one who leaves before the end gives the reading up. */
  async join({ signal, onProgress }) {
    const waiting = { onProgress };
    this.#waiting.add(waiting);
    if (this.#progress) onProgress(this.#progress);
    try {
      return await untilAborted(this.opened, signal);
    } finally {
      this.#waiting.delete(waiting);
      if (this.#waiting.size === 0) this.#abort.abort();
    }
  }
}

// Tells the caller how far a verification is, and lets the rest of the program run meanwhile.

/** Ten reports a second are as many as an eye can follow. */
const INTERVAL_MS = 100;

export class Progress {
  #listener;
  #signal;
  #state = { phase: "opening", bytesDone: 0, bytesTotal: 0, path: null };
  #reportedAt = -Infinity;

  constructor(listener, signal) {
    this.#listener = listener;
    this.#signal = signal;
  }

  /** More bytes are known to need digesting. */
  expect(bytes) {
    this.#state.bytesTotal += bytes;
  }

  /** `bytes` more of the artifact at `path` are digested. */
  async digested(bytes, path) {
    this.#state.phase = "digesting";
    this.#state.bytesDone += bytes;
    this.#state.path = path;
    await this.pause();
  }

  /** Reports and rests when it is time; rejects when the caller has aborted. */
  async pause() {
    if (performance.now() - this.#reportedAt >= INTERVAL_MS) {
      this.#report();
      // Timers, messages and clicks are served between tasks only: awaiting bytes that are in memory starts no new one.
      await new Promise((resolve) => setTimeout(resolve));
    }
    this.#signal?.throwIfAborted();
  }

  /** The last report, whatever the interval. */
  verifying() {
    this.#state.phase = "verifying";
    this.#state.path = null;
    this.#report();
  }

  #report() {
    this.#reportedAt = performance.now();
    this.#listener?.({ ...this.#state });
  }
}

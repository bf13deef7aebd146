// Tells the caller how far a verification is, and lets the rest of the program run meanwhile.

/** Ten reports a second are as many as an eye can follow. The beginning of a phase is reported whatever the interval. */
const REPORT_MS = 100;

/** A click or a timer waits at most this long. */
const REST_MS = 30;

export class Progress {
  #listener;
  #signal;
  #state = { phase: "opening", bytesDone: 0, bytesTotal: 0, path: null };
  /** The tasks begun and not finished, by their index. */
  #underWay = new Map();
  #reportedAt = -Infinity;
  #restedAt = performance.now();

  constructor(listener, signal) {
    this.#listener = listener;
    this.#signal = signal;
  }

  /** These tasks are known to need digesting. */
  expect(tasks) {
    for (const task of tasks) this.#state.bytesTotal += task.compressedSize;
  }

  /** `bytes` more of what the archive holds of a task are digested; fewer, when it has to be done again. */
  count({ index, path, compressedSize, isCounted = true }, bytes) {
    if (!isCounted) return;
    const done = (this.#underWay.get(index)?.bytesDone ?? 0) + bytes;
    if (done <= 0 || done >= compressedSize) this.#underWay.delete(index);
    else this.#underWay.set(index, { path, bytesDone: done, bytesTotal: compressedSize });
    this.#state.bytesDone += bytes;
    this.#state.path = path;
    if (this.#state.phase !== "digesting") this.#begin("digesting");
    this.#reportInTime();
  }

  /** `bytes` more of a task are done. The rest of the program runs in between. */
  async advance(task, bytes) {
    this.count(task, bytes);
    await this.pause();
  }

  /** Reports and rests when it is time; rejects when the caller has aborted. */
  async pause() {
    this.#reportInTime();
    if (performance.now() - this.#restedAt >= REST_MS) {
      await rest();
      this.#restedAt = performance.now();
    }
    this.#signal?.throwIfAborted();
  }

  /** The last phase. */
  verifying() {
    this.#state.path = null;
    this.#underWay.clear();
    this.#begin("verifying");
  }

  #begin(phase) {
    this.#state.phase = phase;
    this.#report();
  }

  #reportInTime() {
    if (performance.now() - this.#reportedAt >= REPORT_MS) this.#report();
  }

  #report() {
    this.#reportedAt = performance.now();
    this.#listener?.({ ...this.#state, tasks: [...this.#underWay.values()].map((task) => ({ ...task })) });
  }
}

/**
 * Timers, messages and clicks are served between tasks only, and awaiting bytes that are in memory starts no new one.
 * A timer would, but browsers delay those of a chain.
 */
function rest() {
  if (globalThis.setImmediate) return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** What `onProgress` is told, with another word for the phase. */
export function inPhase(phase, onProgress) {
  return onProgress && ((progress) => onProgress({ ...progress, phase }));
}

// A lane that a worker serves, and the worker's side of it. What they say to each other:
//
// to the worker:  its set-up, if any
//                 { rest: true }       the run is over: it may let go of memory
//                 { source, pass }     run a pass over a source that both sides can read
// from it:        { ready: true }      it listens; a worker may drop what arrives before its script has run
//                 { done }             bytes digested since it last said so: [[position of the task, bytes], ...]
//                 { done, outcomes }   the pass is over
//                 { error }            it cannot be run: { name, message, code } of what the source said
//                 { lost: true }       the worker is broken; it ends

import { runPass } from "./pass.js";
import { isTrap } from "../engine/engine.js";
import { VnfsealError } from "../errors.js";
import { LaneLost } from "./lanes.js";

/** What stands for a worker that cannot be started: it has ended already, and the caller's own thread does it all. */
export const NO_WORKER = { post: () => {}, listen: (_, onEnd) => onEnd(), end: () => {} };

/** How often a worker tells how far it is. */
const TELL_MS = 50;

/**
 * A worker of a browser may end without a word, or never begin. One that is silent for so long is given up, and its pass
 * done again.
 */
const SILENCE_MS = 10_000;

/**
 * The caller's side of a worker, which is `{ post(message), listen(onMessage, onEnd), end() }`. It is `ready` once the
 * worker listens, and `assign` makes it a lane of a run.
 */
export class RemoteWorker {
  #worker;
  #hasEnded = false;
  /** The pass being run: `{ pass, count, resolve, reject, counted }`. */
  #current = null;
  #isReady;
  #isLost;
  #heardAt = 0;
  #watch;

  constructor(worker, setUp) {
    this.#worker = worker;
    this.ready = new Promise((resolve, reject) => {
      this.#isReady = () => {
        if (setUp) worker.post(setUp);
        resolve();
      };
      this.#isLost = () => reject(new LaneLost());
    });
    this.ready.catch(() => {}); // told to whoever awaits it
    this.#watchOver();
    worker.listen(
      (message) => this.#hear(message),
      () => this.#lose(),
    );
  }

  /** Whether it can be given something to do. */
  get isIdle() {
    return !this.#hasEnded && !this.#current;
  }

  /**
   * A lane for `runPasses`. `handleOf(source)` gives what the worker needs to read a source of the run, and
   * `close(worker)` is what closing the lane does.
   */
  assign({ sources, progress }, { handleOf, close }) {
    const count = (task, bytes) => progress.count(task, bytes);
    return {
      ready: this.ready,
      run: (pass) =>
        new Promise((resolve, reject) => {
          if (this.#hasEnded) return reject(new LaneLost());
          this.#current = { pass, count, resolve, reject, counted: new Map() };
          this.#watchOver();
          return this.#worker.post({ source: handleOf(sources[pass.source]), pass });
        }),
      close: () => close(this),
    };
  }

  /** Something that the worker needs has ended: it is as if it had itself. */
  lose() {
    this.#lose();
  }

  rest() {
    this.#worker.post({ rest: true });
  }

  end() {
    clearInterval(this.#watch);
    return this.#worker.end();
  }

  #watchOver() {
    this.#heardAt = performance.now();
    clearInterval(this.#watch);
    this.#watch = setInterval(() => {
      if (performance.now() - this.#heardAt > SILENCE_MS) this.#lose();
    }, SILENCE_MS / 10);
  }

  #hear({ ready, done = [], outcomes, error, lost }) {
    this.#heardAt = performance.now();
    if (ready) {
      clearInterval(this.#watch);
      return this.#isReady();
    }
    if (lost) return this.#lose();
    const current = this.#current;
    if (!current) return undefined;
    for (const [position, bytes] of done) {
      current.counted.set(position, (current.counted.get(position) ?? 0) + bytes);
      current.count(current.pass.tasks[position], bytes);
    }
    if (!outcomes && !error) return undefined;
    this.#current = null;
    clearInterval(this.#watch);
    return outcomes ? current.resolve(outcomes) : current.reject(asError(error));
  }

  #lose() {
    this.#hasEnded = true;
    this.#isLost();
    clearInterval(this.#watch);
    const current = this.#current;
    if (!current) return;
    this.#current = null;
    // What was counted will be done, and counted, again.
    for (const [position, bytes] of current.counted) current.count(current.pass.tasks[position], -bytes);
    current.reject(new LaneLost());
  }
}

/** The error that a worker has told of. */
function asError({ name, message, code }) {
  if (name === "VnfsealError") return new VnfsealError(code, message);
  return Object.assign(new Error(message), { name, code });
}

/**
 * The worker's side: runs a pass and posts what came of it. `openPass(source, pass)` gives the `chunks` of its bytes,
 * `openDigester(task)`, and `complete(outcomes)` if these want something in the end.
 */
export async function servePass({ source, pass }, { post, openPass }) {
  let done = new Map();
  let toldAt = performance.now();
  const take = () => {
    const pairs = [...done];
    done = new Map();
    toldAt = performance.now();
    return pairs;
  };
  const positions = new Map(pass.tasks.map((task, position) => [task, position]));
  try {
    const { complete = (outcomes) => outcomes, ...opened } = openPass(source, pass);
    const outcomes = await runPass(pass, {
      ...opened,
      count: (task, bytes) => {
        const position = positions.get(task);
        done.set(position, (done.get(position) ?? 0) + bytes);
      },
      pause: () => {
        if (performance.now() - toldAt >= TELL_MS) post({ done: take() });
      },
    });
    post({ done: take(), outcomes: complete(outcomes) });
  } catch (error) {
    const { name, message, code } = error;
    post(isTrap(error) ? { lost: true } : { error: { name, message, code } });
  }
}

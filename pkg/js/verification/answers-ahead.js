// Has other instances of the engine verify signature values ahead, on other cores. Nothing waits for them: what they have not answered
// by then, the instance that asks verifies itself. So one that is lost, or slow, costs time and never a result.
//
// to a worker:  { module }      the WebAssembly of the engine
//               { questions }   as the engine has put them together
// from it:      { ready: true } it listens; a worker may drop what arrives before its script has run
//               { answers }     to the questions
//               { lost: true }  it has failed, and says no more

import { isTrap } from "../engine/engine.js";

/** About so many signatures a worker is asked at a time: some 50 ms. */
const BATCH = 64;

/** While one answer is on its way, the worker has something to do. */
const UNDER_WAY_MAX = 2;

/** A report that is written sooner needs no help: a worker takes as long to begin. */
const BEGIN_MS = 100;

/** How many instances the reports of a host have together. */
const inUse = new WeakMap();

/** The instances that answer for one report. A host says how many there may be at a time (`most`), and how one is started (`start`). */
export class AnswersAhead {
  #host;
  #module;
  #from = performance.now() + BEGIN_MS;
  #workers = [];
  #questions = null;
  #answers = [];

  /** `module` is that of the instance that asks: no other engine answers. */
  constructor(host = { most: 0 }, module) {
    this.#host = host;
    this.#module = module;
  }

  /** Gives `pending`, a report that is being written, the answers that have come, and takes its next questions. */
  exchange(pending) {
    for (const { worker, answers } of this.#answers.splice(0)) unlessItFails(worker, () => pending.takeAnswers(answers));
    if (this.#host.most === 0 || performance.now() < this.#from) return;
    this.#questions ??= questionsOf(pending);
    const worker = this.#questions && this.#freeWorker();
    if (worker) {
      const questions = this.#questions;
      this.#questions = null;
      worker.underWay += 1;
      unlessItFails(worker, () => worker.post({ questions }));
    }
    if (!this.#questions) pending.wantQuestions(BATCH);
  }

  end() {
    // What one of them says afterwards is for a report that is written.
    for (const worker of this.#workers) lose(worker);
    this.#take(-this.#workers.length);
  }

  /** One that can be asked now. If there is none, one more is started, after those before it have begun. */
  #freeWorker() {
    const free = this.#workers.find(({ state, underWay }) => state === "listens" && underWay < UNDER_WAY_MAX);
    const mayStart = this.#workers.every(({ state }) => state !== "starts") && (inUse.get(this.#host) ?? 0) < this.#host.most;
    if (!free && mayStart) this.#start();
    return free;
  }

  #take(count) {
    inUse.set(this.#host, (inUse.get(this.#host) ?? 0) + count);
  }

  #start() {
    const worker = { state: "starts", underWay: 0, end: () => {} };
    // One that cannot be started has its place too: what has failed is not tried again and again.
    this.#workers.push(worker);
    this.#take(1);
    try {
      const { post, listen, end } = this.#host.start();
      Object.assign(worker, { post, end });
      listen((message) => this.#hear(worker, message), () => lose(worker));
    } catch {
      lose(worker);
    }
  }

  #hear(worker, { ready, answers, lost }) {
    if (worker.state === "ended") return;
    if (lost) lose(worker);
    if (ready) {
      worker.state = "listens";
      unlessItFails(worker, () => worker.post({ module: this.#module }));
    }
    if (!answers) return;
    // Nobody has asked: what else it says is not believed either.
    if (worker.underWay === 0) return lose(worker);
    worker.underWay -= 1;
    this.#answers.push({ worker, answers });
  }
}

/** Does what concerns one worker. If it fails, that worker is not asked any more; but if this engine has stopped, the report ends. */
function unlessItFails(worker, step) {
  try {
    step();
  } catch (error) {
    if (isTrap(error)) throw error;
    lose(worker);
  }
}

function lose(worker) {
  if (worker.state === "ended") return;
  worker.state = "ended";
  worker.end();
}

function questionsOf(pending) {
  const questions = pending.questions();
  return questions.length > 0 ? questions : null;
}

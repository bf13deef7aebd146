// Packages are verified in threads of their own, one package a thread: none can keep the gate from its other work, and one that takes
// too long ends with its thread.

import { Worker } from "node:worker_threads";

import { untilAborted } from "../sources/aborting.js";
import { ENGINE_MEMORY_MAX, REMEMBERED_MAX, THREAD_HEAP_MB } from "./limits.js";
import { problem } from "./problem.js";

export class Judge {
  #terms;
  #threadsMax;
  #rememberMs;
  #idle = [];
  #threads = new Set();
  #waiting = [];
  /** Until when each package that has passed is not verified again, and the VNFDs that its manifest names, by its digest. The terms are the same as long as the gate runs. */
  #passed = new Map();

  /** `terms` are those of `judge-worker.js`. */
  constructor(terms, { threads, rememberMs }) {
    this.#terms = terms;
    this.#threadsMax = threads;
    this.#rememberMs = rememberMs;
  }

  /** What clients get of the report of a spooled package. Whoever waits for a thread is bounded by the places for transfers. */
  async verify(file, { name, stage, signal }) {
    const thread = await this.#thread(signal);
    try {
      const order = { fd: file.fd, size: file.size, name, stage };
      return await untilAborted(thread.ask(order), signal);
    } catch (error) {
      // What it does then is of no use to anybody, and it must not read a file that is closed.
      if (signal.aborted) await this.#end(thread);
      throw error;
    } finally {
      this.#giveBack(thread);
    }
  }

  /** The same for a package that is about to be used. One that has passed is remembered for some time, and never one that has not. */
  async verifyForUse(file, { name, signal }) {
    const { sha256 } = file.digests;
    const known = this.#passed.get(sha256);
    if (known?.until > performance.now()) return { verdict: "passed", vnfdIds: known.vnfdIds, isRemembered: true };
    const begun = performance.now();
    const result = await this.verify(file, { name, stage: "instantiation", signal });
    if (result.verdict === "passed") this.#remember(sha256, begun, result);
    return result;
  }

  async close() {
    await Promise.all([...this.#threads].map((thread) => this.#end(thread)));
  }

  #remember(sha256, begun, { vnfdIds }) {
    this.#passed.delete(sha256);
    this.#passed.set(sha256, { until: begun + this.#rememberMs, vnfdIds });
    if (this.#passed.size > REMEMBERED_MAX) this.#passed.delete(this.#passed.keys().next().value);
  }

  async #thread(signal) {
    signal.throwIfAborted();
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) {
      if (thread.isUsable) return thread;
      this.#end(thread);
    }
    if (this.#threads.size < this.#threadsMax) return this.#start();
    const place = placeForAnswer();
    this.#waiting.push(place);
    try {
      return await untilAborted(place.promise, signal);
    } catch (error) {
      this.#waiting = this.#waiting.filter((each) => each !== place);
      // It may have been given a thread just then.
      place.promise.then((thread) => this.#giveBack(thread));
      throw error;
    }
  }

  #start() {
    const thread = new Thread(this.#terms);
    this.#threads.add(thread);
    return thread;
  }

  async #end(thread) {
    this.#threads.delete(thread);
    await thread.end();
  }

  #giveBack(thread) {
    if (!thread.isUsable) {
      this.#end(thread);
      if (this.#waiting.length > 0) this.#waiting.shift().resolve(this.#start());
    } else if (this.#waiting.length > 0) this.#waiting.shift().resolve(thread);
    else this.#idle.push(thread);
  }
}

/** A promise, and what settles it. */
function placeForAnswer() {
  const place = {};
  place.promise = new Promise((resolve, reject) => Object.assign(place, { resolve, reject }));
  return place;
}

class Thread {
  #worker;
  #order = null;
  #isEnded = false;
  #memory = 0;

  constructor({ spoolFolder, ...terms }) {
    // What is inflated or decrypted lies where the packages do.
    const env = { ...process.env, TMPDIR: spoolFolder };
    const resourceLimits = { maxOldGenerationSizeMb: THREAD_HEAP_MB };
    this.#worker = new Worker(new URL("./judge-worker.js", import.meta.url), { workerData: terms, env, resourceLimits, execArgv: [] });
    this.#worker.on("message", (message) => this.#take(message));
    this.#worker.on("error", (error) => this.#lose(error));
    this.#worker.on("exit", () => this.#lose());
    // It must not keep a program alive that has nothing else to do.
    this.#worker.unref();
  }

  get isUsable() {
    return !this.#isEnded && this.#memory <= ENGINE_MEMORY_MAX;
  }

  ask(order) {
    const place = placeForAnswer();
    this.#order = place;
    if (this.#isEnded) this.#lose();
    else this.#worker.postMessage(order);
    return place.promise;
  }

  async end() {
    this.#isEnded = true;
    await this.#worker.terminate();
  }

  #take({ result, error, memory }) {
    this.#memory = memory;
    const order = this.#order;
    this.#order = null;
    if (result) order?.resolve(result);
    else order?.reject(problem(error.status, error.code, error.message));
  }

  #lose(cause) {
    this.#isEnded = true;
    this.#order?.reject(problem(500, "failed", "the verification of the package ended before its time, and nothing was forwarded", { cause }));
    this.#order = null;
  }
}

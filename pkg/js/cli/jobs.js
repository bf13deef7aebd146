// Verifications in threads of their own, each with its own engine.

import { Worker } from "node:worker_threads";

/** `settings` are those of `job-worker.js`, where a job has none of its own. A thread is started when there is work for it. */
export class Jobs {
  #count;
  #settings;
  #idle = [];
  #waiting = [];
  #threads = new Set();

  constructor(count, settings = null) {
    this.#count = count;
    this.#settings = settings;
  }

  /** The report of a package, in JSON. What is aborted ends with its thread, at whatever it is. */
  verify(item, onProgress, { settings = this.#settings, signal } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(ended("it was not begun"));
      const order = { item, settings, onProgress, resolve, reject };
      signal?.addEventListener("abort", () => this.#abandon(order), { once: true });
      this.#waiting.push(order);
      return this.#assign();
    });
  }

  #abandon(order) {
    const isWaiting = this.#waiting.includes(order);
    this.#waiting = this.#waiting.filter((each) => each !== order);
    if (isWaiting) order.reject(ended("it was not begun"));
    for (const thread of this.#threads) if (thread.order === order) thread.worker.terminate();
  }

  async end() {
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #assign() {
    while (this.#waiting.length > 0 && (this.#idle.length > 0 || this.#threads.size < this.#count)) {
      const thread = this.#idle.pop() ?? this.#start();
      thread.order = this.#waiting.shift();
      const { item, settings } = thread.order;
      // They may be large, and are the same for all packages of a run.
      thread.worker.postMessage(settings === thread.settings ? { item } : { item, settings });
      thread.settings = settings;
    }
  }

  #start() {
    const worker = new Worker(new URL("./job-worker.js", import.meta.url), { execArgv: [] });
    const thread = { worker, order: null, settings: null };
    this.#threads.add(thread);
    worker.on("message", ({ progress, json, error }) => {
      if (progress) return thread.order?.onProgress(progress);
      const { resolve, reject } = thread.order;
      thread.order = null;
      this.#idle.push(thread);
      this.#assign();
      return json === undefined ? reject(asError(error)) : resolve(json);
    });
    const lose = (why) => {
      this.#threads.delete(thread);
      this.#idle = this.#idle.filter((each) => each !== thread);
      thread.order?.reject(ended(why));
      thread.order = null;
      this.#assign();
    };
    worker.on("error", (error) => lose(error.message)).on("exit", (status) => lose(`status ${status}`));
    return thread;
  }
}

/** Whether it may pass by itself is not for programs that show errors as data. */
function asError({ code, message, mayPass }) {
  return Object.defineProperty(Object.assign(new Error(message), { code }), "mayPass", { value: mayPass });
}

function ended(why) {
  return Object.assign(new Error(`the thread of this verification ended: ${why}`), { code: "VERIFICATION_ENDED" });
}

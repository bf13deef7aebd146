// Verifications in threads of their own, each with its own engine.

import { Worker } from "node:worker_threads";

/** `settings` are those of `job-worker.js`. A thread is started when there is work for it. */
export class Jobs {
  #count;
  #settings;
  #idle = [];
  #waiting = [];
  #threads = new Set();

  constructor(count, settings) {
    this.#count = count;
    this.#settings = settings;
  }

  /** The report of a package. */
  verify(item, onProgress) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, onProgress, resolve, reject });
      this.#assign();
    });
  }

  async end() {
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #assign() {
    while (this.#waiting.length > 0 && (this.#idle.length > 0 || this.#threads.size < this.#count)) {
      const thread = this.#idle.pop() ?? this.#start();
      thread.order = this.#waiting.shift();
      thread.worker.postMessage(thread.order.item);
    }
  }

  #start() {
    const worker = new Worker(new URL("./job-worker.js", import.meta.url), { workerData: this.#settings, execArgv: [] });
    const thread = { worker, order: null };
    this.#threads.add(thread);
    worker.on("message", ({ progress, json, error }) => {
      if (progress) return thread.order?.onProgress(progress);
      const { resolve, reject } = thread.order;
      thread.order = null;
      this.#idle.push(thread);
      this.#assign();
      return json === undefined ? reject(Object.assign(new Error(error.message), { code: error.code })) : resolve(JSON.parse(json));
    });
    const lose = (why) => {
      this.#threads.delete(thread);
      this.#idle = this.#idle.filter((each) => each !== thread);
      thread.order?.reject(new Error(`the thread of this verification ended: ${why}`));
      thread.order = null;
      this.#assign();
    };
    worker.on("error", (error) => lose(error.message)).on("exit", (status) => lose(`status ${status}`));
    return thread;
  }
}

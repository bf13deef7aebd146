// A package that is read, and can be judged any number of times.

import { free, refusing, using } from "../engine/engine.js";
import { VnfsealError, invalidArgument } from "../errors.js";
import { openInside, readText } from "./file-reading.js";
import { AnswersAhead } from "./answers-ahead.js";
import { formatTime } from "./inputs.js";
import { readOptions } from "./plain.js";
import { Progress } from "./progress.js";

export class OpenedPackage {
  #engine;
  #instance;
  #verification;
  #ask;
  #host;
  #input;
  #uses = 0;
  #isClosed = false;

  /** `ask(question, work)` makes a question ready for the engine. `input` is what was read, and `host` can open it again. */
  constructor(engine, instance, verification, { ask, host, input }) {
    this.#engine = engine;
    this.#instance = instance;
    this.#verification = verification;
    this.#ask = ask;
    this.#host = host;
    this.#input = input;
    /** How many files and sources of the manifest it has: the memory it takes grows with them. */
    this.entries = verification.entries();
  }

  /** Whether it can still be asked: it is not closed, and the engine that read it runs. */
  get isUsable() {
    return !this.#isClosed && this.#instance.failure === null;
  }

  /** Bytes of memory of the engine that it lives in, with all else that does. */
  get engineMemory() {
    return this.#instance.memory;
  }

  async reportAsJson(options = {}) {
    const { signal, ...question } = readOptions(options, ["trust", "policy", "signal"], "report");
    signal?.throwIfAborted();
    return this.#use((verification) =>
      this.#ask(question, (ready) => writeReport(this.#engine, this.#instance, verification, ready, { answering: this.#host.answering, signal })),
    );
  }

  async report(options) {
    return JSON.parse(await this.reportAsJson(options));
  }

  async inspectAsJson() {
    return this.#use((verification) => this.#engine.on(this.#instance, () => verification.inspect()));
  }

  async inspect() {
    return JSON.parse(await this.inspectAsJson());
  }

  async readText(path, options = {}) {
    const { inDelivery = false, signal } = readOptions(options, ["inDelivery", "signal"], "readText");
    if (typeof inDelivery !== "boolean") throw invalidArgument("inDelivery is true or false");
    const begin = (verification) => verification.readText(pathOf(path), inDelivery);
    return this.#read(begin, signal, (given, started) => readText(given, this.#input, started, signal));
  }

  async openInside(path, options = {}) {
    const { signal } = readOptions(options, ["signal"], "openInside");
    const begin = (verification) => verification.readPackage(pathOf(path));
    return this.#read(begin, signal, (given, started) => openInside(given, this.#input, path, started, signal));
  }

  /** Reads what `begin(verification)` says is to be read. */
  #read(begin, signal, work) {
    signal?.throwIfAborted();
    const [instance, host] = [this.#instance, this.#host];
    const given = { instance, host };
    return this.#use((verification) => this.#engine.on(instance, () => work(given, () => begin(verification))));
  }

  close() {
    this.#isClosed = true;
    this.#freeIfUnused();
  }

  /** What has begun is finished, also if the package is closed meanwhile. */
  async #use(work) {
    if (this.#isClosed) throw new VnfsealError("PACKAGE_CLOSED", "the package is closed");
    this.#uses += 1;
    try {
      return await work(this.#verification);
    } finally {
      this.#uses -= 1;
      this.#freeIfUnused();
    }
  }

  #freeIfUnused() {
    if (!this.#isClosed || this.#uses > 0 || !this.#verification) return;
    free(this.#verification);
    this.#verification = null;
  }
}

/** A path as the report has it. */
function pathOf(path) {
  if (typeof path === "string") return path;
  throw invalidArgument("the path of a file is a text, as the report has it");
}

/**
 * Has the report written in portions, so that the caller can give up in between, and nothing else has to wait long. `answering` is that
 * of the host, of an engine that only verifies.
 */
export function writeReport(engine, instance, verification, { bundle, policy }, { answering, signal }) {
  const now = formatTime(new Date());
  const pending = refusing("POLICY_INVALID", policy.name, () =>
    verification.beginReport(bundle, policy.bytes, now, engine.wasmSha256),
  );
  return using(pending, async () => {
    const pace = new Progress(undefined, signal);
    const ahead = new AnswersAhead(answering, engine.module);
    const pieces = [];
    try {
      for (;;) {
        if (instance.failure) throw instance.failure;
        const piece = pending.advance();
        if (piece === undefined) return pieces.join("");
        if (piece !== "") pieces.push(piece);
        ahead.exchange(pending);
        await pace.pause();
      }
    } finally {
      ahead.end();
    }
  });
}

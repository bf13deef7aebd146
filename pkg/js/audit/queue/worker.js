// A worker: it takes packages from the queue and verifies them, until it is told to stop.
//
// It never writes a verdict of its own: what it writes is the engine's report, or the error in its place. It may be killed at any
// moment. Others see that it gives no sign of life, and take over.

import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

import { outlineOfJson } from "../outline.js";
import { failureOf, mayPass } from "./database.js";
import { Exchange } from "./exchange.js";
import { AHEAD, laneOfQueue, wishesOf } from "./lanes.js";

/** How often is looked for work where there is none. */
const POLL_MS = 500;

/** How long is waited for a database that is away: this long first, then twice as long, up to the second. */
const PAUSE_MS = [250, 5000];

/** How often a worker that is told to stop still tries. What it had is taken over otherwise. */
const LAST_TRIES = 3;

/** How long a package may take: what a slow line needs for its size, and something for its beginning. A server may say any size. */
const LIMIT_MS = 10 * 60_000;
const BYTES_PER_MS = 1000;
const LIMIT_MAX_MS = 24 * 3600_000;
const limitOf = ({ size = 0 }) => Math.min(LIMIT_MS + size / BYTES_PER_MS, LIMIT_MAX_MS);

/** What may pass by itself, so that the package is begun again. A thread that ended may have been ended by another package. */
const PASSING = ["CATALOGUE_UNAVAILABLE", "HTTP_UNREACHABLE", "NFVO_UNAVAILABLE"];
const SUSPECT = ["VERIFICATION_ENDED", "VERIFICATION_TIMEOUT"];

/** Seconds until it is begun again, by the number of tries: five tries last some minutes. */
const delayAfter = (tries) => Math.min(300, 5 * 3 ** tries);

export class AuditWorker {
  #database;
  #verify;
  #terms = new Map();
  #readTerms;
  #engine;
  #count;
  #takeover;
  #limitOf;
  #say;
  #me = { id: randomUUID(), name: `${hostname()}/${process.pid}` };
  #exchange;
  #runs = [];
  #waiting = [];
  #running = new Map();
  #results = [];
  #returned = [];
  #isUnsure = false;
  #isSigning = false;
  #reachedSince = 0;
  #stopping = false;
  #wake = () => {};
  #failure;
  #looked = new Map();

  /**
   * `verify(item, terms, { signal })` gives a report in JSON; `readTerms(run)` what a run verifies by. `engine` is the digest of the engine, `count`
   * how many packages are verified at a time, `takeover` the seconds of silence after which a worker counts as dead, and
   * `say(sentence)` takes remarks. A package may take `limit(item)` ms.
   */
  constructor(database, { verify, readTerms, engine, count, takeover, say, limit = limitOf }) {
    this.#database = database;
    this.#verify = verify;
    this.#readTerms = readTerms;
    this.#engine = engine;
    this.#count = count;
    this.#takeover = takeover;
    this.#limitOf = limit;
    this.#say = say;
    this.#exchange = new Exchange(database, this.#me);
  }

  /** Works until `stop()`, or with `untilDone` until no run has anything left. Rejects where the database refuses for good. */
  async work({ untilDone = false } = {}) {
    await this.#sign();
    const timer = setInterval(() => this.#sign(), (this.#takeover * 1000) / 3);
    try {
      for (;;) {
        const isMore = await this.#turn();
        if (this.#failure) throw this.#failure;
        if (this.#stopping) break;
        if (untilDone && !isMore && this.#held.length === 0 && this.#results.length + this.#returned.length === 0) break;
        await this.#rest();
      }
    } finally {
      clearInterval(timer);
      this.#stopping = true;
      for (const { abort } of this.#running.values()) abort.abort();
    }
    await this.#patiently(() => this.#exchange.exchange({ results: this.#results, returned: this.#returned, wishes: [], runs: [] }));
    await this.#patiently(() => this.#exchange.leave());
  }

  /** What is being verified goes back to the queue. */
  stop() {
    this.#stopping = true;
    this.#wake();
  }

  /** One exchange. Whether there is a run that is not finished. */
  async #turn() {
    await this.#patiently(() => this.#lookForRuns());
    const results = this.#results.splice(0);
    const returned = this.#returned.splice(0);
    const known = this.#isUnsure ? [...this.#held, ...results, ...returned].map(({ job }) => job) : undefined;
    try {
      const wishes = this.#stopping ? [] : this.#wishes();
      if (results.length + returned.length + wishes.length === 0 && !known) return this.#runs.length > 0;
      const claims = await this.#exchange.exchange({ results, returned, wishes, held: this.#held.length, runs: this.#runs, known });
      if (known) this.#isUnsure = false;
      this.#isBack();
      // The large ones first: they were taken for a place that is kept for them.
      const isLarge = ({ queue }) => laneOfQueue(queue) === "large";
      this.#waiting.unshift(...claims.filter(isLarge));
      this.#waiting.push(...claims.filter((claim) => !isLarge(claim)));
      this.#beginNext();
      if (claims.length === 0) await this.#finishRuns();
    } catch (error) {
      this.#results.unshift(...results);
      this.#returned.unshift(...returned);
      await this.#isAway(error);
      // Perhaps it was all done, and the answer got lost.
      this.#isUnsure = true;
    }
    return this.#runs.length > 0;
  }

  /** All that this worker is at, or will be. */
  get #held() {
    return [...this.#waiting, ...[...this.#running.values()].map(({ claim }) => claim)];
  }

  #wishes() {
    const lanes = this.#held.map(({ queue }) => laneOfQueue(queue));
    const isFull = this.#waiting.length > (this.#count * AHEAD) / 2;
    if (lanes.includes("alone") || isFull || this.#runs.length === 0) return [];
    // The next run has its turn.
    this.#runs.push(this.#runs.shift());
    return wishesOf({ count: this.#count, held: lanes.length, large: lanes.filter((lane) => lane === "large").length });
  }

  #beginNext() {
    while (!this.#stopping && this.#running.size < this.#count && this.#waiting.length > 0) void this.#begin(this.#waiting.shift());
  }

  async #begin(claim) {
    const abort = new AbortController();
    const { job, item, run } = claim;
    this.#running.set(job, { claim, abort });
    const timer = setTimeout(() => abort.abort(new Error("too long")), this.#limitOf(item));
    try {
      const terms = await this.#termsOf(run);
      // The run is not there any more, or the database refuses.
      if (!terms) return;
      if (item.error) throw item.error;
      const report = await this.#verify(item, terms, { signal: abort.signal });
      const outline = outlineOfJson(report);
      this.#results.push({ ...claim, status: outline.verdict, outline: JSON.stringify(outline), report });
    } catch (error) {
      if (!this.#stopping) this.#take(claim, error, abort.signal);
    } finally {
      clearTimeout(timer);
      this.#running.delete(job);
      this.#beginNext();
      this.#wake();
    }
  }

  /** What becomes of a package that has no report: it is begun again, or the error is its result. */
  #take(claim, error, { aborted, reason: why }) {
    const code = aborted && why?.message === "too long" ? "VERIFICATION_TIMEOUT" : error.code;
    if (aborted && why === "cancelled") return this.#returned.push({ ...claim, isFailed: false });
    if (SUSPECT.includes(code)) return this.#returned.push({ ...claim, isSuspect: true });
    if (error.mayPass || PASSING.includes(code)) return this.#returned.push({ ...claim, delay: delayAfter(claim.tries) });
    const shown = { code: typeof code === "string" ? code : "ERROR", message: error.message };
    return this.#results.push({ ...claim, status: "error", error: JSON.stringify(shown) });
  }

  #termsOf(run) {
    if (!this.#terms.has(run)) this.#terms.set(run, this.#patiently(() => this.#readTerms(run)).catch((error) => this.#fail(error)));
    return this.#terms.get(run);
  }

  /** Which runs there are. What is verified of one that was cancelled is not gone on with. */
  async #lookForRuns() {
    if (Date.now() - (this.#looked.get("") ?? 0) < POLL_MS) return;
    this.#looked.set("", Date.now());
    const open = await this.#exchange.openRuns(this.#engine);
    const ids = open.map(({ id }) => id);
    const known = this.#runs.filter(({ id }) => ids.includes(id));
    this.#runs = [...known, ...open.filter(({ id }) => !known.some((run) => run.id === id))];
    for (const run of this.#terms.keys()) if (!ids.includes(run)) this.#terms.delete(run);
    const isOver = ({ run }) => !ids.includes(run);
    this.#returned.push(...this.#waiting.filter(isOver).map((claim) => ({ ...claim, isFailed: false })));
    this.#waiting = this.#waiting.filter((claim) => !isOver(claim));
    for (const { claim, abort } of this.#running.values()) if (isOver(claim)) abort.abort("cancelled");
  }

  /** A run of which nothing is to be had may be finished. */
  async #finishRuns() {
    if (Date.now() - (this.#looked.get("finish") ?? 0) < POLL_MS) return;
    this.#looked.set("finish", Date.now());
    const busy = this.#held.map(({ run }) => run);
    for (const { id } of this.#runs) if (!busy.includes(id)) await this.#exchange.finish(id);
    this.#looked.delete("");
  }

  /** Until there is something to say to the database, or may be something new in it. */
  async #rest() {
    if (this.#isDue) return;
    let timer;
    await new Promise((resolve) => {
      this.#wake = () => this.#isDue && resolve();
      timer = setTimeout(resolve, POLL_MS);
    });
    clearTimeout(timer);
    this.#wake = () => {};
  }

  /** Results wait for others, as long as there is work meanwhile. */
  get #isDue() {
    if (this.#stopping || this.#failure) return true;
    const isShort = this.#waiting.length < (this.#count * AHEAD) / 2;
    return isShort && this.#results.length + this.#returned.length >= (this.#running.size > 0 ? this.#count : 1);
  }

  /** A sign of life; and what the dead have left is taken over. */
  async #sign() {
    // The one before may still wait for a slow database.
    if (this.#isSigning) return;
    this.#isSigning = true;
    try {
      await this.#exchange.beat(this.#engine);
      // Others may have given this worker up while it could not be heard, and a database that fell over may have lost the last moment.
      this.#isUnsure = true;
      this.#isBack();
      // Right after the database was away, nobody has been heard for a while.
      if (Date.now() - this.#reachedSince < this.#takeover * 1000) return;
      const count = await this.#exchange.takeOver(this.#takeover);
      if (count > 0) this.#say(`taken over from a worker that ended: packages: ${count}`);
    } catch (error) {
      await this.#isAway(error, { waits: false });
    } finally {
      this.#isSigning = false;
    }
  }

  async #patiently(work) {
    let last = LAST_TRIES;
    for (let pause = PAUSE_MS[0]; ; pause = Math.min(2 * pause, PAUSE_MS[1])) {
      try {
        return await work();
      } catch (error) {
        if (this.#stopping) last -= 1;
        if (!mayPass(error) || last < 0) throw failureOf(this.#database, error);
        await this.#isAway(error, { waits: false });
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  #isBack() {
    if (this.#reachedSince > 0) return;
    this.#reachedSince = Date.now();
  }

  async #isAway(error, { waits = true } = {}) {
    if (!mayPass(error)) return this.#fail(error);
    if (this.#reachedSince > 0) this.#say(`the queue cannot be reached, and is tried again: ${failureOf(this.#database, error).message}`);
    this.#reachedSince = 0;
    return waits ? new Promise((resolve) => setTimeout(resolve, PAUSE_MS[0])) : undefined;
  }

  /** The worker ends with this error. */
  #fail(error) {
    this.#failure ??= failureOf(this.#database, error);
    this.#wake();
  }
}

// The caller's side of a shared pass: which threads compute which of its digests.

import { availableParallelism } from "node:os";

import { digestsOf } from "./hashes.js";
import { createRing } from "./ring.js";
import { isInflated } from "./shared-pass.js";
import { startThread } from "./threads.js";

/** The threads that digest for one lane. `onEnd` is called if one of them ends. */
export class DigestThreads {
  #threads = [];
  #onEnd;

  constructor(onEnd) {
    this.#onEnd = onEnd;
  }

  /** Has them wait for a pass, and gives it with its ring, for the lane to run. */
  prepare(pass) {
    const { digests, positions } = listDigests(pass);
    const shares = share(digests, availableParallelism());
    const ring = createRing(shares.length, digests.length);
    while (this.#threads.length < shares.length) this.#threads.push(this.#start());
    for (const [taker, each] of shares.entries()) this.#threads[taker].post({ ring, taker, digests: each });
    return { ...pass, ring, positions };
  }

  async end() {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  #start() {
    const thread = startThread("digest");
    thread.listen(() => {}, this.#onEnd);
    return thread;
  }
}

/** All digests of a pass that come through its ring, and the position of the first one of each task; `null` of one with none. */
function listDigests(pass) {
  const digests = [];
  const positions = pass.tasks.map((task) => {
    const isInRing = isInflated(pass) || task.method === "stored";
    if (!isInRing) return null;
    const position = digests.length;
    const [start, length] = isInflated(pass) ? [0, task.size] : [task.offset - pass.start, task.compressedSize];
    for (const each of digestsOf(task)) digests.push({ ...each, start, end: start + length, position: digests.length });
    return position;
  });
  return { digests, positions };
}

/**
 * Shares digests among as few threads as keep none much busier than the largest digest does, and never more than `most`. Each has
 * its digests in the order of their starts.
 */
export function share(digests, most) {
  const costOf = ({ start, end }) => end - start;
  const byCost = [...digests].sort((one, other) => costOf(other) - costOf(one));
  const all = byCost.reduce((sum, digest) => sum + costOf(digest), 0);
  const largest = byCost.length > 0 ? costOf(byCost[0]) : 0;
  // A tenth more is less than what one more thread costs.
  const count = Math.max(1, Math.min(most, Math.ceil(all / Math.max(1, largest) - 0.1)));
  const shares = Array.from({ length: count }, () => ({ cost: 0, digests: [] }));
  for (const digest of byCost) {
    const least = shares.reduce((one, other) => (other.cost < one.cost ? other : one));
    least.digests.push(digest);
    least.cost += costOf(digest);
  }
  return shares.map(({ digests: each }) => each.sort((one, other) => one.start - other.start));
}

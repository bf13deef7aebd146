// Digest tasks by `node:crypto` and `node:zlib`: several times as fast as WebAssembly, and nothing is copied into it.
// What it says of a task is what the engine's own digester says; a test compares the two.

import * as zlib from "node:zlib";

import { HEAD_LENGTH, brokenOutcome, intactOutcome, needsCrc32 } from "../outcome.js";
import { digestsOf, hashFor } from "./hashes.js";

/** Before Node 20.15 and 22.2 there is no CRC-32; the engine's own digester stands in. */
export const isNodeDigesterUsable = typeof zlib.crc32 === "function";

/** Content up to this size is inflated in one go, which saves a stream for each small entry. */
const SMALL = 1 << 20;

/** Output of one step of a stream, and how far it may be ahead of the digesting. */
const STREAM = { chunkSize: 256 << 10, readableHighWaterMark: 1 << 20 };

/** Begins a task. `sink`, if given, is handed the content in order. */
export function openNodeDigester(task, sink) {
  if (task.method === "stored") return new StoredDigester(task, sink);
  const isSmall = task.size <= SMALL && task.compressedSize <= SMALL;
  return isSmall ? new SmallDeflatedDigester(task, sink) : new DeflatedDigester(task, sink);
}

/** A content on its way through CRC-32 and digests. */
class Content {
  #task;
  #sink;
  #hashes;
  #crc32 = 0;
  #seen = 0;
  #head = Buffer.alloc(0);

  constructor(task, sink) {
    this.#task = task;
    this.#sink = sink;
    this.#hashes = digestsOf(task).map(hashFor);
  }

  /** Takes the next bytes and hands them on; whether the content is not longer than it should be. A promise with a sink. */
  take(bytes) {
    this.#seen += bytes.length;
    if (this.#seen > this.#task.size) return false;
    if (needsCrc32(this.#task)) this.#crc32 = zlib.crc32(bytes, this.#crc32);
    for (const hash of this.#hashes) hash.update(bytes);
    if (this.#head.length < HEAD_LENGTH) {
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, HEAD_LENGTH - this.#head.length)]);
    }
    return this.#sink ? this.#handOn(bytes) : true;
  }

  async #handOn(bytes) {
    await this.#sink(bytes);
    return true;
  }

  finish() {
    const { size, crc32 } = this.#task;
    if (this.#seen !== size || (crc32 !== null && this.#crc32 !== crc32)) return brokenOutcome(this.#task);
    const digests = this.#hashes.map((hash) => hash.digest("hex"));
    return intactOutcome(this.#task, { digests, head: this.#head.toString("hex"), crc32: this.#crc32 });
  }
}

class StoredDigester {
  #task;
  #content;

  constructor(task, sink) {
    this.#task = task;
    this.#content = new Content(task, sink);
  }

  update(bytes) {
    return this.#content.take(bytes);
  }

  finish() {
    const { size, compressedSize } = this.#task;
    return size === compressedSize ? this.#content.finish() : brokenOutcome(this.#task);
  }

  close() {}
}

class SmallDeflatedDigester {
  #task;
  #content;
  #pieces = [];

  constructor(task, sink) {
    this.#task = task;
    this.#content = new Content(task, sink);
  }

  update(bytes) {
    // The chunk these are part of is about to be filled anew.
    this.#pieces.push(Buffer.from(bytes));
  }

  async finish() {
    const compressed = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
    const isAllThere = compressed.length === this.#task.compressedSize;
    const content = isAllThere ? inflateAtOnce(compressed, this.#task.size) : null;
    if (!content || !(await this.#content.take(content))) return brokenOutcome(this.#task);
    return this.#content.finish();
  }

  close() {}
}

/** The content of one whole deflate stream with nothing behind it, if these bytes are one. */
function inflateAtOnce(compressed, size) {
  try {
    // A bound of 0 is none; whatever is longer than `size` is refused by its length.
    const maxOutputLength = Math.max(1, size);
    const { buffer, engine } = zlib.inflateRawSync(compressed, { info: true, maxOutputLength });
    return engine.bytesWritten === compressed.length ? buffer : null;
  } catch {
    return null;
  }
}

class DeflatedDigester {
  #task;
  #content;
  #inflate = zlib.createInflateRaw(STREAM);
  #isBroken = false;
  #hasEnded = false;
  #drained;

  constructor(task, sink) {
    this.#task = task;
    this.#content = new Content(task, sink);
    // An error may come when nobody reads any more.
    this.#inflate.on("error", () => (this.#isBroken = true));
    this.#drained = this.#drain();
    this.#drained.catch(() => {}); // told by update and finish
  }

  async update(bytes) {
    if (this.#isBroken) return;
    if (this.#hasEnded) {
      this.#isBroken = true;
      return;
    }
    // A stream that ends before its input does never says that it took the input.
    const taken = new Promise((resolve) => this.#inflate.write(bytes, resolve));
    await Promise.race([taken, this.#drained]);
  }

  async finish() {
    if (!this.#isBroken) this.#inflate.end();
    await this.#drained;
    // Compressed bytes behind the end of the stream belong to nothing.
    const isWhole = !this.#isBroken && this.#hasEnded && this.#inflate.bytesWritten === this.#task.compressedSize;
    return isWhole ? this.#content.finish() : brokenOutcome(this.#task);
  }

  close() {
    this.#inflate.destroy();
  }

  /** Takes what is inflated while the next is being inflated; only what `sink` says is thrown. */
  async #drain() {
    const pieces = this.#inflate[Symbol.asyncIterator]();
    for (;;) {
      const { value, done, isBroken } = await pieces.next().catch(() => ({ done: true, isBroken: true }));
      if (isBroken) this.#isBroken = true;
      if (done) break;
      if (!(await this.#content.take(value))) {
        this.#isBroken = true;
        this.#inflate.destroy();
        break;
      }
    }
    this.#hasEnded = true;
  }
}

// Digest tasks in a browser. WebCrypto is several times as fast as WebAssembly but takes a content only as a whole, so it
// serves what is stored and may be held; all else goes through the engine's own digester.

import { VnfsealError } from "../../errors.js";
import { CHUNK_LENGTH } from "../../sources/sources.js";
import { HEAD_LENGTH, brokenOutcome, intactOutcome } from "../outcome.js";
import { openReferenceDigester } from "../reference-digester.js";
import { heldFor } from "./content-memory.js";

/** Begins a task. `sink`, if given, is handed the content in order; `memory` is that of the lane. */
export function openBrowserDigester(instance, task, sink, memory) {
  const size = heldFor(task);
  if (sink || !memory || size === 0) return openReferenceDigester(instance, task, sink);
  if (memory.isInPlace) return new HeldDigester(instance, task, memory);
  const place = memory.take(size);
  return place ? new HeldDigester(instance, task, memory, place) : openReferenceDigester(instance, task);
}

/** Holds the content until WebCrypto digests it; the engine computes the CRC-32 meanwhile. */
class HeldDigester {
  #instance;
  #task;
  #checksum;
  #memory;
  /** The content, as far as it is there. Chunks that come in place bring it with them. */
  #content;
  #filled = 0;

  constructor(instance, task, memory, place) {
    this.#instance = instance;
    this.#task = task;
    this.#memory = memory;
    // A task without digests is nothing but the CRC-32 and the size.
    this.#checksum = openReferenceDigester(instance, { ...task, algorithms: [] });
    if (place) this.#content = new Uint8Array(place, 0, task.size);
  }

  update(bytes) {
    if (this.#memory.isInPlace) this.#adopt(bytes);
    else this.#content.set(bytes, this.#filled);
    this.#filled += bytes.length;
    return this.#checksum.update(bytes);
  }

  async finish() {
    const { intact, crc32 } = this.#checksum.finish();
    const outcome = intact ? await this.#digest(crc32) : brokenOutcome(this.#task);
    if (this.#content) this.#memory.giveBack(this.#content.buffer, this.#task.size);
    return outcome;
  }

  close() {
    this.#checksum.close();
  }

  /** A stream that fills memory takes it away, and gives it back as another object. */
  #adopt({ buffer, byteOffset }) {
    if (byteOffset !== this.#filled) throw new VnfsealError("ENGINE_STOPPED", `the browser read into another place of memory than it was given: ${byteOffset}, not ${this.#filled}`);
    this.#content = new Uint8Array(buffer, 0, this.#task.size);
  }

  async #digest(crc32) {
    const { algorithms } = this.#task;
    const digests = [];
    try {
      for (const algorithm of algorithms) {
        digests.push(toHex(new Uint8Array(await crypto.subtle.digest(algorithm, this.#content))));
      }
    } catch {
      // No memory for WebCrypto's own copy.
      const digester = openReferenceDigester(this.#instance, this.#task);
      for (let at = 0; at < this.#content.length; at += CHUNK_LENGTH) {
        await digester.update(this.#content.subarray(at, at + CHUNK_LENGTH));
      }
      return digester.finish();
    }
    return intactOutcome(this.#task, { digests, head: toHex(this.#content.subarray(0, HEAD_LENGTH)), crc32 });
  }
}

/** Lower-case hex. */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

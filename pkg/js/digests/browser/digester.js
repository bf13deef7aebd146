// Digest tasks in a browser. WebCrypto is several times as fast as WebAssembly but takes a content only as a whole, so it
// serves what is stored and fits a bound; all else goes through the engine's own digester.

import { CHUNK_LENGTH } from "../../sources/sources.js";
import { HEAD_LENGTH, brokenOutcome, intactOutcome } from "../outcome.js";
import { openReferenceDigester } from "../reference-digester.js";

/**
 * Bytes of contents held at a time, by all lanes together; WebCrypto makes a copy of its own of what it digests. One
 * lane may hold its part of them.
 */
const HELD_MAX = 256 << 20;

/** Below this WebAssembly has the digest before WebCrypto has begun. */
const HELD_MIN = 128 << 10;

const OF_WEB_CRYPTO = new Set(["SHA-256", "SHA-384", "SHA-512"]);

/** Gives `openDigester(instance, task, sink)` for one of so many lanes. */
export function browserDigester(lanes) {
  const heldMax = HELD_MAX / lanes;
  // A content after the other is read into the same memory.
  let memory = null;
  const takeMemory = (length) => {
    const taken = memory?.byteLength >= length ? memory : new ArrayBuffer(length);
    memory = null;
    return taken;
  };
  const giveBack = (buffer) => (memory = buffer);
  return (instance, task, sink) => {
    if (!sink && isForWebCrypto(task, heldMax)) {
      try {
        return new HeldDigester(instance, task, takeMemory(task.size), giveBack);
      } catch (error) {
        // A device without so much memory.
        if (!(error instanceof RangeError)) throw error;
      }
    }
    return openReferenceDigester(instance, task, sink);
  };
}

function isForWebCrypto({ method, size, compressedSize, algorithms, prefixes = [] }, heldMax) {
  return (
    method === "stored" &&
    size === compressedSize &&
    size >= HELD_MIN &&
    size <= heldMax &&
    algorithms.length > 0 &&
    algorithms.every((algorithm) => OF_WEB_CRYPTO.has(algorithm)) &&
    // What stands in front of the content would have to be copied with it.
    prefixes.length === 0 &&
    // A page that is not a secure context has none.
    Boolean(globalThis.crypto?.subtle)
  );
}

/** Holds the content until WebCrypto digests it; the engine computes the CRC-32 meanwhile. */
class HeldDigester {
  #instance;
  #task;
  #checksum;
  #content;
  #filled = 0;
  #giveBack;

  constructor(instance, task, memory, giveBack) {
    this.#instance = instance;
    this.#task = task;
    // A task without digests is nothing but the CRC-32 and the size.
    this.#checksum = openReferenceDigester(instance, { ...task, algorithms: [] });
    this.#content = new Uint8Array(memory, 0, task.size);
    this.#giveBack = giveBack;
  }

  update(bytes) {
    this.#content.set(bytes, this.#filled);
    this.#filled += bytes.length;
    return this.#checksum.update(bytes);
  }

  async finish() {
    const { intact, crc32 } = this.#checksum.finish();
    const outcome = intact ? await this.#digest(crc32) : brokenOutcome(this.#task);
    this.#giveBack(this.#content.buffer);
    return outcome;
  }

  close() {
    this.#checksum.close();
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

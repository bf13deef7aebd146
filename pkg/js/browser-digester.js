// Digest tasks in a browser. WebCrypto is several times as fast as WebAssembly but takes a content only as a whole, so it
// serves what is stored and fits a bound; all else goes through the engine's own digester.

import { HEAD_LENGTH, brokenOutcome } from "./outcome.js";
import { openReferenceDigester } from "./reference-digester.js";
import { CHUNK_LENGTH } from "./sources.js";

/** Bytes held at a time, by all lanes together; WebCrypto makes a copy of its own of what it digests. */
const HELD_MAX = 256 << 20;

/** Below this WebAssembly has the digest before WebCrypto has begun. */
const HELD_MIN = 128 << 10;

const OF_WEB_CRYPTO = new Set(["SHA-256", "SHA-384", "SHA-512"]);

/** Whether one of so many lanes reads a pass at once, into one buffer, so that WebCrypto can digest what is in it. */
export function readsAtOnce({ start, end, tasks }, lanes, { blob }) {
  return Boolean(blob) && end - start <= HELD_MAX / lanes && tasks.some(isForWebCrypto);
}

/** Begins a task of a pass. `sink`, if given, is handed the content in order. */
export function openBrowserDigester(instance, task, { pass, sink } = {}) {
  return pass?.atOnce && !sink && isForWebCrypto(task)
    ? new HeldDigester(instance, task, pass)
    : openReferenceDigester(instance, task, sink);
}

function isForWebCrypto({ method, size, compressedSize, algorithms }) {
  return (
    method === "stored" &&
    size === compressedSize &&
    size >= HELD_MIN &&
    algorithms.length > 0 &&
    algorithms.every((algorithm) => OF_WEB_CRYPTO.has(algorithm)) &&
    // A page that is not a secure context has none.
    Boolean(globalThis.crypto?.subtle)
  );
}

/** WebCrypto digests on threads of its own; the engine computes the CRC-32 meanwhile. */
class HeldDigester {
  #instance;
  #task;
  #pass;
  #engine;
  /** The digests, once the content is there as a whole; without them the engine makes them. */
  #digests = null;
  #content = null;

  constructor(instance, task, pass) {
    this.#instance = instance;
    this.#task = task;
    this.#pass = pass;
  }

  update(bytes) {
    if (!this.#engine) this.#begin(bytes);
    return this.#engine.update(bytes);
  }

  /** In a pass that was read at once, the first piece lies where it should in a buffer of the whole pass. */
  #begin({ buffer, byteOffset }) {
    const { start, end } = this.#pass;
    const isWhole = buffer.byteLength === end - start && byteOffset === this.#task.offset - start;
    if (isWhole) {
      this.#content = new Uint8Array(buffer, byteOffset, this.#task.size);
      this.#digests = this.#digest();
      this.#digests.catch(() => {}); // awaited below, unless the pass breaks off
    }
    // A task without digests is nothing but the CRC-32 and the size.
    const rest = isWhole ? { ...this.#task, algorithms: [] } : this.#task;
    this.#engine = openReferenceDigester(this.#instance, rest);
  }

  async finish() {
    const outcome = this.#engine.finish();
    if (!this.#digests || !outcome.intact) return outcome.intact ? outcome : brokenOutcome(this.#task);
    const head = toHex(this.#content.subarray(0, HEAD_LENGTH));
    return { index: this.#task.index, intact: true, digests: await this.#digests, head };
  }

  close() {
    this.#engine?.close();
  }

  /** One after the other: each makes a copy. */
  async #digest() {
    const digests = [];
    try {
      for (const algorithm of this.#task.algorithms) {
        digests.push(toHex(new Uint8Array(await crypto.subtle.digest(algorithm, this.#content))));
      }
      return digests;
    } catch {
      // No memory for WebCrypto's own copy.
      const digester = openReferenceDigester(this.#instance, this.#task);
      for (let at = 0; at < this.#content.length; at += CHUNK_LENGTH) {
        await digester.update(this.#content.subarray(at, at + CHUNK_LENGTH));
      }
      return digester.finish().digests;
    }
  }
}

/** Lower-case hex. */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

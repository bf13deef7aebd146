// The memory of one lane for contents that WebCrypto digests, which takes them only as a whole.

const OF_WEB_CRYPTO = new Set(["SHA-256", "SHA-384", "SHA-512"]);

/** Below this WebAssembly has the digest before WebCrypto has begun. */
const HELD_MIN = 128 << 10;

/** A share of the device's memory, because WebCrypto copies what it digests, and other pages want to live too. */
const SHARE_OF_DEVICE = 32;

/** The most that browsers have always said of a device, in GiB, and what is assumed of one that says nothing. */
const DEVICE_MAX = 8;
const DEVICE_UNKNOWN = 4;

/** Bytes of contents that all lanes together hold at a time, unless the caller says otherwise: at most 256 MiB. */
export function heldMaxOf({ deviceMemory = DEVICE_UNKNOWN } = {}) {
  return (Math.min(deviceMemory, DEVICE_MAX) / SHARE_OF_DEVICE) * 2 ** 30;
}

/** How many bytes are held for a task; 0 if WebAssembly digests it as a stream. */
export function heldFor({ method, size, compressedSize, algorithms, prefixes = [] }) {
  const isForWebCrypto =
    method === "stored" &&
    size === compressedSize &&
    size >= HELD_MIN &&
    algorithms.length > 0 &&
    algorithms.every((algorithm) => OF_WEB_CRYPTO.has(algorithm)) &&
    // What stands in front of the content would have to be copied with it.
    prefixes.length === 0 &&
    // A page that is not a secure context has none.
    Boolean(globalThis.crypto?.subtle);
  return isForWebCrypto ? size : 0;
}

export class ContentMemory {
  #max = 0;
  #held = 0;
  /** A content after the other is read into the same memory. */
  #kept = null;
  #isInPlace = false;

  /** Whether the chunks of the pass are parts of one memory, each at its place in the content. */
  get isInPlace() {
    return this.#isInPlace;
  }

  /**
   * A pass begins, which may hold so much. If all of it is one content, and its source can fill memory, this gives the
   * memory to be filled. The digester is given it back piece by piece.
   */
  begin({ tasks, heldMax = 0 }, canFill) {
    this.#max = heldMax;
    this.#held = 0;
    if (this.#kept?.byteLength > heldMax) this.forget();
    const size = canFill && tasks.length === 1 ? heldFor(tasks[0]) : 0;
    const memory = size > 0 ? this.take(size) : null;
    this.#isInPlace = memory !== null;
    return memory;
  }

  /** Memory for a content, or nothing where that is more than may be held, or than there is. */
  take(size) {
    if (this.#held + size > this.#max) return null;
    const memory = this.#kept?.byteLength >= size ? this.#kept : allocate(size);
    if (memory === this.#kept) this.#kept = null;
    if (memory) this.#held += size;
    return memory;
  }

  /** A content of this size is done with. */
  giveBack(memory, size) {
    this.#held -= size;
    this.#kept = memory;
  }

  forget() {
    this.#kept = null;
  }
}

function allocate(size) {
  try {
    return new ArrayBuffer(size);
  } catch (error) {
    // A device without so much memory.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

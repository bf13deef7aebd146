// A ring of chunks in shared memory. One thread fills it, and each of the takers sees every chunk, in order. Nothing is copied,
// and who is behind holds up only the one who fills.

/** Four chunks are as fast as more, and as much as a processor's cache holds. */
const CHUNKS = 4;
const CHUNK_LENGTH = 512 << 10;

/** The digests that takers leave: their length, and room for SHA-512. */
const DIGEST_ROOM = 65;

/** Where in the state the number of chunks is that were filled; behind it is that of each taker. */
const FILLED = 0;

/** A ring for so many takers, who leave so many digests. It can be sent to other threads. */
export function createRing(takers, digests) {
  return {
    chunks: new SharedArrayBuffer(CHUNKS * CHUNK_LENGTH),
    lengths: new SharedArrayBuffer(CHUNKS * Int32Array.BYTES_PER_ELEMENT),
    state: new SharedArrayBuffer((1 + takers) * Int32Array.BYTES_PER_ELEMENT),
    digests: new SharedArrayBuffer(digests * DIGEST_ROOM),
  };
}

/** The one end of a ring. It blocks its thread where takers are behind. */
export class RingFiller {
  #chunks;
  #lengths;
  #state;
  #filled = 0;

  constructor({ chunks, lengths, state }) {
    this.#chunks = new Uint8Array(chunks);
    this.#lengths = new Int32Array(lengths);
    this.#state = new Int32Array(state);
  }

  /** The memory of the next chunk, once all takers are done with what it held. */
  next() {
    this.#waitForTakers(this.#filled - CHUNKS + 1);
    const at = (this.#filled % CHUNKS) * CHUNK_LENGTH;
    return this.#chunks.subarray(at, at + CHUNK_LENGTH);
  }

  /** The next chunk is filled to this length. It is not to be changed any more. */
  publish(length) {
    this.#lengths[this.#filled % CHUNKS] = length;
    this.#filled += 1;
    Atomics.store(this.#state, FILLED, this.#filled);
    Atomics.notify(this.#state, FILLED);
  }

  /** Copies bytes into chunks. */
  write(bytes) {
    for (let at = 0; at < bytes.length; at += CHUNK_LENGTH) {
      const piece = bytes.subarray(at, at + CHUNK_LENGTH);
      this.next().set(piece);
      this.publish(piece.length);
    }
  }

  /** Nothing more comes. Waits until the takers have left their digests. */
  end() {
    this.next();
    this.publish(0);
    this.#waitForTakers(this.#filled);
  }

  #waitForTakers(least) {
    for (let taker = 1; taker < this.#state.length; taker += 1) {
      for (let taken = Atomics.load(this.#state, taker); taken < least; taken = Atomics.load(this.#state, taker)) {
        Atomics.wait(this.#state, taker, taken);
      }
    }
  }
}

/** The chunks of a ring, for the taker of this number. The thread is blocked until each comes. */
export function* takeChunks({ chunks, lengths, state }, taker) {
  const [bytes, sizes, counts] = [new Uint8Array(chunks), new Int32Array(lengths), new Int32Array(state)];
  for (let taken = 0; ; taken += 1) {
    while (Atomics.load(counts, FILLED) === taken) Atomics.wait(counts, FILLED, taken);
    const [at, length] = [(taken % CHUNKS) * CHUNK_LENGTH, sizes[taken % CHUNKS]];
    yield bytes.subarray(at, at + length);
    Atomics.store(counts, taker + 1, taken + 1);
    Atomics.notify(counts, taker + 1);
    if (length === 0) return;
  }
}

/** Leaves a digest in the ring, for the one who fills it. */
export function leaveDigest({ digests }, position, digest) {
  const place = new Uint8Array(digests, position * DIGEST_ROOM, DIGEST_ROOM);
  place[0] = digest.length;
  place.set(digest, 1);
}

/** A digest that was left, in hex; of none it is empty. */
export function digestLeft({ digests }, position) {
  const [length, ...bytes] = new Uint8Array(digests, position * DIGEST_ROOM, DIGEST_ROOM);
  return Buffer.from(bytes.slice(0, length)).toString("hex");
}

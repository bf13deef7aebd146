// AES-GCM over content of any length in constant memory, by Web Crypto, which has it only for content as a whole.
//
// The content is encrypted by AES-CTR, a chunk at a time (NIST SP 800-38D section 6.5). GHASH of a chunk comes from AES-GCM
// with the chunk as additional data and without plaintext: its tag is E(K, J0) ⊕ (GHASH ⊕ length)·H. Chunks are joined by
// multiplication with a power of H (section 6.4). So all work on the content is the browser's own.

import { inverse, multiply, power, toBytes, toElement } from "./field.js";

/** Bytes at a time: smaller chunks are slower, and larger ones no faster. */
const CHUNK_LENGTH = 4 << 20;

/** Both directions of the cipher, as hosts have it. */
export const openCipher = (options) => StreamGcm.open({ ...options, isDecrypting: false });
export const openDecipher = (options) => StreamGcm.open({ ...options, isDecrypting: true });

class StreamGcm {
  #isDecrypting;
  #nonce;
  #ctr;
  #gcm;
  #macNonce;
  #h;
  #hInverse;
  #hChunk;
  /** E(K, J0) for the content and for the GHASH of chunks. */
  #mask;
  #macMask;
  /** GHASH so far, blocks and bytes of ciphertext so far, bytes of additional data. */
  #ghash = 0n;
  #blocks = 0;
  #length = 0;
  #additionalLength = 0;

  static async open({ key, nonce, additionalData = new Uint8Array(0), isDecrypting, chunkLength = CHUNK_LENGTH }) {
    const cipher = new StreamGcm();
    await cipher.#begin(key, nonce, chunkLength);
    cipher.chunkLength = chunkLength;
    cipher.#isDecrypting = isDecrypting;
    cipher.#ghash = await cipher.#hash(additionalData);
    cipher.#additionalLength = additionalData.length;
    return cipher;
  }

  async #begin(key, nonce, chunkLength) {
    [this.#ctr, this.#gcm] = await Promise.all(["AES-CTR", "AES-GCM"].map((name) => importKey(key, name)));
    this.#nonce = nonce;
    // Another nonce than the content's. All tags under it stay in here.
    this.#macNonce = Uint8Array.from(nonce);
    this.#macNonce[0] ^= 0x80;
    const block = async (counter) => toElement(await this.#count(counter, new Uint8Array(16)));
    this.#h = await block(new Uint8Array(16));
    this.#mask = await block(counterBlock(nonce, 1));
    this.#macMask = await block(counterBlock(this.#macNonce, 1));
    this.#hInverse = inverse(this.#h);
    this.#hChunk = power(this.#h, BigInt(chunkLength / 16));
  }

  /** What the content in `chunks` becomes, in pieces. */
  async *pieces(chunks) {
    for await (const chunk of regroup(chunks, this.chunkLength)) yield await this.#next(chunk);
  }

  /** The tag, after all pieces. */
  tag() {
    const lengths = (BigInt(this.#additionalLength * 8) << 64n) | BigInt(this.#length * 8);
    return toBytes(multiply(this.#ghash ^ lengths, this.#h) ^ this.#mask);
  }

  /** Whether this is the tag. It takes as long for every tag. */
  isTag(tag) {
    return tag.length === 16 && this.tag().reduce((differences, byte, index) => differences | (byte ^ tag[index]), 0) === 0;
  }

  async #next(chunk) {
    // The counter of the first block of content is 2. It has 32 bits, which content of the greatest length does not exceed.
    const counter = counterBlock(this.#nonce, 2 + this.#blocks);
    const counted = this.#count(counter, chunk);
    const hash = this.#hash(this.#isDecrypting ? chunk : await counted);
    const blocks = Math.ceil(chunk.length / 16);
    const factor = chunk.length === this.chunkLength ? this.#hChunk : power(this.#h, BigInt(blocks));
    const [output, ghash] = await Promise.all([counted, hash]);
    this.#ghash = multiply(this.#ghash, factor) ^ ghash;
    this.#blocks += blocks;
    this.#length += chunk.length;
    return output;
  }

  async #count(counter, data) {
    return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CTR", counter, length: 32 }, this.#ctr, data));
  }

  /** GHASH of data alone, filled up with zeros to whole blocks. */
  async #hash(data) {
    if (data.length === 0) return 0n;
    const algorithm = { name: "AES-GCM", iv: this.#macNonce, additionalData: data, tagLength: 128 };
    const tag = toElement(new Uint8Array(await crypto.subtle.encrypt(algorithm, this.#gcm, new Uint8Array(0))));
    return multiply(tag ^ this.#macMask, this.#hInverse) ^ (BigInt(data.length * 8) << 64n);
  }
}

function importKey(key, name) {
  return crypto.subtle.importKey("raw", key, name, false, ["encrypt"]);
}

function counterBlock(nonce, counter) {
  const block = new Uint8Array(16);
  block.set(nonce);
  new DataView(block.buffer).setUint32(12, counter);
  return block;
}

/** The bytes of chunks of any length in chunks of this one, and a shorter one at the end. */
async function* regroup(chunks, length) {
  let filled = 0;
  const whole = new Uint8Array(length);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + length - filled);
      whole.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < length) continue;
      yield whole;
      filled = 0;
    }
  }
  if (filled > 0) yield whole.subarray(0, filled);
}

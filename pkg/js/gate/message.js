// Whether an encrypted package is nothing but that. A server that looks for a ZIP archive from the end of a file could find one behind
// the ciphertext, or in what no key protects, and use that instead of what was verified. So a message has the parts that it needs
// (RFC 5083, RFC 5652), and no others.

import { readExactly } from "../sources/sources.js";

const [INTEGER, OCTET_STRING, OBJECT_IDENTIFIER, SEQUENCE, SET] = [0x02, 0x04, 0x06, 0x30, 0x31];
const [EXPLICIT, CONTENT, CONTENT_IN_PIECES, AUTHENTICATED_ATTRIBUTES] = [0xa0, 0x80, 0xa0, 0xa1];

/** Recipients of the kinds that are read: with their key (RSA), or by agreement. */
const RECIPIENTS = [SEQUENCE, 0xa1];

/** Authenticated attributes are the content type, and little else. Whoever encrypts chooses them. */
const ATTRIBUTES_MAX = 4096;

/** Pieces are in pieces at most so often. */
const DEPTH_MAX = 8;

/** Where ZIP readers look for the end of an archive: its record, and the longest comment. */
const ARCHIVE_END = Buffer.from("PK\x05\x06", "latin1");
const ARCHIVE_END_MAX = 22 + 0xffff;

const WINDOW = 64 << 10;

/** Throws an error with `refused` where a message has, or may have, something else in it. */
export async function checkMessage(source) {
  const length = Math.min(source.size, ARCHIVE_END_MAX);
  const end = await readExactly(source, source.size - length, length);
  if (Buffer.from(end.buffer, end.byteOffset, end.length).includes(ARCHIVE_END)) {
    throw refused("the encrypted package has the mark of the end of a ZIP archive near its end, so some servers would read another package in it; if that is chance, encrypt it again");
  }
  const cursor = new Cursor(source);
  await cursor.within(SEQUENCE, async () => {
    await cursor.skip([OBJECT_IDENTIFIER]);
    await cursor.within(EXPLICIT, () => cursor.within(SEQUENCE, () => authEnvelopedData(cursor)));
  });
  if (cursor.position !== source.size) throw unknownParts();
}

async function authEnvelopedData(cursor) {
  await cursor.skip([INTEGER]);
  await cursor.within(SET, async (isAtEnd) => {
    while (!(await isAtEnd())) await cursor.skip(RECIPIENTS);
  });
  await cursor.within(SEQUENCE, async () => {
    await cursor.skip([OBJECT_IDENTIFIER]);
    await cursor.skip([SEQUENCE]);
    await cursor.skip([CONTENT, CONTENT_IN_PIECES]);
  });
  if ((await cursor.identifier()) === AUTHENTICATED_ATTRIBUTES) {
    const start = cursor.position;
    await cursor.skip([AUTHENTICATED_ATTRIBUTES]);
    if (cursor.position - start > ATTRIBUTES_MAX) throw unknownParts();
  }
  await cursor.skip([OCTET_STRING]);
}

/** Goes over values in DER or BER (X.690) without reading what is in them. */
class Cursor {
  position = 0;
  #source;
  #window = new Uint8Array();
  #start = 0;

  constructor(source) {
    this.#source = source;
  }

  async identifier() {
    return this.#octet(this.position);
  }

  /** Runs `work` within a value of this kind, which has to end where the value does. */
  async within(kind, work) {
    const end = await this.#begin([kind]);
    const isAtEnd = async () => (end === undefined ? (await this.identifier()) === 0 : this.position >= end);
    await work(isAtEnd);
    if (end === undefined) return this.#endOfContents();
    if (this.position !== end) throw unknownParts();
  }

  /** Goes over one value of one of these kinds. */
  async skip(kinds, depth = 0) {
    const end = await this.#begin(kinds);
    if (end !== undefined) {
      this.position = end;
      return;
    }
    if (depth === DEPTH_MAX) throw unknownParts();
    while ((await this.identifier()) !== 0) await this.skip(undefined, depth + 1);
    await this.#endOfContents();
  }

  /** Reads the identifier and the length of a value: where it ends, `undefined` if it says so only there. */
  async #begin(kinds) {
    const kind = await this.#octet(this.position);
    if (kinds && !kinds.includes(kind)) throw unknownParts();
    if ((kind & 0x1f) === 0x1f) throw unknownParts();
    const first = await this.#octet(this.position + 1);
    this.position += 2;
    if (first < 0x80) return this.#endAfter(first);
    const octets = first & 0x7f;
    if (octets === 0 && kind & 0x20) return undefined;
    // More are no size of a file.
    if (octets === 0 || octets > 6) throw unknownParts();
    let length = 0;
    for (let index = 0; index < octets; index += 1) length = length * 256 + (await this.#octet(this.position + index));
    this.position += octets;
    return this.#endAfter(length);
  }

  #endAfter(length) {
    const end = this.position + length;
    if (end > this.#source.size) throw unknownParts();
    return end;
  }

  async #endOfContents() {
    if ((await this.#octet(this.position)) !== 0 || (await this.#octet(this.position + 1)) !== 0) throw unknownParts();
    this.position += 2;
  }

  async #octet(at) {
    if (at >= this.#source.size) throw unknownParts();
    if (at < this.#start || at >= this.#start + this.#window.length) {
      this.#window = await readExactly(this.#source, at, Math.min(WINDOW, this.#source.size - at));
      this.#start = at;
    }
    return this.#window[at - this.#start];
  }
}

function unknownParts() {
  return refused("this is neither a ZIP archive nor an encrypted package with only the parts that it needs: no originator's data, no recipients of other kinds than certificates, no unprotected attributes, nothing behind it");
}

function refused(message) {
  return Object.assign(new Error(message), { refused: "not-a-package" });
}

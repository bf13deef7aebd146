// The CRC-32 of many parts of the same bytes, some of them inside others. It is computed once for each stretch between the
// borders of parts, and that of a part is combined from its stretches.

import * as zlib from "node:zlib";

/** The polynomial of CRC-32 with its bits reversed, as in ZIP. */
const POLYNOMIAL = 0xedb88320;

/** The product of two polynomials over GF(2), modulo that of CRC-32: the way of zlib. */
function multiply(a, b) {
  let product = 0;
  for (let bit = 0x80000000; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= b;
    b = b & 1 ? (b >>> 1) ^ POLYNOMIAL : b >>> 1;
  }
  return product >>> 0;
}

/** x to the power of each power of two: the first is x itself. */
const POWERS = [0x40000000];
while (POWERS.length < 32) POWERS.push(multiply(POWERS.at(-1), POWERS.at(-1)));

/** x to the power of the number of bits in so many bytes. They repeat after 2^32 - 1. */
function powerOf(bytes) {
  let power = 0x80000000;
  // A byte has two to the power of three bits.
  for (let [left, exponent] = [bytes, 3]; left > 0; left = Math.floor(left / 2), exponent += 1) {
    if (left % 2 === 1) power = multiply(POWERS[exponent % 32], power);
  }
  return power;
}

/** The CRC-32 of bytes with others behind them, from those of both and the number of the latter. */
export function combineCrc32(first, second, secondLength) {
  return (multiply(powerOf(secondLength), first) ^ second) >>> 0;
}

export class Checksums {
  /** The stretches `{ start, end, crc32 }` in order. What lies between is part of nothing. */
  #stretches;
  #current = 0;

  /** `parts` are `{ start, end }`. */
  constructor(parts) {
    const borders = [...new Set(parts.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
    const all = borders.slice(1).map((end, index) => ({ start: borders[index], end, crc32: 0 }));
    this.#stretches = withinParts(all, parts);
  }

  /** Takes the bytes at a position: all of them have to come, in order. */
  take(bytes, position) {
    const bytesEnd = position + bytes.length;
    for (; this.#current < this.#stretches.length; this.#current += 1) {
      const stretch = this.#stretches[this.#current];
      const piece = bytes.subarray(Math.max(stretch.start - position, 0), Math.max(stretch.end - position, 0));
      if (piece.length > 0) stretch.crc32 = zlib.crc32(piece, stretch.crc32);
      if (stretch.end > bytesEnd) return;
    }
  }

  /** The CRC-32 of a part whose bytes have all come. */
  of(start, end) {
    let crc32 = 0;
    for (let at = this.#first(start); at < this.#stretches.length && this.#stretches[at].start < end; at += 1) {
      const stretch = this.#stretches[at];
      crc32 = combineCrc32(crc32, stretch.crc32, stretch.end - stretch.start);
    }
    return crc32;
  }

  /** The position of the first stretch that begins there or later. */
  #first(start) {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#stretches[middle].start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function withinParts(stretches, parts) {
  const inOrder = [...parts].sort((a, b) => a.start - b.start);
  let next = 0;
  let reach = 0;
  return stretches.filter(({ start, end }) => {
    for (; next < inOrder.length && inOrder[next].start <= start; next += 1) reach = Math.max(reach, inOrder[next].end);
    return end <= reach;
  });
}

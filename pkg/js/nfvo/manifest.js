// The bytes of the manifest of a package that has passed. Only then: its archive means one thing, and so may be read simply.

import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

import { readExactly } from "../sources/sources.js";

const inflate = promisify(inflateRaw);

/** A manifest of 100,000 files has less. A larger one is not looked at. */
const MANIFEST_MAX = 32 << 20;
const DIRECTORY_MAX = 64 << 20;

const END_MAX = 22 + 0xffff;
const [END, ZIP64_LOCATOR, HEADER] = [0x06054b50, 0x07064b50, 0x02014b50];

/** The content of a file in the archive, or `undefined` if it is not found there or too large. */
export async function readEntry(source, path) {
  const directory = await readDirectory(source);
  const entry = directory && find(directory, path);
  if (!entry || entry.size > MANIFEST_MAX || entry.packed > MANIFEST_MAX) return undefined;
  const local = Buffer.from(await readExactly(source, entry.offset, 30));
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = await readExactly(source, start, entry.packed);
  if (entry.method === 0) return Buffer.from(packed);
  return inflate(packed, { maxOutputLength: Math.max(1, entry.size) }).catch(() => undefined);
}

async function readDirectory(source) {
  const length = Math.min(source.size, END_MAX + 20);
  const tail = Buffer.from(await readExactly(source, source.size - length, length));
  const at = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (at < 0 || tail.length - at < 22 || tail.readUInt32LE(at) !== END) return undefined;
  let [size, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (at >= 20 && tail.readUInt32LE(at - 20) === ZIP64_LOCATOR) {
    const record = Buffer.from(await readExactly(source, Number(tail.readBigUInt64LE(at - 12)), 56));
    [size, offset] = [Number(record.readBigUInt64LE(40)), Number(record.readBigUInt64LE(48))];
  }
  return size <= DIRECTORY_MAX ? Buffer.from(await readExactly(source, offset, size)) : undefined;
}

function find(directory, path) {
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === HEADER; ) {
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    if (directory.toString("utf8", at + 46, at + 46 + name) === path) return describe(directory, at, name, extra);
    at += 46 + name + extra + comment;
  }
  return undefined;
}

/** Where an entry is. Those with sizes or offsets of eight bytes are beyond what a manifest needs, but for the offset. */
function describe(directory, at, name, extra) {
  const [method, packed, size, offset] = [directory.readUInt16LE(at + 10), ...[20, 24, 42].map((field) => directory.readUInt32LE(at + field))];
  if (method !== 0 && method !== 8) return undefined;
  const wide = { packed, size, offset };
  if (Math.max(packed, size, offset) === 0xffffffff) widen(wide, directory.subarray(at + 46 + name, at + 46 + name + extra));
  return { method, ...wide };
}

/** The ZIP64 field has those of the three that do not fit, in this order. */
function widen(entry, extra) {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    for (const key of ["size", "packed", "offset"]) {
      if (entry[key] !== 0xffffffff || next + 8 > extra.length) continue;
      entry[key] = Number(extra.readBigUInt64LE(next));
      next += 8;
    }
    return;
  }
}

// What each crate weighs in the engine: the zipped size of the program without the functions of that crate.
//
// Read out of the module as the compiler made it, whose functions still have names; wasm-opt takes them away and some
// bytes more. Data, tables of a crate say, has no names and is counted as one.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const CODE = 10;
const DATA = 11;
const CUSTOM = 0;
const IMPORT = 2;
const FUNCTION_NAMES = 1;

/** `[{ name, bytes, zipped }]`, the heaviest first: the size of each crate, and what the zipped program has less without. */
export function weights(path) {
  const { bodies, data } = read(readFileSync(path));
  const zip = (parts) => gzipSync(Buffer.concat(parts), { level: 9 }).length;
  const all = zip(bodies.map(({ body }) => body));
  const crates = new Set(bodies.map(({ crate }) => crate));
  const rows = [...crates].map((name) => {
    const without = bodies.filter(({ crate }) => crate !== name).map(({ body }) => body);
    const own = bodies.filter(({ crate }) => crate === name);
    return { name, bytes: own.reduce((sum, { body }) => sum + body.length, 0), zipped: all - zip(without) };
  });
  rows.push({ name: "data", bytes: data.length, zipped: zip([data]) });
  return rows.sort((a, b) => b.zipped - a.zipped);
}

/** The functions with their crates, and the data, of a WebAssembly module (its specification, section 5.5). */
function read(bytes) {
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const taken = (length) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const vector = (item) => Array.from({ length: number() }, item);
  const text = () => taken(number()).toString();

  let imported = 0;
  let data = Buffer.alloc(0);
  let functions = [];
  const names = new Map();
  while (at < bytes.length) {
    const id = bytes[at++];
    const end = number() + at;
    if (id === IMPORT) imported = vector(() => [text(), text(), bytes[at++], number()]).length;
    if (id === CODE) functions = vector(() => taken(number()));
    if (id === DATA) data = bytes.subarray(at, end);
    if (id === CUSTOM && text() === "name") {
      while (at < end) {
        const kind = bytes[at++];
        const length = number();
        if (kind === FUNCTION_NAMES) vector(() => names.set(number(), text()));
        else at += length;
      }
    }
    at = end;
  }
  return { bodies: functions.map((body, index) => ({ body, crate: crateOf(names.get(index + imported) ?? "") })), data };
}

/** The crate a symbol begins with, in either way of Rust to mangle names. */
function crateOf(symbol) {
  if (symbol.startsWith("_R")) {
    const [, length, rest] = /C(?:s[0-9A-Za-z]*_)?(\d+)_?(.*)/.exec(symbol) ?? [];
    return rest?.slice(0, length) ?? "others";
  }
  const [, length, rest] = /^_ZN(\d+)(.*)/.exec(symbol) ?? [];
  const first = rest?.slice(0, length).replace(/^_?(\$[A-Z]+\$|mut\$u20\$)+/, "");
  return /^[a-z]\w*(?=\.\.|$)/.exec(first ?? "")?.[0] ?? "others";
}

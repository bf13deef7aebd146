// The engine's memory does not grow with what it digests.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { crc32, createDeflateRaw } from "node:zlib";

import { packageFolder } from "./installed.js";

const load = (file) => import(pathToFileURL(join(packageFolder, file)));
// An instance of its own: memory that other tests made the engine take is never given back.
const bindings = await import(`${pathToFileURL(join(packageFolder, "dist/engine.js"))}?memory`);
const { memory } = bindings.initSync({ module: readFileSync(join(packageFolder, "dist/engine_bg.wasm")) });
const { openReferenceDigester } = await load("js/digests/reference-digester.js");

const MIB = 1 << 20;
const LIMIT = 16 * MIB;
const piece = Buffer.concat([randomBytes(MIB / 2), Buffer.alloc(MIB / 2)]);

async function* pieces(count) {
  for (let left = count; left > 0; left -= 1) yield piece;
}

function crcOf(count) {
  let crc = 0;
  for (let left = count; left > 0; left -= 1) crc = crc32(piece, crc);
  return crc;
}

function task(changes) {
  const algorithms = ["SHA-256", "SHA-512"];
  return { index: 0, source: 0, path: "a", offset: 0, method: "stored", algorithms, expand: false, ...changes };
}

describe("the engine's memory stays below 16 MiB", () => {
  const size = 64 * MIB;

  it("while it digests what is stored", async () => {
    const digester = openReferenceDigester({ bindings }, task({ size, compressedSize: size, crc32: crcOf(64) }));
    for await (const bytes of pieces(64)) await digester.update(bytes);
    assert.ok(digester.finish().intact);
    assert.ok(memory.buffer.byteLength <= LIMIT, `${memory.buffer.byteLength} bytes`);
  });

  it("while it digests what is deflated", async () => {
    const held = [];
    const deflate = createDeflateRaw();
    const read = (async () => {
      for await (const bytes of deflate) held.push(bytes);
    })();
    for await (const bytes of pieces(64)) deflate.write(bytes);
    deflate.end();
    await read;
    const bytes = Buffer.concat(held);
    const digester = openReferenceDigester(
      { bindings },
      task({ size, compressedSize: bytes.length, method: "deflated", crc32: crcOf(64) }),
    );
    for (let at = 0; at < bytes.length; at += MIB) await digester.update(bytes.subarray(at, at + MIB));
    assert.ok(digester.finish().intact);
    assert.ok(memory.buffer.byteLength <= LIMIT, `${memory.buffer.byteLength} bytes`);
  });
});

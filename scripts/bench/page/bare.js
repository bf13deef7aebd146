// The bare loops that the package is compared with, in a worker: they read and digest, and that is all.
//
// in:  { loop, file, ranges }   which loop, and the parts of the file to digest one after the other
// out: { digests }              in hex

import init, { Digester } from "/pkg/dist/engine.js";
import { createSHA256 } from "/scripts/bench/node_modules/hash-wasm/dist/index.esm.js";

const MIB = 1 << 20;
const ready = Promise.all([init(), createSHA256()]);

const loops = {
  async "hash-wasm"(part) {
    const [, sha256] = await ready;
    sha256.init();
    await readThrough(part, (bytes) => sha256.update(bytes));
    return sha256.digest("hex");
  },
  async "slice and subtle.digest"(part) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await part.arrayBuffer()));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  },
  async "engine over a stream"(part) {
    const task = { index: 0, source: 0, path: "", offset: 0, method: "stored", crc32: 0, expand: false };
    const sizes = { compressedSize: part.size, size: part.size };
    const digester = new Digester(JSON.stringify({ ...task, ...sizes, algorithms: ["SHA-256"] }));
    await readThrough(part, (bytes) => digester.update(bytes));
    return digester.finish();
  },
};

async function readThrough(part, take) {
  const reader = part.stream().getReader({ mode: "byob" });
  let buffer = new ArrayBuffer(MIB);
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(buffer));
    if (done) return;
    take(value);
    buffer = value.buffer;
  }
}

ready.then(() => postMessage({ ready: true }));
addEventListener("message", async ({ data: { loop, file, ranges } }) => {
  const digests = [];
  for (const [start, end] of ranges) digests.push(await loops[loop](file.slice(start, end)));
  postMessage({ digests });
});

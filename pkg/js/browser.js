// The package in browsers: no paths, and what has to be inflated goes to a Blob. These files need no bundler: served as
// they lie, with `dist` beside `js`, they work.

import * as bindings from "../dist/engine.js";
import { browserDigester, toHex } from "./digests/browser/digester.js";
import { browserLanes } from "./digests/browser/lanes.js";
import { Engine } from "./engine/engine.js";
import { VnfsealError, invalidArgument } from "./errors.js";
import { formatReports as formatAll } from "./formats/index.js";
import { blobChunks } from "./sources/browser/blob-chunks.js";
import { asSource } from "./sources/sources.js";
import { createVerifier } from "./verification/verifier.js";

const wasm = await fetchBytes(new URL("../dist/engine_bg.wasm", import.meta.url));
const module = await WebAssembly.compile(wasm);
await bindings.default({ module_or_path: module });

const lanes = browserLanes(module);
// A worker that has this module is there for packages to come. It does not wait for its lanes: a busy browser may be long
// in starting them, and starts one now and then never.
if (!("document" in globalThis)) lanes.warmUp();

export { VnfsealError } from "./errors.js";
export { httpSource } from "./sources/http.js";

export const {
  verifyPackage,
  verifyPackageAsJson,
  openPackage,
  inspectPackage,
  inspectPackageAsJson,
  verifySignedData,
  verifyCertificate,
  inspectTrust,
  inspectTrustAsJson,
  checkPolicy,
  checkPolicyAsJson,
  rules,
  version,
} = createVerifier(new Engine(bindings, module, await digestHex(wasm)), {
  openSource: async (input) => streaming(asSource(input)),
  readFile: refusePath,
  createExpansion: createGrowingBlob,
  createDigester: browserDigester,
  lanes,
});

export { formats } from "./formats/index.js";
export const formatReports = (name, runs, options) => formatAll(name, runs, { version, rules, ...options });

async function fetchBytes(url) {
  const response = await fetch(url);
  if (!response.ok) throw new VnfsealError("ENGINE_UNAVAILABLE", `${url}: the server answered with status ${response.status}`);
  return response.arrayBuffer();
}

/** Lower-case hex, or nothing on a page that is not a secure context: those have no `crypto.subtle`. */
async function digestHex(bytes) {
  const digest = await globalThis.crypto.subtle?.digest("SHA-256", bytes);
  return digest && toHex(new Uint8Array(digest));
}

async function refusePath() {
  throw invalidArgument("trust and policy are objects, bytes, Blobs or PEM text: a browser has no paths");
}

/** A source over a Blob is read as a stream. */
function streaming(source) {
  const { blob } = source;
  return blob ? { ...source, chunks: (start, end, signal) => blobChunks(blob, start, end, signal) } : source;
}

/** A source that is written first. Each part becomes a Blob at once: the browser may move those out of memory. */
async function createGrowingBlob() {
  const parts = [];
  let source;
  const written = () => (source ??= streaming(asSource(new Blob(parts))));
  return {
    write: async (bytes) => void parts.push(new Blob([bytes])),
    read: (offset, length) => written().read(offset, length),
    chunks: (start, end, signal) => written().chunks(start, end, signal),
    get blob() {
      return written().blob;
    },
  };
}

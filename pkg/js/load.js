// The package in browsers: no paths, and what has to be inflated goes to a Blob. This door is for pages that have its files
// elsewhere than where a bundler or the package puts them.

import * as bindings from "../dist/engine.js";
import { wasmIntegrity } from "../dist/engine.integrity.js";
import { browserDigester } from "./digests/browser/digester.js";
import { browserLanes } from "./digests/browser/lanes.js";
import { Engine } from "./engine/engine.js";
import { VnfsealError, invalidArgument } from "./errors.js";
import { blobChunks } from "./sources/browser/blob-chunks.js";
import { asSource } from "./sources/sources.js";
import { readOptions } from "./verification/plain.js";
import { createVerifier } from "./verification/verifier.js";
import * as withoutEngine from "./without-engine.js";

/** The engine is loaded once: a second one would take its memory again. */
let loading = null;

/**
 * Loads the engine, and gives what `import "vnfseal"` gives. `wasmSrc` is where `engine_bg.wasm` is, and `workerSrc` where
 * `lane-worker.js` is. Once it is loaded, later calls give the same.
 */
export async function load(options = {}) {
  const { wasmSrc, workerSrc } = readOptions(options, ["wasmSrc", "workerSrc"], "load");
  loading ??= start(wasmSrc ?? new URL("../dist/engine_bg.wasm", import.meta.url), workerSrc);
  try {
    return await loading;
  } catch (error) {
    loading = null; // a network may come back
    throw error;
  }
}

async function start(wasmSrc, workerSrc) {
  const wasm = await fetchWasm(wasmSrc);
  const module = await WebAssembly.compile(wasm);
  await bindings.default({ module_or_path: module });

  const lanes = browserLanes(module, workerSrc);
  // A worker that has this module is there for packages to come. It does not wait for its lanes: a busy browser may be long
  // in starting them, and starts one now and then never.
  if (!("document" in globalThis)) lanes.warmUp();

  const verifier = createVerifier(new Engine(bindings, module, hexOf(wasmIntegrity)), {
    openSource: async (input) => streaming(asSource(input)),
    readFile: refusePath,
    createExpansion: createGrowingBlob,
    createDigester: browserDigester,
    lanes,
  });
  return { ...verifier, ...withoutEngine };
}

/** The engine's file. The browser refuses any other than the one that was built with this package. */
async function fetchWasm(url) {
  const where = String(url).slice(0, 200);
  const response = await fetch(url, { integrity: wasmIntegrity }).catch((cause) => {
    const sentence = `${where}: the engine is not there, or is not that of this version (${wasmIntegrity})`;
    throw new VnfsealError("ENGINE_UNAVAILABLE", sentence, { cause });
  });
  if (response.ok) return response.arrayBuffer();
  throw new VnfsealError("ENGINE_UNAVAILABLE", `${where}: the server answered with status ${response.status}`);
}

/** The digest of an integrity value `sha256-BASE64`, in lower-case hex. */
function hexOf(integrity) {
  const bytes = atob(integrity.slice("sha256-".length));
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
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

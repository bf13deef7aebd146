// The engine in browsers: no paths, and what has to be inflated goes to a Blob. Nothing comes with it that a worker may do without.

import * as bindings from "../dist/engine.js";
import { wasmIntegrity } from "../dist/engine.integrity.js";
import { ContentMemory, heldFor, heldMaxOf } from "./digests/browser/content-memory.js";
import { openBrowserDigester } from "./digests/browser/digester.js";
import { browserLanes } from "./digests/browser/lanes.js";
import { Engine } from "./engine/engine.js";
import { fetchModule, hexOf } from "./engine/fetching.js";
import { invalidArgument } from "./errors.js";
import { createSealing } from "./sealing/sealing.js";
import { blobChunks } from "./sources/browser/blob-chunks.js";
import { asSource } from "./sources/sources.js";
import { readOptions } from "./verification/plain.js";
import { createVerifier } from "./verification/verifier.js";

/** The engine is loaded once: a second one would take its memory again. */
let loading = null;

/**
 * Loads the engine, and gives its functions. `wasmSrc` is where `engine_bg.wasm` is, `sealingSrc` where `sealing_bg.wasm` is, and
 * `workerSrc` where `lane-worker.js` is. `contentMemory` is how many bytes of contents are held at a time. Once it is loaded,
 * later calls give the same.
 */
export async function loadEngine(options = {}) {
  const read = readOptions(options, ["wasmSrc", "sealingSrc", "workerSrc", "contentMemory"], "load");
  const { contentMemory = 0 } = read;
  if (!Number.isSafeInteger(contentMemory) || contentMemory < 0) throw invalidArgument("contentMemory is not a number of bytes");
  loading ??= start(read);
  try {
    return await loading;
  } catch (error) {
    loading = null; // a network may come back
    throw error;
  }
}

async function start({ wasmSrc = new URL("../dist/engine_bg.wasm", import.meta.url), sealingSrc, workerSrc, contentMemory }) {
  const module = await fetchModule(wasmSrc, wasmIntegrity);
  await bindings.default({ module_or_path: module });

  const lanes = browserLanes(module, workerSrc);
  // A worker that has this module is there for packages to come. It does not wait for its lanes: a busy browser may be long
  // in starting them, and starts one now and then never.
  if (!("document" in globalThis)) lanes.warmUp();

  const engine = new Engine(bindings, module, hexOf(wasmIntegrity), new URL("../dist/engine.js", import.meta.url));
  const host = {
    openSource: async (input) => streaming(asSource(input)),
    readFile: refusePath,
    createExpansion: createGrowingBlob,
    createDigester: () => openBrowserDigester,
    holding: {
      max: contentMemory ?? heldMaxOf(globalThis.navigator),
      sizeOf: heldFor,
      createMemory: () => new ContentMemory(),
    },
    loadContentCipher: () => import("./encryption/browser/stream-gcm.js"),
    lanes,
    answering: lanes.answering,
  };
  const loadSealing = async () => (await import("./sealing/browser/engine.js")).loadSealingEngine(sealingSrc);
  return { ...createVerifier(engine, host), ...createSealing(loadSealing, host) };
}

async function refusePath() {
  throw invalidArgument("trust, policies, keys and certificates are objects, bytes, Blobs or PEM text: a browser has no paths");
}

/** A source over a Blob is read as a stream. */
function streaming(source) {
  const { blob } = source;
  return blob ? { ...source, chunks: (...asked) => blobChunks(blob, ...asked) } : source;
}

/** A source that is written first. Each part becomes a Blob at once: the browser may move those out of memory. */
async function createGrowingBlob() {
  const parts = [];
  let source;
  const written = () => (source ??= streaming(asSource(new Blob(parts))));
  return {
    write: async (bytes) => void parts.push(new Blob([bytes])),
    read: (offset, length) => written().read(offset, length),
    chunks: (...asked) => written().chunks(...asked),
    get blob() {
      return written().blob;
    },
  };
}

// A copy of a package that nobody can change, made in one reading, and the SHA-256 of exactly these bytes. A File is only a
// name with a size and a time: what is verified and what is sent later could differ.

import { Digester } from "../../dist/engine.js";
import { VnfsealError } from "../errors.js";
import { blobChunks } from "../sources/browser/blob-chunks.js";
import { reporting } from "../sources/reporting.js";

/** `{ file, sha256 }`: the bytes of a File now, as a File in the browser's own store, which may be on the disk. The engine is loaded. */
export async function copyOf(original, { onProgress, signal }) {
  const { name, size } = original;
  const digester = new Digester(JSON.stringify(wholeOf(size)));
  const parts = [];
  try {
    for await (const chunk of reporting(chunksOf(original, signal), { phase: "copying", size, onProgress, signal })) {
      digester.update(chunk);
      parts.push(new Blob([chunk]));
    }
    const { digests } = JSON.parse(digester.finish());
    return { file: new File(parts, name, { type: "application/zip" }), sha256: digests[0] };
  } finally {
    digester.free();
  }
}

async function* chunksOf(file, signal) {
  try {
    yield* blobChunks(file, 0, file.size, signal);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new VnfsealError("FILE_UNREADABLE", "The file cannot be read as it was chosen: it has changed since, or is gone.", {
      fix: "Choose it again. It is verified then as it is now.",
      cause: error,
    });
  }
}

/** All of a source, as the engine's digester knows it. */
function wholeOf(size) {
  const nothing = { index: 0, source: 0, path: "", offset: 0, crc32: null, expand: false };
  return { ...nothing, compressedSize: size, size, method: "stored", algorithms: ["SHA-256"] };
}

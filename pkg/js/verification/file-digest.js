// The digest of a whole file, which names it to other people. It decides nothing.

import { digestAll } from "../digests/digesting.js";
import { VnfsealError, invalidArgument } from "../errors.js";
import { withSource } from "../sources/sources.js";
import { readOptions } from "./plain.js";
import { Progress } from "./progress.js";

/** The option `fileDigest` of those that read a package. */
export function readFileDigest(fileDigest = false) {
  if (typeof fileDigest !== "boolean") throw invalidArgument("fileDigest is true or false");
  return fileDigest;
}

/** Makes the function of the package that computes it without reading a package. */
export function createFileDigest(engine, host) {
  return async (file, options = {}) => {
    const { onProgress, signal } = readOptions(options, ["onProgress", "signal"], "digestFile");
    signal?.throwIfAborted();
    return engine.run((instance) =>
      withSource(host, file, async (source) => {
        const run = { instance, host, sources: [source], signal, progress: new Progress(onProgress, signal) };
        const [outcome] = await digestAll([taskOver(source)], run);
        if (instance.failure) throw instance.failure;
        await source.checkUnchanged?.();
        if (outcome.intact) return outcome.digests[0];
        throw new VnfsealError("SOURCE_CHANGED", `${source.name || "the file"} was not read to its end: did it change?`);
      }),
    );
  };
}

/** A task as the engine asks for one, over all that a source has. */
function taskOver({ name = "", size }) {
  const stored = { offset: 0, compressedSize: size, size, method: "stored", crc32: null };
  return { index: 0, source: 0, path: name, ...stored, algorithms: ["SHA-256"], prefixes: [], expand: false };
}

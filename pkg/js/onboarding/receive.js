// A package as it comes in: copied as it is now, whatever becomes of its file.

import { openFile } from "../sources/node/files.js";
import { asSource } from "../sources/sources.js";

/** The package `input`, a path or what a source is made of, among the `copies`: `{ source, sha256 }`. */
export async function receive(input, { fileName, onProgress, signal }, copies) {
  const from = typeof input === "string" ? await openFile(input) : asSource(input);
  try {
    const { size } = from;
    const name = fileName ?? from.name ?? "package.csar";
    return await copies.copy({ name, size, chunks: from.chunks(0, size, signal) }, { onProgress, signal });
  } finally {
    await from.close?.();
  }
}

/** Says at once that a file cannot be read, before anybody is asked. */
export async function checkFile(input) {
  if (typeof input === "string") await (await openFile(input)).close();
}

/** What a verification takes of the options of those who ask for more than one. */
export function terms({ trust, policy, externalArtifacts, onProgress, signal }) {
  return { trust, policy, externalArtifacts, onProgress, signal };
}

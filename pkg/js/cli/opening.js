// What the engine reads of a package that an argument names.

import { createTemporaryFile } from "../sources/node/files.js";

/** `{ source, close }`, where the source is for `verifyPackage`. */
export async function openPackageSource({ path, kind, url }, { httpSource }) {
  if (kind === "stdin") return spool(process.stdin);
  if (kind === "url") return { source: await httpSource(url), close: () => {} };
  return { source: path, close: () => {} };
}

/** A stream cannot be read at an offset, so that its bytes go to a temporary file first. */
async function spool(stream) {
  if (stream.isTTY) throw new Error("standard input is a terminal: pipe a package into the command, or name a file");
  const file = await createTemporaryFile();
  try {
    let size = 0;
    for await (const bytes of stream) {
      await file.write(bytes);
      size += bytes.length;
    }
    return { source: { name: "-", size, read: file.read }, close: file.close };
  } catch (error) {
    await file.close();
    throw error;
  }
}

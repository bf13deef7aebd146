// Copies of a package that nobody else can change: what is stored or released is what was verified. They have no name in the
// file system, so that nothing remains of them, however the program ends.

import { createHash } from "node:crypto";

import { createTemporaryFile } from "../sources/node/files.js";
import { reporting } from "../sources/reporting.js";

/** Runs `work(copies)`, and removes the copies that it has made. */
export async function withCopies(work) {
  const files = [];
  const open = async () => {
    files.push(await createTemporaryFile());
    return files.at(-1);
  };
  try {
    return await work({ copy: (from, options) => copy(open, from, options), write: (write) => written(open, write) });
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

/** The content of `chunks`, which are of `size` bytes: `{ source, sha256 }`, the source with this `name`. */
async function copy(open, { name, size, chunks }, { onProgress, signal }) {
  const file = await open();
  const hash = createHash("sha256");
  let done = 0;
  for await (const chunk of reporting(chunks, { phase: "copying", size, onProgress, signal })) {
    await file.write(chunk);
    hash.update(chunk);
    done += chunk.length;
  }
  return { source: { name, size: done, read: file.read }, sha256: hash.digest("hex") };
}

/** What `write(stream)` has written, as a source with the name `fileName` of its result: `{ source, result }`. */
async function written(open, write) {
  const file = await open();
  let size = 0;
  const stream = new WritableStream({
    async write(bytes) {
      await file.write(bytes);
      size += bytes.length;
    },
  });
  const result = await write(stream);
  return { source: { name: result.fileName, size, read: file.read }, result };
}

// What is damaged in the folder, found by reading all of it. Nothing is changed.

import { join } from "node:path";

import { damaged } from "../errors.js";
import { isAlike, readStored } from "./stored-entry.js";
import { indexText } from "./index-file.js";

/** `index.json` names each entry in some 500 bytes; what is longer cannot be right. */
const INDEX_MAX = 256 << 20;

/**
 * `{ entries, blobs, bytes, problems, leftOvers }`: how many were read, what is wrong (`{ path, name, message }`, with the name of
 * the entry that it makes useless), and the paths of files that no entry needs.
 */
export async function checkFolder(layout, references, blobs, { onProgress, signal } = {}) {
  const found = { entries: 0, blobs: 0, bytes: 0, problems: [], leftOvers: [] };
  const report = (path, message, name) => found.problems.push({ path, message, ...(name && { name }) });
  const users = await checkEntries(found, report, references, blobs);
  for (const file of await blobs.list()) {
    signal?.throwIfAborted();
    await checkBlob(file, users, found, report, { layout, blobs, signal });
    onProgress?.({ phase: "checking", bytesDone: found.bytes });
  }
  for (const name of (await layout.disk.names(layout.incoming)) ?? []) found.leftOvers.push(join(layout.incoming, name));
  await checkRoot(report, layout, references);
  return found;
}

/** Reads what each entry says. Gives the names of the entries that need a blob, by its digest. */
async function checkEntries(found, report, references, blobs) {
  const { names, strangers } = await references.names();
  for (const file of strangers) report(join(references.folder, file), "this is not the file of an entry: move it away");
  const users = new Map();
  for (const name of names) {
    found.entries += 1;
    try {
      const reference = await references.read(name);
      for (const { digest } of reference?.blobs ?? []) users.set(digest, [...(users.get(digest) ?? []), name]);
      if (reference) await checkEntry(reference, report, blobs);
    } catch (error) {
      report(references.path(name), error.message, name);
    }
  }
  return users;
}

/** The entry names all that it needs, all of that is there and has its size, and its documents say the same. */
async function checkEntry(reference, report, blobs) {
  for (const blob of reference.blobs) {
    if (!(await blobs.isThere(blob))) report(blobs.path(blob.digest), missing(blob), reference.name);
  }
  const entry = await readStored(reference, blobs);
  const needed = [reference.manifest, reference.report, entry].filter(Boolean);
  if (needed.every((descriptor) => reference.blobs.some((blob) => isAlike(blob, descriptor)))) return;
  throw damaged(blobs.path(reference.manifest.digest), "its entry does not name all that it needs");
}

function missing({ size }) {
  return `it is missing, or has not ${size} bytes: put the package again`;
}

async function checkBlob({ name, digest, isAside }, users, found, report, { layout, blobs, signal }) {
  const path = join(layout.blobs, name);
  if (!digest) return report(path, "this is no blob: move it away");
  const names = users.get(digest);
  if (!names || isAside) found.leftOvers.push(path);
  const file = await layout.disk.stat(path);
  if (!file || isAside) return undefined;
  found.blobs += 1;
  found.bytes += file.size;
  try {
    for await (const _ of blobs.chunks({ digest, size: file.size }, signal));
  } catch (error) {
    signal?.throwIfAborted();
    for (const user of names ?? [undefined]) report(path, `${error.message}; put the package again`, user);
  }
  return undefined;
}

/** The files at the top, which other programs read. */
async function checkRoot(report, { disk, index, marker, root }, references) {
  const text = async (path, max) => Buffer.from((await disk.read(path, 0, max)) ?? []).toString("utf8");
  if (!(await text(marker, 1024)).includes('"imageLayoutVersion"')) {
    report(marker, "it is missing or damaged, so that other programs do not know the folder: sweep writes it");
  }
  const size = (await disk.stat(index))?.size ?? 0;
  if (size > INDEX_MAX || (await text(index, size)) !== (await indexText(references))) {
    report(index, `it does not name the entries of ${root} as they are: sweep writes it`);
  }
}

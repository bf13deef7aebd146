// Folders of Node's file system. A folder may have more files than may be open at once: each is opened only while it is read.

import { readdir } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";

import { VnfsealError } from "../../errors.js";
import { asSource } from "../sources.js";
import { openFile } from "./files.js";

/** The name of a folder, and its files as `{ path, input, source }`, in the order of their paths. Empty folders are not there. */
export async function openFolder(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    const what = cause.code === "ENOTDIR" ? `${folder} is a file, not a folder` : `${folder}: ${cause.message}`;
    throw new VnfsealError("FILE_UNREADABLE", what, { cause });
  });
  const files = [];
  for (const entry of found.filter((each) => !each.isDirectory())) {
    const input = join(entry.parentPath ?? entry.path, entry.name);
    // A link leads to a file that may be anywhere.
    if (!entry.isFile()) throw new VnfsealError("FILE_UNREADABLE", `${input} is no regular file: a package has nothing else`);
    files.push({ path: relative(folder, input).split(sep).join("/"), input, source: await openLater(input) });
  }
  files.sort((one, other) => (one.path < other.path ? -1 : 1));
  return { name: basename(resolve(folder)), files };
}

/** A source that holds no file open. What it reads has to be as large as the file was. */
export async function openLater(input) {
  if (typeof input !== "string") return asSource(input);
  const { name, size, close } = await openFile(input);
  await close();
  return {
    name,
    size,
    async read(offset, length) {
      const file = await openFile(input);
      return file.read(offset, length).finally(file.close);
    },
    async *chunks(start, end, signal) {
      const file = await openFile(input);
      try {
        yield* file.chunks(start, end, signal);
      } finally {
        await file.close();
      }
    },
  };
}

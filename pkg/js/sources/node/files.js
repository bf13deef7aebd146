// Files of Node's file system. `fs.openAsBlob` is not used: in Node 20 it reads wrong bytes above 4 GiB.

import { randomUUID } from "node:crypto";
import { open, readFile as readWholeFile, stat, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { fileChunks, fill } from "./file-chunks.js";

/** A source over the regular file at `path`. */
export async function openFile(path) {
  const found = await stat(path).catch((error) => {
    throw error.code === "ENOENT" ? fileError("ENOENT", path, "does not exist") : error;
  });
  // A pipe has no size and cannot be read at an offset; opening one could wait for ever.
  if (found.isDirectory()) throw fileError("EISDIR", path, "is a directory, not a file");
  if (!found.isFile()) throw fileError("EINVAL", path, "is not a regular file");
  const handle = await open(path, "r");
  const { size } = await handle.stat();
  return { name: basename(path), size, ...readersOf(handle), close: () => handle.close() };
}

/** The bytes of a trust or policy file. */
export async function readFile(path) {
  try {
    return await readWholeFile(path);
  } catch (error) {
    // Node names no path here.
    if (error.code === "EISDIR") throw fileError("EISDIR", path, "is a directory, not a file");
    if (error.code === "ENOENT") throw fileError("ENOENT", path, "does not exist");
    throw error;
  }
}

/** A source that is written first. Nothing remains of it once it is closed, nor when the program is killed. */
export async function createTemporaryFile() {
  const path = join(tmpdir(), `vnfseal-${randomUUID()}`);
  const handle = await open(path, "wx+", 0o600);
  await unlink(path);
  return {
    write: async (bytes) => handle.appendFile(bytes),
    ...readersOf(handle),
    close: () => handle.close(),
  };
}

/** `fd` is for worker threads, which cannot have the handle. */
function readersOf(handle) {
  const readInto = async (...where) => (await handle.read(...where)).bytesRead;
  return {
    fd: handle.fd,
    read: (offset, length) => fill(readInto, new Uint8Array(length), length, offset),
    chunks: (start, end, signal) => fileChunks(readInto, start, end, signal),
  };
}

function fileError(code, path, complaint) {
  return Object.assign(new Error(`${code}: ${path} ${complaint}`), { code, path });
}

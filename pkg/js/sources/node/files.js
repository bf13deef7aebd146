// Files of Node's file system. `fs.openAsBlob` is not used: in Node 20 it reads wrong bytes above 4 GiB.

import { randomUUID } from "node:crypto";
import { close, createReadStream, openSync, read, unlinkSync, write } from "node:fs";
import { open, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { VnfsealError } from "../../errors.js";
import { fileChunks, fill } from "./file-chunks.js";

/** A source over the regular file at `path`. */
export async function openFile(path) {
  // A pipe has no size and cannot be read at an offset; opening one could wait for ever.
  const found = await stat(path).catch((error) => refuse(path, error));
  if (found.isDirectory()) refuse(path, { code: "EISDIR" });
  if (!found.isFile()) throw unreadable(`${path} is not a regular file`);
  const handle = await open(path, "r").catch((error) => refuse(path, error));
  const opened = await handle.stat({ bigint: true });
  const checkUnchanged = async () => {
    const now = await handle.stat({ bigint: true });
    if (CHANGING.every((key) => now[key] === opened[key])) return;
    throw new VnfsealError("SOURCE_CHANGED", `${path} changed while it was read; start again when nobody writes to it`);
  };
  return { name: basename(path), size: Number(opened.size), ...readersOf(handle), checkUnchanged, close: () => handle.close() };
}

/** What is another when somebody has written to a file: the time of its content can be set to anything, that of its status cannot. */
const CHANGING = ["size", "mtimeNs", "ctimeNs"];

/** The longest trust file that is read: national revocation lists have some ten megabytes. */
const WHOLE_FILE_BYTES_MAX = 1 << 28;

/** The bytes of a file of trust, policy or a key. It may be a pipe; a device or a package that is named by mistake has no end. */
export async function readFile(path) {
  const parts = [];
  const stream = createReadStream(path, { end: WHOLE_FILE_BYTES_MAX });
  try {
    for await (const part of stream) parts.push(part);
  } catch (error) {
    refuse(path, error);
  }
  if (stream.bytesRead <= WHOLE_FILE_BYTES_MAX) return Buffer.concat(parts);
  throw unreadable(`${path} has more than ${WHOLE_FILE_BYTES_MAX >> 20} MiB, and no file of trust, policy or a key is as large`);
}

/** A source that is written first, in a folder. Nothing remains of it once it is closed, nor when the program is killed. */
export async function createTemporaryFile(folder = tmpdir()) {
  const path = join(folder, `vnfseal-${randomUUID()}`);
  // Between these two nothing else runs: a program that handles signals cannot end and leave the file.
  const fd = openSync(path, "wx+", 0o600);
  unlinkSync(path);
  const file = new NumberedFile(fd);
  return {
    async write(bytes) {
      for (let written = 0; written < bytes.length; ) {
        written += (await file.run(writeTo, bytes, written)).bytesWritten;
      }
    },
    ...readersOf({ fd, read: (...where) => file.run(readFrom, ...where) }),
    close: () => file.close(),
  };
}

const readFrom = promisify(read);
const writeTo = promisify(write);

/**
 * A file that is known by its number alone. As soon as it is closed, the number may be that of another file. So it is closed
 * once, after what is under way, and nothing begins afterwards.
 */
class NumberedFile {
  #fd;
  #underWay = new Set();
  #closing = null;

  constructor(fd) {
    this.#fd = fd;
  }

  async run(work, ...given) {
    if (this.#closing) throw unreadable("a temporary file was closed while it was in use");
    const running = work(this.#fd, ...given);
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }

  close() {
    this.#closing ??= Promise.allSettled(this.#underWay).then(() => promisify(close)(this.#fd));
    return this.#closing;
  }
}

/** What reads through a handle. `fd` is for worker threads, which cannot have the handle. */
export function readersOf(handle) {
  const readInto = async (...where) => (await handle.read(...where)).bytesRead;
  return {
    fd: handle.fd,
    read: (offset, length) => fill(readInto, new Uint8Array(length), length, offset),
    chunks: (start, end, signal) => fileChunks(readInto, start, end, signal),
  };
}

/** What the system says of a file, with its path in any case and in plain words where there are some. */
function refuse(path, cause) {
  const words = {
    ENOENT: "does not exist: check the path",
    EISDIR: "is a directory, not a file: name a file in it",
    EACCES: "may not be read by this user: change its permissions, or be another user",
  };
  const complaint = words[cause.code];
  throw unreadable(complaint ? `${cause.code}: ${path} ${complaint}` : `${path}: ${cause.message}`, { cause });
}

function unreadable(message, options) {
  return new VnfsealError("FILE_UNREADABLE", message, options);
}

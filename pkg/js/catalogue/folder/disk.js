// What the folder asks of a file system, and nothing more. Tests put one in its place that loses what was not synced.
//
// Links are not followed, and what is no regular file is not opened: whoever can write to the folder may have left anything.

import { constants } from "node:fs";
import { link, lstat, mkdir, open, readdir, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";

import { fill } from "../../sources/node/file-chunks.js";
import { damaged, refused, unavailable } from "../errors.js";

/** Windows has neither of the two, and needs none. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export const disk = {
  /** Makes a folder, unless it is there, and those above it. What was made is there after a power cut. */
  async makeFolder(path) {
    if (await isMade(path)) await disk.syncFolder(dirname(path));
  },

  /** The names in a folder, or `null` if there is no such folder. */
  names: (path) => orNull(asked(path, readdir(path)), ["ENOENT", "ENOTDIR"]),

  /** `{ size, modified, isFile }`, the time in milliseconds, or `null` if there is nothing at `path`. */
  async stat(path) {
    const found = await orNull(asked(path, lstat(path)), ["ENOENT", "ENOTDIR"]);
    return found && { size: found.size, modified: found.mtimeMs, isFile: found.isFile() };
  },

  /** Up to `length` bytes from `offset`, fewer at the end of the file, or `null` if there is none. */
  async read(path, offset, length) {
    const handle = await orNull(asked(path, open(path, READ)), ["ENOENT"]);
    if (handle === null) return null;
    try {
      if (!(await handle.stat()).isFile()) throw damaged(path, "it is not a regular file");
      const readInto = async (...where) => (await handle.read(...where)).bytesRead;
      return await asked(path, fill(readInto, new Uint8Array(length), length, offset));
    } finally {
      await handle.close();
    }
  },

  /** A new file: `{ write(bytes), sync(), close() }`. */
  async create(path) {
    const handle = await asked(path, open(path, "wx"));
    return {
      async write(bytes) {
        for (let written = 0; written < bytes.length; ) {
          written += (await asked(path, handle.write(bytes, written))).bytesWritten;
        }
      },
      sync: () => asked(path, handle.sync()),
      close: () => asked(path, handle.close()),
    };
  },

  /** Gives a file another name, and says whether it did: not if the file is gone. What had that name is gone in the same moment. */
  rename: (from, to) => isDone(asked(to, rename(from, to)), ["ENOENT"]),

  /** Gives a file a further name, and says whether it did: not if the name is taken, or the file gone. */
  link: (from, to) => isDone(asked(to, link(from, to)), ["EEXIST", "ENOENT"]),

  /** Removes a file, and says whether it was there. */
  remove: (path) => isDone(asked(path, unlink(path)), ["ENOENT"]),

  /** Names that were given and taken in this folder survive a power cut. Windows opens no folders, and needs not. */
  async syncFolder(path) {
    if (process.platform === "win32") return;
    const handle = await asked(path, open(path, constants.O_RDONLY));
    try {
      await asked(path, handle.sync());
    } finally {
      await handle.close();
    }
  },
};

/**
 * Makes a folder and those above it, and says whether it was not there. Node's own `recursive` never ends where a file system says
 * that what is there is not, as /proc does.
 */
async function isMade(path) {
  const failed = await orNull(asked(path, mkdir(path)).then(() => false), ["EEXIST", "ENOENT"]);
  if (failed === false) return true;
  const found = await orNull(asked(path, stat(path)), ["ENOENT", "ENOTDIR"]);
  if (found?.isDirectory()) return false;
  if (found) throw refused(path, "it is a file and should be a folder: name another folder");
  const above = dirname(path);
  if (above === path) throw unavailable(path, "there is no such folder");
  if (await isMade(above)) await disk.syncFolder(dirname(above));
  await orNull(asked(path, mkdir(path)), ["EEXIST"]);
  return true;
}

/** What the system says, with the path and in words. Its code stays, for those who know what it means here. */
async function asked(path, promise) {
  try {
    return await promise;
  } catch (cause) {
    throw Object.defineProperty(explain(path, cause), "errno", { value: cause.code });
  }
}

function explain(path, cause) {
  const words = {
    ENOSPC: "the disk is full: make room, and try again",
    EDQUOT: "the quota of the disk is used up: make room, and try again",
    EROFS: "the disk can only be read: name another folder",
    ENOENT: "it was there and is not any more: another process removed it; try again",
    ELOOP: "it is a link, and none is followed in a catalogue",
    EISDIR: "it is a folder and should be a file",
    ENOTDIR: "one of the folders on its path is a file: name another folder",
  };
  if (["EACCES", "EPERM"].includes(cause.code)) {
    return refused(path, `this user may not do that (${cause.code}): change the permissions, or name another folder`, { cause });
  }
  if (["ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(cause.code)) {
    return unavailable(path, `the file system has no hard links (${cause.code}): name a folder on another one`, { cause });
  }
  return unavailable(path, words[cause.code] ?? cause.message, { cause });
}

async function orNull(promise, codes) {
  try {
    return await promise;
  } catch (error) {
    if (codes.includes(error.errno)) return null;
    throw error;
  }
}

async function isDone(promise, codes) {
  return (await orNull(promise.then(() => true), codes)) === true;
}

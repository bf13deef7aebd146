// A file that is written whole or not at all.

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { open, realpath, rename, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import { VnfsealError } from "../../errors.js";
import { readersOf } from "../../sources/node/files.js";
import { cleanAtEnd } from "./cleaning.js";

/**
 * A sink (see `sinks.js`) for the file at `path`. What is written goes to a file beside it, which takes its place when all is
 * written and on the disk. Until then, and when the program ends before, what was at `path` stays as it was. It must be none
 * of the `inputs`, which are paths. `isPrivate` means that only this user may read it. Text is written as UTF-8.
 */
export async function openFileSink(path, { inputs = [], isPrivate = false } = {}) {
  const { target, mode } = await findTarget(path, inputs);
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  const remove = () => rmSync(temporary, { force: true });
  const forget = cleanAtEnd(remove);
  const handle = await open(temporary, "wx+", isPrivate ? 0o600 : mode).catch((cause) => {
    forget();
    throw refusal(path, "its folder cannot be written to", cause);
  });
  const or = (why) => (cause) => Promise.reject(refusal(path, why, cause));
  let size = 0;
  let isOpen = true;
  const close = async () => {
    if (isOpen) await handle.close();
    isOpen = false;
  };
  return {
    async write(data) {
      await handle.appendFile(data).catch(or("the disk does not take it"));
      size += Buffer.byteLength(data);
    },
    source: () => ({ name: basename(target), size, ...readersOf(handle) }),
    async finish() {
      await handle.sync().catch(or("the disk does not take it"));
      await close();
      await rename(temporary, target).catch(or("its place cannot be taken"));
      forget();
      await syncFolder(dirname(target));
      return {};
    },
    async discard() {
      await close().catch(() => {});
      remove();
      forget();
    },
  };
}

/** Where the file itself is, behind links, and the mode it has or will have. Refuses what no file sink is opened for. */
export async function findTarget(path, inputs) {
  const target = await realpath(path).catch((cause) => {
    if (cause.code === "ENOENT") return resolve(path);
    throw refusal(path, "it cannot be reached", cause);
  });
  const found = await stat(target, { bigint: true }).catch(() => null);
  if (!found) return { target, mode: 0o666 };
  if (!found.isFile()) throw refusal(path, found.isDirectory() ? "it is a folder" : "it is not a regular file");
  for (const input of inputs) {
    const read = await stat(input, { bigint: true }).catch(() => null);
    if (read?.ino === found.ino && read.dev === found.dev) throw refusal(path, "it is what is read");
  }
  return { target, mode: Number(found.mode) & 0o777 };
}

/** The new name is on the disk too. Some systems do not open folders, and need not. */
async function syncFolder(folder) {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function refusal(path, why, cause) {
  const code = cause ? ` (${cause.code})` : "";
  return new VnfsealError("OUTPUT_UNWRITABLE", `cannot write ${path}: ${why}${code}; choose another file`, { cause });
}

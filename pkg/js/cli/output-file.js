// A file that is written whole or not at all.

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { open, realpath, rename, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import { cleanAtEnd } from "./interruption.js";

/**
 * What is written goes to a file beside the one at `path`, which takes its place when all is written and on the disk. Until
 * then, and when the command ends before, what was at `path` stays as it was. It must be none of the `inputs`.
 */
export async function openOutputFile(path, { inputs = [] } = {}) {
  const { target, mode } = await findTarget(path);
  for (const input of inputs) {
    if ((await realpath(input).catch(() => null)) === target) throw refusal(path, "it is what is read");
  }
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  const remove = () => rmSync(temporary, { force: true });
  const forget = cleanAtEnd(remove);
  const handle = await open(temporary, "wx", mode).catch((error) => {
    forget();
    throw refusal(path, "its folder cannot be written to", error);
  });
  return {
    write: (text) => handle.appendFile(text),
    async finish() {
      await handle.sync();
      await handle.close();
      await rename(temporary, target);
      forget();
      await syncFolder(dirname(target));
    },
    async discard() {
      await handle.close();
      remove();
      forget();
    },
  };
}

/** Where the file itself is, behind links, and the mode it has or will have. */
async function findTarget(path) {
  const target = await realpath(path).catch((error) => {
    if (error.code === "ENOENT") return resolve(path);
    throw refusal(path, "it cannot be reached", error);
  });
  const found = await stat(target).catch(() => null);
  if (found && !found.isFile()) throw refusal(path, found.isDirectory() ? "it is a folder" : "it is not a regular file");
  return { target, mode: found ? found.mode & 0o777 : 0o666 };
}

/** The new name is on the disk too. Some systems do not open folders, and need not. */
async function syncFolder(folder) {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function refusal(path, why, cause) {
  const code = cause ? ` (${cause.code})` : "";
  return new Error(`cannot write ${path}: ${why}${code}; choose another file`, { cause });
}

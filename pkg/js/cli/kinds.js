// What kind of file an argument names, for the commands that are easily given another kind: what they would say of it is beside the point.

import { stat } from "node:fs/promises";

import { openFile } from "../sources/node/files.js";

/** How a ZIP archive begins: with its first entry, or with its end if it has none (APPNOTE 4.3.7 and 4.3.16). */
const ARCHIVES = ["PK\x03\x04", "PK\x05\x06"];

/** A manifest is a text. A package that is taken for one would be said to have no signature. */
export async function refusePackage(path) {
  if (await isArchive(path)) throw new Error(`${path}: this is a package, not a manifest: use vnfseal verify`);
}

/** For the commands that take one package, where `verify` takes a folder of them. */
export async function refuseFolder(path, command) {
  if ((await kindOf(path))?.isDirectory()) throw new Error(`${path}: this is a folder, and ${command} takes one package; vnfseal verify takes folders`);
}

/** Whatever is no regular file cannot be looked at before it is read. */
async function isArchive(path) {
  if (!(await kindOf(path))?.isFile()) return false;
  const { size, read, close } = await openFile(path);
  try {
    return ARCHIVES.includes(Buffer.from(await read(0, Math.min(size, 4))).toString("latin1"));
  } finally {
    await close();
  }
}

/** What is not there is said when it is read. */
function kindOf(path) {
  return stat(path).catch(() => null);
}

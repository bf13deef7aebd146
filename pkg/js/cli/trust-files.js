// Trust files, from the names of files and folders to what they hold.

import { stat } from "node:fs/promises";
import { relative, sep } from "node:path";

import { readFile } from "../sources/node/files.js";
import { filesOf } from "./folder.js";

/**
 * Each trust file as `{ name, file, entries }`. It is read once: what is shown is what counts. `leftOut` has the hidden files of
 * folders; whatever else is in a folder has to be a trust file, because a list that is passed over could be one that revokes.
 */
export async function readTrustFiles({ inspectTrust }, names) {
  const found = await Promise.all(names.map(find));
  const trustFiles = await Promise.all(
    found.flatMap(({ paths }) => paths).map(async (path) => {
      const file = new File([await readFile(path)], path);
      const { entries } = await inspectTrust(file);
      return { name: path, file, entries };
    }),
  );
  return { trustFiles, leftOut: found.flatMap(({ leftOut }) => leftOut) };
}

async function find(name) {
  const isFolder = (await stat(name).catch(() => null))?.isDirectory();
  if (!isFolder) return { paths: [name], leftOut: [] };
  const { files, leftOut, unreadable } = await filesOf(name, () => true);
  if (unreadable.length > 0) throw unreadable[0].error;
  const isHidden = (path) => relative(name, path).split(sep).some((part) => part.startsWith("."));
  const strange = leftOut.find(({ path }) => !isHidden(path));
  if (strange) throw new Error(`${strange.path}: a trust folder holds files and folders, and this is a ${strange.kind}`);
  const paths = files.filter((path) => !isHidden(path));
  if (paths.length === 0) throw new Error(`${name}: no file in this trust folder`);
  const hidden = files.filter(isHidden).map((path) => ({ path, kind: "hidden file" }));
  return { paths, leftOut: hidden.length > 0 ? [{ folder: name, items: hidden }] : [] };
}

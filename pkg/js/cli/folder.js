// The files of a folder and of the folders in it.

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * The paths of all files that `wants(name)`, in the order of their names. `leftOut` is what else there is, with a word for what it
 * is, and `unreadable` has the errors of folders. A link to a file counts as one. A link to a folder is not followed: it may
 * lead back.
 */
export async function filesOf(folder, wants) {
  const files = [];
  const leftOut = [];
  const unreadable = [];
  const visit = async (path) => {
    const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
      unreadable.push({ path, error });
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, entry.name);
      const kind = entry.isSymbolicLink() ? `link to a ${await kindOf(child)}` : kindWord(entry);
      if (kind === "folder") await visit(child);
      else if (!kind.endsWith("file")) leftOut.push({ path: child, kind });
      else if (wants(entry.name)) files.push(child);
      else leftOut.push({ path: child, kind: "other file" });
    }
  };
  await visit(folder);
  return { files, leftOut, unreadable };
}

async function kindOf(path) {
  return stat(path).then(kindWord, () => "missing thing");
}

function kindWord(entry) {
  if (entry.isDirectory()) return "folder";
  return entry.isFile() ? "file" : "special thing";
}

// Which packages the arguments name: files, folders, patterns, standard input and URLs.

import { stat } from "node:fs/promises";
import { resolve } from "node:path";

import { filesOf } from "./folder.js";

const IS_PACKAGE = /\.(csar|zip)$/i;
const IS_URL = /^https?:\/\//i;
const HAS_PATTERN = /[*?[\]{}]/;

/**
 * The packages, each once, in the order of the arguments, as `{ path, kind }`: kind `file` with `size`, `modified` and `inode`
 * where there is one, `url` with `url`, `stdin`, or `none` with the `error` that says why. `leftOut` says what else the
 * folders hold.
 */
export async function findPackages(names) {
  const packages = new Map();
  const leftOut = [];
  for (const name of names) {
    const found = await find(name);
    for (const item of found.items) {
      const key = item.kind === "file" ? resolve(item.path) : (item.url ?? item.path);
      if (!packages.has(key)) packages.set(key, item);
    }
    if (found.leftOut?.length > 0) leftOut.push({ folder: name, items: found.leftOut });
  }
  return { packages: [...packages.values()], leftOut };
}

async function find(name) {
  if (name === "-") return { items: [{ path: name, kind: "stdin" }] };
  if (IS_URL.test(name)) return { items: [{ path: withoutSecrets(name), kind: "url", url: name }] };
  const found = await stat(name).catch(() => null);
  if (found?.isDirectory()) return findInFolder(name);
  if (!found && HAS_PATTERN.test(name)) return { items: await findMatches(name) };
  // Whatever is wrong with a single file is said when it is its turn.
  return { items: [describe(name, found)] };
}

/** What reports call a URL: queries and user names may be secrets. */
function withoutSecrets(url) {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

async function findInFolder(folder) {
  const { files, leftOut, unreadable } = await filesOf(folder, (name) => IS_PACKAGE.test(name));
  const items = await describeFiles(files);
  for (const { path, error } of unreadable) items.push({ path, kind: "none", error });
  if (items.length === 0) {
    return { items: [none(folder, "no file in this folder ends with .csar or .zip; name the packages themselves")], leftOut };
  }
  return { items, leftOut };
}

/** A pattern names what it means: each file that matches is verified, whatever its ending. */
async function findMatches(pattern) {
  const { glob } = await import("../../dist/libraries/tinyglobby.js");
  const files = await glob([pattern], { dot: true, expandDirectories: false, followSymbolicLinks: false });
  if (files.length === 0) return [none(pattern, "no such file, and no file that matches this as a pattern")];
  return describeFiles(files.sort());
}

function none(path, why) {
  return { path, kind: "none", error: new Error(`${path}: ${why}`) };
}

async function describeFiles(paths) {
  const packages = [];
  for (const path of paths) packages.push(describe(path, await stat(path).catch(() => null)));
  return packages;
}

function describe(path, found) {
  if (!found?.isFile()) return { path, kind: "file" };
  return { path, kind: "file", size: found.size, modified: new Date(found.mtimeMs).toISOString(), inode: found.ino };
}

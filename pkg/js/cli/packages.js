// Which packages the arguments name: files, folders, patterns, standard input and URLs.

import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import { identityOf } from "../sources/node/identity.js";
import { filesOf } from "./folder.js";

const IS_PACKAGE = /\.(csar|zip)$/i;
const IS_URL = /^https?:\/\//i;
const HAS_PATTERN = /[*?[\]{}]/;

/**
 * The packages, each once, in the order of the arguments, as `{ path, kind }`: kind `file` with an `identity`
 * where there is one, `url` with `url`, `stdin`, or `none` with the `error` that says why. People are `shown` something else
 * than the path, where there is that. `leftOut` says what else the folders hold.
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
  if (name === "-") return { items: [{ path: name, kind: "stdin", shown: "standard input" }] };
  if (IS_URL.test(name)) return { items: [{ path: withoutSecrets(name), kind: "url", url: name }] };
  const found = await stat(name).catch(() => null);
  if (found?.isDirectory()) return findInFolder(name);
  if (!found && HAS_PATTERN.test(name)) return { items: await findMatches(name) };
  // Whatever is wrong with a single file is said when it is its turn.
  return { items: [describe(name, found)] };
}

/** What reports call a URL: queries and user names may be secrets. */
function withoutSecrets(url) {
  if (!URL.canParse(url)) return url.replace(/[?#].*$/s, "").replace(/\/\/.*@/s, "//");
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

async function findInFolder(folder) {
  const { files, leftOut, unreadable } = await filesOf(folder, (name) => IS_PACKAGE.test(name));
  // What is named like a package and cannot be one, a link that leads nowhere say, must not be missing among those that passed.
  const isAstray = ({ path, kind }) => IS_PACKAGE.test(path) && !kind.endsWith("folder");
  const items = await describeFiles([...files, ...leftOut.filter(isAstray).map(({ path }) => path)]);
  for (const { path, error } of unreadable) items.push({ path, kind: "none", error });
  if (items.length === 0) {
    return { items: [none(folder, "no file in this folder ends with .csar or .zip; name the packages themselves")], leftOut };
  }
  return { items, leftOut: leftOut.filter((each) => !isAstray(each)) };
}

/**
 * A pattern names what it means: each file that matches is verified, whatever its ending. Links to folders are not followed, as
 * in a folder. The library alone would pass over all links, special files, and folders that cannot be read.
 */
async function findMatches(pattern) {
  const { glob } = await import("../../dist/libraries/tinyglobby.js");
  const unreadable = [];
  const readFolder = (path, options, done) => {
    entriesOf(path, options).then(
      (entries) => done(null, entries),
      (error) => {
        if (!["ENOENT", "ENOTDIR"].includes(error.code)) unreadable.push({ path, kind: "none", error });
        done(error);
      },
    );
  };
  const options = { dot: true, expandDirectories: false, followSymbolicLinks: false, fs: { readdir: readFolder } };
  const files = await glob([pattern], options);
  if (files.length + unreadable.length === 0) return [none(pattern, "no such file, and no file that matches this as a pattern")];
  return [...(await describeFiles(files.sort())), ...unreadable];
}

/** The entries of a folder. What is neither a folder nor a link to one counts as a file. */
async function entriesOf(path, options) {
  const entries = await readdir(path, options);
  return Promise.all(
    entries.map(async (entry) => {
      const found = entry.isSymbolicLink() ? await stat(join(path, entry.name)).catch(() => null) : entry;
      if (found?.isDirectory()) return entry;
      return { name: entry.name, isFile: () => true, isDirectory: () => false, isSymbolicLink: () => false };
    }),
  );
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
  return { path, kind: "file", size: found.size, identity: identityOf(found) };
}

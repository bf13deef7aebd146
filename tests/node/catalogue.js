// The catalogue of the installed package, and what is put into it.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { folder, packageFolder } from "./installed.js";

/** The path of what `import "vnfseal/catalogue"` loads. */
export const door = createRequire(join(folder, "program.js")).resolve("vnfseal/catalogue");

export const { openCatalogue } = await import(pathToFileURL(door));

/** The folder's own class: it takes another disk, and another time to wait before it sweeps. */
export const { FolderCatalogue } = await import(
  pathToFileURL(join(packageFolder, "js", "catalogue", "folder", "folder-catalogue.js"))
);

/** How a package is put where a test does not say more. */
export const PACKAGE = { mediaType: "application/zip" };

/** Content that is told from others by a letter. */
export const content = (letter, size = 1000) => Buffer.alloc(size, letter);

/** What an asynchronous list has. */
export async function all(list) {
  const members = [];
  for await (const member of list) members.push(member);
  return members;
}

/** The package of an entry, checked against its digest. */
export async function read(catalogue, name) {
  const chunks = (await catalogue.get(name)).chunks();
  return Buffer.concat((await all(chunks)).map((chunk) => Buffer.from(chunk)));
}

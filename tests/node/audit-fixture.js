// Folders, catalogues and records of the tests of `vnfseal audit`.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { PACKAGE, openCatalogue } from "./catalogue.js";
import { run } from "./command.js";
import { folder } from "./installed.js";
import { demo } from "./packages.js";

export const trust = demo("trust.json");
export const small = readFileSync(demo("acme-vnf-external.csar"));
export const linesOf = (path) => readFileSync(path, "utf8").trimEnd().split("\n");
export const recordsOf = (path) => linesOf(path).map((line) => JSON.parse(line));
export const byPath = (records) => records.toSorted((a, b) => (a.path < b.path ? -1 : 1));
export const audit = (...args) => run("audit", ...args);

/** A folder of its own for each test, with small packages in it. */
export function place(...names) {
  const path = mkdtempSync(join(folder, "audit-"));
  for (const name of names) writeFileSync(join(path, name), small);
  return path;
}

/** A folder's catalogue with these entries. */
export async function catalogueOf(entries) {
  const address = `dir:${mkdtempSync(join(folder, "audited-"))}`;
  for (const [name, bytes] of Object.entries(entries)) await openCatalogue(address).put(name, bytes, PACKAGE);
  return address;
}

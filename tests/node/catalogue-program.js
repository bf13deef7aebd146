// A program that uses a catalogue in a folder until it is killed, or until the file ENOUGH is there. It goes on where it was killed:
// `node catalogue-program.js MODULE FOLDER ENOUGH write|sweep ID LOG`
//
// It writes to LOG what it was promised, synced: `put NAME LETTER` and `gone NAME` after it, `try NAME` before.

import { existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, folder, enough, kind, id, log] = process.argv.slice(2);
const { FolderCatalogue } = await import(pathToFileURL(module));
const { disk } = await import(new URL("disk.js", pathToFileURL(module)));
// All that no entry needs is old enough to go.
const catalogue = new FolderCatalogue(folder, { disk, graceMs: -1000 });

/** All programs have the same packages, so that each may delete what another is about to need. */
const LETTERS = "abcde";
const SIZE = 300_000;

const done = new Set(existsSync(log) ? readFileSync(log, "utf8").split("\n") : []);
const file = openSync(log, "a");
function say(line) {
  writeSync(file, `${line}\n`);
  fsyncSync(file);
}

for (let number = 0; kind === "write" && !existsSync(enough); number += 1) {
  const name = `entry-${id}-${number}`;
  const letter = LETTERS[(number + Number(id)) % LETTERS.length];
  const isToBeDeleted = number % 3 === 2;
  if (done.has(isToBeDeleted ? `gone ${name}` : `put ${name} ${letter}`)) continue;
  if (!done.has(`try ${name}`)) {
    await catalogue.put(name, Buffer.alloc(SIZE, letter), { mediaType: "application/zip", report: `"${name}"` });
    say(`put ${name} ${letter}`);
  }
  if (!isToBeDeleted) continue;
  say(`try ${name}`);
  await catalogue.delete(name).catch((error) => {
    if (error.code !== "ENTRY_NOT_FOUND") throw error;
  });
  say(`gone ${name}`);
}

while (kind === "sweep" && !existsSync(enough)) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  await catalogue.sweep().catch((error) => {
    if (error.code !== "CATALOGUE_INVALID") throw error;
  });
}

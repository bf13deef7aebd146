// node batch.mjs FOLDER TRUST > reports.ndjson: all packages of a folder, a line of JSON for each.
//
// A package that cannot be read does not end the batch: its line says why. The exit status is 0 only if all passed.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { VnfsealError, verifyPackage } from "vnfseal";

const [folder, trust] = process.argv.slice(2);
const names = (await readdir(folder)).filter((name) => /\.(csar|zip)$/i.test(name)).sort();

for (const name of names) {
  const line = await verify(join(folder, name));
  if (line.report?.verdict !== "passed") process.exitCode = 1;
  console.log(JSON.stringify(line));
}

async function verify(path) {
  try {
    return { path, report: await verifyPackage(path, { trust }) };
  } catch (error) {
    // Any other error is a defect of this program.
    if (!(error instanceof VnfsealError)) throw error;
    return { path, error: { code: error.code, message: error.message } };
  }
}

// Puts a package into a registry, and writes down how to go on: `node catalogue-pusher.js MODULE ADDRESS NAME FILE STATE`.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [module, address, name, file, state] = process.argv.slice(2);
const { openCatalogue } = await import(pathToFileURL(module));

await openCatalogue(address).put(name, readFileSync(file), {
  mediaType: "application/zip",
  onUpload(upload) {
    writeFileSync(`${state}.new`, JSON.stringify(upload));
    renameSync(`${state}.new`, state);
  },
});

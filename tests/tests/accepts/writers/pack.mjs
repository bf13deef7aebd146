// Packs a folder with zip.js: pack.mjs FOLDER OPTIONS (as JSON), to standard output.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";

// From where the tests' packages are installed, which need not be where this file is.
const { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter, configure } = await import(process.env.ZIP_JS);

const [folder, options] = process.argv.slice(2);
configure({ useWebWorkers: false });
const archive = new ZipWriter(new Uint8ArrayWriter(), JSON.parse(options));
for (const path of readdirSync(folder, { recursive: true })) {
  const name = path.split(sep).join("/");
  if (statSync(join(folder, path)).isDirectory()) {
    await archive.add(name, null, { directory: true });
  } else {
    await archive.add(name, new Uint8ArrayReader(readFileSync(join(folder, path))));
  }
}
process.stdout.write(await archive.close());

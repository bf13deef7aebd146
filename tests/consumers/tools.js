// What programs that use the npm package are built and run with. scripts/install-consumers.sh installs it outside the
// repository.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const wanted = createHash("sha256");
for (const name of ["package.json", "package-lock.json"]) wanted.update(readFileSync(new URL(name, import.meta.url)));
const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");

/** The folder with all of it. */
export const tools = join(cache, "vnfseal", `consumers-${wanted.digest("hex").slice(0, 16)}`);

/** Why tests with it are skipped, if they are. `make test` installs it and lets none be skipped. */
export const withoutTools =
  existsSync(join(tools, ".installed")) || process.env.VNFSEAL_ALL_PROGRAMS
    ? false
    : `${tools} is not there; scripts/install-consumers.sh installs it`;
if (withoutTools) console.log(`skipping: ${withoutTools}`);

/** The versions of Node.js that the package is for, and their programs. */
export const nodeVersions = Object.fromEntries(
  [20, 22, 24, 26].map((major) => [major, join(tools, "node_modules", `node-${major}-${process.arch}`, "bin", "node")]),
);

/** A module of a package in it. */
export function importTool(name) {
  return import(pathToFileURL(createRequire(join(tools, "x.js")).resolve(name)));
}

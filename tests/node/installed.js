// The npm package as a user gets it: packed, and installed from the tarball in an empty folder.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The root of the repository. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** The folder the package is installed in, from `tarball`. */
export const folder = mkdtempSync(join(tmpdir(), "vnfseal-installed-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

npm(["pack", "--silent", "--pack-destination", folder], join(repository, "pkg"));
export const [tarball] = readdirSync(folder);
writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
npm(["install", "--offline", "--no-audit", "--no-fund", "--silent", `./${tarball}`], folder);

/** The installed package itself. */
export const packageFolder = join(folder, "node_modules", "vnfseal");

/** What `import "vnfseal"` gives a program in the folder. */
export const vnfseal = await import(pathToFileURL(createRequire(join(folder, "program.js")).resolve("vnfseal")));

/** The command as npm links it. */
export const command = join(folder, "node_modules", ".bin", "vnfseal");

function npm(args, cwd) {
  execFileSync("npm", args, { cwd, env: npmEnvironment(), stdio: ["ignore", "ignore", "inherit"] });
}

/** The environment without what `npm test` puts into it: that would point an inner npm back to this folder. */
export function npmEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}

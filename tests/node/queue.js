// The command with a queue: the npm package beside pg and pg-boss, as who uses a queue installs it, and a PostgreSQL.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

import { packageFolder } from "./installed.js";

const place = mkdtempSync(join(tmpdir(), "vnfseal-queue-"));
process.on("exit", () => rmSync(place, { recursive: true, force: true }));
mkdirSync(join(place, "node_modules"));
cpSync(packageFolder, join(place, "node_modules", "vnfseal"), { recursive: true });
for (const name of ["pg", "pg-boss"]) {
  const found = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  symlinkSync(realpathSync(found), join(place, "node_modules", name));
}

/** The folder of the package that finds `pg`. */
export const queuePackage = join(place, "node_modules", "vnfseal");

/** A module of it. */
export const load = (path) => import(pathToFileURL(join(queuePackage, "js", path)));

/** Starts the command. */
export function start(environment, ...args) {
  const child = spawn(process.execPath, [join(queuePackage, "js", "cli.js"), ...args], { cwd: place, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  return Object.assign(child, { ended: once(child, "close") });
}

/** Runs the command to its end. */
export async function runWith(environment, ...args) {
  const child = start(environment, ...args);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), child.ended]);
  return { status, stdout, stderr };
}

/** A program beside the package. */
export function startProgram(environment, program, ...args) {
  const child = spawn(process.execPath, [program, queuePackage, ...args], { env: { ...process.env, ...environment }, stdio: ["ignore", "ignore", "inherit"] });
  return Object.assign(child, { ended: once(child, "close") });
}

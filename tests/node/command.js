// The command `vnfseal`, as a shell runs it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

import { command, folder } from "./installed.js";

/** Runs the command to its end. */
export const run = (...args) => runWith({}, ...args);

/** The same with variables of the environment, and bytes for standard input, where there are any. */
export async function runWith({ env = {}, input, cwd = folder }, ...args) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {}); // a command that does not read has ended before
  child.stdin.end(input);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, stdout, stderr };
}

/** The command complains in one line, and ends with the status for that. */
export async function assertCouldNotRun(args, why) {
  const { status, stdout, stderr } = await run(...args);
  assert.equal(status, 3);
  assert.match(stderr, why);
  assert.match(stderr, /^vnfseal: [^\n]*\n$/, "one line");
  assert.equal(stdout, "");
}

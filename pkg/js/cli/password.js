// The password of a key file: from a file, from the environment, or typed. Never from an argument, which every user of the
// machine can read.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

import { VnfsealError } from "../errors.js";
import { printable } from "../formats/printable.js";
import { askSecretly } from "./prompt.js";
import { passwordOfEnvironment } from "./secrets.js";
import { remark } from "./terminal.js";

/** Longer than any password, and shorter than the package that somebody names by mistake. */
const LINE_BYTES_MAX = 4096;

/** A function that gets the password of the key file at `key`. It is called only if the file is encrypted. */
export function passwordOf(key, { passwordFile }) {
  return async () => {
    if (passwordFile !== undefined) return readSecretLine(passwordFile, { kind: "password", option: "--password-file" });
    if (passwordOfEnvironment) return passwordOfEnvironment;
    const typed = await askSecretly(`Password of ${printable(key)}: `);
    if (typed !== null) return typed;
    throw new VnfsealError("KEY_UNUSABLE", `${key} is encrypted, and there is no terminal to ask for its password.`, {
      reason: "key-file.password-needed",
      fix: "Name a file that holds it by --password-file, set VNFSEAL_PASSWORD, or run the command on a terminal.",
    });
  };
}

/** The first line of a file, without its end. `kind` is the word for what is in it, and `option` what names it. */
export async function readSecretLine(path, { kind, option, max = LINE_BYTES_MAX }) {
  await warnIfOthersCanRead(path, kind);
  const line = firstLine(await readBeginning(path, { kind, option, max }), max);
  if (line === null) throw new Error(`${path}: the first line has more than ${max} bytes; a ${kind} file has the ${kind} in it`);
  if (line.length === 0) throw new Error(`${path}: the first line is empty; a ${kind} file has the ${kind} in it`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(line);
  } catch {
    throw new Error(`${path}: the ${kind} is not in UTF-8; write the file anew`);
  }
}

function firstLine(bytes, max) {
  const end = bytes.indexOf("\n");
  if (end < 0) return bytes.length > max ? null : bytes;
  return bytes.subarray(0, bytes[end - 1] === 0x0d ? end - 1 : end);
}

async function readBeginning(path, { kind, option, max }) {
  try {
    const parts = [];
    // A pipe can be named as well: it is read once, and from its beginning.
    for await (const part of createReadStream(path, { end: max })) parts.push(part);
    return Buffer.concat(parts);
  } catch (error) {
    throw new Error(`cannot read the ${kind} file ${path} (${error.code}); ${option} names it`);
  }
}

/** Says so if a file of secrets is open to others. `kind` is the word for what is in it. */
export async function warnIfOthersCanRead(path, kind) {
  const found = process.platform === "win32" ? null : await stat(path).catch(() => null);
  if (!found?.isFile() || (found.mode & 0o077) === 0) return;
  remark(`others can read the ${kind} file ${path}; 'chmod 600' keeps it to you`);
}

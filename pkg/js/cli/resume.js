// The NDJSON file of a run that can be broken off and gone on with: what is in it need not be verified again.
//
// A line counts when the package is the file that it was (path, size, inode, and the times of change of its content and of
// the file itself: the first can be set to anything, as `cp -p` does). All lines have to be of the same
// settings: reports by another trust or policy would be mixed.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";

import { openOutputFile } from "./output-file.js";
import { STATUS } from "./status.js";

const ENGINE = new URL("../../dist/engine_bg.wasm", import.meta.url);

/** Digests of what the reports depend on beside the packages. The order of trust files makes no difference. */
export async function digestSettings({ trustFiles, policy }) {
  const trust = await Promise.all(trustFiles.map(async ({ file }) => sha256(new Uint8Array(await file.arrayBuffer()))));
  return {
    trust: sha256(trust.sort().join("\n")),
    policy: sha256(JSON.stringify(policy)),
    engine: sha256(await readFile(ENGINE)),
  };
}

function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

/** What a line says beside the report. */
export function describeForResume({ size, modified, changed, inode }, settings) {
  return { size, modified, changed, inode, settings };
}

/**
 * Makes the file at `path` ready for more lines: `{ done, write, finish }`. `done` has what is in it of each item. A last line
 * that was cut, errors, and packages that have changed since are taken out, and verified again.
 */
export async function openResumeFile(path, items, settings) {
  const found = await stat(path).catch(() => null);
  if (found && !found.isFile()) throw new Error(`--resume ${path}: it is not a regular file; name the NDJSON file of the run`);
  const done = found ? await keepWhatCounts(path, items, settings) : new Map();
  const handle = await open(path, "a").catch((error) => {
    throw new Error(`--resume ${path}: it cannot be written (${error.code}); choose another file`);
  });
  return {
    done,
    write: (text) => handle.appendFile(text),
    async finish() {
      await handle.sync();
      await handle.close();
    },
  };
}

/** Puts the lines that count in the place of the file, if there are others in it. */
async function keepWhatCounts(path, items, settings) {
  const asked = new Map(items.map((item) => [item.path, item]));
  const done = new Map();
  const kept = await openOutputFile(path);
  let isWhole = true;
  let number = 0;
  try {
    for await (const { line, isCut } of linesOf(path)) {
      number += 1;
      const where = `${path}, line ${number}`;
      if (isCut) checkBeginning(line, where);
      const record = isCut ? null : readRecord(line, where);
      if (record) compareSettings(record.settings, settings, path);
      const item = asked.get(record?.path);
      if (record && !done.has(item) && counts(record, item)) {
        await kept.write(`${line}\n`);
        if (item) done.set(item, record);
      } else {
        isWhole = false;
      }
    }
  } catch (error) {
    await kept.discard();
    throw error;
  }
  await (isWhole ? kept.discard() : kept.finish());
  return done;
}

/** All lines; what stands behind the last end of a line was cut. */
async function* linesOf(path) {
  let begun = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const [first, ...others] = chunk.split("\n");
    begun += first;
    for (const next of others) {
      yield { line: begun, isCut: false };
      begun = next;
    }
  }
  if (begun !== "") yield { line: begun, isCut: true };
}

function readRecord(line, where) {
  try {
    const { path, status, settings, report, ...file } = JSON.parse(line);
    const isJudged = Object.hasOwn(STATUS, status) && report.verdict === status;
    const isKnown = isJudged || (status === "error" && report === undefined);
    if (typeof path === "string" && typeof settings.trust === "string" && isKnown) return { ...file, path, settings, report };
  } catch {
    // It is said below.
  }
  throw notOfARun(where);
}

/** How each line begins. */
const BEGINNING = '{"path":"';

/** A cut line is dropped, so that it has to be one of a run: a file of another kind would be lost. */
function checkBeginning(line, where) {
  if (!line.startsWith(BEGINNING) && !BEGINNING.startsWith(line)) throw notOfARun(where);
}

function notOfARun(where) {
  return new Error(`--resume ${where}: this is not a line of a run with --resume; name another file`);
}

function compareSettings(recorded, settings, path) {
  const words = { trust: "other trust files", policy: "another policy or --at", engine: "another version of the engine" };
  const other = Object.keys(settings).filter((name) => recorded[name] !== settings[name]);
  if (other.length === 0) return;
  const why = other.map((name) => words[name]).join(", ");
  throw new Error(`--resume ${path}: it was written with ${why}; use the same, or name another file`);
}

const FILE_KEYS = ["size", "modified", "changed", "inode"];

/** An error is tried again. What was not asked for this time stays. */
function counts(record, item) {
  if (!record.report) return false;
  // One that was not there when the packages were looked for has none of these.
  return !item || FILE_KEYS.every((key) => item[key] !== undefined && item[key] === record[key]);
}

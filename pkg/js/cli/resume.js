// The NDJSON file of a run that can be broken off and gone on with: what is in it need not be verified again.
//
// A line counts when the package is the file that it was (path, size, inode, and the times of change of its content and of
// the file itself: the first can be set to anything, as `cp -p` does). All lines have to be of the same
// settings: reports by another trust or policy would be mixed. Without a fixed time, a line counts for a day at most, and only
// until a certificate or list that it rests on begins or ends.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";

import { outlineOf } from "../audit/outline.js";
import { openFileSink } from "../sinks/node/file-sink.js";
import { STATUS } from "./status.js";

const ENGINE = new URL("../../dist/engine_bg.wasm", import.meta.url);
const PACKAGE = new URL("../../package.json", import.meta.url);

/** A signer may be revoked at any hour, and with a list from yesterday nobody would know. */
const AGE_MAX_MS = 24 * 3600 * 1000;

/** Digests of what the reports depend on beside the packages. The order of trust files makes no difference. */
export async function digestSettings({ trustFiles, policy, fileDigest }) {
  const trust = await Promise.all(trustFiles.map(async ({ file }) => sha256(new Uint8Array(await file.arrayBuffer()))));
  return {
    trust: sha256(trust.sort().join("\n")),
    policy: sha256(JSON.stringify(policy)),
    engine: await engineDigest(),
    // Without it, a line is what it was before there was this option.
    ...(fileDigest && { fileDigest }),
  };
}

/** The digest of what decides: the engine, and the version of this package. */
export async function engineDigest() {
  return sha256(Buffer.concat([await readFile(ENGINE), await readFile(PACKAGE)]));
}

function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

/** What a line says beside the report. */
export function describeForResume({ identity }, settings) {
  return { ...identity, settings };
}

/**
 * Makes the file at `path` ready for more lines: `{ done, write, finish }`. `done` has the outline of each item's report that is in
 * it. A last line that was cut, errors, and packages that have changed since are taken out, and verified again.
 */
export async function openResumeFile(path, items, settings, { isTimeFixed, inputs }) {
  const found = await stat(path).catch(() => null);
  if (found && !found.isFile()) throw new Error(`--resume ${path}: it is not a regular file; name the NDJSON file of the run`);
  const holds = isTimeFixed ? () => true : (report) => holdsStill(report, Date.now());
  const done = found ? await keepWhatCounts(path, items, settings, { holds, inputs }) : new Map();
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
async function keepWhatCounts(path, items, settings, { holds, inputs }) {
  const asked = new Map(items.map((item) => [item.path, item]));
  const done = new Map();
  const kept = await openFileSink(path, { inputs });
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
      if (record && !done.has(item) && counts(record, item) && holds(record.report)) {
        await kept.write(`${line}\n`);
        if (item) done.set(item, outlineOf(record.report));
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

/** The records of a run that is finished, one after the other. */
export async function* recordsOf(path) {
  let number = 0;
  try {
    for await (const { line, isCut } of linesOf(path)) {
      number += 1;
      const where = `${path}, line ${number}`;
      if (isCut) checkBeginning(line, where, FOR_DIFF);
      if (isCut) throw new Error(`${where}: the run was broken off here; 'audit' goes on with it by --resume`);
      yield readRecord(line, where, FOR_DIFF);
    }
  } catch (cause) {
    if (cause.syscall === undefined) throw cause;
    throw new Error(`${path}: this file of results cannot be read (${cause.code}); a run of a queue is named together with --queue URL`, { cause });
  }
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

/** What is said of a file that is not what it should be: by those that go on with it, and by those that compare. */
const FOR_RESUME = (where) => `--resume ${where}: this is not a line of a run with --resume; name another file`;
const FOR_DIFF = (where) => `${where}: this is not a line of results; name a file that 'audit' has written, by --results or from a queue`;

function readRecord(line, where, complaint = FOR_RESUME) {
  try {
    const { path, status, settings, report, ...file } = JSON.parse(line);
    const isJudged = Object.hasOwn(STATUS, status) && report.verdict === status;
    const isKnown = isJudged || (status === "error" && report === undefined);
    if (typeof path === "string" && typeof settings.trust === "string" && isKnown) return { ...file, path, status, settings, report };
  } catch {
    // It is said below.
  }
  throw new Error(complaint(where));
}

/** How each line begins. */
const BEGINNING = '{"path":"';

/** A cut line is dropped, so that it has to be one of a run: a file of another kind would be lost. */
function checkBeginning(line, where, complaint = FOR_RESUME) {
  if (!line.startsWith(BEGINNING) && !BEGINNING.startsWith(line)) throw new Error(complaint(where));
}

function compareSettings(recorded, settings, path) {
  const words = { trust: "other trust files", policy: "another policy or --at", engine: "another version of the engine" };
  const other = Object.keys(settings).filter((name) => recorded[name] !== settings[name]);
  if (other.length === 0) return;
  const why = other.map((name) => words[name]).join(", ");
  throw new Error(`--resume ${path}: it was written with ${why}; use the same, or name another file`);
}

/** An error is tried again. What was not asked for this time stays. */
function counts(record, item) {
  if (!record.report) return false;
  if (!item) return true;
  // One that was not there when the packages were looked for has no identity.
  return item.identity !== undefined && Object.entries(item.identity).every(([key, value]) => value === record[key]);
}

/** Whether the report would be the same now: it is of the last day, and since then no date of what it rests on has passed. */
function holdsStill({ policy, signatures, trust }, now) {
  const then = Date.parse(policy.at);
  const isRecent = then <= now && now - then <= AGE_MAX_MS;
  return isRecent && datesOf([signatures, trust]).every((date) => date <= then || date > now);
}

const DATES = ["notBefore", "notAfter", "thisUpdate", "nextUpdate"];

function datesOf(value) {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    DATES.includes(key) && typeof inside === "string" ? [Date.parse(inside)] : datesOf(inside),
  );
}

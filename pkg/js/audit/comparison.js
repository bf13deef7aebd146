// Two runs over a catalogue set beside each other: which packages are judged otherwise, and why.

import { compareFindings } from "../comparison/findings.js";
import { isMissing } from "./missing.js";

/** From good to bad. An error is none of both: what is not known may be either. */
const RANKS = { passed: 0, indeterminate: 1, error: 2, failed: 3 };

/**
 * Compares two runs, each an asynchronous list of records `{ path, status, settings, report?, error?, …identity }`. Gives
 * `{ old, new, open, settings, changes, worse }`: the numbers of packages with a result, those without one (`{ old, new }`), which settings
 * differ, what changed of each package, and how many of the changes are for the worse.
 *
 * What has no result in one of them is a change of its own, `open`: it is neither gone, nor new, nor the same.
 */
export async function compareRuns(oldRecords, newRecords) {
  const before = new Map();
  for await (const record of oldRecords) before.set(record.path, describe(record));
  const counts = { old: before.size, new: 0 };
  const open = { old: [...before.values()].filter(isOpen).length, new: 0 };
  const changes = [];
  const settings = new Set();
  for await (const record of newRecords) {
    const [old, now] = [before.get(record.path), describe(record)];
    before.delete(record.path);
    counts.new += 1;
    if (isOpen(now)) open.new += 1;
    for (const name of old ? differing(old.settings, now.settings) : []) settings.add(name);
    const change = changeOf(record.path, old, now);
    if (change) changes.push(change);
  }
  for (const [path, old] of before) changes.push(changeOf(path, old));
  const worse = changes.filter(isWorse).length;
  return { old: counts.old - open.old, new: counts.new - open.new, open, settings: [...settings].sort(), changes, worse };
}

/** Whether a package was better before, or has not passed and is new, or had no result before. */
export function isWorse({ change, old, new: now }) {
  if (change === "added" || change === "open") return now.status !== "passed" && !isOpen(now);
  return change === "verdict" && RANKS[now.status] > RANKS[old.status];
}

function isOpen({ status }) {
  return status === "open";
}

/** What is kept of a record. */
function describe({ path: _, status: found, settings, report, error, ...identity }) {
  const status = isMissing({ error }) ? "open" : found;
  // Of each finding only what it is compared and shown by: a run has many packages.
  const findings = (report?.findings ?? []).map(({ code, severity, accepted, place, details, what }) => ({ code, severity, accepted, place, details, what }));
  return { status, settings, identity, at: report?.policy.at, headline: report?.headline, error, findings };
}

function brief({ status, headline, error }) {
  return { status, ...(error ? { error } : { headline }) };
}

/** What changed of a package; `old` or `now` is not there where the package was not. */
function changeOf(path, old, now) {
  const { gained, lost } = gainedAndLost(old, now);
  const change = kindOf(old, now, gained.length + lost.length > 0);
  if (!change) return undefined;
  const sides = { ...(old && { old: brief(old) }), ...(now && { new: brief(now) }) };
  if (change === "open") return { path, change, ...sides, gained: [], lost: [], why: [] };
  return { path, change, ...sides, gained, lost, why: old && now ? reasonsFor(old, now) : [] };
}

function kindOf(old, now, hasOtherFindings) {
  if (!now) return "removed";
  if (isOpen(now) || (old && isOpen(old))) return "open";
  if (!old) return "added";
  if (old.status !== now.status) return "verdict";
  // What errors say beside their code may be another each time: addresses and times.
  if (old.error?.code !== now.error?.code) return "error";
  return hasOtherFindings ? "findings" : undefined;
}

/** The findings of one that the other has not, or not as often, or otherwise. */
function gainedAndLost(...sides) {
  const [old, now] = sides.map((side) => ({ findings: side?.findings ?? [], at: side?.at, engine: side?.settings.engine }));
  const { findings } = compareFindings(old, now);
  const shown = ({ code, severity, accepted = false, what }) => ({ code, severity, accepted, what });
  const of = (side) => findings.flatMap((change) => (change[side] ? [shown(change[side])] : []));
  return { gained: of("new"), lost: of("old") };
}

/** What was different in the second run: `content`, `trust`, `policy`, `engine`; if nothing else was, `time`. */
function reasonsFor(old, now) {
  const reasons = differing(old.settings, now.settings);
  if (contentOf(old.identity) !== contentOf(now.identity)) reasons.unshift("content");
  const isLater = old.at !== now.at && !old.error && !now.error;
  return reasons.length === 0 && isLater ? ["time"] : reasons;
}

function differing(old, now) {
  return Object.keys(old).filter((name) => old[name] !== now[name]);
}

/** What says that a package is another one: a copy in another place is not. */
function contentOf({ digest, version, size, modified }) {
  return JSON.stringify(digest ?? [size, version ?? modified]);
}

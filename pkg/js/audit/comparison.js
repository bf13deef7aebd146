// Two runs over a catalogue set beside each other: which packages are judged otherwise, and why.

/** From good to bad. An error is none of both: what is not known may be either. */
const RANKS = { passed: 0, indeterminate: 1, error: 2, failed: 3 };

/**
 * Compares two runs, each an asynchronous list of records `{ path, status, settings, report?, error?, …identity }`. Gives
 * `{ old, new, settings, changes, worse }`: the numbers of packages, which settings differ, what changed of each package,
 * and how many of the changes are for the worse.
 */
export async function compareRuns(oldRecords, newRecords) {
  const before = new Map();
  for await (const record of oldRecords) before.set(record.path, describe(record));
  const oldCount = before.size;
  const changes = [];
  const settings = new Set();
  let newCount = 0;
  for await (const record of newRecords) {
    newCount += 1;
    const [old, now] = [before.get(record.path), describe(record)];
    before.delete(record.path);
    if (!old) {
      changes.push({ path: record.path, change: "added", new: brief(now), gained: [...now.findings.values()], lost: [], why: [] });
      continue;
    }
    for (const name of differing(old.settings, now.settings)) settings.add(name);
    const change = changeOf(record.path, old, now);
    if (change) changes.push(change);
  }
  for (const [path, old] of before) changes.push({ path, change: "removed", old: brief(old), gained: [], lost: [...old.findings.values()], why: [] });
  return { old: oldCount, new: newCount, settings: [...settings].sort(), changes, worse: changes.filter(isWorse).length };
}

/** Whether a package was better before, or is new and has not passed. */
export function isWorse({ change, old, new: now }) {
  if (change === "added") return now.status !== "passed";
  return change === "verdict" && RANKS[now.status] > RANKS[old.status];
}

/** What is kept of a record. */
function describe({ path: _, status, settings, report, error, ...identity }) {
  const findings = report?.findings.map(({ code, severity, accepted = false, place, what }) => [
    `${code} ${accepted} ${JSON.stringify(place ?? {})}`,
    { code, severity, accepted, what },
  ]);
  return { status, settings, identity, at: report?.policy.at, headline: report?.headline, error, findings: new Map(findings ?? []) };
}

function brief({ status, headline, error }) {
  return { status, ...(error ? { error } : { headline }) };
}

function changeOf(path, old, now) {
  const gained = [...now.findings].filter(([key]) => !old.findings.has(key)).map(([, finding]) => finding);
  const lost = [...old.findings].filter(([key]) => !now.findings.has(key)).map(([, finding]) => finding);
  const isOtherVerdict = old.status !== now.status;
  if (!isOtherVerdict && gained.length + lost.length === 0) return undefined;
  return { path, change: isOtherVerdict ? "verdict" : "findings", old: brief(old), new: brief(now), gained, lost, why: reasonsFor(old, now) };
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

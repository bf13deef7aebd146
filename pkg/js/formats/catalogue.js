// What is in a catalogue, what came into it and what left it, as text for people.

import { findingsSection } from "./findings.js";
import { printable } from "./printable.js";
import { renderReport } from "./text.js";
import { ROLES, behindVerdict, joinSections, painter, section, size, verdictWord } from "./words.js";

const ENCRYPTIONS = { "application/cms": "encrypted as a whole" };

/** What became of `from` in the catalogue at `address`: `result` is that of `onboardPackage`. */
export function renderOnboarding(result, { from, address, trustFiles, colour = false }) {
  const paint = painter(colour);
  const { report, name } = result;
  if (!result.stored) return renderReport(report, { path: from, colour, trustFiles });
  return joinSections([
    [
      `${result.forcedFor === undefined ? paint("1;32", "Onboarded:") : paint("1;33", "Stored without having passed:")} ${printable(from)} → ${printable(name)} in ${printable(address)}`,
      `  ${nature(result)}, ${printable(result.digest)}`,
      ...forced(result, paint),
      ...section("Signers:", result.signers.flatMap(person)),
      ...section("Recipients:", (result.recipients ?? []).flatMap(person)),
      ...section("Encrypted artifacts:", (result.artifacts ?? []).map((path) => `  ${printable(path)}`)),
      ...stepsSection(result.steps, report),
      `The package that is stored verifies: ${verdictWord(report.verdict, paint)}`,
    ],
    findingsSection(report.findings.filter(({ severity }) => result.forcedFor !== undefined || severity === "warn"), paint),
  ]);
}

/** What became of an entry: `result` is that of `releasePackage`. */
export function renderRelease(result, { output, address, trustFiles, colour = false }) {
  const paint = painter(colour);
  const { report, name, notes = [] } = result;
  const from = `${name} in ${address}`;
  if (!result.written) return renderReport(report, { path: from, colour, trustFiles });
  return joinSections([
    [
      `${paint("1;32", "Released:")} ${printable(from)} → ${printable(output)}`,
      ...stepsSection(result.steps, report),
      ...notes.map((note) => `${paint(36, "·")} ${printable(note)}`),
      `${printable(output)} verifies: ${verdictWord(report.verdict, paint)}`,
    ],
    findingsSection(report.findings.filter(({ severity }) => severity === "warn"), paint),
  ]);
}

/** One line an entry; an entry has its `record` beside what the catalogue says. */
export function renderEntries(entries, { colour = false }) {
  const paint = painter(colour);
  if (entries.length === 0) return "The catalogue is empty.\n";
  const width = widthOf(entries);
  const lines = entries.flatMap((entry) => {
    const name = printable(entry.name).padEnd(width);
    if (entry.problem !== undefined) return [`${name}  ${paint(31, "✗ damaged:")} ${printable(entry.problem)}`];
    return [`${name}  ${nature(entry)}, ${recorded(entry.record)}`, ...forced(entry.record, paint)];
  });
  return `${lines.join("\n")}\n`;
}

/** All that is known of an entry without reading its package. */
export function renderEntry(entry, { report, colour = false }) {
  const { record } = entry;
  return joinSections([
    [
      `${printable(entry.name)}: ${[nature(entry), entry.fileName === undefined ? "" : printable(entry.fileName)].filter(Boolean).join(", ")}`,
      `  ${printable(entry.digest)}`,
      `  ${recorded(record)}`,
      ...(record.receivedSha256 === undefined ? [] : [`  received with SHA-256 ${printable(record.receivedSha256)}`]),
      ...forced(record, painter(colour)),
      ...section("Signers:", entry.signers.flatMap(person)),
      ...section("Recipients:", (record.recipients ?? []).flatMap(person)),
      ...stepsSection(record.steps ?? [], report, record.verdict),
      "This is what was recorded, and is not verified: 'vnfseal catalogue verify' and 'vnfseal release' verify.",
    ],
  ]);
}

/** What a verification of entries found: `[{ name, verdict, summary, report? } | { name, error }]`. */
export function renderVerified(results, { colour = false }) {
  const paint = painter(colour);
  if (results.length === 0) return "The catalogue is empty.\n";
  const width = widthOf(results);
  const lines = results.flatMap(({ name, verdict, summary, report, error }) => {
    const shown = printable(name).padEnd(width);
    if (error) return [`${paint(31, "✗ could not run")}  ${shown}  ${printable(error.message)}`];
    const findings = verdict === "passed" ? [] : (report?.findings ?? []).filter(({ severity }) => severity === "fail" || severity === "unknown");
    return [`${verdictWord(verdict, paint, 15)}  ${shown}  ${printable(behindVerdict(summary))}`, ...findingsSection(findings, paint)];
  });
  return `${lines.join("\n")}\n`;
}

/** What `fsck` found. */
export function renderFsck({ entries, blobs, bytes, problems, leftOvers }, { colour = false, swept }) {
  const paint = painter(colour);
  return joinSections([
    [`${entries} entries, ${blobs} blobs, ${size(bytes)}: ${problems.length === 0 ? paint(32, "✓ nothing is damaged") : paint(31, `✗ ${problems.length} problems`)}`],
    problems.flatMap(({ path, name, message }) => [`${paint(31, "✗")} ${name === undefined ? "" : `${printable(name)}: `}${printable(message)}`, `    ${printable(path)}`]),
    section("Not needed by any entry:", leftOvers.map((path) => `  ${printable(path)}`)),
    swept === undefined ? [] : [`Removed: ${size(swept)}`],
  ]);
}

function nature({ size: bytes, mediaType, record, recipients = record?.recipients }) {
  const encryption = ENCRYPTIONS[mediaType] ?? (recipients === undefined ? undefined : "some artifacts encrypted");
  return [size(bytes), encryption].filter(Boolean).join(", ");
}

/** The verdict is a word that somebody else may have written, and gets no mark. */
function recorded({ verdict, onboardedAt }) {
  if (verdict === undefined) return "nothing is recorded of its onboarding";
  return `${printable(verdict)} when it was onboarded${onboardedAt === undefined ? "" : ` at ${printable(onboardedAt)}`}`;
}

function widthOf(entries) {
  return entries.reduce((widest, { name }) => Math.max(widest, printable(name).length), 0);
}

function forced({ forcedFor }, paint) {
  return forcedFor === undefined ? [] : [`  ${paint(33, "!")} forced, has not passed: ${printable(forcedFor)}`];
}

function person({ role, subject = "", sha256 = "" }) {
  const as = role === undefined ? "" : `${Object.hasOwn(ROLES, role) ? ROLES[role] : printable(role)}: `;
  return [`  ${as}${printable(subject)}`, `    SHA-256 ${printable(sha256)}`];
}

/** What was done, with the statements of SEC 021 in the words of the report. A package may be stored that was verified and did not pass. */
function stepsSection(steps, report, verdict = report?.verdict) {
  const texts = new Map((report?.conformance ?? []).map(({ id, statement }) => [id, statement]));
  const edition = report?.policy?.edition;
  return section(
    `Steps of SEC 021${edition === undefined ? "" : `, edition ${printable(edition)}`}:`,
    steps.flatMap(({ step, statements }) => [
      `  ${printable(step)}${step === "verified" && verdict !== undefined && verdict !== "passed" ? `: ${printable(verdict)}` : ""}`,
      ...statements.map((id) => `    ${printable(id)}${texts.has(id) ? `  ${printable(texts.get(id))}` : ""}`),
    ]),
  );
}

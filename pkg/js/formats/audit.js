// A run over many packages as text for people: its sums, and what changed since another run.

import { printable } from "./printable.js";
import { stateOfRun } from "./run-state.js";
import { ROLES, SEVERITIES, VERDICTS, joinSections, packagesOf, painter, section, size } from "./words.js";

/** As many lines of one kind as somebody reads. */
const ROWS_MAX = 50;

const REASONS = {
  content: "another package",
  trust: "other trust files",
  policy: "another policy or --at",
  engine: "another version of the engine",
  time: "a later time",
};

const COULD_NOT_RUN = { mark: "✗", colour: 31 };

/** The sums of a run, as `Totals` gives them. */
export function renderTotals({ errors, findings, signers, ending, unnamed }, { colour = false } = {}) {
  const paint = painter(colour);
  const packages = (count) => String(count).padStart(7);
  return joinSections([
    rows("Findings, with the number of packages", findings, ({ code, severity, accepted, packages: count }) => {
      const { mark, colour: tone } = SEVERITIES[severity] ?? SEVERITIES.fail;
      return `  ${packages(count)}  ${paint(tone, mark)} ${printable(code)}${accepted ? ", accepted by the policy" : ""}`;
    }),
    rows("Could not run, with the number of packages", errors, ({ code, packages: count }) => `  ${packages(count)}  ${printable(code)}`),
    rows("Signers, with the number of packages", signers, ({ role, subject, fingerprint, packages: count }) => {
      return `  ${packages(count)}  ${ROLES[role] ?? "role not proven"}: ${printable(subject)}\n           SHA-256 ${printable(fingerprint)}`;
    }),
    rows("Certificates that end within 90 days or have ended, with the number of packages", ending, ({ subject, fingerprint, notAfter, packages: count }) => {
      return `  ${packages(count)}  ${printable(notAfter)}  ${printable(subject)}\n           SHA-256 ${printable(fingerprint)}`;
    }),
    unnamed > 0 ? [`${unnamed} more were counted and not named: there are too many different ones.`] : [],
  ]);
}

function rows(title, list, row) {
  const left = list.length - ROWS_MAX;
  return section(title, [...list.slice(0, ROWS_MAX).map(row), ...(left > 0 ? [`  and ${left} more`] : [])]);
}

/** What changed from one run to another, as `compareRuns` gives it; `isWorse(change)` says what is for the worse. */
export function renderRunComparison(comparison, { oldName, newName, isWorse, colour = false }) {
  const paint = painter(colour);
  const { changes } = comparison;
  const kinds = {
    "Worse": changes.filter(isWorse),
    "Other verdicts": changes.filter((change) => change.change === "verdict" && !isWorse(change)),
    "Other errors": changes.filter(({ change }) => change === "error"),
    "Other findings": changes.filter(({ change }) => change === "findings"),
    "New, and passed": changes.filter((change) => change.change === "added" && !isWorse(change)),
    "Without a result yet": changes.filter((change) => change.change === "open" && !isWorse(change)),
    "Gone": changes.filter(({ change }) => change === "removed"),
  };
  return joinSections([
    [
      `Compared: ${printable(oldName)} → ${printable(newName)}`,
      `  packages: ${comparison.old} → ${comparison.new}`,
      ...(comparison.open.old + comparison.open.new > 0 ? [`  without a result: ${comparison.open.old} → ${comparison.open.new}`] : []),
      ...comparison.settings.map((name) => `  ${REASONS[name] ?? printable(name)}`),
      ...(changes.length === 0 ? ["No verdict, no error and no finding changed."] : []),
    ],
    ...Object.entries(kinds).map(([title, list]) => rows(`${title} (${list.length})`, list, (change) => renderChange(change, paint))),
  ].map((lines) => (/\(0\)$/.test(lines[0]) ? [] : lines)));
}

function renderChange({ path, change, old, new: now, gained, lost, why }, paint) {
  const states = [old, now].filter(Boolean).map(({ status }) => state(status, paint)).join(" → ");
  const reasons = why.length === 0 ? [] : [`      because of ${why.map((reason) => REASONS[reason] ?? printable(reason)).join(", ")}`];
  const findings = [...shown("+", gained), ...shown("−", lost)];
  return [`  ${states}  ${printable(path)}`, ...reasons, ...errorsOf(change, old, now), ...findings].join("\n");
}

function errorsOf(change, old, now) {
  if (change === "error") return [now, old].map(({ error: { code, message } }, index) => `      ${"+−"[index]} ${printable(code)}: ${printable(message)}`);
  return now?.error && now.status !== "open" ? [`      ${printable(now.error.message)}`] : [];
}

/** The first findings of a list. The same one may have another severity than before. */
function shown(mark, list) {
  const line = ({ code, severity, accepted, what }) => {
    const grave = `${SEVERITIES[severity]?.word ?? printable(severity)}${accepted ? ", accepted" : ""}`;
    return `      ${mark} ${printable(code)} (${grave}): ${printable(what)}`;
  };
  return [...list.slice(0, 5).map(line), ...(list.length > 5 ? [`      ${mark} and ${list.length - 5} more`] : [])];
}

function state(status, paint) {
  if (status === "open") return "no result yet";
  const { mark, colour } = VERDICTS[status] ?? COULD_NOT_RUN;
  return paint(colour, `${mark} ${Object.hasOwn(VERDICTS, status) ? status : "could not run"}`);
}

/** One line a run of a queue. */
export function renderRuns(runs) {
  if (runs.length === 0) return "There is no run.\n";
  return runs.map((run) => `${run.id}  ${when(run.created_at)}  ${stateWord(run)}, ${run.done} of ${packagesOf(run.packages)}  ${printable(run.source)}\n`).join("");
}

/** How far a run of a queue is, as `statusOfRun` gives it. */
export function renderStatus(run, { colour = false } = {}) {
  const paint = painter(colour);
  return joinSections([
    [
      `Run ${run.id}: ${stateWord(run)}`,
      `  ${printable(run.source)}: ${packagesOf(run.packages)}, ${size(run.bytes)}`,
      `  planned ${when(run.created_at)}, verified as of ${printable(run.at)}`,
      `  done: ${run.done} of ${run.packages}, under way: ${run.underWay}, workers with this engine: ${run.workers}`,
      ...(run.again > 0 ? [`  ${run.again} begun more than once: a worker ended, or something could not be reached`] : []),
      ...Object.entries(run.verdicts).filter(([, count]) => count > 0).map(([status, count]) => `  ${state(status, paint)}: ${count}`),
    ],
  ]);
}

const STATES = { planning: "not planned to the end", underWay: "under way", finished: "finished", cancelled: "cancelled" };

function stateWord(run) {
  return STATES[stateOfRun(run)];
}

function when(time) {
  return time.toISOString().slice(0, 19).replace("T", " ");
}

/** A table for spreadsheets (RFC 4180): a line a package. */
export const csv = {
  head: () => cells(["path", "status", "headline", "summary", "findings", "signers"]),
  run: ({ path, report, error }) => {
    if (!report) return cells([path, "error", error.code, error.message, "", ""]);
    const signers = report.signatures.flatMap(({ chain }) => chain.slice(0, 1)).map(({ subject }) => subject);
    const codes = report.findings.map(({ code }) => code);
    return cells([path, report.verdict, report.headline, report.summary, [...new Set(codes)].join(" "), [...new Set(signers)].join("; ")]);
  },
  between: "",
  tail: () => "",
};

/** What a spreadsheet would take for a formula is text. */
function cells(values) {
  const cell = (value) => printable(value ?? "").replace(/^[=+@\t-]/, "'$&").replaceAll('"', '""');
  return `${values.map((value) => `"${cell(value)}"`).join(",")}\r\n`;
}

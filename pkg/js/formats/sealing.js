// What was signed, packed, encrypted or decrypted, and why it was not, as text for people.

import { findingsSection } from "./findings.js";
import { printable } from "./printable.js";
import { renderReport } from "./text.js";
import { ROLES, joinSections, painter, section, verdictWord } from "./words.js";

/** The signers of a package, each once: `[{ role, subject, sha256 }]`. */
export function signersOf({ signatures }) {
  const signers = signatures.filter(({ chain }) => chain.length > 0).map(({ role, chain: [{ subject, fingerprint }] }) => ({ role, subject, sha256: fingerprint }));
  return [...new Map(signers.map((signer) => [`${signer.role} ${signer.sha256}`, signer])).values()];
}

/**
 * What became of `path`: `result` is that of the function of this package, and `done` the word for what it did. If nothing was
 * written, it is the report that says why, for which `trustFiles` are as for `renderReport`.
 */
export function renderResult(result, { path, output, done, trustFiles, colour = false }) {
  const { report, recipients, artifacts, notes = [] } = result;
  const paint = painter(colour);
  if (result.written === false) return renderReport(report, { path, colour, trustFiles });
  const signers = report ? signersOf(report).map(({ role, ...who }) => ({ ...who, as: `${ROLES[role] ?? "role not proven"}: ` })) : [];
  return joinSections([
    [
      `${paint("1;32", `${done[0].toUpperCase()}${done.slice(1)}:`)} ${printable(path)} → ${printable(output)}`,
      ...list("Signers", signers.flatMap(person)),
      ...list("Recipients", (recipients ?? []).flatMap(person)),
      ...list("Artifacts", (artifacts ?? []).map((each) => `  ${printable(each)}`)),
      ...notes.map((note) => `${paint(36, "·")} ${printable(note)}`),
      ...outlook(result, output, paint),
    ],
    findingsSection(report?.findings.filter(({ severity }) => severity === "warn") ?? [], paint),
  ]);
}

function list(title, lines) {
  return section(`${title}:`, lines);
}

function person({ as = "", subject, sha256 }) {
  return [`  ${as}${printable(subject)}`, `    SHA-256 ${printable(sha256)}`];
}

/** Whether it verifies. What was encrypted for somebody else cannot be asked that. */
function outlook({ report, recipients }, output, paint) {
  if (report) return [`${printable(output)} verifies: ${verdictWord(report.verdict, paint)}`];
  return recipients ? [] : [`Not verified: 'vnfseal verify ${printable(output)} --trust FILE' says whether it may be used.`];
}

/** The findings that led to a refusal, with what to do. */
export function renderRefusal({ findings = [] }, { colour = false }) {
  return joinSections([findingsSection(findings, painter(colour))]);
}

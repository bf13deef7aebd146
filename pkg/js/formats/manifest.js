// The report on a manifest without its package, as text for people.

import { findingsSection } from "./findings.js";
import { printable } from "./printable.js";
import { aspects, signaturesSection, trusted } from "./text.js";
import { KINDS, VERDICTS, joinSections, painter, section } from "./words.js";

/** The report of `verifyManifest` on the file at `path`, verdict first. `trustFiles` is as for `renderReport`. */
export function renderManifest(report, { path, colour = false, trustFiles = [] }) {
  const paint = painter(colour);
  const { verdict, kind, metadata, sources } = report;
  return joinSections([
    [
      `${paint(`1;${VERDICTS[verdict].colour}`, `${verdict.toUpperCase()}:`)} ${printable(path)}`,
      "Only the manifest was verified. The files that it lists are not here.",
      "",
      `Manifest of a ${KINDS[kind] ?? "package of unknown kind"}`,
      ...metadata.map(({ key, value }) => `  ${printable(key)}: ${printable(value)}`),
    ],
    aspects(report, paint),
    signaturesSection(report.signatures, paint),
    trusted(report.trust, trustFiles),
    findingsSection(report.findings, paint),
    section(`Files that it lists (${sources.length})`, sources.flatMap(source)),
  ]);
}

function source({ path, isExternal, algorithm, digest }) {
  const digestLine = digest === undefined ? "no digest" : `${printable(algorithm)} ${printable(digest)}`;
  return [`  ${printable(path)}${isExternal ? " (external)" : ""}`, `    ${digestLine}`];
}

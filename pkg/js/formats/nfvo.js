// What is in an NFVO, what went into it and what came out of it, as text for people.

import { findingsSection } from "./findings.js";
import { printable } from "./printable.js";
import { signersOf } from "./sealing.js";
import { renderReport } from "./text.js";
import { ROLES, joinSections, painter, section, size, verdictWord } from "./words.js";

/** What became of `from`: `result` is that of `uploadPackage`. */
export function renderUpload(result, { from, trustFiles, colour = false }) {
  const paint = painter(colour);
  const { report, nfvo, id, checksum } = result;
  if (!result.uploaded) return renderReport(report, { path: from, colour, trustFiles });
  return joinSections([
    [
      `${paint("1;32", "Uploaded:")} ${printable(from)} → ${printable(id)} in ${printable(nfvo)}`,
      `  ${size(result.size)}, ${states(result.package)}`,
      `  ${checksum.algorithm} ${printable(checksum.hash)}, as it was verified`,
      ...section("Signers:", signersOf(report).flatMap(person)),
      `${printable(from)} verifies: ${verdictWord(report.verdict, paint)}`,
    ],
    findingsSection(report.findings.filter(({ severity }) => severity === "warn"), paint),
  ]);
}

/** What became of a package: `result` is that of `fetchPackage`. */
export function renderFetched(result, { output, trustFiles, colour = false }) {
  const paint = painter(colour);
  const { report, id, checksum } = result;
  if (!result.written) return renderReport(report, { path: id, colour, trustFiles });
  return joinSections([
    [
      `${paint("1;32", "Fetched:")} ${printable(id)} → ${printable(output)}`,
      `  ${size(result.size)}, ${checksum.algorithm} ${printable(checksum.hash)}`,
      report
        ? `${printable(output)} verifies: ${verdictWord(report.verdict, paint)}`
        : `Not verified: the checksum is the NFVO's own word. 'vnfseal verify ${printable(output)} --trust FILE' says whether it may be used.`,
    ],
    findingsSection((report?.findings ?? []).filter(({ severity }) => severity === "warn"), paint),
  ]);
}

/** One line a package. */
export function renderNfvoPackages(packages, { colour = false }) {
  const paint = painter(colour);
  if (packages.length === 0) return "The NFVO has no packages.\n";
  const lines = packages.map((each) => `${paint(1, printable(each.id))}  ${states(each)}${named(each) ? `, ${named(each)}` : ""}`);
  return `${lines.join("\n")}\n`;
}

/** All that the NFVO says of a package. */
export function renderNfvoPackage(found) {
  const { checksum, failure, userDefinedData = {} } = found;
  return joinSections([
    [
      `${printable(found.id)}: ${states(found)}`,
      ...[named(found), found.vnfdId && `VNFD ${printable(found.vnfdId)}`].filter(Boolean).map((line) => `  ${line}`),
      ...(checksum ? [`  ${checksum.algorithm} ${printable(checksum.hash)}`] : []),
      ...(failure ? [`  ${printable(failure)}`] : []),
      ...section("Data:", Object.entries(userDefinedData).map(([key, value]) => `  ${printable(key)}: ${printable(value)}`)),
      "This is what the NFVO says, and is not verified: 'vnfseal nfvo verify' verifies.",
    ],
  ]);
}

function states({ onboardingState, operationalState, usageState }) {
  return [onboardingState, operationalState, usageState].filter(Boolean).map(printable).join(" ");
}

function named({ vnfProvider, vnfProductName, vnfSoftwareVersion }) {
  return [vnfProvider, vnfProductName, vnfSoftwareVersion].filter(Boolean).map(printable).join(" ");
}

function person({ role, subject, sha256 }) {
  return [`  ${ROLES[role] ?? "role not proven"}: ${printable(subject)}`, `    SHA-256 ${printable(sha256)}`];
}

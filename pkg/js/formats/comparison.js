// What differs between two packages, as text for people.

import { printable } from "./printable.js";
import { ARTIFACT_KINDS, ROLES, SEVERITIES, VERDICTS, joinSections, painter, section, size, verdictWord } from "./words.js";

const CHANGES = {
  added: { mark: "+", colour: 32, word: "added" },
  removed: { mark: "-", colour: 31, word: "removed" },
  kind: { mark: "~", colour: 33, word: "is something else" },
  content: { mark: "~", colour: 33, word: "other content" },
  unknown: { mark: "?", colour: 33, word: "not known: no digest to compare" },
  status: { mark: "=", colour: 36, word: "same content" },
  changed: { mark: "=", colour: 36, word: "same signer" },
};
const FINDING_CHANGES = {
  added: { mark: "+", colour: 32, word: "new" },
  removed: { mark: "-", colour: 31, word: "no longer found" },
  changed: { mark: "~", colour: 33, word: "changed" },
};
const PACKAGE_KEYS = {
  kind: "kind of package",
  packageSecurityOption: "security option",
  layout: "layout",
  csarPath: "path of the CSAR",
  manifestPath: "path of the manifest",
  fileDigest: "SHA-256 of the file",
};

/** The comparison of the packages at two paths, as `comparePackages` gives it. `remarks` are lines about the verdicts. */
export function renderComparison(comparison, { oldPath, newPath, remarks = [], colour = false }) {
  const paint = painter(colour);
  const { verdicts, findings, package: changes, metadata, signers, artifacts, unchanged } = comparison;
  return joinSections([
    [
      `old: ${printable(oldPath)}`,
      `new: ${printable(newPath)}`,
      "",
      ...Object.keys(verdicts.new).map((name) => verdictLine(name, verdicts, paint)),
    ],
    remarks,
    section(
      `Findings (${findings.length})`,
      findings.flatMap((change) => finding(change, paint)),
    ),
    findingsLeft(comparison),
    section(
      "Package",
      changes.flatMap(({ key, old, new: now }) => values(PACKAGE_KEYS[key], listOf(old), listOf(now), paint)),
    ),
    section(
      `Metadata (${metadata.length})`,
      metadata.flatMap(({ key, old, new: now }) => values(printable(key), old, now, paint)),
    ),
    section(
      `Signers (${signers.length})`,
      signers.flatMap((change) => signer(change, paint)),
    ),
    section(
      `Artifacts (${artifacts.length})`,
      artifacts.flatMap((change) => artifact(change, paint)),
    ),
    [`${unchanged} ${unchanged === 1 ? "artifact is" : "artifacts are"} the same in both.`],
  ]);
}

function verdictLine(name, verdicts, paint) {
  const [before, now] = [verdicts.old[name], verdicts.new[name]];
  const words = before === now ? verdictWord(now, paint) : between(verdictWord(before, paint), verdictWord(now, paint));
  return `${(name[0].toUpperCase() + name.slice(1)).padEnd(14)}${words}`;
}

function between(before, now) {
  return `${before} -> ${now}`;
}

function finding({ code, change, old: before, new: now }, paint) {
  const { mark, colour, word } = SEVERITIES[(now ?? before).severity];
  const name = `${paint(colour, `${mark} ${word}`)} ${printable(code)}`;
  const says = ({ what, accepted }) => `${printable(what)}${accepted ? " (accepted by the policy)" : ""}`;
  return [marked(FINDING_CHANGES[change], name, paint), ...beforeAndNow(before, now, says)];
}

/** What the list of findings leaves out: those that are the same, and those that the reports do not list. */
function findingsLeft({ unchangedFindings: same, unlistedFindings: unlisted }) {
  return [
    same > 0 && `${same} ${same === 1 ? "finding is" : "findings are"} the same in both.`,
    unlisted.old + unlisted.new > 0 && `Not compared, because the reports do not list all of them: ${unlisted.old} old and ${unlisted.new} new findings.`,
  ].filter(Boolean);
}

function listOf(value) {
  return value === undefined ? [] : [value];
}

function values(name, before, now, paint) {
  return [
    `  ${name}`,
    ...before.map((value) => `    ${paint(31, "-")} ${printable(value)}`),
    ...now.map((value) => `    ${paint(32, "+")} ${printable(value)}`),
  ];
}

function marked({ mark, colour, word }, text, paint) {
  return `  ${paint(colour, mark)} ${text}: ${word}`;
}

function signer({ subject, fingerprint, change, old: before, new: now }, paint) {
  const who = fingerprint === undefined ? "signatures whose certificate was not found" : printable(subject);
  return [
    marked(CHANGES[change], who, paint),
    ...(fingerprint === undefined ? [] : [`      SHA-256 ${printable(fingerprint)}`]),
    ...beforeAndNow(before, now, (each) => judged(each, paint)),
  ];
}

/** A signer may have a signature for each artifact. */
const CMS_MAX = 3;

function judged({ integrity, authenticity, roles, trustAnchors, cmsDigests }, paint) {
  const more = cmsDigests.length - CMS_MAX;
  return [
    roles.map((role) => ROLES[role]).join(", ") || "role not proven",
    `integrity ${verdictWord(integrity, paint)}, authenticity ${verdictWord(authenticity, paint)}`,
    ...trustAnchors.map((fingerprint) => `trust anchor ${printable(fingerprint)}`),
    ...cmsDigests.slice(0, CMS_MAX).map((digest) => `CMS structure ${printable(digest)}`),
    more > 0 && `${more} more`,
  ]
    .filter(Boolean)
    .join(", ");
}

function artifact({ path, change, old: before, new: now }, paint) {
  return [marked(CHANGES[change], printable(path), paint), ...beforeAndNow(before, now, (each) => content(each, paint))];
}

function content({ kind, status, size: bytes, digest }, paint) {
  return [
    ARTIFACT_KINDS[kind],
    bytes !== undefined && size(bytes),
    digest && `${printable(digest.algorithm)} ${printable(digest.value)}${digest.isDeclared ? " (declared)" : ""}`,
    paint(VERDICTS[status].colour, status),
  ]
    .filter(Boolean)
    .join(", ");
}

/** What both say: once, where it is the same or only one of them has it. */
function beforeAndNow(before, now, describe) {
  const [one, other] = [before && describe(before), now && describe(now)];
  if (one === undefined || other === undefined || one === other) return [`      ${one ?? other}`];
  return [`      old: ${one}`, `      new: ${other}`];
}

// A report as text for people.

import { findingsSection } from "./findings.js";
import { printable } from "./printable.js";
import { ARTIFACT_KINDS, ROLES, VERDICTS, behindVerdict, joinSections, natureOf, painter, roleOf, section, size, verdictWord } from "./words.js";

const ROLE_LISTS = ["privateCAs", "publicCAs", "signingCertificates"];
/** As many lines of one kind as somebody reads. */
const TRUSTED_MAX = 20;
const REVOCATIONS = { good: "not revoked", unknown: "revocation not known", revoked: "REVOKED" };
const COVERAGES = {
  signedManifest: "signed manifest",
  artifactSignature: "own signature",
  wholePackage: "signed as a whole",
};

/** Reports for people, with an empty line after each. An error is no report: its caller says it elsewhere. */
export const text = {
  head: () => "",
  run: ({ path, report }, context) => (report ? renderReport(report, { ...context, path }) : ""),
  between: "",
  tail: () => "",
};

/**
 * The report of the package at `path`, verdict first. `trustFiles` says what each trust file holds, by its name, as
 * `inspectTrust` gives it. With `verbose`, artifacts that passed are listed too. With `repeatsVerdict`, the verdict is last as well:
 * on a terminal the first line may have scrolled away.
 */
export function renderReport(report, { path, colour = false, trustFiles = [], verbose = false, repeatsVerdict = false }) {
  const paint = painter(colour);
  return joinSections([
    [verdictLine(report, paint), "", ...description(report.package, path)],
    aspects(report, paint),
    signaturesSection(report.signatures, paint),
    trusted(report.trust, trustFiles),
    findingsSection(report.findings, paint),
    section(`Artifacts (${report.artifacts.length})`, artifacts(report.artifacts, paint, verbose)),
    [
      ...digests(report.package),
      `Decided by ${report.engine.name} ${report.engine.version}` +
        (report.engine.wasmSha256 ? ` (engine SHA-256 ${report.engine.wasmSha256})` : ""),
    ],
    repeatsVerdict ? [verdictLine(report, paint)] : [],
  ]);
}

function verdictLine({ verdict, summary }, paint) {
  return `${paint(`1;${VERDICTS[verdict].colour}`, `${verdict.toUpperCase()}:`)} ${printable(behindVerdict(summary))}`;
}

function description(described, path) {
  return [
    `${printable(path)}: ${natureOf(described)}`,
    ...described.metadata.map(({ key, value }) => `  ${printable(key)}: ${printable(value)}`),
  ];
}

/** What names the file and its manifest to other people. It does not stand beside the metadata, which could say the same. */
function digests({ fileDigest, manifestDigest }) {
  return [
    ...(fileDigest ? [`SHA-256 of the file: ${printable(fileDigest)}`] : []),
    ...(manifestDigest ? [`SHA-256 of the manifest: ${printable(manifestDigest)}`] : []),
  ];
}

/** The parts of the verdict. */
export function aspects(report, paint) {
  return ["integrity", "authenticity", "completeness"].map((aspect) => {
    const title = aspect[0].toUpperCase() + aspect.slice(1);
    return `${title.padEnd(14)}${verdictWord(report[aspect], paint)}`;
  });
}

/** All signatures of a report. */
export function signaturesSection(signatures, paint) {
  const lines = signatures.flatMap((item) => signature(item, paint));
  return section(`Signatures (${signatures.length})`, lines);
}

function signature(
  { path, integrity, authenticity, role, digestAlgorithm, signatureAlgorithm, chain, trustAnchor, ...rest },
  paint,
) {
  const certificates = chain.map(
    ({ subject, fingerprint, revocation }, index) =>
      `    ${index === 0 ? "signed by" : "issued by"} ${printable(subject)}` +
      (REVOCATIONS[revocation] ? ` (${REVOCATIONS[revocation]})` : "") +
      `\n      SHA-256 ${printable(fingerprint)}` +
      (index === chain.length - 1 && fingerprint === trustAnchor ? ", the trust anchor" : ""),
  );
  return [
    `  ${printable(path)}: ${printable(signatureAlgorithm)} with ${printable(digestAlgorithm)}` +
      `, ${ROLES[role] ?? "role not proven"}`,
    `    integrity ${verdictWord(integrity, paint)}, authenticity ${verdictWord(authenticity, paint)}` +
      ` as of ${printable(rest.validatedAt)}, ${REVOCATIONS[rest.revocation] ?? "revocation not checked"}`,
    ...certificates,
    ...(rest.cmsDigest ? [`    SHA-256 of the CMS: ${printable(rest.cmsDigest)}`] : []),
  ];
}

/** What is said where nobody is trusted, which is why nothing can pass. */
const TRUSTED_NOBODY = "Trusted: nobody. Say whom with --trust FILE: the vendor's root CA certificate.";

/** The line for a report in which nobody is trusted, or none. */
export function trustedNobody(trust) {
  return trustedIn(trust).length === 0 ? [TRUSTED_NOBODY] : [];
}

/** Who could sign, or say what time it was, and which file said so. */
export function trusted(trust, trustFiles) {
  const all = trustedIn(trust);
  if (all.length === 0) return [TRUSTED_NOBODY, ...trustFiles.map(granting)];
  const lines = all.slice(0, TRUSTED_MAX).flatMap(({ subject, fingerprint, placement }) => {
    const from = trustFiles.filter(({ entries }) =>
      entries.some((entry) => entry.placement === placement && entry.fingerprint === fingerprint),
    );
    return [
      `  ${roleOf(placement)}: ${printable(subject)}`,
      `    SHA-256 ${printable(fingerprint)}`,
      // A single file is named below.
      ...(trustFiles.length > 1 ? from : []).map(({ name }) => `    by ${printable(name)}`),
    ];
  });
  const left = all.length - TRUSTED_MAX;
  const more = left > 0 ? [`  and ${left} more; the JSON report names all`] : [];
  return [`Trusted (${all.length})`, ...lines, ...more, ...trustFiles.map(granting)];
}

function trustedIn({ timestampAuthorities = [], ...roles }) {
  const inRoles = ["vnfProvider", "serviceProvider"].flatMap((role) =>
    ROLE_LISTS.flatMap((list) => roles[role][list].map((item) => ({ ...item, placement: `${role}.${list}` }))),
  );
  return [...inRoles, ...timestampAuthorities.map((item) => ({ ...item, placement: "timestampAuthorities" }))];
}

/** One line for each trust file: also one that grants nothing says so. */
function granting({ name, entries }) {
  const count = (list, one, many) => list.length > 0 && `${list.length} ${list.length === 1 ? one : many}`;
  const certificates = entries.filter(({ kind }) => kind === "certificate");
  const granted = [
    count(
      certificates.filter(({ grantsTrust }) => grantsTrust),
      "certificate that is trusted",
      "certificates that are trusted",
    ),
    count(
      certificates.filter(({ grantsTrust }) => !grantsTrust),
      "intermediate",
      "intermediates",
    ),
    count(
      entries.filter(({ kind }) => kind === "revocationList"),
      "revocation list",
      "revocation lists",
    ),
    count(
      entries.filter(({ kind }) => kind === "ocspResponse"),
      "OCSP response",
      "OCSP responses",
    ),
  ].filter(Boolean);
  return `  ${printable(name)}: ${granted.join(", ") || "nothing"}`;
}

/** What did not pass is seen at once. What did is counted, unless all are asked for. */
function artifacts(items, paint, verbose) {
  const listed = verbose ? items : items.filter(({ status }) => status !== "passed");
  const left = items.length - listed.length;
  return [...artifactRows(listed, paint), ...(left > 0 ? [`  ${paint(VERDICTS.passed.colour, `${VERDICTS.passed.mark} ${left} passed`)}`] : [])];
}

function artifactRows(items, paint) {
  const rows = items.map(({ artifactPath, kind, status, size: bytes, checksum, coverage }) => {
    const isUnchecked = kind === "external" && !checksum?.actual;
    const remarks = [ARTIFACT_KINDS[kind], isUnchecked && "not checked", ...coverage.map((item) => COVERAGES[item])];
    return {
      status,
      size: bytes === undefined ? "" : size(bytes),
      path: printable(artifactPath),
      remark: remarks.filter(Boolean).join(", "),
    };
  });
  const widest = rows.reduce((width, { path }) => Math.max(width, path.length), 0);
  const pathWidth = Math.min(widest, 60);
  return rows.map(
    (row) =>
      `  ${verdictWord(row.status, paint, 15)} ${row.size.padStart(9)}  ` +
      `${row.path.padEnd(pathWidth)}  ${row.remark}`.trimEnd(),
  );
}

// A report as text for people.

import { byRule } from "./by-rule.js";
import { printable } from "./printable.js";

const VERDICTS = {
  passed: { mark: "✓", colour: 32 },
  indeterminate: { mark: "?", colour: 33 },
  failed: { mark: "✗", colour: 31 },
};

const SEVERITIES = {
  fail: { mark: "✗", colour: 31, word: "failed" },
  unknown: { mark: "?", colour: 33, word: "cannot tell" },
  warn: { mark: "!", colour: 33, word: "warning" },
  note: { mark: "·", colour: 36, word: "note" },
};

const ROLES = { vnfProvider: "VNF provider", serviceProvider: "service provider" };
const PLACEMENTS = { privateCAs: "CA", publicCAs: "public CA", signingCertificates: "signing certificate" };
/** As many lines of one kind as somebody reads. */
const TRUSTED_MAX = 20;
const REVOCATIONS = { good: "not revoked", unknown: "revocation not known", revoked: "REVOKED" };
const KINDS = { vnfPackage: "VNF package", pnfdArchive: "PNFD archive", nsdArchive: "NSD archive", asdPackage: "ASD package" };
const OPTIONS = { OPTION_1: "security option 1 (signed manifest)", OPTION_2: "security option 2 (signed as a whole)" };
const COVERAGES = {
  signedManifest: "signed manifest",
  artifactSignature: "own signature",
  wholePackage: "signed as a whole",
};
const ARTIFACT_KINDS = {
  external: "external",
  missing: "missing",
  toscaMetadata: "TOSCA.meta",
  manifest: "manifest",
  signature: "signature",
  certificate: "certificate",
};

/** Reports for people, with an empty line after each. An error is no report: its caller says it elsewhere. */
export const text = {
  head: () => "",
  run: ({ path, report }, { colour, trustFiles }) => (report ? renderReport(report, { path, colour, trustFiles }) : ""),
  between: "",
  tail: () => "",
};

/**
 * The report of the package at `path`, verdict first. `trustFiles` says what each trust file holds, by its name, as
 * `inspectTrust` gives it.
 */
export function renderReport(report, { path, colour = false, trustFiles = [] }) {
  const paint = colour ? (code, text) => `\x1b[${code}m${text}\x1b[0m` : (_, text) => text;
  const sections = [
    headline(report, path, paint),
    aspects(report, paint),
    section(
      `Signatures (${report.signatures.length})`,
      report.signatures.flatMap((item) => signature(item, paint)),
    ),
    trusted(report.trust, trustFiles),
    section(
      `Findings (${report.findings.length})`,
      byRule(report.findings).flatMap((items) => findings(items, paint)),
    ),
    section(`Artifacts (${report.artifacts.length})`, artifacts(report.artifacts, paint)),
    [
      `Decided by ${report.engine.name} ${report.engine.version}` +
        (report.engine.wasmSha256 ? ` (engine SHA-256 ${report.engine.wasmSha256})` : ""),
    ],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n\n`;
}

function headline({ verdict, summary, package: { kind, packageSecurityOption, fileSize, metadata } }, path, paint) {
  const nature = [KINDS[kind] ?? "package of unknown kind", OPTIONS[packageSecurityOption] ?? "not signed"];
  return [
    `${paint(`1;${VERDICTS[verdict].colour}`, `${verdict.toUpperCase()}:`)} ${printable(summary)}`,
    "",
    `${printable(path)}: ${nature.join(", ")}, ${size(fileSize)}`,
    ...metadata.map(({ key, value }) => `  ${printable(key)}: ${printable(value)}`),
  ];
}

function aspects(report, paint) {
  return ["integrity", "authenticity", "completeness"].map((aspect) => {
    const title = aspect[0].toUpperCase() + aspect.slice(1);
    return `${title.padEnd(14)}${verdictWord(report[aspect], paint)}`;
  });
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
  ];
}

/** Who could sign, or say what time it was, and which file said so. */
function trusted({ vnfProvider, serviceProvider, timestampAuthorities = [] }, trustFiles) {
  const roles = Object.entries({ vnfProvider, serviceProvider }).flatMap(([role, lists]) =>
    Object.entries(PLACEMENTS).flatMap(([list, word]) =>
      lists[list].map((item) => ({ ...item, placement: `${role}.${list}`, as: `${ROLES[role]}, ${word}` })),
    ),
  );
  const times = timestampAuthorities.map((item) => ({
    ...item,
    placement: "timestampAuthorities",
    as: "time-stamp authority",
  }));
  const all = [...roles, ...times];
  if (all.length === 0) {
    const granted = trustFiles.map(granting);
    return ["Trusted: nobody. Say whom with --trust FILE: a CA certificate that is its own issuer.", ...granted];
  }
  const lines = all.slice(0, TRUSTED_MAX).flatMap(({ as, subject, fingerprint, placement }) => {
    const from = trustFiles.filter(({ entries }) =>
      entries.some((entry) => entry.placement === placement && entry.fingerprint === fingerprint),
    );
    return [
      `  ${as}: ${printable(subject)}`,
      `    SHA-256 ${printable(fingerprint)}`,
      ...from.map(({ name }) => `    by ${printable(name)}`),
    ];
  });
  const left = all.length - TRUSTED_MAX;
  const more = left > 0 ? [`  and ${left} more; the JSON report names all`] : [];
  return [`Trusted (${all.length})`, ...lines, ...more, ...trustFiles.map(granting)];
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

function findings(items, paint) {
  const { code, severity, accepted, why, fix, clause } = items[0];
  const { mark, colour, word } = SEVERITIES[severity];
  return [
    `  ${paint(colour, `${mark} ${word}`)} ${printable(code)}${accepted ? " (accepted by the policy)" : ""}`,
    ...items.flatMap(occurrence),
    `    Why:    ${printable(why)}`,
    `    Fix:    ${printable(fix)}`,
    `    Clause: ${printable(clause)}`,
  ];
}

/** What was found, and where: not the path again that stands in the sentence. */
function occurrence({ what, place = {} }) {
  const isSaid = place.path && what.includes(`'${place.path}'`) && !place.line && !place.inDelivery;
  const where = [
    place.path && !isSaid && printable(place.path) + (place.line ? `, line ${place.line}` : ""),
    place.manifestLine && `line ${place.manifestLine} of the manifest`,
    place.fingerprint && `certificate ${printable(place.fingerprint)}`,
  ].filter(Boolean);
  return [`    ${printable(what)}`, ...where.map((line) => `    Where:  ${line}`)];
}

function artifacts(items, paint) {
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

function section(title, lines) {
  return lines.length > 0 ? [title, ...lines] : [];
}

function verdictWord(verdict, paint, width = 0) {
  const { mark, colour } = VERDICTS[verdict];
  return paint(colour, `${mark} ${verdict}`.padEnd(width));
}

function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

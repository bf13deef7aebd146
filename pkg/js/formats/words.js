// The words and marks of texts for people, and how lines become a text.

export const VERDICTS = {
  passed: { mark: "✓", colour: 32 },
  indeterminate: { mark: "?", colour: 33 },
  failed: { mark: "✗", colour: 31 },
};

export const SEVERITIES = {
  fail: { mark: "✗", colour: 31, word: "failed" },
  unknown: { mark: "?", colour: 33, word: "indeterminate" },
  warn: { mark: "!", colour: 33, word: "warning" },
  note: { mark: "·", colour: 36, word: "note" },
};

export const ROLES = { vnfProvider: "VNF provider", serviceProvider: "service provider" };
const ROLE_LISTS = { privateCAs: "CA", publicCAs: "public CA", signingCertificates: "signing certificate" };
const PLACEMENTS = {
  intermediates: "intermediate CA",
  crls: "revocation list",
  ocspResponses: "OCSP response",
  timestampAuthorities: "time-stamp authority",
};
export const KINDS = {
  vnfPackage: "VNF package",
  pnfdArchive: "PNFD archive",
  nsdArchive: "NSD archive",
  asdPackage: "ASD package",
};
const OPTIONS = { OPTION_1: "security option 1 (signed manifest)", OPTION_2: "security option 2 (signed as a whole)" };
export const ARTIFACT_KINDS = {
  external: "external",
  missing: "missing",
  toscaMetadata: "TOSCA.meta",
  manifest: "manifest",
  signature: "signature",
  certificate: "certificate",
};

/** So many packages, in words. */
export function packagesOf(count) {
  return count === 1 ? "1 package" : `${count} packages`;
}

/** What colours a text, or does not. */
export function painter(colour) {
  return colour ? (code, text) => `\x1b[${code}m${text}\x1b[0m` : (_, text) => text;
}

/** Sections, each a list of lines, with an empty line after each. One without lines is left out. */
export function joinSections(sections) {
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n\n`)
    .join("");
}

/** Lines under a title, or nothing where there are none. */
export function section(title, lines) {
  return lines.length > 0 ? [title, ...lines] : [];
}

/** A verdict with its mark, at least as wide as `width`. */
export function verdictWord(verdict, paint, width = 0) {
  const { mark, colour } = VERDICTS[verdict];
  return paint(colour, `${mark} ${verdict}`.padEnd(width));
}

/** The sentence of a report as it stands behind its verdict, which it need not say again. */
export function behindVerdict(summary) {
  return summary.replace(/^Not determined: (.)/su, (_, first) => first.toUpperCase());
}

/** Where certificates may stand in a trust bundle. */
export const PLACEMENTS_OF_CERTIFICATES = [
  ...Object.keys(ROLES).flatMap((role) => Object.keys(ROLE_LISTS).map((list) => `${role}.${list}`)),
  "intermediates",
  "timestampAuthorities",
];

/** What an entry of a trust bundle is there for, by its placement. */
export function roleOf(placement) {
  const [role, list] = placement.split(".");
  return PLACEMENTS[placement] ?? `${ROLES[role]}, ${ROLE_LISTS[list]}`;
}

/** What a package is, and how it is signed. */
export function natureOf({ kind, packageSecurityOption, fileSize }) {
  const words = [KINDS[kind] ?? "package of unknown kind", OPTIONS[packageSecurityOption] ?? "not signed"];
  return [...words, size(fileSize)].join(", ");
}

/** Bytes, in the unit in which they are best read. */
export function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

// What is in trust files, as text for people.

import { printable } from "./printable.js";
import { joinSections, painter, roleOf, verdictWord } from "./words.js";

const CHAINS = {
  passed: "its chain holds",
  indeterminate: "whether its chain holds is not known",
  failed: "its chain does not hold",
};

/**
 * What trust files hold: a list of `{ name, entries }`, the entries as `inspectTrust` gives them. An entry may have a
 * `check`, the `ChainReport` of its certificate.
 */
export function renderTrust(files, { colour = false } = {}) {
  const paint = painter(colour);
  return joinSections(
    files.map(({ name, entries }) => [
      `${printable(name)} (${entries.length})`,
      ...(entries.length > 0 ? entries.flatMap((entry) => describe(entry, paint)) : ["  holds nothing, and grants nothing"]),
    ]),
  );
}

function describe(entry, paint) {
  const { placement, grantsTrust, subject, fingerprint, issuer, notBefore, notAfter, isCa, isSelfSigned, kind, check } = entry;
  const until = notAfter ? ` to ${printable(notAfter)}` : "";
  return [
    `  ${roleOf(placement)}${grantsTrust ? "" : ": grants nothing"}`,
    `    ${printable(subject)}`,
    `    SHA-256 ${printable(fingerprint)}`,
    ...(kind === "certificate" ? [`    issued by ${isSelfSigned ? "itself" : printable(issuer)}`] : []),
    `    valid from ${printable(notBefore)}${until}`,
    ...(placement === "timestampAuthorities" && !isCa ? ["    installed itself: it needs no chain"] : []),
    ...(check ? chain(check, paint) : []),
  ];
}

function chain({ verdict, findings }, paint) {
  return [
    `    ${verdictWord(verdict, paint)}: ${CHAINS[verdict]}`,
    ...findings.map(({ code, what }) => `      ${printable(code)}: ${printable(what)}`),
  ];
}

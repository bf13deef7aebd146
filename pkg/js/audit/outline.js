// What counts of a report for a run over many packages. It is small: a run keeps it for each package, and not the report.

import { countOf } from "../formats/by-rule.js";

/** More of one kind are in no honest package. A hostile one must not fill the memory of a run. */
const MEMBERS_MAX = 200;

/** The lists of a report as the engine writes their names. Texts have no such quotation marks: there they are escaped. */
const ARTIFACTS = '"artifacts":[';
const SIGNATURES = '],"signatures":[';

/** The outline of a report as the engine has written it. Most of one is its artifacts, which are not read. */
export function outlineOfJson(json) {
  return outlineOf(readWithoutArtifacts(json));
}

/** The report in JSON without its artifacts; with them if their list is not found. */
export function readWithoutArtifacts(json) {
  const start = json.indexOf(ARTIFACTS) + ARTIFACTS.length;
  const end = json.indexOf(SIGNATURES, start);
  if (start < ARTIFACTS.length || end < 0) return JSON.parse(json);
  return JSON.parse(json.slice(0, start) + json.slice(end));
}

/** `{ verdict, headline, summary, hasWarning, findings, signers, certificates }` of a report. */
export function outlineOf({ verdict, headline, summary, findings, signatures }) {
  const chains = signatures.map(({ chain }) => chain);
  return {
    verdict,
    headline,
    summary,
    hasWarning: findings.some(({ severity }) => severity === "warn"),
    findings: findingsOf(findings),
    signers: each(signatures.filter(({ chain }) => chain.length > 0).map(({ role, chain: [first] }) => ({ role, subject: first.subject, fingerprint: first.fingerprint }))),
    certificates: each(chains.flat().map(({ subject, fingerprint, notAfter }) => ({ subject, fingerprint, notAfter }))),
  };
}

/** The codes, each once, with how often it was found. Those that the policy accepts stand apart. */
function findingsOf(findings) {
  const groups = new Map();
  for (const finding of findings) {
    const { code, severity, accepted } = finding;
    const key = `${code}${accepted ? ", accepted" : ""}`;
    const group = groups.get(key) ?? { code, severity, accepted: Boolean(accepted), count: 0 };
    group.count += countOf([finding]);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Each certificate once, in each role. */
function each(certificates) {
  const found = new Map(certificates.map((one) => [`${one.fingerprint} ${one.role ?? ""}`, one]));
  return [...found.values()].slice(0, MEMBERS_MAX);
}

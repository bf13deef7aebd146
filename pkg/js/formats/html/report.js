// One report as a part of the page, and what stands there for a package that has none.

import { countOf } from "../by-rule.js";
import { bytes, code, escaped, facts, kebab, list, table, time } from "./drawing.js";
import { inForce } from "./in-force.js";
import { policy } from "./policy.js";
import { clause, fix, reason, statement, vendorFix, what, why } from "./said.js";

const COVERAGES = {
  signedManifest: "coverage-manifest",
  artifactSignature: "coverage-artifact",
  wholePackage: "coverage-package",
};

/** The package at a path, which could not be verified. */
export function refusal(path, message, say) {
  const lines = `<h1>${say("stopped-refused")}</h1><p>${message}</p><p><b>${path}</b></p>`;
  return `<article><header class="indeterminate">${lines}</header></article>\n`;
}

export function article(path, report, say) {
  const parts = [(each, words) => header(path, each, words), summary, metadata, findings, artifacts, signatures, conformance].map((draw) => draw(report, say));
  return `<article>${[...parts, policy(report.policy, say), trust(report.trust, say)].join("")}</article>\n`;
}

function header(path, report, say) {
  const { verdict, headline, package: { fileName, fileSize } } = report;
  return (
    `<header class="${escaped(verdict)}"><h1>${say(`verdict-${verdict}`)}</h1>` +
    `<p class="sentence">${say(`headline-${kebab(headline)}`)}</p><p>${reason(report, say)}</p>` +
    `<p><b>${escaped(fileName)}</b> · ${bytes(fileSize)}</p>${path === fileName ? "" : `<p>${code(path)}</p>`}</header>\n`
  );
}

function summary({ policy: { edition, stage, at }, trust: bundle, engine, ...report }, say) {
  const { fileDigest, manifestDigest } = report.package;
  const granting = inForce(bundle, say).filter(({ grantsTrust }) => grantsTrust);
  const { name, version, wasmSha256 } = engine;
  const digest = wasmSha256 ? code(wasmSha256) : say("not-stated");
  return facts([
    ...["integrity", "authenticity", "completeness"].map((aspect) => [say(`aspect-${aspect}`), say(`verdict-${report[aspect]}`)]),
    [say("policy-edition"), `GS NFV-SEC 021 V${escaped(edition)}`],
    [say("policy-stage"), say(`stage-${stage}`)],
    [say("policy-at"), at && time(at)],
    ...granting.map((item) => [say("judged-with-whom"), `${item.placement}<br>${item.name}<br>${code(item.fingerprint)}`]),
    [say("digest-of-file"), fileDigest && code(fileDigest)],
    [say("digest-of-manifest"), manifestDigest && code(manifestDigest)],
    [say("about-engine"), say("engine-line", { name: escaped(name), version: escaped(version), digest })],
  ]);
}

/** What the package says about itself. It stands apart: a name in it could be that of a part of the verdict. */
function metadata({ package: { metadata: entries } }, say) {
  if (entries.length === 0) return "";
  return `<h2>${say("about-package")}</h2>\n${facts(entries.map(({ key, value }) => [escaped(key), escaped(value)]))}`;
}

function findings({ findings: all }, say) {
  const drawn = (finding) => {
    const { code: rule, severity, accepted, place = {} } = finding;
    return {
      heading: `${say(`severity-${severity}`)}: ${what(finding, say)}`,
      pairs: [
        [say("about-policy"), accepted && `<b>${say("accepted")}</b>`],
        [say("fact-why"), why(finding, say)],
        [say("fact-fix"), fix(finding, say)],
        [say("fact-vendor-fix"), vendorFix(finding, say)],
        [say("fact-where"), where(place, say)],
        [say("place-certificate"), place.fingerprint && code(place.fingerprint)],
        [say("fact-rule"), `${clause(finding, say)} ${code(rule)}`],
      ],
    };
  };
  return list(say("findings"), all, drawn, countOf(all));
}

function where({ path, inDelivery, line, manifestLine }, say) {
  const file = path && code(path) + (line ? say("place-line", { number: escaped(line) }) : "") + (inDelivery ? say("place-in-delivery") : "");
  return [file, manifestLine && say("place-manifest-line", { number: escaped(manifestLine) })].filter(Boolean).join("<br>");
}

function artifacts({ artifacts: all }, say) {
  const columns = ["column-path", "column-status", "role-vnf-provider", "role-service-provider", "column-size", "column-coverage"];
  const names = [...columns, "digest-declared", "digest-found"].map((name) => say(name));
  return table(say("artifacts"), names, all, ({ artifactPath, status, vnfProvider, serviceProvider, size, coverage, checksum }) => ({
    kind: escaped(status),
    cells: [
      code(artifactPath),
      say(`verdict-${status}`),
      say(`signed-${vnfProvider}`),
      say(`signed-${serviceProvider}`),
      size === undefined ? "" : bytes(size),
      coverage.map((item) => say(COVERAGES[item] ?? item)).join(", ") || say("coverage-none"),
      checksum ? code(checksum.expected) : "",
      checksum?.actual ? code(checksum.actual) : "",
    ],
  }));
}

function signatures({ signatures: all }, say) {
  return list(say("signatures"), all, ({ role, signedPath, integrity, authenticity, chain, timeStamps = [], ...item }) => ({
    heading: say(role ? `role-${kebab(role)}` : "role-none"),
    pairs: [
      [say("signature-signs"), escaped(signedPath)],
      [say("aspect-integrity"), say(`verdict-${integrity}`)],
      [say("aspect-authenticity"), say(`verdict-${authenticity}`)],
      [say("signature-algorithm"), algorithm(item, say)],
      [say("signature-validated"), time(item.validatedAt)],
      ...timeStamps.map((stamp) => [say("signature-time-stamp"), timeStamp(stamp, say)]),
      [say("signature-revocation"), say(`revocation-${kebab(item.revocation)}`)],
      ...chain.map((certificate) => [say("certificate"), certificateText(certificate, say)]),
      [say("digest-of-cms"), item.cmsDigest && code(item.cmsDigest)],
    ],
  }));
}

function algorithm({ signatureAlgorithm, digestAlgorithm }, say) {
  return say("algorithm-with", { signature: escaped(signatureAlgorithm), digest: escaped(digestAlgorithm) });
}

function timeStamp({ time: stated, verdict, authority: [certificate] }, say) {
  const authority = certificate ? escaped(certificate.subject) : say("role-none");
  return `${say("time-stamp", { time: time(stated), authority })}: ${say(`verdict-${verdict}`)}`;
}

function certificateText({ subject, issuer, notBefore, notAfter, fingerprint, pem }, say) {
  const valid = say("valid-from-to", { from: time(notBefore), to: time(notAfter) });
  const lines = pem.split("\n").map(escaped).join("\n");
  return (
    `${escaped(subject)}<br>${say("certificate-issuer")}: ${escaped(issuer)}<br>${valid}<br>${code(fingerprint)}` +
    `<details><summary>PEM</summary><pre>${lines}</pre></details>`
  );
}

function conformance({ conformance: all, policy: { edition } }, say) {
  const columns = ["conformance-clause", "conformance-statement", "conformance-state", "findings"].map((name) => say(name));
  return table(say("conformance"), columns, all, (item) => ({
    kind: "",
    cells: [escaped(item.id), statement(item, edition, say), say(`conformance-${kebab(item.state)}`), escaped(item.findings.join(", "))],
  }));
}

/** Everything that was in force, with its fingerprint. */
function trust(bundle, say) {
  const all = inForce(bundle, say).map(({ placement, name, fingerprint }) => [placement, `${name}<br>${code(fingerprint)}`]);
  const none = [[say("judged-with-whom"), say("judged-with-nobody")]];
  return `<h2>${say("about-trust")}</h2>\n${facts(all.length > 0 ? all : none)}`;
}

// What is in a package, as text for people.

import { findingsSection } from "./findings.js";
import { printable } from "./printable.js";
import { ARTIFACT_KINDS, joinSections, natureOf, painter, section, size } from "./words.js";

const LAYOUTS = { toscaMetadata: "TOSCA-Metadata", rootYaml: "a YAML file at the root" };
const SIGNED = { manifest: "the manifest", package: "the CSAR", artifact: "an artifact" };

/** What is in the package at `path`, as `inspectPackage` gives it. */
export function renderInspection({ package: described, files, signatures, findings }, { path, colour = false }) {
  const paint = painter(colour);
  return joinSections([
    [
      `${printable(path)}: ${natureOf(described)}`,
      paint(33, "Nothing was verified: anybody could have written all of this, the names of signers included."),
    ],
    section("Layout", layout(described)),
    section(
      `Metadata (${described.metadata.length})`,
      described.metadata.map(({ key, value }) => `  ${printable(key)}: ${printable(value)}`),
    ),
    section(`Signatures (${signatures.length})`, signatures.flatMap(signature)),
    findingsSection(findings, paint),
    section(`Files (${files.length})`, files.flatMap(file)),
  ]);
}

function layout({ layout: name, csarPath, manifestPath }) {
  return [
    name && `  CSAR with ${LAYOUTS[name]}`,
    csarPath && `  CSAR: ${printable(csarPath)}`,
    manifestPath && `  manifest: ${printable(manifestPath)}`,
  ].filter(Boolean);
}

function signature({ location, path, signedPath, signers, embeddedCertificates, certificatePath }) {
  const certificates = [
    `${embeddedCertificates} embedded`,
    certificatePath && `others in ${printable(certificatePath)}`,
  ].filter(Boolean);
  return [
    `  ${printable(path)}: signs ${SIGNED[location]} ${printable(signedPath)}`,
    `    certificates: ${certificates.join(", ")}`,
    ...signers.flatMap(signer),
  ];
}

function signer({ namedBy, digestAlgorithm, signatureAlgorithm, signingTime, certificate }) {
  const how =
    `      ${printable(signatureAlgorithm)}, digest ${printable(digestAlgorithm)}` +
    (signingTime ? `, claims to be signed at ${printable(signingTime)}` : "");
  if (!certificate) return [`    signer: ${printable(namedBy)}; its certificate is not in the package`, how];
  const { subject, issuer, fingerprint, notBefore, notAfter, publicKey } = certificate;
  return [
    `    signer: ${printable(subject)}`,
    `      SHA-256 ${printable(fingerprint)}`,
    `      issued by ${printable(issuer)}`,
    `      valid from ${printable(notBefore)} to ${printable(notAfter)}, ${printable(publicKey)}`,
    how,
  ];
}

function file({ path, kind, size: bytes, isListed, algorithm, digest, nonManoArtifactSetIds: sets = [] }) {
  const remarks = [
    ARTIFACT_KINDS[kind],
    kind === "local" && !isListed && "not in the manifest",
    sets.length > 0 && `non-MANO artifact set ${sets.map(printable).join(", ")}`,
  ].filter(Boolean);
  const first = `  ${(bytes === undefined ? "" : size(bytes)).padStart(9)}  ${printable(path)}`;
  return [
    remarks.length > 0 ? `${first}  (${remarks.join("; ")})` : first,
    ...(digest === undefined ? [] : [`             ${printable(algorithm)} ${printable(digest)}`]),
  ];
}

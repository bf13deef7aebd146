// The artifacts of two reports, by their paths.

/**
 * What changed of the artifacts: `{ artifacts, unchanged }`, the artifacts in the order of their paths.
 *
 * Content is compared by the digest that the report has of it. Where two reports have no digests of one algorithm, only a
 * different size shows a change.
 */
export function compareArtifacts(...reports) {
  const [oldArtifacts, newArtifacts] = reports.map(artifactsOf);
  const newByPath = new Map(newArtifacts.map((artifact) => [artifact.artifactPath, artifact]));
  const oldPaths = new Set(oldArtifacts.map(({ artifactPath }) => artifactPath));
  const compared = [
    ...oldArtifacts.map((artifact) => compare(artifact, newByPath.get(artifact.artifactPath))),
    ...newArtifacts.filter(({ artifactPath }) => !oldPaths.has(artifactPath)).map((added) => compare(undefined, added)),
  ];
  const artifacts = compared.filter(({ change }) => change !== "none").sort(byPath);
  return { artifacts, unchanged: compared.length - artifacts.length };
}

/** The artifacts of a report. The digest of the manifest stands beside them, as nothing in the package declares it. */
function artifactsOf({ artifacts, package: { manifestPath, manifestDigest: digest } }) {
  if (digest === undefined) return artifacts;
  const checksum = { algorithm: "SHA-256", expected: digest, actual: digest };
  const isManifest = ({ artifactPath, checksum: own }) => artifactPath === manifestPath && own === undefined;
  return artifacts.map((artifact) => (isManifest(artifact) ? { ...artifact, checksum } : artifact));
}

function compare(oldArtifact, newArtifact) {
  return {
    path: (oldArtifact ?? newArtifact).artifactPath,
    change: changeOf(oldArtifact, newArtifact),
    ...(oldArtifact && { old: summaryOf(oldArtifact) }),
    ...(newArtifact && { new: summaryOf(newArtifact) }),
  };
}

function changeOf(oldArtifact, newArtifact) {
  if (!oldArtifact) return "added";
  if (!newArtifact) return "removed";
  if (oldArtifact.kind !== newArtifact.kind) return "kind";
  const isSame = isSameContent(oldArtifact, newArtifact);
  if (isSame === undefined) return "unknown";
  if (!isSame) return "content";
  return oldArtifact.status === newArtifact.status ? "none" : "status";
}

/** Nothing where the reports do not show it. */
function isSameContent(oldArtifact, newArtifact) {
  const sizes = [oldArtifact.size, newArtifact.size];
  if (!sizes.includes(undefined) && sizes[0] !== sizes[1]) return false;
  const [oldDigest, newDigest] = [oldArtifact, newArtifact].map(digestOf);
  const areShown = isOfContent(oldArtifact, oldDigest) && isOfContent(newArtifact, newDigest);
  if (!areShown || oldDigest.algorithm !== newDigest.algorithm) return undefined;
  return oldDigest.value === newDigest.value;
}

/** What is not in the package is nothing but what the manifest declares of it. A file that is there has to be digested. */
function isOfContent({ kind }, digest) {
  return Boolean(digest) && (!digest.isDeclared || kind === "external" || kind === "missing");
}

function summaryOf(artifact) {
  const digest = digestOf(artifact);
  const { kind, status, size } = artifact;
  return { kind, status, ...(size !== undefined && { size }), ...(digest && { digest }) };
}

/** The digest of the content, or the one that the manifest declares where the content was not digested. */
function digestOf({ checksum }) {
  if (!checksum) return undefined;
  const { algorithm, expected, actual } = checksum;
  return { algorithm, value: actual ?? expected, isDeclared: actual === undefined };
}

/** By code units: the same order in every language. */
function byPath(one, other) {
  if (one.path === other.path) return 0;
  return one.path < other.path ? -1 : 1;
}

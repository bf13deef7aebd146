// An entry as OCI documents (image spec 1.1): the manifest of the package, and that of the report which refers to it.
//
// manifest = { artifactType, config: {}, layers: [package], annotations: { title, name, report, signers, … } }
// report   = { artifactType, config: {}, layers: [report], subject: manifest }
//
// The manifest names its report by digest: of all that refers to it in a registry, this report was put with it. It names
// itself, too, so that two entries with one package have two manifests, and one can be deleted without the other.

import { invalidArgument } from "../errors.js";
import { parseJson } from "../http/node/json.js";
import { damaged } from "./errors.js";
import { digestOf, isDigest } from "./digest.js";
import { MANIFEST_MAX, REPORT_MAX, SIGNERS_MAX } from "./limits.js";

export const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
export const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
const EMPTY_TYPE = "application/vnd.oci.empty.v1+json";

/** ETSI has registered no media type for packages in a registry: these are of our own vendor tree. */
export const PACKAGE_TYPE = "application/vnd.vnfseal.vnf-package.v1";
export const REPORT_TYPE = "application/vnd.vnfseal.report.v1+json";

/** A package as it is (SOL 004), and one that was encrypted as a whole (RFC 8551). */
const MEDIA_TYPES = ["application/zip", "application/cms"];

const TITLE = "org.opencontainers.image.title";
const NAME = "vnd.vnfseal.name";
const REPORT = "vnd.vnfseal.report";
const SIGNERS = "vnd.vnfseal.signers";

/** The annotations that are the entry's own. */
const OURS = [TITLE, NAME, REPORT, SIGNERS];

/** Bytes with their descriptor: `{ mediaType, digest, size }`. */
function documentOf(mediaType, value) {
  const bytes = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}

const empty = documentOf(EMPTY_TYPE, "{}");

/** What is to be stored beside the package, in the form it is stored: `{ mediaType, annotations, report }`. */
export function readDetails(name, { fileName, mediaType, report, signers, annotations = {} }) {
  if (!MEDIA_TYPES.includes(mediaType)) throw invalidArgument(`the media type of a package is ${MEDIA_TYPES.join(" or ")}`);
  const reportDocument = report === undefined ? undefined : documentOf(REPORT_TYPE, report);
  if (reportDocument?.bytes.length > REPORT_MAX) throw invalidArgument("the report is larger than a catalogue takes");
  const ours = {
    [TITLE]: checkFileName(fileName ?? `${name}${mediaType === "application/zip" ? ".csar" : ".csar.cms"}`),
    [NAME]: name,
    ...(report === undefined ? {} : { [REPORT]: reportDocument.descriptor.digest }),
    ...(signers === undefined ? {} : { [SIGNERS]: signersAsText(signers) }),
  };
  return { mediaType, report: reportDocument, annotations: { ...checkAnnotations(annotations), ...ours } };
}

function checkFileName(fileName) {
  if (typeof fileName === "string" && /^[^/\\\p{C}]{1,255}$/u.test(fileName)) return fileName;
  throw invalidArgument("the name of the package's file is one without folders and control characters");
}

function checkAnnotations(annotations) {
  for (const [key, value] of Object.entries(annotations)) {
    if (typeof value !== "string") throw invalidArgument(`the annotation ${JSON.stringify(key)} is not a string`);
    if (OURS.includes(key)) throw invalidArgument(`the annotation ${key} is written by the catalogue itself`);
  }
  if (JSON.stringify(annotations).length > MANIFEST_MAX / 8) throw invalidArgument("the annotations are too long");
  return annotations;
}

function signersAsText(signers) {
  const text = JSON.stringify(signers);
  if (text?.length <= SIGNERS_MAX && readSigners(text)) return text;
  throw invalidArgument("signers are a list of objects whose members are strings");
}

/**
 * The documents of an entry, whose package has this `{ digest, size }`: its `manifest`, that of the report if there is one,
 * and the other blobs that both need, the package apart.
 */
export function describeEntry({ digest, size }, { mediaType, annotations, report }) {
  const layer = { mediaType, digest, size, annotations: { [TITLE]: annotations[TITLE] } };
  const manifest = manifestOf({ artifactType: PACKAGE_TYPE, layers: [layer], annotations });
  if (!report) return { manifest, blobs: [empty] };
  const reportManifest = manifestOf({ artifactType: REPORT_TYPE, layers: [report.descriptor], subject: manifest.descriptor });
  return { manifest, reportManifest, blobs: [empty, report] };
}

function manifestOf(members) {
  const config = { ...empty.descriptor, data: empty.bytes.toString("base64") };
  const { descriptor, bytes } = documentOf(MANIFEST_TYPE, { schemaVersion: 2, mediaType: MANIFEST_TYPE, config, ...members });
  return { descriptor: { ...descriptor, artifactType: members.artifactType }, bytes };
}

/** Whether a manifest is that of an entry. */
export function isEntry(manifest) {
  return manifest?.artifactType === PACKAGE_TYPE;
}

/** What the manifest of an entry says: `{ digest, size, mediaType, fileName, annotations, signers, reportDigest }`. */
export function readEntry(manifest, what) {
  const layers = manifest?.layers;
  if (!isEntry(manifest) || !Array.isArray(layers) || layers.length !== 1) throw damaged(what, "it is not the manifest of an entry");
  const layer = readDescriptor(layers[0]);
  if (!layer || !MEDIA_TYPES.includes(layer.mediaType)) throw damaged(what, "it does not describe one package");
  const annotations = readAnnotations(manifest.annotations, what);
  const { [TITLE]: fileName, [NAME]: _, [REPORT]: reportDigest, [SIGNERS]: signers = "[]", ...others } = annotations;
  if (reportDigest !== undefined && !isDigest(reportDigest)) throw damaged(what, "it names its report by no SHA-256");
  const list = readSigners(signers);
  if (!list) throw damaged(what, "it does not say who signed in the form it should");
  return { ...layer, fileName, annotations: others, signers: list, reportDigest };
}

/** `{ mediaType, digest, size }` of a descriptor (image spec 1.1), or `undefined`. */
export function readDescriptor(value) {
  const { mediaType, digest, size } = value ?? {};
  const isRight = typeof mediaType === "string" && isDigest(digest) && Number.isSafeInteger(size) && size >= 0;
  return isRight ? { mediaType, digest, size } : undefined;
}

function readAnnotations(annotations = {}, what) {
  if (isObjectOfStrings(annotations)) return annotations;
  throw damaged(what, "its annotations are not strings");
}

function readSigners(text) {
  const signers = text.length <= SIGNERS_MAX ? parseJson(text) : undefined;
  return Array.isArray(signers) && signers.every(isObjectOfStrings) ? signers : undefined;
}

function isObjectOfStrings(value) {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every((member) => typeof member === "string");
}

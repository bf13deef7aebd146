// Trust and policy, from the forms a caller has them in to the bytes and the JSON the engine reads. Nothing is decided
// here: what a certificate may do, and whether a policy makes sense, is the engine's to say.

import { asBytes, isBlob, isBytes } from "./sources.js";

/** All trust inputs as `{ name, bytes }`, in the order given. `readFile` reads a path, where the host has paths. */
export async function readTrust(trust, readFile) {
  const inputs = trust == null ? [] : [trust].flat();
  return Promise.all(
    inputs.map(async (input, index) => ({
      name: typeof input === "string" && !isPem(input) ? input : (input?.name ?? `trust[${index}]`),
      bytes: (await readFileLike(input, readFile)) ?? encodeBundle(input),
    })),
  );
}

/** The policy as an object, or as whatever the JSON was: the engine explains what is wrong with it. */
export async function readPolicy(policy, readFile) {
  const bytes = await readFileLike(policy, readFile);
  if (!bytes) return withTimeAsText(policy ?? {});
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const name = typeof policy === "string" ? policy : "policy";
    throw new Error(`${name}: not a JSON file (${error.message})`, { cause: error });
  }
}

/** External artifacts as pairs of a URI and what has its content, in the order given. */
export function readExternalArtifacts(externalArtifacts) {
  if (externalArtifacts == null) return [];
  // A Map or a Blob would be taken for an object without entries, and what it holds would not be checked.
  if (Object.prototype.toString.call(externalArtifacts) !== "[object Object]") {
    throw new TypeError("externalArtifacts is an object: { [uri]: content }");
  }
  return Object.entries(externalArtifacts);
}

/** A certificate or a CMS structure: PEM as text, or the bytes of a file. */
export function readEncoded(input) {
  if (isBytes(input)) return asBytes(input);
  if (typeof input === "string" && isPem(input)) return new TextEncoder().encode(input);
  throw new TypeError("a certificate or signature is PEM text, or a Uint8Array with PEM or DER");
}

/** Content of any kind: text is refused, because its bytes would be a guess. */
export function readBytes(input) {
  if (isBytes(input)) return asBytes(input);
  throw new TypeError("the content is a Uint8Array or an ArrayBuffer");
}

/** RFC 3339, to the second. */
export function formatTime(date) {
  if (Number.isNaN(date.getTime())) throw new TypeError("policy.at is not a valid date");
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

/** The bytes of a file given as itself, as a Blob, as PEM text or by its path; nothing for an object. */
async function readFileLike(input, readFile) {
  if (isBytes(input)) return asBytes(input);
  if (isBlob(input)) return new Uint8Array(await input.arrayBuffer());
  if (typeof input !== "string") return undefined;
  return isPem(input) ? new TextEncoder().encode(input) : readFile(input);
}

function withTimeAsText(policy) {
  return policy.at instanceof Date ? { ...policy, at: formatTime(policy.at) } : policy;
}

function encodeBundle(bundle) {
  return new TextEncoder().encode(JSON.stringify(certificatesToPem(bundle, "CERTIFICATE")));
}

// What the lists of a bundle hold that hold no certificates.
const LABELS = { crls: "X509 CRL", ocspResponses: "OCSP RESPONSE" };

function certificatesToPem(value, label) {
  if (isBytes(value)) return toPem(asBytes(value), label);
  if (Array.isArray(value)) return value.map((item) => certificatesToPem(item, label));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, certificatesToPem(item, Object.hasOwn(LABELS, key) ? LABELS[key] : label)]),
  );
}

function toPem(bytes, label) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  if (isPem(text)) return text;
  const lines = btoa(text).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

function isPem(text) {
  return text.includes("-----BEGIN ");
}

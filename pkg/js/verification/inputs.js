// Trust and policy, from the forms a caller has them in to the bytes and the JSON the engine reads. Nothing is decided
// here: what a certificate may do, and whether a policy makes sense, is the engine's to say.

import { VnfsealError, invalidArgument } from "../errors.js";
import { membersOf, plainObject } from "./plain.js";
import { asBytes, isBlob, isBytes } from "../sources/sources.js";

/**
 * All trust inputs as `{ name, bytes }`, or `{ name, bundle }` for an object, in the order given. `readFile` reads a path,
 * where the host has paths.
 */
export async function readTrust(trust, readFile) {
  if (trust === undefined) return [];
  const inputs = Array.isArray(trust) ? Array.from(trust) : [trust];
  return Promise.all(
    inputs.map(async (input, index) => {
      const name = nameOfInput(input, `trust[${index}]`);
      const bytes = await readFileLike(input, readFile);
      // Bytes in a bundle are turned into text by the engine, which knows what they are.
      return bytes ? { name, bytes } : { name, bundle: plainObject(input, name, bytesAsTheyAre) };
    }),
  );
}

/** One trust file as `{ name, bytes }`: its bytes, a Blob, PEM text or, where the host has paths, its path. */
export async function readTrustFile(file, readFile) {
  const bytes = await readFileLike(file, readFile);
  if (bytes) return { name: nameOfInput(file, "trust"), bytes };
  throw invalidArgument("a trust file is a Uint8Array, an ArrayBuffer, a Blob, PEM text or, in Node, a path");
}

/**
 * A file of any kind as `{ name, bytes, isOwn }`: its bytes, a Blob, PEM text or, where the host has paths, its path. The
 * bytes are our own unless they are the caller's memory. `what` is for the complaint.
 */
export async function readFileInput(file, readFile, what) {
  const bytes = await readFileLike(file, readFile);
  if (bytes) return { name: nameOfInput(file, what), bytes, isOwn: !isBytes(file) };
  throw invalidArgument(`${what} is a Uint8Array, an ArrayBuffer, a Blob, PEM text or, in Node, a path`);
}

/** A manifest as `{ name, bytes }`: its bytes, a Blob or, where the host has paths, its path. */
export async function readManifest(manifest, readFile) {
  const bytes = await readFileLike(manifest, readFile);
  if (bytes) return { name: nameOfInput(manifest, "manifest.mf").replace(/^.*[/\\]/, ""), bytes };
  throw invalidArgument("a manifest is a Uint8Array, an ArrayBuffer, a Blob or, in Node, a path");
}

/** The policy as `{ name, bytes }`: the JSON of a file as it stands, or that of an object. */
export async function readPolicy(policy, readFile) {
  const name = nameOfInput(policy, "policy");
  const bytes = await readFileLike(policy, readFile);
  if (bytes) return { name, bytes };
  const copy = policy === undefined ? {} : plainObject(policy, "policy", timeAsText);
  return { name, bytes: new TextEncoder().encode(JSON.stringify(copy)) };
}

/** External artifacts as pairs of a URI and what has its content, in the order given. */
export function readExternalArtifacts(externalArtifacts) {
  // Without any the verdict is no better than with them. One without content, however, was meant to be checked.
  if (externalArtifacts == null) return [];
  return membersOf(externalArtifacts, "externalArtifacts, { [uri]: content },");
}

/** A certificate or a CMS structure: PEM as text, or the bytes of a file. */
export function readEncoded(input) {
  if (isBytes(input)) return asBytes(input);
  if (typeof input === "string" && isPem(input)) return new TextEncoder().encode(input);
  throw invalidArgument("a certificate or signature is PEM text, or a Uint8Array with PEM or DER");
}

/** Content of any kind: text is refused, because its bytes would be a guess. */
export function readBytes(input) {
  if (isBytes(input)) return asBytes(input);
  throw invalidArgument("the content is a Uint8Array or an ArrayBuffer");
}

/** RFC 3339, to the second. */
export function formatTime(date) {
  if (Number.isNaN(Date.prototype.getTime.call(date))) {
    throw new VnfsealError("POLICY_INVALID", "policy.at is not a valid date");
  }
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

/** The bytes of a file given as itself, as a Blob, as PEM text or by its path; nothing for an object. */
async function readFileLike(input, readFile) {
  if (isBytes(input)) return asBytes(input);
  if (isBlob(input)) return new Uint8Array(await input.arrayBuffer());
  if (typeof input !== "string") return undefined;
  return isPem(input) ? new TextEncoder().encode(input) : readFile(input);
}

/** A bundle in JSON; `toText` writes bytes as PEM. */
export function encodeBundle(bundle, toText) {
  const text = JSON.stringify(bundle, (_, value) => (isBytes(value) ? toText(value) : value));
  return new TextEncoder().encode(text);
}

function bytesAsTheyAre(value) {
  return isBytes(value) ? asBytes(value) : undefined;
}

function timeAsText(value, path) {
  const isTime = path.join(".") === "at" && Object.prototype.toString.call(value) === "[object Date]";
  return isTime ? formatTime(value) : undefined;
}

/** The path of a file, or the name of a File. */
function nameOfInput(input, otherwise) {
  if (typeof input === "string" && !isPem(input)) return input;
  return isBlob(input) && typeof input.name === "string" ? input.name : otherwise;
}

function isPem(text) {
  return text.includes("-----BEGIN ");
}

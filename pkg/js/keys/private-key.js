// A private key, from the forms a caller has it in to what signs: a CryptoKey that nobody can read any more.

import { using } from "../engine/engine.js";
import { naming, refusalFor, refusingWithReason } from "../engine/refusals.js";
import { VnfsealError } from "../errors.js";
import { readFileInput } from "../verification/inputs.js";

/** How the sealing module says that a file is encrypted. */
const PASSWORD_NEEDED = "key-file.password-needed";

/** Whether this is a key of Web Crypto, of this or another realm. */
export function isCryptoKey(key) {
  return Object.prototype.toString.call(key) === "[object CryptoKey]";
}

/**
 * Runs `work({ pkcs8, kind, curve, certificates, fits })` with the key in a file, and wipes it afterwards. `kind` is `RSA`,
 * `RSA-PSS`, `EC` or `Ed25519`, and `certificates` are those of the file, in DER, the key's own first. `fits(certificate)` is
 * whether it may be the key's. The password, or what asks for it, is needed only if the file is encrypted.
 */
export async function withKeyFile(instance, host, { key, password }, work) {
  const { bindings } = instance;
  const { name, bytes, isOwn } = await readFileInput(key, host.readFile, "the key file");
  try {
    const read = (given) => naming(name, async () => refusingWithReason("KEY_UNUSABLE", () => bindings.readKeyFile(bytes, given)));
    const file = (await tryWithoutPassword(read)) ?? (await read(await askPassword(instance, password)));
    return await using(file, () => withContents(file, work));
  } finally {
    // The caller's own bytes are the caller's.
    if (isOwn) bytes.fill(0);
  }
}

async function tryWithoutPassword(read) {
  try {
    return await read(undefined);
  } catch (error) {
    if (error.reason === PASSWORD_NEEDED) return undefined;
    throw error;
  }
}

async function withContents(file, work) {
  const { name: kind, curve } = JSON.parse(file.kind);
  const certificates = Array.from({ length: file.certificateCount }, (_, index) => file.certificate(index));
  const fits = (certificate) => refusingWithReason("KEY_UNUSABLE", () => file.fit(certificate)) !== "other";
  const { pkcs8 } = file;
  try {
    return await work({ pkcs8, kind, curve, certificates, fits });
  } finally {
    pkcs8.fill(0);
  }
}

async function askPassword(instance, password) {
  const given = typeof password === "function" ? await password() : password;
  if (typeof given === "string") return given;
  throw refusalFor(instance, "KEY_UNUSABLE", PASSWORD_NEEDED);
}

/** Imports PKCS #8 for this algorithm of Web Crypto. It cannot be exported again. */
export async function importKey(pkcs8, algorithm, usages) {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) throw unusable("private keys are used only in secure contexts: open the page by HTTPS, or at localhost");
  const { name, namedCurve = name } = algorithm;
  return subtle.importKey("pkcs8", pkcs8, algorithm, false, usages).catch((error) => {
    // What the runtime says has names of errors at most, and it is not passed on all the same.
    if (error.name === "NotSupportedError") throw unusable(`this browser has no keys of the kind ${namedCurve}: use another, or the command`);
    throw unusable(`the private key is not a valid key of the kind ${namedCurve}`);
  });
}

/** The error for a key and a certificate of two different people. */
export function keyMismatch(instance) {
  return refusalFor(instance, "KEY_UNUSABLE", "signer.key-mismatch");
}

/** The error for a key that comes alone. */
export function certificateMissing(instance) {
  return refusalFor(instance, "KEY_UNUSABLE", "signer.certificate-missing");
}

/** The error for a key that cannot be used. */
export function unusable(sentence) {
  return new VnfsealError("KEY_UNUSABLE", sentence);
}

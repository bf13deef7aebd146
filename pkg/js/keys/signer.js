// Who signs, from the forms a caller has it in: a file with the key, a CryptoKey, or a function that has the key elsewhere.

import { free, using } from "../engine/engine.js";
import { refusingWithReason } from "../engine/refusals.js";
import { callersOwn, invalidArgument } from "../errors.js";
import { untilAborted } from "../sources/aborting.js";
import { asBytes, isBytes } from "../sources/sources.js";
import { readFileInput } from "../verification/inputs.js";
import { readOptions } from "../verification/plain.js";
import { ALGORITHMS, HASHES } from "./algorithms.js";
import { certificateMissing, importKey, isCryptoKey, keyMismatch, unusable, withKeyFile } from "./private-key.js";

const OPTIONS = ["key", "password", "certificate", "sign", "algorithm", "hash"];

/** No signature is longer: this is one of an RSA key of 32,768 bits. */
const SIGNATURE_MAX = 4096;

/**
 * Runs `work({ signer, sign })`: the engine's `Signer`, and `sign(request)`, which gives the signature value for a request of
 * the engine. Nothing verifies it here: the engine does that, with the certificate.
 */
export async function withSigner(instance, host, options, signal, work) {
  const given = readOptions(options ?? {}, OPTIONS, "signer");
  checkForm(given);
  const open = (found) => openSigner(instance, host, given, found, signal);
  const opened = isKeyFile(given) ? await withKeyFile(instance, host, given, open) : await open({});
  return using(opened.signer, () => work(opened));
}

function checkForm({ key, certificate, sign, algorithm, hash }) {
  if ((key === undefined) === (sign === undefined)) throw invalidArgument("signer has either 'key' or 'sign'");
  if (sign !== undefined && typeof sign !== "function") throw invalidArgument("signer.sign is not a function");
  if (certificate === undefined && !isKeyFile({ key })) throw invalidArgument("signer.certificate is missing");
  for (const [name, value, known] of [["algorithm", algorithm, ALGORITHMS], ["hash", hash, HASHES]]) {
    if (value !== undefined && !known.includes(value)) throw invalidArgument(`signer.${name} is not one of ${known.join(", ")}`);
  }
}

function isKeyFile({ key }) {
  return key !== undefined && !isCryptoKey(key);
}

/** `found` is what was in the file of the key, if there is one. */
async function openSigner(instance, host, given, found, signal) {
  const certificates = await readCertificates(given.certificate, host);
  const signer = describeSigner(instance, { ...given, ...wishesOf(given, found) }, certificates, found);
  try {
    const algorithm = JSON.parse(signer.algorithm());
    checkAlgorithm(given, algorithm);
    if (given.sign) return { signer, sign: (request) => askSigner(given.sign, request, signal) };
    const key = found.pkcs8 ? await importSigningKey(found, algorithm) : given.key;
    return { signer, sign: ({ data, algorithm }) => signWith(key, algorithm, data) };
  } catch (error) {
    free(signer);
    throw error;
  }
}

async function readCertificates(certificate, host) {
  const inputs = certificate === undefined ? [] : Array.isArray(certificate) ? certificate : [certificate];
  const files = await Promise.all(inputs.map((input) => readFileInput(input, host.readFile, "a certificate")));
  return files.map(({ bytes }) => bytes);
}

/** A key that was made for one algorithm signs with that. */
function wishesOf({ key, algorithm, hash }, { kind }) {
  const made = isCryptoKey(key) ? key.algorithm : { name: kind };
  return { isPss: (algorithm ?? made.name) === "RSA-PSS", hash: hash ?? made.hash?.name };
}

function describeSigner(instance, { isPss, hash }, certificates, found) {
  const { bindings } = instance;
  const [own, ...others] = [...certificates, ...(found.certificates ?? [])];
  if (!own) throw certificateMissing(instance);
  if (found.fits?.(own) === false) throw keyMismatch(instance);
  const files = new bindings.Files();
  for (const file of others) files.add(file);
  try {
    return refusingWithReason("KEY_UNUSABLE", () => new bindings.Signer(own, files, hash, isPss));
  } finally {
    free(files);
  }
}

/** The key is for what the certificate is for, and both are for what the caller wants. */
function checkAlgorithm({ key, algorithm: wanted }, { name, hash }) {
  if (wanted !== undefined && wanted !== name) throw unusable(`the key of the certificate is for ${name}, not for ${wanted}`);
  if (!isCryptoKey(key)) return;
  if (key.type !== "private" || !key.usages.includes("sign")) throw unusable("the CryptoKey is not a private key for signatures");
  if (key.algorithm.name !== name) throw unusable(`the CryptoKey is for ${key.algorithm.name}, and the certificate for ${name}`);
  const { hash: made } = key.algorithm;
  if (made && made.name !== hash) throw unusable(`the CryptoKey is for ${made.name}, not for ${hash}`);
}

function importSigningKey({ pkcs8, curve }, { name, hash }) {
  const algorithm = { name, ...(name.startsWith("RSA") && { hash }), ...(name === "ECDSA" && { namedCurve: curve }) };
  return importKey(pkcs8, algorithm, ["sign"]);
}

async function signWith(key, { name, hash, saltLength }, data) {
  const algorithm = { name, ...(hash && { hash }), ...(saltLength !== undefined && { saltLength }) };
  const signature = await crypto.subtle.sign(algorithm, key, data).catch((error) => {
    throw unusable(`the private key does not sign (${error.name})`);
  });
  return new Uint8Array(signature);
}

async function askSigner(sign, request, signal) {
  const answer = await untilAborted(callersOwn(() => sign(request)), signal);
  if (!isBytes(answer)) throw unusable("signer.sign must give the signature as a Uint8Array");
  const signature = asBytes(answer);
  if (signature.length > 0 && signature.length <= SIGNATURE_MAX) return signature;
  throw unusable(`signer.sign gave ${signature.length} bytes, which cannot be a signature`);
}

// A recipient's private key, from a file or as a CryptoKey. What is in the engine's hands is its certificate only.

import { invalidArgument } from "../errors.js";
import { certificateMissing, importKey, isCryptoKey, keyMismatch, unusable, withKeyFile } from "../keys/private-key.js";
import { readFileInput } from "../verification/inputs.js";

/** What Web Crypto has to allow for each method of the engine. */
const USAGES = { "RSA-OAEP": "decrypt", ECDH: "deriveBits" };

/**
 * Runs `work({ certificate, open })`: `open(unwrapping)` gives the CryptoKey that decrypts the key of a message. A file of
 * the key is wiped afterwards.
 */
export async function withPrivateKey(instance, host, { key, password, certificate }, work) {
  if (key === undefined) throw invalidArgument("decryptFile needs the recipient's private key as 'key'");
  const given = certificate && (await readFileInput(certificate, host.readFile, "a certificate")).bytes;
  const withCertificate = (own, open) => {
    if (own) return work({ certificate: own, open });
    throw certificateMissing(instance);
  };
  if (isCryptoKey(key)) return withCertificate(given, async (unwrapping) => checkCryptoKey(key, unwrapping));
  return withKeyFile(instance, host, { key, password }, ({ pkcs8, certificates, fits }) => {
    // The first certificate in a file is that of the key.
    const own = given ?? certificates[0];
    if (own && !fits(own)) throw keyMismatch(instance);
    return withCertificate(own, (unwrapping) => importFor(pkcs8, unwrapping));
  });
}

function importFor(pkcs8, { method, digest, curve }) {
  const algorithm = method === "ECDH" ? { name: method, namedCurve: curve } : { name: method, hash: digest };
  return importKey(pkcs8, algorithm, [USAGES[method]]);
}

/** A CryptoKey is for one algorithm only. */
function checkCryptoKey(key, { method, digest, curve }) {
  const { name, hash, namedCurve } = key.algorithm;
  const wanted = method === "ECDH" ? curve : digest;
  if (key.type !== "private" || !key.usages.includes(USAGES[method])) {
    throw unusable(`the CryptoKey is not a private key with the usage '${USAGES[method]}'`);
  }
  if (name !== method || (namedCurve ?? hash?.name) !== wanted) {
    throw unusable(`the CryptoKey is for ${name} with ${namedCurve ?? hash?.name}, and the message for ${method} with ${wanted}`);
  }
  return key;
}

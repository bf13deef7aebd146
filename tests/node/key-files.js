// Private keys in encrypted files, made by OpenSSL. The password reaches it by a file.

import { openssl } from "./identities.js";

/** The key in encrypted PKCS #8. */
export function encryptKey({ key }, passwordFile, output) {
  openssl("pkcs8", "-topk8", "-in", key, "-passout", `file:${passwordFile}`, "-out", output);
  return output;
}

/** The key and its certificate in PKCS #12. */
export function makePkcs12({ key, certificate }, passwordFile, output) {
  openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, "-passout", `file:${passwordFile}`, "-out", output);
  return output;
}

// Recipients of encrypted files, whose keys openssl makes, and what openssl encrypts and decrypts for them.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How openssl makes each kind of key. */
const KINDS = {
  rsa: { key: ["-newkey", "rsa:2048"], usage: "keyEncipherment" },
  "P-256": { key: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], usage: "keyAgreement" },
  "P-384": { key: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"], usage: "keyAgreement" },
  "P-521": { key: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"], usage: "keyAgreement" },
};

/** The names of the kinds. */
export const kinds = Object.keys(KINDS);

/** Runs openssl. */
export const openssl = (...args) => execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });

/** Makes a key and a certificate for it in `folder`: `{ kind, key, certificate }`, both paths. */
export function makeRecipient(folder, kind, name = kind) {
  const [key, certificate] = ["key", "pem"].map((end) => join(folder, `${name}.${end}`));
  const { key: making, usage } = KINDS[kind];
  const extensions = ["-addext", `keyUsage=critical,${usage}`, "-addext", "basicConstraints=critical,CA:FALSE"];
  openssl("req", "-x509", ...making, "-nodes", "-days", "9", "-subj", `/CN=${name}`, ...extensions, "-keyout", key, "-out", certificate);
  return { kind, key, certificate };
}

/** Encrypts a file with openssl for recipients, as it should be done. Further arguments come first. */
export function encryptWithOpenssl(from, to, recipients, ...args) {
  const oaep = ["-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"];
  const agreement = ["-keyopt", "ecdh_kdf_md:sha256", "-aes256-wrap"];
  const named = recipients.flatMap(({ kind, certificate }) => ["-recip", certificate, ...(kind === "rsa" ? oaep : agreement)]);
  openssl("cms", "-encrypt", "-binary", "-aes-256-gcm", ...args, "-in", from, "-outform", "DER", "-out", to, ...named);
}

/** What openssl decrypts. */
export function decryptWithOpenssl(from, { key, certificate }, to) {
  openssl("cms", "-decrypt", "-inform", "DER", "-in", from, "-inkey", key, "-recip", certificate, "-out", to);
  return readFileSync(to);
}


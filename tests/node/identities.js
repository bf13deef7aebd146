// Certificates and keys for tests that sign, made by openssl at run time.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "vnfseal-identities-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The kinds of keys that sign: options of `openssl genpkey`, and how Web Crypto calls what they do. */
export const KEY_KINDS = {
  "RSA 2048": { options: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  "RSA 3072 for PSS only": { options: ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:3072"], name: "RSA-PSS", hash: "SHA-256" },
  "EC P-256": { options: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], name: "ECDSA", hash: "SHA-256" },
  "EC P-384": { options: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], name: "ECDSA", hash: "SHA-384" },
  "EC P-521": { options: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"], name: "ECDSA", hash: "SHA-512" },
  Ed25519: { options: ["-algorithm", "ED25519"], name: "Ed25519", hash: undefined },
};

/** Runs openssl. */
export function openssl(...args) {
  return execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });
}

/** A CA and a signer below it, in a folder of their own: `root`, `certificate` and `key` are paths of PEM files. */
export function makeIdentity(name, { kind = "EC P-256", isExpired = false } = {}) {
  const place = mkdtempSync(join(folder, "identity-"));
  const to = (file) => join(place, file);
  const makeKey = (file, options) => openssl("genpkey", ...options, "-out", to(file));
  makeKey("root.key", KEY_KINDS["EC P-256"].options);
  const ca = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  openssl("req", "-utf8", "-x509", "-key", to("root.key"), "-subj", `/O=${name}/CN=${name} root`, "-days", "3650", ...ca, "-out", to("root.pem"));
  makeKey("signer.key", KEY_KINDS[kind].options);
  openssl("req", "-utf8", "-new", "-key", to("signer.key"), "-subj", `/O=${name}/CN=${name} release`, "-out", to("signer.csr"));
  writeFileSync(to("signer.cnf"), "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
  const issued = ["-req", "-in", to("signer.csr"), "-CA", to("root.pem"), "-CAkey", to("root.key"), "-CAcreateserial", "-extfile", to("signer.cnf")];
  openssl("x509", ...issued, "-days", isExpired ? "0" : "30", "-out", to("signer.pem"));
  // Such a certificate is valid until the end of the second in which it was made.
  if (isExpired) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100);
  return { place, root: to("root.pem"), certificate: to("signer.pem"), key: to("signer.key"), kind };
}

/** What signs requests as an external signer does: `openssl` with the key in its file. */
export function signWithOpenssl({ place, key }) {
  return ({ algorithm: { name, hash, saltLength }, data }) => {
    const [from, to] = ["data", "signature"].map((file) => join(place, file));
    writeFileSync(from, data);
    const pss = name === "RSA-PSS" ? ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", `rsa_pss_saltlen:${saltLength}`] : [];
    const digest = hash ? ["-digest", hash.replace("-", "").toLowerCase()] : [];
    openssl("pkeyutl", "-sign", "-rawin", ...digest, ...pss, "-inkey", key, "-in", from, "-out", to);
    return new Uint8Array(readFileSync(to));
  };
}

/** The trust bundle with this identity as the service provider. */
export function trustWith(trust, { root, certificate }) {
  const [anchor, signer] = [root, certificate].map((path) => readFileSync(path, "utf8"));
  return { ...trust, serviceProvider: { privateCAs: [anchor], signingCertificates: [signer] } };
}

// Authorities and certificates, made by OpenSSL when the tests run.

import { readFileSync, writeFileSync } from "node:fs";

import { fresh, openssl } from "./programs.js";

/** The options that have `openssl genpkey` make a key. */
const keys = {
  RSA: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
  "P-256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
  "P-384": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
  "P-521": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
  Ed25519: ["-algorithm", "ED25519"],
};

/** What a certificate is for, as the extensions of OpenSSL's configuration. */
const uses = {
  root: "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign",
  authority: "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign",
  signing: "basicConstraints = critical, CA:FALSE\nkeyUsage = critical, digitalSignature",
  encryption: "basicConstraints = critical, CA:FALSE\nkeyUsage = critical, keyEncipherment, keyAgreement",
};

/**
 * A key with a certificate, as paths of PEM files. `issuers` has the certificates between it and the root, and `chain` its
 * own before them.
 */
export class Identity {
  /** An authority that trusts nobody but itself. */
  static async root(name) {
    const root = new Identity();
    root.name = name;
    root.key = await newKey("P-256");
    root.certificate = await root.#certify(root, "root");
    root.below = "";
    return root;
  }

  /** Has this authority certify a new key, or a public key in a file. The certificate may have a serial number of its own. */
  async issue(name, { use = "signing", key = "P-256", ...more } = {}) {
    const issued = new Identity();
    issued.name = name;
    issued.key = more.publicKey ? undefined : await newKey(key);
    issued.certificate = await issued.#certify(this, use, more);
    issued.below = issued.pem + this.below;
    [issued.chain, issued.issuers] = ["chain.pem", "issuers.pem"].map(fresh);
    writeFileSync(issued.chain, issued.below);
    writeFileSync(issued.issuers, this.below);
    return issued;
  }

  get pem() {
    return readFileSync(this.certificate, "utf8");
  }

  /** The serial number of the certificate. */
  async serial() {
    const printed = await openssl("x509", "-noout", "-serial", "-in", this.certificate);
    return `0x${printed.toString().trim().replace("serial=", "")}`;
  }

  async #certify(issuer, use, { publicKey, serial, days = 30 } = {}) {
    const [extensions, request, certificate] = ["extensions", "request.pem", "certificate.pem"].map(fresh);
    const identifiers = "subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid:always\n";
    writeFileSync(extensions, `${identifiers}${uses[use]}\n`);
    // A request is signed with the subject's own key. A key that stays in a token gets its certificate by its public half.
    const subject = `/O=${this.name}/CN=${this.name} ${use}`;
    await openssl("req", "-new", "-key", this.key ?? issuer.key, "-subj", subject, "-out", request);
    const signedBy = issuer === this ? ["-key", this.key] : ["-CA", issuer.certificate, "-CAkey", issuer.key];
    const forced = [...(publicKey ? ["-force_pubkey", publicKey] : []), ...(serial ? ["-set_serial", serial] : [])];
    await openssl(
      ...["x509", "-req", "-in", request, "-days", `${days}`, "-sha256", "-extfile", extensions, "-out", certificate],
      ...[...signedBy, ...forced],
    );
    return certificate;
  }
}

/** An organisation: its root, and an authority below it that certifies signers. */
export class Organisation {
  static async new(name) {
    const organisation = new Organisation();
    organisation.root = await Identity.root(name);
    organisation.issuing = await organisation.root.issue(name, { use: "authority" });
    return organisation;
  }

  signer(options) {
    return this.issuing.issue(this.root.name, options);
  }
}

async function newKey(kind) {
  const path = fresh(`${kind}.key`);
  await openssl("genpkey", ...keys[kind], "-out", path);
  return path;
}

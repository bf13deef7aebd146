// Signed packages of any size, and the trust that goes with them. Keys and signatures are made by the openssl program.

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Archive } from "./archive.mjs";

const MIB = 1 << 20;

/** Makes packages in a folder of its own. */
export class Maker {
  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.trust = this.path("ca.pem");
    this.#makeSigner();
  }

  path(name) {
    return join(this.folder, name);
  }

  /**
   * A package whose artifacts are `{ path, content, deflate, isSigned }`; signed in its manifest (Option 1), or as a
   * whole (Option 2), its CSAR deflated if asked. Of an artifact that `isSigned` there is a signature of its own.
   */
  async make(name, artifacts, { option = 1, deflatesCsar = false } = {}) {
    const csar = this.path(option === 1 ? name : "inner.csar");
    const archive = await Archive.create(csar);
    const sources = [];
    const addSource = async (path, content, options, more = "") => {
      const digest = await archive.add(path, content, options);
      sources.push(`Source: ${path}\nAlgorithm: SHA-256\nHash: ${digest}\n${more}`);
    };
    await addSource("TOSCA-Metadata/TOSCA.meta", Buffer.from(TOSCA_META));
    await addSource("vnf.yaml", Buffer.from("tosca_definitions_version: tosca_simple_yaml_1_2\n"));
    for (const { path, content, deflate, isSigned } of artifacts) {
      await addSource(path, content, { deflate }, isSigned ? `Signature: ${path}.cms\n` : "");
      if (isSigned) await archive.add(`${path}.cms`, this.sign(content, "DER"));
    }
    const manifest = Buffer.from(`${METADATA}\n${sources.join("\n")}\n`);
    const block = option === 1 ? this.sign(manifest, "PEM") : Buffer.alloc(0);
    await archive.add("vnf.mf", Buffer.concat([manifest, block]));
    await archive.close();
    if (option === 2) await this.#deliver(name, csar, deflatesCsar);
    return this.path(name);
  }

  /** A detached signature over bytes or, by its path, a file. */
  sign(content, form) {
    const input = Buffer.isBuffer(content) ? this.path("content") : content;
    if (Buffer.isBuffer(content)) writeFileSync(input, content);
    const signer = ["-signer", this.path("signer.pem"), "-inkey", this.path("signer.key")];
    return openssl("cms", "-sign", "-binary", "-in", input, "-outform", form, "-md", "sha256", ...signer);
  }

  async #deliver(name, csar, deflate) {
    const archive = await Archive.create(this.path(name));
    await archive.add("vnf.csar", piecesOf(csar), { deflate });
    writeFileSync(this.path("vnf.cms"), this.sign(csar, "PEM"));
    await archive.add("vnf.cms", readFileSync(this.path("vnf.cms")));
    await archive.close();
  }

  #makeSigner() {
    const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    const ca = ["-keyout", this.path("ca.key"), "-out", this.trust];
    openssl("req", "-x509", ...newKey, ...ca, "-subj", "/CN=Bench CA", "-days", "30");
    const request = ["-keyout", this.path("signer.key"), "-out", this.path("signer.csr")];
    openssl("req", ...newKey, ...request, "-subj", "/CN=Bench signer");
    writeFileSync(this.path("usage"), "keyUsage=digitalSignature\nextendedKeyUsage=codeSigning\n");
    const by = ["-CA", this.trust, "-CAkey", this.path("ca.key"), "-CAcreateserial", "-days", "30"];
    const out = ["-extfile", this.path("usage"), "-out", this.path("signer.pem")];
    openssl("x509", "-req", "-in", this.path("signer.csr"), ...by, ...out);
  }
}

/** `mebibytes` of zeros, which take no room on the disk. */
export function* zeros(mebibytes) {
  const piece = Buffer.alloc(MIB);
  for (let left = mebibytes; left > 0; left -= 1) yield piece;
}

/** `mebibytes` of what does not compress. */
export function* noise(mebibytes) {
  const piece = randomBytes(MIB);
  for (let left = mebibytes; left > 0; left -= 1) {
    piece.writeUInt32LE(left, 0);
    yield piece;
  }
}

/** `mebibytes` of what deflate makes about a third of. */
export function* text(mebibytes) {
  const words = Array.from({ length: 4096 }, () =>
    randomBytes(5)
      .toString("hex")
      .slice(0, 3 + Math.random() * 7),
  );
  const word = () => words[Math.floor(Math.random() ** 2 * words.length)];
  const pieces = Array.from({ length: 8 }, () => {
    const piece = Buffer.alloc(MIB);
    for (let at = 0; at < MIB;) at += piece.write(`${word()} `, at);
    return piece;
  });
  for (let left = mebibytes; left > 0; left -= 1) yield pieces[left % pieces.length];
}

/** A file in pieces of 1 MiB, so that holes stay holes. */
function* piecesOf(path) {
  const file = openSync(path, "r");
  const piece = Buffer.alloc(MIB);
  for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) yield piece.subarray(0, length);
  closeSync(file);
}

function openssl(...args) {
  return execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"], maxBuffer: 64 * MIB });
}

const TOSCA_META = `TOSCA-Meta-File-Version: 1.0
CSAR-Version: 1.1
Created-By: bench
Entry-Definitions: vnf.yaml
ETSI-Entry-Manifest: vnf.mf
`;

const METADATA = `metadata:
  vnf_provider_id: Bench
  vnf_product_name: bench
  vnf_release_date_time: 2026-11-02T08:00:00Z
  vnf_package_version: 1.0
  vnfd_id: 2b6f1c0e-7d7e-4b53-9d41-0d7c3c0f5a11
  vnf_software_version: 1.0
  vnfm_info: etsivnfm:v4.2.1
  compatible_specification_versions: 4.2.1
`;

// Packages that OpenSSL has signed, and the parts of packages.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { unzip, zip } from "../node/zip.js";
import { fresh, openssl } from "./programs.js";

export const META = "TOSCA-Metadata/TOSCA.meta";
export const MANIFEST = "vnf.mf";
export const ARTIFACT = "Files/image.qcow2";
export const [CSAR, SIGNATURE] = ["vnf.csar", "vnf.cms"];

/** The files of a package without its manifest. */
export function files(artifact = "image") {
  return {
    [META]:
      "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme\nEntry-Definitions: vnf.yaml\n" +
      "ETSI-Entry-Manifest: vnf.mf\nETSI-Entry-Change-Log: ChangeLog.txt\n",
    "vnf.yaml":
      "tosca_definitions_version: tosca_simple_yaml_1_0\ndescription: a VNF\n" +
      "topology_template:\n  node_templates:\n    server:\n      type: tosca.nodes.Compute\n",
    "ChangeLog.txt": "1.0 first\n",
    [ARTIFACT]: artifact.repeat(5000),
  };
}

/** How a manifest begins. It is all of it that is there before a folder is packed. */
const METADATA =
  "metadata:\n  vnf_provider_id: Acme\n  vnf_product_name: VNF\n  vnf_package_version: 1.0\n" +
  "  vnf_release_date_time: 2026-01-01T00:00:00Z\n\n";

/** The text of a manifest that lists these files. */
export function manifest(listed) {
  const digest = (content) => createHash("sha256").update(content).digest("hex");
  const blocks = Object.entries(listed).map(
    ([path, content]) => `Source: ${path}\nAlgorithm: SHA-256\nHash: ${digest(content)}\n\n`,
  );
  return METADATA + blocks.join("");
}

/** Has OpenSSL sign content for signers of one authority. The options are further ones of `openssl cms -sign`. */
export async function sign(content, signers, { form = "PEM", md = "sha256", options = [] } = {}) {
  const [input, output] = ["content", "signature"].map(fresh);
  writeFileSync(input, content);
  const keys = signers.flatMap(({ certificate, key }) => ["-signer", certificate, "-inkey", key]);
  const others = ["-certfile", signers[0].issuers, "-md", md];
  await openssl("cms", "-sign", "-binary", "-in", input, ...keys, ...others, ...options, "-outform", form, "-out", output);
  return readFileSync(output);
}

/** A package with its signature in the manifest (Option 1). */
export async function option1(signers, options = {}, content = files()) {
  const text = manifest(content);
  const signature = await sign(text, signers, { ...options, form: "PEM" });
  return zip({ ...content, [MANIFEST]: Buffer.concat([Buffer.from(text), signature]) });
}

/** A delivery: a package, and its signature beside it (Option 2). */
export async function option2(signers, options = {}, content = files()) {
  const csar = zip({ ...content, [MANIFEST]: manifest(content) });
  return zip({ [CSAR]: csar, [SIGNATURE]: await sign(csar, signers, options) });
}

/** What is signed in a package, and the signature: `{ content, signature, entry }`. */
export function signed(packed) {
  const entries = unzip(packed);
  const signature = Object.keys(entries).find((path) => path.endsWith(".cms"));
  if (signature) {
    return { content: entries[signature.replace(/cms$/, "csar")], signature: entries[signature], entry: signature };
  }
  const entry = Object.keys(entries).find((path) => path.endsWith(".mf"));
  const at = entries[entry].indexOf("-----BEGIN ");
  return { content: entries[entry].subarray(0, at), signature: entries[entry].subarray(at), entry };
}

/** Writes these files of `{ path: content }` to a folder, to be packed with a manifest. Returns its path. */
export function folderOf(content) {
  const folder = fresh("folder");
  for (const [path, bytes] of Object.entries({ ...content, [MANIFEST]: METADATA })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** Writes bytes to a new file, and returns its path. */
export function fileOf(bytes, name) {
  const path = fresh(name);
  writeFileSync(path, bytes);
  return path;
}

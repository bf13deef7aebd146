// Packages for tests of the gate, signed by a VNF provider that the trust file names, and what an attacker makes of them.

import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { makeIdentity } from "./identities.js";
import { folder, vnfseal } from "./installed.js";
import { unzip, zip } from "./zip.js";

export const vendor = makeIdentity("gate-vendor");
const place = mkdtempSync(join(folder, "gate-"));
export const trust = join(place, "trust.json");
export const bundle = { vnfProvider: { privateCAs: [readFileSync(vendor.root, "utf8")] } };
writeFileSync(trust, JSON.stringify(bundle));

/** A package with an image of this size, signed: its bytes. Its manifest names a VNFD only if that is given. */
export async function makePackage({ size = 1000, vnfdId } = {}) {
  const file = (path, text) => ({ path, file: typeof text === "string" ? new TextEncoder().encode(text) : text });
  const manifest = [
    ...["metadata:", "vnf_product_name: Sbc", "vnf_provider_id: Acme", "vnf_package_version: 1.0", ...(vnfdId ? [`vnfd_id: ${vnfdId}`] : [])],
    ...["vnf_release_date_time: 2026-11-02T08:00:00Z", "vnf_software_version: 1.0", "vnfm_info: etsivnfm:v4.2.1", "compatible_specification_versions: 2.7.1,3.3.1,4.2.1", ""],
  ];
  const meta = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme\nEntry-Definitions: acme.yaml\nETSI-Entry-Manifest: acme.mf\n";
  const files = [
    file("TOSCA-Metadata/TOSCA.meta", meta),
    file("acme.yaml", "tosca_definitions_version: tosca_simple_yaml_1_2\n"),
    file("acme.mf", manifest.join("\n")),
    file("Files/image.img", new Uint8Array(randomBytes(size))),
  ];
  const { blob } = await vnfseal.packFolder(files, { signer: { key: vendor.key, certificate: vendor.certificate }, trust });
  return Buffer.from(await blob.arrayBuffer());
}

/** What an attacker makes of a package: archives that are right as such. */
export const tampered = {
  "a changed image": (bytes) => repack(bytes, (files) => files["Files/image.img"].writeUInt8(files["Files/image.img"][0] ^ 1)),
  "an unlisted file": (bytes) => repack(bytes, (files) => Object.assign(files, { "Files/more.sh": Buffer.from("#!/bin/sh\n") })),
  "a missing file": (bytes) => repack(bytes, (files) => delete files["acme.yaml"]),
  "a bad signature": (bytes) =>
    repack(bytes, (files) => {
      files["acme.mf"] = Buffer.from(files["acme.mf"].toString("latin1").replace("vnf_product_name: Sbc", "vnf_product_name: Abc"), "latin1");
    }),
  "a source that the NFVO would read from its own disk": (bytes) =>
    repack(bytes, (files) => {
      const [source] = /^Source: Files\/image\.img$/m.exec(files["acme.mf"]);
      files["acme.mf"] = Buffer.from(files["acme.mf"].toString("latin1").replace(source, "Source: file:///etc/passwd"), "latin1");
    }),
};
export const changed = tampered["a changed image"];

function repack(bytes, change) {
  const files = Object.fromEntries(Object.entries(unzip(bytes)).map(([path, content]) => [path, Buffer.from(content)]));
  change(files);
  return zip(files);
}

// The door of an NFVO in the installed package, and a package that is small enough for every test.

import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { makeIdentity } from "./identities.js";
import { folder, packageFolder, vnfseal } from "./installed.js";

/** The path of what `import "vnfseal/nfvo"` loads. */
export const door = createRequire(join(folder, "program.js")).resolve("vnfseal/nfvo");

export const { openNfvo, uploadPackage, fetchPackage } = await import(pathToFileURL(door));

/** A module of the package itself. */
export const internal = (path) => import(pathToFileURL(join(packageFolder, "js", "nfvo", path)));

export const vendor = makeIdentity("vendor");

/** Whom to trust for the package. */
export const trust = { vnfProvider: { privateCAs: [readFileSync(vendor.root, "utf8")] } };

export const MANIFEST = [
  ...["metadata:", "vnf_product_name: Sbc", "vnf_provider_id: Acme", "vnf_package_version: 1.0", "vnfd_id: 2b6f1c0e-7d7e-4b53-9d41-0d7c3c0f5a11"],
  ...["vnf_release_date_time: 2026-11-02T08:00:00Z", "vnf_software_version: 1.0", "vnfm_info: etsivnfm:v4.2.1", "compatible_specification_versions: 2.7.1,3.3.1,4.2.1", ""],
].join("\n");

const META = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme\nEntry-Definitions: acme.yaml\nETSI-Entry-Manifest: acme.mf\n";

/** The VNF provider packs and signs these files beside what every package has. Gives the path. */
export async function makePackage(more = {}, manifest = MANIFEST) {
  const files = { "TOSCA-Metadata/TOSCA.meta": META, "acme.yaml": "tosca_definitions_version: tosca_simple_yaml_1_2\n", "acme.mf": manifest, ...more };
  const list = Object.entries(files).map(([path, text]) => ({ path, file: Buffer.from(text) }));
  const output = join(mkdtempSync(join(folder, "nfvo-")), "acme.csar");
  await vnfseal.packFolder(list, { signer: { key: vendor.key, certificate: vendor.certificate }, trust, output });
  return output;
}

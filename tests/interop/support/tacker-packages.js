// Packages that tacker takes: one of its own samples, with the metadata of SOL 004, packed and signed here.

import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { shared } from "../../node/packages.js";
import { unzip } from "../../node/zip.js";
import { fresh } from "../programs.js";
import { acme, provider } from "../parties.js";
import { packFolder } from "../vnfseal.js";

const META = "TOSCA-Metadata/TOSCA.meta";
const ENTRY = "Definitions/helloworld3_top.vnfd.yaml";
const IMAGE = "Files/images/cirros-0.5.2-x86_64-disk.img";

/** Whom to trust for these packages. */
export const trust = { vnfProvider: { privateCAs: [acme.root.pem] } };

/** The files of the sample. Each VNFD has an id of its own: tacker takes it once. */
function sampleFiles(vnfdId) {
  const { [META]: _, ...files } = unzip(readFileSync(shared("openstack-tacker/vnfpkgm1.zip")));
  const [old] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(files[ENTRY].toString());
  const renamed = Object.entries(files).map(([path, bytes]) => [path, path.endsWith(".yaml") ? bytes.toString().replaceAll(old, vnfdId) : bytes]);
  return { ...Object.fromEntries(renamed), [META]: meta, "sample.mf": manifest(vnfdId) };
}

const meta =
  "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme\n" +
  `Entry-Definitions: ${ENTRY}\nETSI-Entry-Manifest: sample.mf\n`;

const manifest = (vnfdId) =>
  "metadata:\n  vnf_product_name: Sample VNF\n  vnf_provider_id: Company\n  vnf_package_version: 1.0\n" +
  "  vnf_release_date_time: 2026-01-01T00:00:00Z\n  vnf_software_version: 1.0\n  vnfm_info: Tacker\n" +
  `  vnfd_id: ${vnfdId}\n  compatible_specification_versions: 2.7.1,3.3.1,4.2.1\n\n`;

/** Packs and signs the sample, with the files that `change(files)` gives, and more options of `packFolder`. Gives the path of the package. */
export async function samplePackage({ vnfdId = randomUUID(), change = (files) => files, ...more } = {}) {
  const folder = fresh("sample");
  for (const [path, bytes] of Object.entries(change(sampleFiles(vnfdId)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const output = fresh("sample.csar");
  const { key, chain } = await provider();
  await packFolder(folder, { signer: { key, certificate: chain }, ...more, output });
  return output;
}

export { ENTRY, IMAGE };

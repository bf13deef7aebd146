// A registry with many small packages for tests of audits: few blobs, and a manifest for each entry, which is what an audit has to read.

import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { PACKAGE, openCatalogue } from "./catalogue.js";
import { packageFolder } from "./installed.js";
import { demo } from "./packages.js";
import { zip } from "./zip.js";

const { describeEntry, readDetails } = await import(pathToFileURL(join(packageFolder, "js", "catalogue", "entry.js")));

/** The packages in it: one that is right but for an external artifact, and three that are not. */
const PACKAGES = [readFileSync(demo("acme-vnf-external.csar")), ...["a", "b", "c"].map((letter) => zip({ "TOSCA-Metadata/TOSCA.meta": letter }))];

/** The verdict of the entry with this number. */
export const verdictOf = (number) => (number % PACKAGES.length === 0 ? "indeterminate" : "failed");

/** Puts `count` entries, `p0` and so on, into a repository of the registry, and gives its address. */
export async function fillRegistry(host, count) {
  const address = `oci://${host}/many`;
  const catalogue = openCatalogue(address);
  const layers = [];
  for (const [index, bytes] of PACKAGES.entries()) {
    const { digest } = await catalogue.put(`p${index}`, bytes, PACKAGE);
    layers.push({ digest, size: bytes.length });
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const numbers = Array.from({ length: Math.max(0, count - PACKAGES.length) }, (_, index) => index + PACKAGES.length);
  const putNext = async () => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
      const { manifest } = describeEntry(layers[number % layers.length], readDetails(`p${number}`, { ...PACKAGE, fileName: `p${number}.csar` }));
      await put(agent, host, `/v2/many/manifests/p${number}`, manifest);
    }
  };
  await Promise.all(Array.from({ length: 8 }, putNext));
  agent.destroy();
  return address;
}

function put(agent, host, path, { bytes, descriptor }) {
  const [hostname, port] = host.split(":");
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": descriptor.mediaType, "Content-Length": bytes.length };
    const sent = request({ agent, hostname, port, path, method: "PUT", headers }, (response) => {
      response.resume().on("end", () => (response.statusCode === 201 ? resolve() : reject(new Error(`${path}: ${response.statusCode}`))));
    });
    sent.on("error", reject).end(bytes);
  });
}

// The npm package in a page of Firefox, without the portal: large artifacts are digested by its workers.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test as declare } from "node:test";
import { fileURLToPath } from "node:url";
import { zip } from "../../node/zip.js";
import { useFirefox, withoutFirefox } from "../support/firefox.js";

const npmPackage = process.env.VNFSEAL_PACKAGE ?? fileURLToPath(new URL("../../../pkg", import.meta.url));
const firefox = useFirefox(npmPackage, { "/index.html": '<!doctype html><input type="file">' });
const test = (name, run) => declare(name, { skip: withoutFirefox }, run);
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vnfseal-firefox-lanes-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Verifies in a page, with so many lanes, and tells which paths workers were given. */
async function verifyInPage(page, lanes) {
  return page.evaluate(async (lanes) => {
    Object.defineProperty(navigator, "hardwareConcurrency", { value: lanes });
    const given = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function watched(message, ...rest) {
      given.push(...(message.pass?.tasks ?? []).map(({ path }) => path));
      return post.call(this, message, ...rest);
    };
    const { verifyPackage } = await import("/js/browser.js");
    let last;
    const report = await verifyPackage(document.querySelector("input").files[0], {
      onProgress: (told) => (last = told),
    });
    return { report, given, last };
  }, lanes);
}

// Half of it does not compress, so that it is worth a worker deflated as well.
const image = Buffer.concat([randomBytes(32 << 20), Buffer.alloc(32 << 20, "what is said once and again\n")]);
const sha256 = createHash("sha256").update(image).digest("hex");
const files = {
  "TOSCA-Metadata/TOSCA.meta":
    "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: x\nEntry-Definitions: v.yaml\nETSI-Entry-Manifest: v.mf\n",
  "v.mf": `metadata:\n  vnf_provider_id: x\n\nSource: disk.img\nAlgorithm: SHA-256\nHash: ${sha256}\n`,
  "v.yaml": "",
  "disk.img": image,
};

for (const [method, deflate] of Object.entries({ stored: false, deflated: true })) {
  test(`an artifact of 64 MiB that is ${method} is digested by a worker`, async () => {
    const path = join(folder, `${method}.csar`);
    await writeFile(path, zip(files, { deflate }));
    const page = await firefox.open();
    await (await page.$("input")).uploadFile(path);
    const { report, given, last } = await verifyInPage(page, 2);
    assert.ok(given.includes("disk.img"), `workers were given: ${given}`);
    const artifact = report.artifacts.find(({ artifactPath }) => artifactPath === "disk.img");
    assert.equal(artifact.checksum.actual, sha256);
    assert.equal(last.bytesDone, last.bytesTotal);
    assert.deepEqual(page.errors, []);
  });
}

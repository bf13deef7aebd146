// `vnfseal manifest`: a manifest as an NFVO returns it, without its package.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip, zip } from "./zip.js";

const { verifyManifest } = vnfseal;
const trust = demo("trust.json");
const good = join(folder, "good.mf");
const changed = join(folder, "changed.mf");

before(() => {
  const manifest = unzip(readFileSync(demo("acme-vnf-external.csar")))["acme_vnf.mf"];
  writeFileSync(good, manifest);
  writeFileSync(changed, manifest.toString("latin1").replace("vnf_package_version: 1.4.0", "vnf_package_version: 1.5.0"), "latin1");
});

describe("vnfseal manifest", () => {
  it("has the status of the verdict, and says that files are not verified", async () => {
    const { status, stdout, stderr } = await run("manifest", good, "--trust", trust);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^PASSED: .*good\.mf\nOnly the manifest was verified\./);
    const { sources, signatures } = await verifyManifest({ manifest: good, trust });
    for (const { path, digest } of sources) assert.ok(stdout.includes(`  ${path}`) && stdout.includes(digest), path);
    assert.ok(stdout.includes(signatures[0].chain[0].fingerprint));
    const failed = await run("manifest", changed, "--trust", trust);
    assert.equal(failed.status, 1);
    assert.match(failed.stdout, /^FAILED/);
    assert.match(failed.stdout, /✗ failed signature\./);
    assert.equal((await run("manifest", good)).status, 2);
  });

  it("is the API's report with --json", async () => {
    const at = new Date().toISOString();
    const { stdout } = await run("manifest", good, "--trust", trust, "--at", at, "--json");
    assert.deepEqual(JSON.parse(stdout), await verifyManifest({ manifest: good, trust, policy: { at } }));
  });

  it("takes certificates that come beside it, and a policy", async () => {
    const policy = join(folder, "manifest-policy.json");
    writeFileSync(policy, JSON.stringify({ serviceProviderSignature: "required" }));
    const { status, stdout } = await run("manifest", good, "--trust", trust, "--policy", policy, "--json");
    assert.equal(status, 1);
    assert.ok(JSON.parse(stdout).findings.some(({ code }) => code === "artifact.not-signed-by-service-provider"));
    const beside = join(folder, "beside.pem");
    writeFileSync(beside, JSON.parse(readFileSync(trust)).vnfProvider.privateCAs[0]);
    assert.equal((await run("manifest", good, "--trust", trust, "--certificate", beside)).status, 0);
    await assertCouldNotRun(["manifest", good, "--certificate", "missing.pem"], /missing\.pem/);
  });

  it("could not run where a file cannot be read, or the usage is wrong", async () => {
    await assertCouldNotRun(["manifest", "missing.mf"], /missing\.mf/);
    await assertCouldNotRun(["manifest"], /argument.*file/);
    await assertCouldNotRun(["manifest", good, "--at", "noon"], /noon/);
  });

  it("refuses a package, small, large, empty, or cut, whatever it is called", async () => {
    const [empty, cut, mislabelled] = ["empty.csar", "cut.mf", "mislabelled.mf"].map((name) => join(folder, name));
    writeFileSync(empty, zip({}));
    writeFileSync(cut, readFileSync(demo("acme-vnf-external.csar")).subarray(0, 4));
    writeFileSync(mislabelled, readFileSync(demo("acme-vnf-external.csar")));
    for (const path of [demo("acme-vnf-external.csar"), demo("acme-vnf-option1.csar"), demo("acme-vnf-option2.zip"), empty, cut, mislabelled]) {
      await assertCouldNotRun(["manifest", path, "--trust", trust], /: this is a package, not a manifest: use vnfseal verify\n$/);
    }
  });

  it("takes what only begins like one for what it is", async () => {
    for (const start of ["", "P", "PK", "PK\x03", "PK: 1\n"]) {
      const path = join(folder, "short.mf");
      writeFileSync(path, start, "latin1");
      assert.equal((await run("manifest", path)).status, 1, JSON.stringify(start));
    }
  });

  it("is what verify names for a manifest, which is no package", async () => {
    const { status, stdout, stderr } = await run("verify", good, "--trust", trust);
    assert.equal(status, 1);
    assert.match(stdout, /^FAILED: This is not a VNF package/);
    assert.match(stderr, /good\.mf: 'vnfseal manifest' verifies a manifest/);
    assert.equal((await run("verify", good, "--trust", trust, "--quiet")).stderr, "");
  });

  it("makes what could fool a terminal visible", async () => {
    const { renderManifest } = await import(join(packageFolder, "js", "formats", "manifest.js"));
    const hostile = "a\x1b[2J\u202egnp.exe\u200b\nb";
    const report = await verifyManifest({ manifest: good, trust });
    report.metadata.push({ key: hostile, value: hostile });
    Object.assign(report.sources[0], { path: hostile, algorithm: hostile, digest: hostile });
    const text = renderManifest(report, { path: hostile });
    assert.doesNotMatch(text, /[^\n\P{C}]/u);
    assert.equal(text.split("a\\u{1b}[2J\\u{202e}gnp.exe\\u{200b}\\u{a}b").length, 7);
  });
});

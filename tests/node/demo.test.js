// The demo: good packages pass, and damaged ones fail with a finding that names the file or the certificate.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const verify = (name) => vnfseal.verifyPackage(demo(name), { trust: demo("trust.json") });
const failures = ({ findings }) => findings.filter(({ severity }) => severity === "fail");

describe("the demo", () => {
  it("passes as Option 1, every artifact signed by the VNF provider", async () => {
    const report = await verify("acme-vnf-option1.csar");
    assert.equal(report.verdict, "passed");
    assert.equal(report.package.packageSecurityOption, "OPTION_1");
    const artifacts = report.artifacts.filter(({ kind }) => kind === "local");
    assert.ok(artifacts.length > 0);
    for (const artifact of artifacts) {
      assert.equal(artifact.status, "passed");
      assert.equal(artifact.vnfProvider, "verified");
      assert.equal(artifact.checksum.actual, artifact.checksum.expected);
    }
  });

  it("passes as Option 2, covered as a whole", async () => {
    const report = await verify("acme-vnf-option2.zip");
    assert.equal(report.verdict, "passed");
    assert.equal(report.package.packageSecurityOption, "OPTION_2");
    for (const { coverage } of report.artifacts.filter(({ kind }) => kind === "local")) {
      assert.ok(coverage.includes("wholePackage"));
    }
  });

  it("fails by the artifact that was changed", async () => {
    const report = await verify("acme-vnf-artifact-changed.csar");
    assert.equal(report.integrity, "failed");
    const [artifact, ...others] = report.artifacts.filter(({ status }) => status === "failed");
    assert.deepEqual(others, []);
    assert.notEqual(artifact.checksum.actual, artifact.checksum.expected);
    const [finding] = failures(report);
    assert.equal(finding.code, "artifact.digest-mismatch");
    assert.equal(finding.place.path, artifact.artifactPath);
    assert.ok(finding.what.includes(artifact.artifactPath));
  });

  it("fails by the file that was added", async () => {
    const report = await verify("acme-vnf-file-added.csar");
    assert.equal(report.completeness, "failed");
    const [finding] = failures(report);
    assert.equal(finding.place.path, "Scripts/support.sh");
    assert.ok(finding.what.includes("Scripts/support.sh"));
  });

  it("fails by the signer who is not trusted, while the digests hold", async () => {
    const report = await verify("acme-vnf-signer-not-trusted.csar");
    assert.equal(report.authenticity, "failed");
    assert.equal(report.integrity, "passed");
    const [finding] = failures(report);
    const [{ fingerprint, subject }] = report.signatures[0].chain;
    assert.equal(finding.place.fingerprint, fingerprint);
    assert.ok(finding.what.includes(subject));
  });
});

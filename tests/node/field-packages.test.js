// Packages from the field, as others made and published them.

import assert from "node:assert/strict";
import { describe, it as test } from "node:test";

import { vnfseal } from "./installed.js";
import { shared, withoutShared } from "./packages.js";

const verify = (name, ...trust) => vnfseal.verifyPackage(shared(name), { trust: trust.map(shared) });
const codes = ({ findings }, wanted) => findings.filter(({ severity }) => severity === wanted).map(({ code }) => code);

const it = (name, run) => test(name, { skip: withoutShared }, run);

describe("packages from the field", () => {
  it("onap-sdc: passes, with a warning about the X.509 v1 signer", async () => {
    const report = await verify("onap-sdc/sample-signed-pnf-1.0.1-SNAPSHOT.zip", "onap-sdc/root.cert");
    assert.equal(report.verdict, "passed");
    assert.ok(codes(report, "warn").includes("certificate.version-1"));
    assert.equal(report.signatures[0].chain[0].version, 1);
  });

  for (const name of ["opt1-ec256-sha256.csar", "opt1-rsa3072-sha512.csar"]) {
    it(`${name}: passes, with a warning that TOSCA.meta is not listed`, async () => {
      const report = await verify(`acme/${name}`, "acme/root.crt");
      assert.equal(report.verdict, "passed");
      const paths = report.findings.filter(({ severity }) => severity === "warn").map(({ place }) => place.path);
      assert.ok(paths.includes("TOSCA-Metadata/TOSCA.meta"));
    });
  }

  for (const name of ["opt2-cert-file-ec384-sha384.zip", "opt2-cert-in-cms-rsa3072-sha256.zip"]) {
    it(`${name}: passes`, async () => {
      assert.equal((await verify(`acme/${name}`, "acme/root.crt")).verdict, "passed");
    });
  }

  it("opt1-rsa3072-inter-sha256.csar: needs its intermediate CA", async () => {
    const name = "acme/opt1-rsa3072-inter-sha256.csar";
    assert.equal((await verify(name, "acme/root.crt", "acme/inter.crt")).verdict, "passed");
    const alone = await verify(name, "acme/root.crt");
    assert.equal(alone.verdict, "failed");
    assert.equal(alone.authenticity, "failed");
    assert.equal(alone.integrity, "passed");
  });

  it("unsigned-sha256.csar: fails", async () => {
    assert.equal((await verify("acme/unsigned-sha256.csar", "acme/root.crt")).verdict, "failed");
    assert.equal((await verify("acme/unsigned-sha256.csar")).verdict, "failed");
  });

  for (const name of [
    "onap-sdc/sample-signed-pnf-1.0.1-SNAPSHOT.zip",
    "acme/opt1-ec256-sha256.csar",
    "acme/opt1-rsa3072-sha512.csar",
    "acme/opt1-rsa3072-inter-sha256.csar",
    "acme/opt2-cert-file-ec384-sha384.zip",
    "acme/opt2-cert-in-cms-rsa3072-sha256.zip",
  ]) {
    it(`${name}: indeterminate without trust`, async () => {
      const report = await verify(name);
      assert.equal(report.verdict, "indeterminate");
      assert.equal(report.authenticity, "indeterminate");
      assert.equal(report.integrity, "passed");
    });
  }

  it("validFile.csar: its signature is right, its signer nobody's", async () => {
    const name = "onap-vnfsdk-validation/pnf/r146092/validFile.csar";
    for (const trust of [[], ["onap-sdc/root.cert"]]) {
      const report = await verify(name, ...trust);
      assert.notEqual(report.verdict, "passed");
      assert.notEqual(report.authenticity, "passed");
      assert.equal(report.signatures[0].integrity, "passed");
    }
  });
});

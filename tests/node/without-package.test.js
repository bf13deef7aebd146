// `verifySignedData`, `verifyManifest` and `verifyCertificate`: what comes without a package.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, describe, it } from "node:test";

import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip } from "./zip.js";

const { verifyCertificate, verifyManifest, verifyPackage, verifySignedData } = vnfseal;
const trust = demo("trust.json");

it("complains about certificates that are no list", async () => {
  for (const certificates of [null, 5, "-----BEGIN CERTIFICATE-----"]) {
    await assert.rejects(vnfseal.verifyManifest({ manifest: new Uint8Array(1), certificates }), { code: "ARGUMENT_INVALID" });
  }
});

describe("verifySignedData", () => {
  let content;
  let signedData;
  before(async () => {
    const files = unzip(await readFile(demo("acme-vnf-option2.zip")));
    const file = (extension) => Object.entries(files).find(([path]) => path.endsWith(extension))[1];
    content = file(".csar");
    signedData = file(".cms");
  });

  it("passes a signature over the content it is given", async () => {
    const report = await verifySignedData({ signedData, content, trust });
    assert.equal(report.verdict, "passed");
    assert.equal(report.content, "given");
    assert.equal(report.signatures[0].role, "vnfProvider");
  });

  it("takes PEM as text", async () => {
    const text = new TextDecoder().decode(signedData);
    assert.ok(text.startsWith("-----BEGIN CMS-----"));
    assert.equal((await verifySignedData({ signedData: text, content, trust })).verdict, "passed");
  });

  it("fails other content, and says why", async () => {
    const other = Uint8Array.from(content);
    other[other.length - 1] ^= 1;
    const report = await verifySignedData({ signedData, content: other, trust });
    assert.equal(report.verdict, "failed");
    assert.equal(report.integrity, "failed");
    assert.ok(report.findings.some(({ code }) => code === "signature.content-mismatch"));
  });

  it("does not pass a signature whose content is nowhere", async () => {
    const report = await verifySignedData({ signedData, trust });
    assert.notEqual(report.verdict, "passed");
    assert.equal(report.content, "missing");
  });

  it("does not pass without authorities", async () => {
    assert.equal((await verifySignedData({ signedData, content })).verdict, "indeterminate");
  });

  it("refuses what are no bytes", async () => {
    await assert.rejects(verifySignedData({ signedData: 42 }), { code: "ARGUMENT_INVALID" });
    await assert.rejects(verifySignedData({ signedData, content: "text" }), { code: "ARGUMENT_INVALID" });
  });
});

describe("verifyManifest", () => {
  let manifest;
  before(async () => {
    const files = unzip(await readFile(demo("acme-vnf-option1.csar")));
    manifest = Object.entries(files).find(([path]) => path.endsWith(".mf"))[1];
  });

  it("passes a manifest that a trusted provider signed, and says what it lists", async () => {
    const text = new TextDecoder().decode(manifest);
    for (const given of [manifest, new File([manifest], "acme.mf"), text]) {
      const report = await verifyManifest({ manifest: given, trust });
      assert.equal(report.verdict, "passed");
      assert.equal(report.signatures[0].role, "vnfProvider");
      assert.ok(report.sources.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest)));
      assert.ok(report.metadata.some(({ key }) => key === "vnf_provider_id"));
    }
  });

  it("fails a changed manifest", async () => {
    const changed = Uint8Array.from(manifest);
    changed[20] ^= 1;
    assert.equal((await verifyManifest({ manifest: changed, trust })).verdict, "failed");
  });

  it("does not pass without authorities, nor without a signature", async () => {
    assert.equal((await verifyManifest({ manifest })).verdict, "indeterminate");
    const report = await verifyManifest({ manifest: new TextEncoder().encode("metadata:\n"), trust });
    assert.equal(report.findings[0].code, "signature.missing");
  });

  it("refuses what is no manifest", async () => {
    await assert.rejects(verifyManifest({ manifest: 42, trust }), { code: "ARGUMENT_INVALID" });
  });
});

describe("verifyCertificate", () => {
  let signer;
  let intermediates;
  before(async () => {
    const { signatures } = await verifyPackage(demo("acme-vnf-option1.csar"), { trust });
    [signer, ...intermediates] = signatures[0].chain.map(({ pem }) => pem);
  });

  it("finds the chain of a signer", async () => {
    const report = await verifyCertificate({ certificate: signer, intermediates, trust });
    assert.equal(report.verdict, "passed");
    assert.equal(report.role, "vnfProvider");
    assert.equal(report.chain[0].pem, signer);
    assert.equal(report.chain.length, 1 + intermediates.length);
  });

  it("does so at the time of the policy", async () => {
    const policy = { at: new Date("2010-01-01T00:00:00Z") };
    const report = await verifyCertificate({ certificate: signer, intermediates, trust, policy });
    assert.equal(report.verdict, "failed");
    assert.ok(report.findings.some(({ code }) => code === "certificate.not-yet-valid"));
  });

  it("asks more of a package signer than of a path", async () => {
    const [certificate] = intermediates;
    assert.equal((await verifyCertificate({ certificate, trust })).verdict, "failed");
    assert.equal((await verifyCertificate({ certificate, trust, purpose: "any" })).verdict, "passed");
  });

  it("does not pass without authorities", async () => {
    assert.equal((await verifyCertificate({ certificate: signer, intermediates })).verdict, "indeterminate");
  });

  it("refuses purposes and policies there are not", async () => {
    await assert.rejects(verifyCertificate({ certificate: signer, purpose: "cooking" }), /purpose/);
    await assert.rejects(verifyCertificate({ certificate: signer, policy: { userInitialPolicySet: ["x"] } }), /policy/i);
  });
});

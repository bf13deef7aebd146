// First signatures, by the installed package: a folder becomes a CSAR, and a CSAR a delivery. Others read them too.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, describe, it } from "node:test";

import { makeIdentity, openssl, signWithOpenssl } from "./identities.js";
import { folder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip } from "./zip.js";

const { packFolder, signPackage, verifyPackage, wrapPackage } = vnfseal;
const place = mkdtempSync(join(folder, "pack-"));
const to = (name) => join(place, name);

const METADATA =
  "metadata:\nvnf_provider_id: Acme\nvnf_product_name: SBC\nvnf_package_version: 1.0\nvnf_release_date_time: 2026-11-02T08:00:00Z\n";

let acme;
let trust;
let signer;
let unpacked;
before(() => {
  acme = makeIdentity("Acme");
  trust = { vnfProvider: { privateCAs: [readFileSync(acme.root, "utf8")] } };
  signer = { certificate: acme.certificate, sign: signWithOpenssl(acme) };
  unpacked = unzip(readFileSync(demo("acme-vnf-option1.csar")));
  unpacked["acme_vnf.mf"] = Buffer.from(METADATA);
});

/** Writes files into a new folder. */
function makeFolder(name, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(to(name), path)), { recursive: true });
    writeFileSync(join(to(name), path), content);
  }
  return to(name);
}

const bytesOf = async ({ blob }) => Buffer.from(await blob.arrayBuffer());
const asList = (files) => Object.entries(files).map(([path, file]) => ({ path, file }));
const leftOf = (name) => readdirSync(place).filter((each) => each.includes(name));

/** `openssl cms -verify` over the detached content. */
function assertOpensslVerifies(signature, content) {
  writeFileSync(to("cms"), signature);
  writeFileSync(to("content"), content);
  openssl("cms", "-verify", "-binary", "-inform", "PEM", "-in", to("cms"), "-content", to("content"), "-CAfile", acme.root, "-purpose", "any", "-out", "/dev/null");
}

/** Checks a CSAR that was packed of these files. */
async function assertPacked(csar, files) {
  const { verdict, findings } = await verifyPackage(csar, { trust });
  assert.deepEqual([verdict, findings], ["passed", []]);
  const packed = unzip(csar);
  assert.deepEqual(Object.keys(packed).sort(), Object.keys(files).sort());
  for (const [path, content] of Object.entries(files)) assert.ok(path.endsWith(".mf") || packed[path].equals(content), path);
  const text = packed["acme_vnf.mf"].toString();
  const at = text.indexOf("-----BEGIN CMS-----");
  assertOpensslVerifies(text.slice(at), text.slice(0, at));
  writeFileSync(to("packed.zip"), csar);
  execFileSync("unzip", ["-tqq", to("packed.zip")]);
}

describe("packFolder", () => {
  it("makes a CSAR of a folder", async () => {
    const path = makeFolder("vnf", unpacked);
    mkdirSync(join(path, "empty", "deep"), { recursive: true });
    const phases = new Set();
    const { report, fileName, ...others } = await packFolder(path, {
      signer,
      trust,
      output: to("vnf.csar"),
      onProgress: ({ phase }) => phases.add(phase),
    });
    assert.deepEqual([report.verdict, fileName, others], ["passed", "vnf.csar", {}]);
    assert.equal(report.package.packageSecurityOption, "OPTION_1");
    for (const phase of ["signing", "writing", "checking"]) assert.ok(phases.has(phase), phase);
    await assertPacked(readFileSync(to("vnf.csar")), unpacked);
    assert.deepEqual(leftOf("vnf.csar"), ["vnf.csar"]);
  });

  it("takes files from anywhere", async () => {
    const path = makeFolder("some", { image: unpacked["Files/images/acme-sbc.img"] });
    const files = { ...unpacked, "Files/images/acme-sbc.img": join(path, "image") };
    const source = (bytes) => ({ size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) });
    files["ChangeLog.txt"] = source(unpacked["ChangeLog.txt"]);
    const result = await packFolder(asList(files), { signer, trust });
    assert.equal(result.fileName, "package.csar");
    await assertPacked(await bytesOf(result), unpacked);
    const blobs = Object.entries(unpacked).map(([path, content]) => ({ path, file: new Blob([content]) }));
    const ofBlobs = await packFolder(blobs, { signer, trust, fileName: "x.csar" });
    assert.equal(ofBlobs.report.package.fileName, "x.csar");
    await assertPacked(await bytesOf(ofBlobs), unpacked);
    const chunks = [];
    await packFolder(blobs.values(), { signer, trust, output: new WritableStream({ write: (chunk) => void chunks.push(chunk) }) });
    await assertPacked(Buffer.concat(chunks), unpacked);
  });

  it("checks everything but trust without trust", async () => {
    const result = await packFolder(asList(unpacked), { signer });
    assert.deepEqual(Object.keys(result).sort(), ["blob", "fileName"]);
    await assertPacked(await bytesOf(result), unpacked);
  });

  it("makes packages that are signed again, and packed again", async () => {
    const csar = await bytesOf(await packFolder(asList(unpacked), { signer, trust }));
    const operator = makeIdentity("Operator");
    const [root, certificate] = [operator.root, operator.certificate].map((path) => readFileSync(path, "utf8"));
    const both = { ...trust, serviceProvider: { privateCAs: [root], signingCertificates: [certificate] } };
    const release = { certificate: operator.certificate, sign: signWithOpenssl(operator) };
    assert.equal((await signPackage(csar, { signer: release, trust: both })).report.verdict, "passed");
    await assertPacked(await bytesOf(await packFolder(asList(unzip(csar)), { signer, trust })), unpacked);
  });

  it("takes thousands of files", async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`Files/many/${index}`, Buffer.from(`${index}`)]));
    const path = makeFolder("many", { ...unpacked, ...many });
    const { report } = await packFolder(path, { signer, trust, output: to("many.csar") });
    assert.equal(report.artifacts.length, Object.keys(unpacked).length + 3000);
    rmSync(path, { recursive: true });
  });
});

describe("packFolder refuses", () => {
  const refused = (input, options, expected) =>
    assert.rejects(packFolder(input, { signer, trust, output: to("refused"), ...options }), (error) => {
      for (const [name, value] of Object.entries(expected)) {
        if (value instanceof RegExp) assert.match(error[name], value);
        else assert.equal(error[name], value, error.stack);
      }
      assert.deepEqual(leftOf("refused"), []);
      return true;
    });
  const code = "SIGNING_REFUSED";

  it("a folder that cannot become a package", async () => {
    const { "acme_vnf.mf": _, ...without } = unpacked;
    await refused(asList(without), {}, { code, reason: "folder.manifest-missing", message: /vnf_provider_id/, fix: /Write the manifest/ });
    await refused([], {}, { code, reason: "folder.tosca-meta-missing", message: /TOSCA\.meta/ });
    for (const path of ["../x", "CHANGELOG.TXT", "a\\b", " x"]) {
      await refused(asList({ ...unpacked, [path]: Buffer.from("x") }), {}, { code, reason: "folder.name" });
    }
  });

  it("what is no regular file, and no folder", async () => {
    const path = makeFolder("linked", unpacked);
    symlinkSync("/etc/hostname", join(path, "link"));
    await refused(path, {}, { code: "FILE_UNREADABLE", message: /link is no regular file/ });
    await refused(to("none"), {}, { code: "FILE_UNREADABLE", message: /ENOENT/ });
    await refused(demo("acme-vnf-option1.csar"), {}, { code: "FILE_UNREADABLE" });
  });

  it("a file that changes meanwhile", async () => {
    let reads = 0;
    const changing = {
      size: 1000,
      async read(_, length) {
        reads += 1;
        return Buffer.alloc(length, reads);
      },
    };
    await refused(asList({ ...unpacked, changing }), {}, { code, reason: "new-package.not-verified", message: /does not verify/ });
    const shorter = { size: 1000, read: async () => new Uint8Array(1) };
    await refused(asList({ ...unpacked, shorter }), {}, { code: "SOURCE_CHANGED" });
  });

  it("signers who may not", async () => {
    const expired = makeIdentity("Acme", { isExpired: true });
    const late = { certificate: expired.certificate, sign: () => assert.fail("it is asked") };
    const list = { [Symbol.iterator]: () => assert.fail("it is read") };
    for (const trusted of [trust, undefined]) {
      await refused(list, { signer: late, trust: trusted }, { code, reason: "signer.not-vnf-provider" });
      // Only what has decided is a reason: not that nobody is trusted, where nobody has to be.
      await assert.rejects(packFolder(list, { signer: late, trust: trusted }), ({ findings }) => {
        assert.deepEqual(findings.map((finding) => finding.code), ["certificate.expired"]);
        return true;
      });
    }
    const other = makeIdentity("Other");
    await refused(list, { signer: { ...signer, certificate: other.certificate } }, { reason: "signer.not-vnf-provider" });
    await refused(asList(unpacked), { signer: { ...signer, sign: signWithOpenssl(other) } }, { code: "KEY_UNUSABLE", reason: "signer.key-mismatch" });
  });

  it("an output that is a file of the folder", async () => {
    const path = makeFolder("overwritten", unpacked);
    const output = join(path, "ChangeLog.txt");
    await assert.rejects(packFolder(path, { signer, trust, output }), { code: "OUTPUT_UNWRITABLE", message: /it is what is read/ });
    assert.deepEqual(readFileSync(output), unpacked["ChangeLog.txt"]);
  });

  it("options that it does not have, and lists of no form", async () => {
    for (const options of [{ signer: undefined }, { artifactSignatures: true }, { output: 1 }]) {
      await assert.rejects(packFolder(asList(unpacked), { signer, trust, ...options }), { code: "ARGUMENT_INVALID" });
    }
    for (const list of [1, null, {}, [1], [{ path: 1, file: "" }], [{ path: "a" }], [{ path: "\ud800", file: new Uint8Array() }], [{ path: "a", file: new Uint8Array(), mode: 1 }]]) {
      await assert.rejects(packFolder(list, { signer, trust }), { code: "ARGUMENT_INVALID" }, JSON.stringify(list));
    }
  });

  it("to go on once it is aborted", async () => {
    for (const phase of ["signing", "writing", "checking"]) {
      const abort = new AbortController();
      const onProgress = (progress) => progress.phase === phase && abort.abort(new Error("enough"));
      await assert.rejects(packFolder(asList(unpacked), { signer, trust, output: to("aborted"), onProgress, signal: abort.signal }), /enough/);
      assert.deepEqual(leftOf("aborted"), []);
    }
  });
});

describe("wrapPackage", () => {
  let csar;
  before(async () => {
    csar = await bytesOf(await packFolder(asList(unpacked), { signer }));
    writeFileSync(to("acme 1.csar"), csar);
  });

  async function assertDelivery(delivery, name) {
    const { verdict, findings, package: described } = await verifyPackage(delivery, { trust });
    assert.deepEqual([verdict, findings, described.packageSecurityOption], ["passed", [], "OPTION_2"]);
    const files = unzip(delivery);
    assert.deepEqual(Object.keys(files), [`${name}.csar`, `${name}.cms`]);
    assert.ok(files[`${name}.csar`].equals(csar));
    assertOpensslVerifies(files[`${name}.cms`], csar);
  }

  it("makes a delivery of a CSAR", async () => {
    const { report, fileName } = await wrapPackage(to("acme 1.csar"), { signer, trust, output: to("delivery") });
    assert.deepEqual([report.verdict, fileName], ["passed", "acme 1.zip"]);
    await assertDelivery(readFileSync(to("delivery")), "acme 1");
    const ofBlob = await wrapPackage(new File([csar], "b.csar"), { signer, trust });
    assert.equal(ofBlob.fileName, "b.zip");
    await assertDelivery(await bytesOf(ofBlob), "b");
    const named = await wrapPackage(csar, { signer, fileName: "c.zip" });
    assert.deepEqual([named.report, named.fileName], [undefined, "c.zip"]);
    await assertDelivery(await bytesOf(named), "c");
    await assertDelivery(await bytesOf(await wrapPackage(csar, { signer, trust })), "package");
  });

  it("refuses what is no CSAR, and names that nothing signs", async () => {
    const because = (reason) => ({ code: "SIGNING_REFUSED", reason });
    await assert.rejects(wrapPackage(demo("acme-vnf-option2.zip"), { signer, trust }), { ...because("csar.is-delivery"), message: /delivery already/ });
    await assert.rejects(wrapPackage(new Uint8Array(100), { signer, trust }), because("csar.faulty"));
    await assert.rejects(wrapPackage(demo("acme-vnf-artifact-changed.csar"), { signer, trust }), because("new-package.not-verified"));
    await assert.rejects(wrapPackage(csar, { signer, trust, fileName: "a\u202e.zip" }), because("csar.name"));
  });

  it("refuses to write over the CSAR", async () => {
    await assert.rejects(wrapPackage(to("acme 1.csar"), { signer, trust, output: to("acme 1.csar") }), { code: "OUTPUT_UNWRITABLE" });
    assert.ok(readFileSync(to("acme 1.csar")).equals(csar));
  });
});

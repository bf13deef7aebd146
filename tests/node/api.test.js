// `verifyPackage` as a program calls it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import Ajv from "ajv/dist/2020.js";

import { packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip, zip } from "./zip.js";

const { verifyPackage, verifyPackageAsJson, rules, version } = vnfseal;
const option1 = demo("acme-vnf-option1.csar");
const option2 = demo("acme-vnf-option2.zip");
const trust = demo("trust.json");
const fileName = "acme.csar";
const policy = { at: new Date() };

describe("the sources of a package", () => {
  let expected;
  before(async () => {
    expected = await verifyPackage(option1, { trust, policy, fileName });
    assert.equal(expected.verdict, "passed");
  });
  const givesTheSame = async (source) =>
    assert.deepEqual(await verifyPackage(source, { trust, policy, fileName }), expected);

  it("may be a Buffer", async () => givesTheSame(await readFile(option1)));

  it("may be an ArrayBuffer", async () => givesTheSame(new Uint8Array(await readFile(option1)).buffer));

  it("may be a Blob", async () => givesTheSame(new Blob([await readFile(option1)])));

  it("may be anything with a size that is read at an offset", async () => {
    const file = await open(option1);
    const { size } = await file.stat();
    const read = async (offset, length) => (await file.read(new Uint8Array(length), 0, length, offset)).buffer;
    await givesTheSame({ size, read });
    await file.close();
  });

  it("have a name where they can", async () => {
    const { package: byPath } = await verifyPackage(option1, { policy });
    assert.equal(byPath.fileName, "acme-vnf-option1.csar");
    const { package: byFile } = await verifyPackage(new File(["no package"], "one.csar"));
    assert.equal(byFile.fileName, "one.csar");
    const { package: byOption } = await verifyPackage(new Uint8Array(), { fileName: "other.csar" });
    assert.equal(byOption.fileName, "other.csar");
  });

  it("are refused when they are something else", async () => {
    for (const source of [undefined, null, 42, {}, { read: async () => new Uint8Array() }]) {
      await assert.rejects(verifyPackage(source), { code: "ARGUMENT_INVALID" });
    }
  });

  it("are refused when they give too little", async () => {
    const source = { size: 1000, read: async () => new Uint8Array(1) };
    await assert.rejects(verifyPackage(source), /got 1: did the file change/);
  });

  it("pass on why they cannot be read", async () => {
    const reason = new Error("the store is gone");
    const source = { size: 1000, read: async () => Promise.reject(reason) };
    await assert.rejects(verifyPackage(source), reason);
  });
});

describe("a delivery whose CSAR is deflated", () => {
  let temporary;
  const usual = process.env.TMPDIR;
  before(() => {
    temporary = mkdtempSync(join(tmpdir(), "vnfseal-test-"));
    process.env.TMPDIR = temporary;
  });
  after(() => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    rmSync(temporary, { recursive: true });
  });

  it("is inflated once, and leaves no file behind", async () => {
    const deflated = zip(unzip(await readFile(option2)), { deflate: true });
    const seen = new Set();
    const onProgress = () => {
      for (const name of readdirSync(temporary)) seen.add(name);
    };
    const report = await verifyPackage(deflated, { trust, onProgress });
    assert.equal(report.verdict, "passed");
    assert.equal(report.package.packageSecurityOption, "OPTION_2");
    assert.deepEqual([...seen], []);
  });
});

describe("trust", () => {
  const authenticity = async (trust) => (await verifyPackage(option1, { trust, policy })).authenticity;

  it("may be a path, the bytes of a file, a Blob or an object", async () => {
    const bytes = await readFile(trust);
    for (const form of [trust, bytes, new Blob([bytes]), JSON.parse(bytes)]) {
      assert.equal(await authenticity(form), "passed");
    }
  });

  it("may hold certificates in DER and in PEM", async () => {
    const [pem] = JSON.parse(await readFile(trust)).vnfProvider.privateCAs;
    const der = Buffer.from(pem.replace(/-----.*-----/g, ""), "base64");
    for (const form of [pem, der, Buffer.from(pem)]) {
      assert.equal(await authenticity(form), "passed");
      assert.equal(await authenticity({ vnfProvider: { privateCAs: [form] } }), "passed");
    }
  });

  it("may hold OCSP responses as bytes, PEM and base64", async () => {
    // An error response: tryLater (RFC 6960 section 4.2.1).
    const der = Buffer.from([0x30, 3, 0x0a, 1, 3]);
    const base64 = der.toString("base64");
    for (const form of [der, base64, `-----BEGIN OCSP RESPONSE-----\n${base64}\n-----END OCSP RESPONSE-----\n`]) {
      const report = await verifyPackage(option1, { trust: [trust, { ocspResponses: [form] }], policy });
      assert.deepEqual(report.trust.ocspResponses.map((response) => response.responseStatus), ["tryLater"]);
    }
  });

  it("may be a list, which is merged", async () => {
    assert.equal(await authenticity([{ serviceProvider: {} }, trust]), "passed");
  });

  it("is nobody unless given", async () => {
    assert.equal(await authenticity(undefined), "indeterminate");
    assert.equal(await authenticity([]), "indeterminate");
  });

  it("is refused when it makes no sense, by its name", async () => {
    await assert.rejects(verifyPackage(option1, { trust: [trust, option1] }), /option1\.csar: ./);
    await assert.rejects(verifyPackage(option1, { trust: [trust, { nobody: [] }] }), /^VnfsealError: trust\[1\]: ./);
    await assert.rejects(verifyPackage(option1, { trust: "missing.pem" }), { code: "FILE_UNREADABLE", message: /^ENOENT/ });
  });
});

describe("a policy", () => {
  it("may be an object, the bytes of a file or a path", async () => {
    const at = "2001-02-03T04:05:06Z";
    for (const policy of [{ at }, { at: new Date(at) }, Buffer.from(JSON.stringify({ at }))]) {
      const report = await verifyPackage(option1, { trust, policy });
      assert.equal(report.policy.at, at);
      assert.equal(report.verdict, "failed");
    }
  });

  it("is refused when it makes no sense", async () => {
    const refused = (policy, why) => assert.rejects(verifyPackage(option1, { trust, policy }), why);
    await refused({ edition: "1.0" }, /1\.0/);
    await refused({ strict: true }, /strict/);
    await refused({ at: "tomorrow" }, /tomorrow/);
    await refused({ at: new Date("tomorrow") }, /not a valid date/);
    await refused(Buffer.from("{"), /^VnfsealError: policy: The policy cannot be read/);
    await refused(demo("acme-vnf-option1.csar"), /option1\.csar: The policy cannot be read/);
  });
});

describe("progress", () => {
  it("goes up to the whole and is not told too often", async () => {
    const seen = [];
    const began = performance.now();
    await verifyPackage(option1, { trust, onProgress: (progress) => seen.push(progress) });
    // And one at the beginning of each of the three phases.
    const most = (performance.now() - began) / 100 + 3;
    assert.ok(seen.length <= most, `${seen.length} reports`);
    assert.deepEqual(
      seen.map(({ bytesDone }) => bytesDone),
      seen.map(({ bytesDone }) => bytesDone).sort((a, b) => a - b),
    );
    const last = seen.at(-1);
    assert.equal(last.phase, "verifying");
    assert.equal(last.bytesDone, last.bytesTotal);
    assert.ok(last.bytesTotal > 64 << 20);
  });
});

describe("an abort", () => {
  it("before the start is heeded", async () => {
    await assert.rejects(verifyPackage(option1, { signal: AbortSignal.abort() }), { name: "AbortError" });
  });

  it("while the package is read is heeded, from memory and from a file", async () => {
    for (const source of [option1, await readFile(option1)]) {
      const abort = new AbortController();
      const onProgress = () => abort.abort();
      await assert.rejects(verifyPackage(source, { trust, onProgress, signal: abort.signal }), { name: "AbortError" });
    }
    assert.equal((await verifyPackage(option1, { trust })).verdict, "passed");
  });

  it("ends a read that hangs, with the reason given", async () => {
    const reason = new Error("the user went home");
    const abort = new AbortController();
    const source = { size: 1000, read: () => new Promise(() => {}) };
    const verification = verifyPackage(source, { signal: abort.signal });
    abort.abort(reason);
    await assert.rejects(verification, reason);
  });
});

describe("the report", () => {
  it("keeps to its schema, and so does that of no package at all", async () => {
    const schema = JSON.parse(await readFile(join(packageFolder, "dist", "report.schema.json")));
    const validate = new Ajv({ validateFormats: false }).compile(schema);
    for (const source of [option1, option2, demo("acme-vnf-artifact-changed.csar"), new Uint8Array(10)]) {
      assert.ok(validate(await verifyPackage(source, { trust })), JSON.stringify(validate.errors));
    }
  });

  it("is the same text every time", async () => {
    const once = await verifyPackageAsJson(option1, { trust, policy });
    assert.equal(await verifyPackageAsJson(option1, { trust, policy }), once);
    assert.equal(typeof once, "string");
  });

  it("names the engine", async () => {
    const wasm = await readFile(join(packageFolder, "dist", "engine_bg.wasm"));
    const wasmSha256 = createHash("sha256").update(wasm).digest("hex");
    const { engine } = await verifyPackage(new Uint8Array());
    assert.deepEqual(engine, { name: "vnfseal", version, wasmSha256 });
    const manifest = JSON.parse(await readFile(join(packageFolder, "package.json")));
    assert.equal(manifest.version, version);
  });

  it("has findings of the published rules only", async () => {
    const codes = new Set(rules.map(({ code }) => code));
    assert.equal(codes.size, rules.length);
    const { findings } = await verifyPackage(demo("acme-vnf-artifact-changed.csar"), { trust });
    assert.ok(findings.length > 0);
    for (const { code } of findings) assert.ok(codes.has(code), code);
  });
});

// The service provider's signature, by the installed package. What was signed is verified by openssl too.

import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { makeIdentity, openssl, signWithOpenssl, trustWith } from "./identities.js";
import { folder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip } from "./zip.js";

const { signPackage, verifyPackage } = vnfseal;
const option1 = demo("acme-vnf-option1.csar");
const option2 = demo("acme-vnf-option2.zip");
const demoTrust = JSON.parse(readFileSync(demo("trust.json"), "utf8"));
const place = mkdtempSync(join(folder, "sign-"));
const to = (name) => join(place, name);

let operator;
let trust;
let signer;
before(() => {
  operator = makeIdentity("Operator");
  trust = trustWith(demoTrust, operator);
  signer = { certificate: operator.certificate, sign: signWithOpenssl(operator) };
});

const bytesOf = async ({ blob }) => Buffer.from(await blob.arrayBuffer());

/** What is left in the folder of the outputs, except these files. */
const leftBeside = (...names) => readdirSync(place).filter((name) => !names.includes(name));

/** `openssl cms -verify` over the detached content, for all signers. */
function assertOpensslVerifies(signature, form, content) {
  writeFileSync(to("cms"), signature);
  writeFileSync(to("content"), content);
  writeFileSync(to("roots.pem"), [...demoTrust.vnfProvider.privateCAs, readFileSync(operator.root)].join("\n"));
  openssl("cms", "-verify", "-binary", "-inform", form, "-in", to("cms"), "-content", to("content"), "-CAfile", to("roots.pem"), "-purpose", "any", "-out", "/dev/null");
}

/** The manifest of a CSAR, as what is signed and the block behind it. */
function manifestOf(csar) {
  const [manifest] = Object.entries(unzip(csar)).filter(([name]) => name.endsWith(".mf"));
  const text = manifest[1].toString("latin1");
  const at = text.indexOf("-----BEGIN CMS-----");
  return { content: Buffer.from(text.slice(0, at), "latin1"), block: text.slice(at) };
}

describe("signPackage", () => {
  it("adds a signer to the manifest of a CSAR (Option 1)", async () => {
    const { report, fileName, blob } = await signPackage(option1, { signer, trust });
    assert.equal(fileName, "acme-vnf-option1.csar");
    assert.equal(report.verdict, "passed");
    assert.deepEqual(report.signatures.map(({ role }) => role), ["vnfProvider", "serviceProvider"]);
    assert.equal(report.engine.wasmSha256 === vnfseal.engine.wasmSha256, false, "the sealing module has verified it");
    const policy = { serviceProviderSignature: "required" };
    assert.equal((await verifyPackage(blob, { trust, policy })).verdict, "passed");
    assert.equal((await verifyPackage(option1, { trust, policy })).verdict, "failed");
    const old = manifestOf(readFileSync(option1));
    const { content, block } = manifestOf(await bytesOf({ blob }));
    assert.deepEqual(content, old.content);
    assertOpensslVerifies(block, "PEM", content);
  });

  it("adds a signer to the signature of a delivery (Option 2)", async () => {
    const result = await signPackage(option2, { signer, trust });
    assert.equal(result.report.verdict, "passed");
    assert.ok(result.report.signatures.some(({ role, location }) => role === "serviceProvider" && location === "package"));
    const files = unzip(await bytesOf(result));
    assert.deepEqual(files["acme_vnf.csar"], unzip(readFileSync(option2))["acme_vnf.csar"]);
    assertOpensslVerifies(files["acme_vnf.cms"], "PEM", files["acme_vnf.csar"]);
  });

  it("passes external artifacts on", async () => {
    const input = demo("acme-vnf-external.csar");
    await assert.rejects(signPackage(input, { signer, trust }), { code: "SIGNING_REFUSED", reason: "package.not-verified" });
    const externalArtifacts = { "https://vnf.acme.example/images/sbc-recovery.img": demo("sbc-recovery.img") };
    const { report } = await signPackage(input, { signer, trust, externalArtifacts });
    assert.equal(report.verdict, "passed");
  });

  it("says how far it is, and what it does", async () => {
    const phases = new Set();
    await signPackage(option1, { signer, trust, output: to("progress"), onProgress: ({ phase }) => phases.add(phase) });
    for (const phase of ["opening", "verifying", "writing", "checking"]) assert.ok(phases.has(phase), phase);
  });

  it("takes the name that is asked for", async () => {
    const { fileName, report } = await signPackage(new Blob([readFileSync(option1)]), { signer, trust, fileName: "new.csar" });
    assert.equal(fileName, "new.csar");
    assert.equal(report.package.fileName, "new.csar");
  });
});

describe("the result of signPackage", () => {
  it("is the same wherever it goes", async () => {
    // An ECDSA signature has another length each time.
    const ed25519 = makeIdentity("Operator", { kind: "Ed25519" });
    const question = { signer: { certificate: ed25519.certificate, sign: signWithOpenssl(ed25519) }, trust: trustWith(demoTrust, ed25519) };
    const chunks = [];
    const stream = new WritableStream({ write: (chunk) => void chunks.push(chunk) });
    const bytes = readFileSync(option1);
    const source = { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
    const results = [
      await bytesOf(await signPackage(option1, question)),
      await bytesOf(await signPackage(new Blob([bytes]), question)),
      await signPackage(source, { ...question, output: to("equal") }).then(() => readFileSync(to("equal"))),
      await signPackage(option1, { ...question, output: stream }).then(() => Buffer.concat(chunks)),
    ];
    const [first] = results;
    for (const result of results) {
      // In the manifest, the signing time and with it the value may differ.
      assert.equal(result.length, first.length);
      for (const [name, content] of Object.entries(unzip(first))) {
        assert.ok(name.endsWith(".mf") || content.equals(unzip(result)[name]), name);
      }
      assert.equal((await verifyPackage(result, { trust: question.trust, policy: { serviceProviderSignature: "required" } })).verdict, "passed");
    }
  });

  it("has no blob when it was written, and nothing is left beside it", async () => {
    const result = await signPackage(option1, { signer, trust, output: to("written") });
    assert.deepEqual(Object.keys(result).sort(), ["fileName", "report"]);
    assert.equal((await verifyPackage(to("written"), { trust })).verdict, "passed");
    assert.deepEqual(leftBeside("written").filter((name) => name.startsWith(".")), []);
  });
});

describe("signPackage refuses", () => {
  const output = () => to("refused");
  const refused = async (input, options, expected) => {
    await assert.rejects(signPackage(input, { signer, trust, output: output(), ...options }), (error) => {
      for (const [name, value] of Object.entries(expected)) {
        if (value instanceof RegExp) assert.match(error[name], value);
        else assert.equal(error[name], value, `${name}: ${error.stack}`);
      }
      return true;
    });
    assert.deepEqual(readdirSync(place).filter((name) => /refused/.test(name)), []);
  };

  it("a package that this signer has signed", async () => {
    await signPackage(option1, { signer, trust, output: to("once") });
    await refused(to("once"), {}, { code: "SIGNING_REFUSED", reason: "signer.already-signed", message: /has signed it already/ });
  });

  it("a package that does not verify", async () => {
    for (const name of ["acme-vnf-artifact-changed.csar", "acme-vnf-file-added.csar", "acme-vnf-signer-not-trusted.csar"]) {
      await assert.rejects(signPackage(demo(name), { signer, trust, output: output() }), ({ code, reason, findings, fix }) => {
        assert.deepEqual([code, reason], ["SIGNING_REFUSED", "package.not-verified"]);
        assert.ok(findings.length > 0 && findings.every(({ severity }) => ["fail", "unknown"].includes(severity)));
        assert.ok(fix);
        return true;
      });
    }
    await refused(new Uint8Array(100), {}, { code: "SIGNING_REFUSED", reason: "package.not-verified" });
  });

  it("a signer who is not trusted as the service provider, before the package is read", async () => {
    const source = { size: 1 << 30, read: async () => assert.fail("it is read") };
    await refused(source, { trust: demoTrust }, { code: "SIGNING_REFUSED", reason: "signer.not-trusted" });
    await refused(source, { trust: undefined }, { code: "SIGNING_REFUSED", reason: "signer.not-trusted" });
    const asProvider = { ...demoTrust, vnfProvider: trustWith({}, operator).serviceProvider };
    await refused(source, { trust: asProvider }, { reason: "signer.not-trusted", message: /trusted as the VNF provider/ });
  });

  it("a signer whose certificate has expired, whatever time the policy has", async () => {
    const expired = makeIdentity("Operator", { isExpired: true });
    const late = { signer: { certificate: expired.certificate, sign: signWithOpenssl(expired) }, trust: trustWith(demoTrust, expired) };
    await refused(option1, { ...late, policy: { at: "2020-01-15T00:00:00Z" } }, { code: "SIGNING_REFUSED", reason: "signer.not-trusted" });
  });

  it("a package, where nobody is trusted", async () => {
    for (const nobody of [undefined, []]) {
      const expected = { code: "SIGNING_REFUSED", reason: "signer.not-trusted", message: /^signPackage needs trust: / };
      await refused(option1, { trust: nobody }, expected);
    }
  });

  it("a key that does not belong to the certificate", async () => {
    const other = makeIdentity("Other");
    const sign = signWithOpenssl(other);
    await refused(option1, { signer: { certificate: operator.certificate, sign } }, { code: "KEY_UNUSABLE", reason: "signer.key-mismatch", message: /does not fit the certificate/ });
  });

  it("to write over what is read", async () => {
    copyFileSync(option1, to("input.csar"));
    const { mtimeMs } = statSync(to("input.csar"));
    await assert.rejects(signPackage(to("input.csar"), { signer, trust, output: to("input.csar") }), { code: "OUTPUT_UNWRITABLE", message: /it is what is read/ });
    assert.equal(statSync(to("input.csar")).mtimeMs, mtimeMs);
  });

  it("options that it does not have, and signers of no form", async () => {
    const certificate = operator.certificate;
    for (const options of [
      {},
      { signer: {} },
      { signer: { certificate } },
      { signer: { certificate, sign: "no function" } },
      { signer: { sign: () => {} } },
      { signer: { ...signer, key: operator.key } },
      { signer: { ...signer, algorithm: "DSA" } },
      { signer: { ...signer, hash: "SHA-1" } },
      { signer: { ...signer, pasword: "" } },
      { signer, artifactSignatures: 1 },
      { signer, output: 1 },
      { signer, outptu: to("a") },
    ]) {
      await assert.rejects(signPackage(option1, { trust, ...options }), { code: "ARGUMENT_INVALID" });
    }
    await assert.rejects(signPackage(option1, { signer, trust, policy: { edition: "1" } }), { code: "POLICY_INVALID" });
  });
});

describe("signPackage that is broken off", () => {
  for (const phase of ["digesting", "writing", "checking"]) {
    it(`while it is ${phase} leaves nothing`, async () => {
      const abort = new AbortController();
      const reason = new Error("enough");
      const onProgress = (progress) => progress.phase === phase && abort.abort(reason);
      await assert.rejects(signPackage(option1, { signer, trust, output: to("aborted"), onProgress, signal: abort.signal }), reason);
      assert.deepEqual(readdirSync(place).filter((name) => /aborted/.test(name)), []);
    });
  }

  it("while somebody signs, does not wait for that", async () => {
    const abort = new AbortController();
    const sign = () => {
      abort.abort(new Error("enough"));
      return new Promise(() => {});
    };
    await assert.rejects(signPackage(option1, { signer: { ...signer, sign }, trust, signal: abort.signal }), /enough/);
  });

  it("by the stream says so, and the stream is aborted", async () => {
    const chunks = [];
    let aborted;
    const stream = new WritableStream({
      write(chunk) {
        if (chunks.length > 1) throw new Error("the line is dead");
        chunks.push(chunk);
      },
      abort: (reason) => {
        aborted = reason;
      },
    });
    await assert.rejects(signPackage(option1, { signer, trust, output: stream }), { code: "OUTPUT_UNWRITABLE", message: /the line is dead/ });
    assert.equal(aborted, undefined, "a stream that failed by itself is told nothing");
  });

  it("gives a stream nothing, if it is refused", async () => {
    const chunks = [];
    let aborted;
    const stream = new WritableStream({
      write: (chunk) => void chunks.push(chunk),
      abort: (reason) => {
        aborted = reason;
      },
    });
    await assert.rejects(signPackage(demo("acme-vnf-artifact-changed.csar"), { signer, trust, output: stream }), { code: "SIGNING_REFUSED" });
    assert.deepEqual(chunks, []);
    assert.equal(aborted.code, "SIGNING_REFUSED");
  });

  it("passes on what the caller's own function throws, also if it looks like a fault of the engine", async () => {
    for (const failure of [new WebAssembly.RuntimeError("unreachable"), new Error("the call stack of the token")]) {
      const sign = async () => {
        throw failure;
      };
      const other = signPackage(option1, { signer, trust });
      await assert.rejects(signPackage(option1, { signer: { certificate: operator.certificate, sign }, trust }), (error) => error === failure);
      assert.equal((await other).report.verdict, "passed");
    }
  });

  it("gives nobody a package that changed after it was verified", async () => {
    for (const output of [undefined, to("changed"), "stream"]) {
      const bytes = Uint8Array.from(readFileSync(option1));
      const source = { size: bytes.length, read: async (offset, length) => bytes.slice(offset, offset + length) };
      const sign = (request) => {
        bytes[bytes.length >> 1] ^= 1;
        return signWithOpenssl(operator)(request);
      };
      const chunks = [];
      const stream = new WritableStream({ write: (chunk) => void chunks.push(chunk) });
      const options = { signer: { certificate: operator.certificate, sign }, trust, output: output === "stream" ? stream : output };
      await assert.rejects(signPackage(source, options), { code: "SIGNING_REFUSED", reason: "package.not-verified" });
      assert.deepEqual(chunks, []);
      assert.equal(existsSync(to("changed")), false);
    }
  });
});

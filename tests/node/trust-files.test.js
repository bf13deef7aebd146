// Trust files: what is in one, and what of it counts.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const { checkPolicy, inspectTrust, verifyCertificate, verifyPackage } = vnfseal;
const option1 = demo("acme-vnf-option1.csar");
const bundle = JSON.parse(readFileSync(demo("trust.json")));
const [root] = bundle.vnfProvider.privateCAs;
const derOf = (pem) => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64"));

describe("inspectTrust", () => {
  it("says what a file holds, in every form a file has", async () => {
    const path = join(folder, "inspected.pem");
    writeFileSync(path, root);
    const expected = await inspectTrust(root);
    const [entry] = expected.entries;
    assert.equal(expected.format, "certificates");
    assert.equal(entry.kind, "certificate");
    assert.equal(entry.placement, "vnfProvider.privateCAs");
    assert.equal(entry.grantsTrust, true);
    assert.equal(entry.isSelfSigned, true);
    assert.equal(entry.pem, root);
    const { trust } = await verifyPackage(option1, { trust: entry.pem });
    assert.deepEqual(trust.vnfProvider.privateCAs, [{ subject: entry.subject, fingerprint: entry.fingerprint }]);
    for (const file of [path, new Blob([root]), Buffer.from(root), derOf(root), derOf(root).buffer]) {
      assert.deepEqual(await inspectTrust(file), expected);
    }
  });

  it("says the places of a bundle", async () => {
    const { format, entries } = await inspectTrust(demo("trust.json"));
    assert.equal(format, "bundle");
    assert.ok(entries.some(({ placement }) => placement === "vnfProvider.privateCAs"));
  });

  it("refuses what trust refuses, in the same words", async () => {
    const damaged = new Blob([root.replace("-----BEGIN", " -----BEGIN"), root]);
    const why = /Line 1 looks like the boundary of a PEM block/;
    await assert.rejects(inspectTrust(damaged), why);
    await assert.rejects(verifyPackage(option1, { trust: damaged }), why);
    await assert.rejects(inspectTrust("missing.pem"), { code: "FILE_UNREADABLE", message: /^ENOENT/ });
    for (const wrong of [undefined, null, 1, {}, [root]]) await assert.rejects(inspectTrust(wrong), { code: "ARGUMENT_INVALID" });
  });
});

describe("a bundle as an object", () => {
  const passes = async (trust) => assert.equal((await verifyPackage(option1, { trust })).verdict, "passed");

  it("has certificates as text or bytes, in PEM or DER", async () => {
    for (const certificate of [root, Buffer.from(root), derOf(root), derOf(root).buffer]) {
      await passes({ vnfProvider: { privateCAs: [certificate] } });
    }
    await passes([{ vnfProvider: { privateCAs: [root] }, crls: undefined }]);
  });

  it("is refused where an entry is no certificate", async () => {
    const trust = { vnfProvider: { privateCAs: [new Uint8Array([0x30, 0x80])] } };
    await assert.rejects(verifyPackage(option1, { trust }), /^VnfsealError: trust\[0\]: /);
  });
});

/** What holds something, but not as the own, plain members of an object. */
const notPlain = (members) => [
  new Map(Object.entries(members)),
  new (class {
    constructor() {
      Object.assign(this, members);
    }
  })(),
  Object.create(members),
  Object.create(Object.assign(Object.create(null), members)),
  Object.defineProperties(
    {},
    Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { get: () => value, enumerable: true }])),
  ),
  Object.defineProperties({}, Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { value }]))),
  Object.entries(members),
  { ...members, [Symbol("more")]: 1 },
  { toJSON: () => members },
  null,
  1,
  true,
  [],
  () => members,
];

describe("what is no plain object", () => {
  const certificate = root;

  it("is no policy", async () => {
    for (const policy of notPlain({ serviceProviderSignature: "required" })) {
      await assert.rejects(verifyPackage(option1, { trust: root, policy }), { code: "ARGUMENT_INVALID" });
      await assert.rejects(verifyCertificate({ certificate, policy }), { code: "ARGUMENT_INVALID" });
      await assert.rejects(checkPolicy(policy), { code: "ARGUMENT_INVALID" });
    }
    for (const limits of notPlain({ entries: 1 })) {
      await assert.rejects(verifyPackage(option1, { policy: { limits } }), Error);
    }
    // biome-ignore lint/suspicious/noSparseArray: a list with holes is what this is about
    for (const accept of [new Set(["a"]), [, "a"], Object.assign(["a"], { more: 1 }), { 0: "a", length: 1 }]) {
      await assert.rejects(verifyPackage(option1, { policy: { accept } }), Error);
    }
    for (const entries of [NaN, Infinity, 1.5, new Number(1), 10n]) {
      await assert.rejects(verifyPackage(option1, { policy: { limits: { entries } } }), { code: "ARGUMENT_INVALID" });
    }
    const { policy } = await verifyPackage(option1, {
      policy: JSON.parse('{ "serviceProviderSignature": "required" }'),
    });
    assert.equal(policy.serviceProviderSignature, "required");
  });

  it("is no trust", async () => {
    for (const trust of notPlain({ crls: [] })) {
      if (Array.isArray(trust) && trust.length === 0) continue; // a list of no trust files
      await assert.rejects(verifyPackage(option1, { trust }), { code: "ARGUMENT_INVALID" });
    }
    for (const role of notPlain({ privateCAs: [root] })) {
      await assert.rejects(verifyPackage(option1, { trust: { vnfProvider: role } }), Error);
    }
  });

  it("is no object of external artifacts, and holds no options", async () => {
    // Null is none: the verdict is no better without external artifacts.
    for (const given of notPlain({ "https://vnf.example/a": new Uint8Array() }).filter((each) => each !== null)) {
      await assert.rejects(verifyPackage(option1, { externalArtifacts: given }), { code: "ARGUMENT_INVALID" });
    }
    for (const options of notPlain({ policy: {} })) await assert.rejects(verifyPackage(option1, options), { code: "ARGUMENT_INVALID" });
  });

  it("has no names that nobody knows", async () => {
    await assert.rejects(verifyPackage(option1, { polciy: {} }), /no option 'polciy'/);
    await assert.rejects(verifyCertificate({ certificate, polciy: {} }), /no option 'polciy'/);
    await assert.rejects(vnfseal.verifySignedData({ signedData: root, polciy: {} }), /no option 'polciy'/);
    await assert.rejects(verifyPackage(option1, { policy: JSON.parse('{ "__proto__": {} }') }), /__proto__/);
  });
});

describe("a policy file", () => {
  const policyFile = (text) => {
    const path = join(folder, "strange-policy.json");
    writeFileSync(path, text);
    return path;
  };
  const at = new Date().toISOString();

  it("is one object, with or without --at", async () => {
    const twice = '{ "serviceProviderSignature": "required", "serviceProviderSignature": "ifPresent" }';
    for (const text of ["null", "[]", "1", '"a"', "true", "", "{} {}", twice, '{ "revocatoin": "required" }']) {
      const path = policyFile(text);
      await assertCouldNotRun(["verify", option1, "--policy", path], /strange-policy\.json: The policy cannot be read/);
      await assertCouldNotRun(["verify", option1, "--policy", path, "--at", at], /strange-policy\.json: The policy/);
    }
  });

  it("may have a byte order mark, and is no UTF-16", async () => {
    const text = JSON.stringify({ stage: "instantiation" });
    const report = await verifyPackage(option1, { policy: policyFile(`\ufeff${text}`) });
    assert.equal(report.policy.stage, "instantiation");
    const wide = policyFile(Buffer.from(text, "utf16le"));
    await assert.rejects(verifyPackage(option1, { policy: wide }), /UTF-16/);
  });

  it("is given back with its defaults by checkPolicy, which says what is not one", async () => {
    const { policy, changes } = await checkPolicy({ stage: "instantiation", unlistedFiles: "report" });
    assert.equal(policy.stage, "instantiation");
    assert.equal(policy.otherSigners, "reject");
    assert.deepEqual(
      changes.map(({ key, effect }) => [key, effect]),
      [
        ["stage", "other"],
        ["unlistedFiles", "looser"],
      ],
    );
    await assert.rejects(checkPolicy({ stage: "never" }), /never/);
  });
});

describe("the command", () => {
  it("says who was trusted, and by which file", async () => {
    const [rootFile, nobody] = [join(folder, "granting.pem"), join(folder, "granting-nobody.json")];
    writeFileSync(rootFile, root);
    writeFileSync(nobody, "{}");
    const { stdout } = await run("verify", option1, "--trust", rootFile, "--trust", nobody);
    const { entries } = await inspectTrust(root);
    assert.ok(stdout.includes(`  VNF provider, CA: ${entries[0].subject}\n    SHA-256 ${entries[0].fingerprint}\n`));
    assert.ok(stdout.includes(`    by ${rootFile}\n`));
    assert.ok(stdout.includes(`  ${rootFile}: 1 certificate that is trusted\n`));
    assert.ok(stdout.includes(`  ${nobody}: nothing\n`));
    const alone = (await run("verify", option1, "--trust", rootFile)).stdout;
    assert.equal(alone.split(rootFile).length, 2, "a single file is named once");
    assert.match((await run("verify", option1)).stdout, /\nTrusted: nobody\. /);
  });

  it("takes no signature for a trust file", async () => {
    const path = join(folder, "signature.cms");
    const { unzip } = await import("./zip.js");
    const files = unzip(readFileSync(demo("acme-vnf-option2.zip")));
    writeFileSync(path, Object.entries(files).find(([name]) => name.endsWith(".cms"))[1]);
    await assertCouldNotRun(["verify", option1, "--trust", path], /signature\.cms: The file is a signature/);
  });

  it("writes JSON that shows itself as it is", async () => {
    const name = join(folder, "a\u202egnp\u200b\u2800\u{e0041}.csar");
    writeFileSync(name, readFileSync(option1));
    const { stdout } = await run("verify", name, "--trust", demo("trust.json"), "--json");
    assert.doesNotMatch(stdout, /[^\n\P{C}]|\p{Default_Ignorable_Code_Point}|\u2800/u);
    assert.equal(JSON.parse(stdout).package.fileName, "a\u202egnp\u200b\u2800\u{e0041}.csar");
  });
});

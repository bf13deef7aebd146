// `vnfseal inspect`, `vnfseal policy check` and `vnfseal version`: what is there, without a verdict.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip, zip } from "./zip.js";

const option1 = demo("acme-vnf-option1.csar");
const option2 = demo("acme-vnf-option2.zip");
const { renderInspection } = await import(join(packageFolder, "js", "formats", "inspection.js"));

describe("vnfseal inspect", () => {
  it("says what is in a package, and that nothing was verified", async () => {
    const { status, stdout, stderr } = await run("inspect", option1);
    assert.equal(status, 0);
    assert.equal(stderr, "");
    assert.match(stdout, /: VNF package, security option 1 \(signed manifest\), /);
    assert.match(stdout, /\nNothing was verified: anybody could have written all of this/);
    const { package: described, files, signatures } = await vnfseal.inspectPackage(option1);
    for (const { key, value } of described.metadata) assert.ok(stdout.includes(`  ${key}: ${value}\n`), key);
    for (const { path, digest = "" } of files) assert.ok(stdout.includes(path) && stdout.includes(digest), path);
    const [{ certificate }] = signatures[0].signers;
    assert.ok(stdout.includes(`    signer: ${certificate.subject}\n      SHA-256 ${certificate.fingerprint}\n`));
    assert.doesNotMatch(stdout, /PASSED|passed/);
  });

  it("is the same for a package that fails: it has no verdict", async () => {
    const { status, stdout } = await run("inspect", demo("acme-vnf-artifact-changed.csar"));
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /FAILED|Findings/);
  });

  it("says where the CSAR of Option 2 is, and what the manifest does not list", async () => {
    const whole = await run("inspect", option2);
    assert.match(whole.stdout, /: VNF package, security option 2 /);
    assert.match(whole.stdout, /\n {2}CSAR: acme_vnf\.csar\n/);
    const { stdout } = await run("inspect", demo("acme-vnf-file-added.csar"));
    assert.match(stdout, / {2}\(not in the manifest\)\n/);
  });

  it("says what cannot be read", async () => {
    const path = join(folder, "no-package.csar");
    writeFileSync(path, "no package");
    const { status, stdout } = await run("inspect", path);
    assert.equal(status, 0);
    assert.match(stdout, /Findings \(1\)\n {2}✗ failed archive\.not-zip\n/);
  });

  it("is the API's inspection with --json", async () => {
    const { status, stdout } = await run("inspect", option2, "--json");
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), await vnfseal.inspectPackage(option2));
  });

  it("could not run when the file cannot be read or the usage is wrong", async () => {
    await assertCouldNotRun(["inspect", "missing.csar"], /missing\.csar/);
    await assertCouldNotRun(["inspect", folder], /: this is a folder, and inspect takes one package; vnfseal verify takes folders/);
    await assertCouldNotRun(["inspect"], /argument.*package/);
    await assertCouldNotRun(["inspect", option1, option2], /too many arguments/);
    await assertCouldNotRun(["inspect", option1, "--trust", "x"], /--trust/);
  });

  it("makes what could fool a terminal visible", async () => {
    const inspection = await vnfseal.inspectPackage(option1);
    const hostile = "a\x1b[2J\u202egnp.exe\u200b\nb";
    const { package: described, signatures, files } = inspection;
    Object.assign(described, { csarPath: hostile, manifestPath: hostile });
    described.metadata.push({ key: hostile, value: hostile });
    const [signature] = signatures;
    Object.assign(signature, { path: hostile, signedPath: hostile, certificatePath: hostile });
    const [signer] = signature.signers;
    Object.assign(signer, { digestAlgorithm: hostile, signatureAlgorithm: hostile, signingTime: hostile });
    for (const key of ["subject", "issuer", "publicKey"]) signer.certificate[key] = hostile;
    signature.signers.push({ ...signer, namedBy: hostile, certificate: undefined });
    Object.assign(files[0], { path: hostile, algorithm: hostile, digest: hostile, nonManoArtifactSetIds: [hostile] });
    const text = renderInspection(inspection, { path: hostile });
    assert.doesNotMatch(text, /[^\n\P{C}]/u);
    assert.equal(text.split("a\\u{1b}[2J\\u{202e}gnp.exe\\u{200b}\\u{a}b").length, 23);
  });

  it("shows a package with a hostile name in one line each", async () => {
    const name = "Files/a\x1b[2J\nb.sh";
    const path = join(folder, "hostile-name.csar");
    writeFileSync(path, zip({ ...unzip(readFileSync(demo("acme-vnf-external.csar"))), [name]: "true" }));
    const { stdout } = await run("inspect", path);
    assert.ok(stdout.includes("Files/a\\u{1b}[2J\\u{a}b.sh"), stdout);
    assert.doesNotMatch(stdout, /\x1b/);
  });
});

describe("vnfseal policy check", () => {
  const policyFile = (policy) => {
    const path = join(folder, "checked-policy.json");
    writeFileSync(path, JSON.stringify(policy));
    return path;
  };

  it("says what differs from the default", async () => {
    const path = policyFile({ unlistedFiles: "report", revocation: "required", stage: "instantiation" });
    const { status, stdout } = await run("policy", "check", path);
    assert.equal(status, 0);
    const { changes } = await vnfseal.checkPolicy(path);
    assert.equal(changes.length, 3);
    for (const { key, effect, sentence } of changes) assert.ok(stdout.includes(`  ${effect} ${key}\n    ${sentence}\n`));
  });

  it("knows the default policy", async () => {
    const path = policyFile({});
    assert.deepEqual(await run("policy", "check", path), {
      status: 0,
      stdout: `${path}: the default policy\n`,
      stderr: "",
    });
  });

  it("is the API's inspection with --json", async () => {
    const path = policyFile({ limits: { entries: 7 } });
    const { stdout } = await run("policy", "check", path, "--json");
    assert.deepEqual(JSON.parse(stdout), await vnfseal.checkPolicy(path));
  });

  it("could not run with a policy that makes no sense", async () => {
    await assertCouldNotRun(["policy", "check", policyFile({ stage: "never" })], /checked-policy\.json: .*never/);
    await assertCouldNotRun(["policy", "check", "missing.json"], /missing\.json/);
    await assertCouldNotRun(["policy"], /vnfseal policy --help/);
    await assertCouldNotRun(["policy", "chek", "x"], /Did you mean check/);
  });
});

describe("vnfseal version", () => {
  it("says what runs here", async () => {
    const { status, stdout } = await run("version", "--json");
    assert.equal(status, 0);
    const { version: ofPackage } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
    const sha256Of = (name) => createHash("sha256").update(readFileSync(join(packageFolder, "dist", name))).digest("hex");
    const [wasmSha256, sealing] = [sha256Of("engine_bg.wasm"), { wasmSha256: sha256Of("sealing_bg.wasm") }];
    const engine = { name: "vnfseal", version: vnfseal.version, wasmSha256 };
    const expected = { name: "vnfseal", version: ofPackage, engine, sealing, node: process.versions.node };
    assert.deepEqual(JSON.parse(stdout), expected);
    const text = await run("version");
    assert.equal(text.status, 0);
    assert.equal(text.stdout, `vnfseal ${ofPackage}\nengine ${engine.version}, SHA-256 ${wasmSha256}\nsealing module, SHA-256 ${sealing.wasmSha256}\nNode ${expected.node}\n`);
    await assertCouldNotRun(["version", "now"], /too many arguments/);
  });

  it("names the engine as reports do", async () => {
    const { engine } = await vnfseal.verifyPackage(option1);
    assert.deepEqual(vnfseal.engine, engine);
  });
});

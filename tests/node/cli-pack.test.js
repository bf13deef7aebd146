// `vnfseal pack` and `vnfseal wrap`: the VNF provider's packages.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, beforeEach, describe, it } from "node:test";

import { assertCouldNotRun, run, runWith } from "./command.js";
import { makeIdentity } from "./identities.js";
import { command, folder } from "./installed.js";
import { encryptKey } from "./key-files.js";
import { demo } from "./packages.js";

const PASSWORD = "correct horse é 7";
const keys = join(folder, "pack-keys");
const file = (name) => join(keys, name);

let signer;
let other;
let trusting;
function makeKeys() {
  if (signer) return;
  mkdirSync(keys);
  signer = makeIdentity("provider");
  other = makeIdentity("other");
  trusting = ["--trust", signer.root];
  writeFileSync(file("password"), `${PASSWORD}\n`, { mode: 0o600 });
  encryptKey(signer, file("password"), file("encrypted.key"));
}

/** A folder of its own for each test, with what is to be packed in `vnf`. */
let place;
let vnf;
let output;
function setUp() {
  before(makeKeys);
  beforeEach(() => {
    place = mkdtempSync(join(folder, "pack-"));
    vnf = join(place, "vnf");
    output = join(place, "vnf.csar");
    execFileSync("unzip", ["-q", demo("acme-vnf-option1.csar"), "-d", vnf]);
  });
}

const signing = () => ["--key", signer.key, "--certificate", signer.certificate];
const pack = (...options) => ["pack", vnf, ...options, "--output", output];
const assertNothing = () => assert.deepEqual(readdirSync(place), ["vnf"]);

async function assertPasses(path, securityOption) {
  const { status, stdout } = await run("verify", path, ...trusting, "--json");
  const report = JSON.parse(stdout);
  assert.equal(status, 0, report.summary);
  assert.equal(report.package.packageSecurityOption, securityOption);
  return report;
}

describe("vnfseal pack", () => {
  setUp();

  it("makes a package of a folder, signs it and verifies it", async () => {
    const { status, stdout, stderr } = await run(...pack(...signing(), ...trusting));
    assert.deepEqual([status, stderr], [0, ""]);
    assert.ok(stdout.startsWith(`Packed: ${vnf} → ${output}\nSigners:\n  VNF provider: CN=provider release,O=provider\n`), stdout);
    assert.ok(stdout.includes(`\n${output} verifies: ✓ passed\n`), stdout);
    const { artifacts } = await assertPasses(output, "OPTION_1");
    const files = readdirSync(vnf, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.equal(artifacts.length, files.length, "all files of the folder, and no other");
    assert.ok(stdout.includes(`\n· ${files.length} files of the folder\n`), stdout);
  });

  it("names hidden files, which it packs too", async () => {
    writeFileSync(join(vnf, "Files", ".DS_Store"), "x");
    const { stdout } = await run(...pack(...signing(), ...trusting));
    assert.match(stdout, /\n· hidden files among them: Files\/\.DS_Store\n/);
    const { artifacts } = await assertPasses(output, "OPTION_1");
    assert.ok(artifacts.some(({ artifactPath }) => artifactPath === "Files/.DS_Store"));
  });

  it("says that it was not verified where nobody is trusted", async () => {
    const { status, stdout } = await run(...pack(...signing()));
    assert.equal(status, 0);
    assert.match(stdout, /\nNot verified: 'vnfseal verify /);
    await assertPasses(output, "OPTION_1");
  });

  it("takes the hash that is asked for, and a password from the environment", async () => {
    const args = pack("--key", file("encrypted.key"), "--certificate", signer.certificate, "--hash", "SHA-384", ...trusting, "--json");
    const { status, stdout } = await runWith({ env: { VNFSEAL_PASSWORD: PASSWORD } }, ...args);
    assert.equal(status, 0);
    const { file: written, signers, report } = JSON.parse(stdout);
    assert.deepEqual([written, report.verdict], [output, "passed"]);
    assert.deepEqual(signers.map(({ role }) => role), ["vnfProvider"]);
    const { artifacts, signatures } = await assertPasses(output, "OPTION_1");
    assert.deepEqual(new Set(artifacts.flatMap(({ checksum }) => checksum?.algorithm ?? [])), new Set(["SHA-384"]));
    assert.equal(signatures[0].digestAlgorithm, "SHA-384");
  });

  it("could not run with a folder that is no package", async () => {
    symlinkSync("/etc/passwd", join(vnf, "Files", "link"));
    await assertCouldNotRun(pack(...signing(), ...trusting), /link/);
    assertNothing();
    const empty = join(place, "vnf", "Files");
    const { status, stderr } = await run("pack", empty, ...signing(), "--output", output);
    assert.equal(status, 3);
    assert.match(stderr, /./);
    await assertCouldNotRun(["pack", join(place, "nowhere"), ...signing(), "--output", output], /nowhere/);
    await assertCouldNotRun(["pack", signer.key, ...signing(), "--output", output], / is a file, not a folder/);
    assertNothing();
  });

  it("could not run with an output in the folder, which the next run would pack", async () => {
    for (const inside of ["out.csar", "Files/out.csar"]) {
      await assertCouldNotRun(["pack", vnf, ...signing(), "--output", join(vnf, inside)], /is in the folder that is packed; choose a file elsewhere/);
    }
    symlinkSync(vnf, join(place, "link"));
    await assertCouldNotRun(["pack", join(place, "link"), ...signing(), "--output", join(vnf, "out.csar")], /is in the folder/);
  });

  it("could not run with a signer whom the trust does not name, or with another's key", async () => {
    const { status, stderr } = await run(...pack(...signing(), "--trust", demo("trust.json")));
    assert.equal(status, 3);
    assert.match(stderr, /was not packed: /);
    const wrong = await run(...pack("--key", signer.key, "--certificate", other.certificate, ...trusting));
    assert.equal(wrong.status, 3);
    assertNothing();
  });

  it("leaves nothing when it is interrupted half-way", async () => {
    const large = join(vnf, "Files", "large.img");
    writeFileSync(large, "");
    truncateSync(large, 2 ** 30);
    const child = spawn(command, pack(...signing(), ...trusting), { stdio: "ignore" });
    const ended = once(child, "close");
    const begun = () => readdirSync(place).some((name) => name.endsWith(".tmp"));
    while (!begun()) {
      assert.equal(child.exitCode, null, "it has ended already");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill("SIGINT");
    assert.deepEqual(await ended, [130, null]);
    assertNothing();
  });
});

describe("vnfseal wrap", () => {
  setUp();

  it("puts a CSAR into a delivery that is signed as a whole", async () => {
    assert.equal((await run(...pack(...signing()))).status, 0);
    const content = readFileSync(output);
    const delivery = join(place, "delivery.zip");
    const { status, stdout, stderr } = await run("wrap", output, ...signing(), ...trusting, "--output", delivery);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.ok(stdout.startsWith(`Wrapped: ${output} → ${delivery}\nSigners:\n  VNF provider: CN=provider release,O=provider\n`), stdout);
    const { package: described } = await assertPasses(delivery, "OPTION_2");
    assert.ok(content.equals(execFileSync("unzip", ["-p", delivery, described.csarPath], { maxBuffer: 1 << 28 })), "the CSAR is what it was");
  });

  it("could not run with what is no CSAR", async () => {
    const text = join(place, "text.csar");
    cpSync(demo("trust.json"), text);
    const { status, stderr } = await run("wrap", text, ...signing(), ...trusting, "--output", output);
    assert.equal(status, 3);
    assert.match(stderr, /^vnfseal: .*text\.csar/);
    const pem = await run("wrap", signer.certificate, ...signing(), ...trusting, "--output", output);
    assert.equal(pem.status, 3);
    assert.ok(!pem.stderr.includes(".pem.csar"), pem.stderr);
    assert.deepEqual(readdirSync(place).sort(), ["text.csar", "vnf"]);
  });
});

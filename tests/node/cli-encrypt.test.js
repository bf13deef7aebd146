// `vnfseal encrypt` and `vnfseal decrypt`: nothing is written that does not verify, and nothing half.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, beforeEach, describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { makeIdentity } from "./identities.js";
import { command, folder } from "./installed.js";
import { makePkcs12 } from "./key-files.js";
import { demo } from "./packages.js";
import { runOnTerminal, withoutTerminal } from "./pseudo-terminal.js";
import { decryptWithOpenssl, makeRecipient, openssl } from "./recipients.js";

const option1 = demo("acme-vnf-option1.csar");
const changed = demo("acme-vnf-artifact-changed.csar");
const trusting = ["--trust", demo("trust.json")];
const PASSWORD = "correct horse é 7";
const keys = join(folder, "encrypt-keys");
const file = (name) => join(keys, name);
const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

let site;
let rsa;
let other;
let expired;
let signer;
function makeKeys() {
  if (site) return;
  mkdirSync(keys);
  site = makeRecipient(keys, "P-256", "site");
  rsa = makeRecipient(keys, "rsa", "site-rsa");
  other = makeRecipient(keys, "P-256", "other");
  signer = makeIdentity("signer");
  expired = { certificate: file("expired.pem") };
  openssl("x509", "-in", site.certificate, "-key", site.key, "-days", "-1", "-out", expired.certificate);
  writeFileSync(file("password"), `${PASSWORD}\n`, { mode: 0o600 });
  makePkcs12(site, file("password"), file("site.p12"));
}

/** A folder of its own for each test: what is in it in the end is what the command left. */
let place;
let encrypted;
let output;
function setUp() {
  before(makeKeys);
  beforeEach(() => {
    place = mkdtempSync(join(folder, "encrypt-"));
    encrypted = join(place, "vnf.csar.cms");
    output = join(place, "out.csar");
  });
}

const encrypt = (path, ...options) => ["encrypt", path, ...options, "--output", encrypted];
const decrypt = ({ key, certificate }, ...options) => ["decrypt", encrypted, "--key", key, "--certificate", certificate, ...options, "--output", output];
const assertNoOutput = () => assert.deepEqual(readdirSync(place), ["vnf.csar.cms"]);

async function succeed(args) {
  const { status, stdout, stderr } = await run(...args);
  assert.deepEqual([status, stderr], [0, ""], stdout);
  return stdout;
}

async function assertRefused(args, why) {
  const { status, stdout, stderr } = await run(...args);
  assert.equal(status, 3, stderr);
  assert.match(stderr, why);
  assert.equal(stdout, "");
}

describe("vnfseal encrypt", () => {
  setUp();

  it("encrypts for several recipients, and each can decrypt and verify", async () => {
    const stdout = await succeed(encrypt(option1, "--recipient", site.certificate, rsa.certificate));
    assert.ok(stdout.startsWith(`Encrypted: ${option1} → ${encrypted}\nRecipients:\n  CN=site\n    SHA-256 `), stdout);
    assert.match(stdout, /\n {2}CN=site-rsa\n {4}SHA-256 [0-9a-f]{64}\n/);
    for (const each of [site, rsa]) {
      const said = await succeed(decrypt(each, ...trusting));
      assert.ok(said.startsWith(`Decrypted: ${encrypted} → ${output}\n`) && said.includes(`\n${output} verifies: ✓ passed\n`), said);
      assert.equal(sha256(output), sha256(option1));
      assert.equal(statSync(output).mode & 0o077, 0, "the plaintext is for this user alone");
    }
    assert.deepEqual(readdirSync(place), ["out.csar", "vnf.csar.cms"]);
  });

  it("writes what OpenSSL decrypts", async () => {
    await succeed(encrypt(option1, "--recipient", rsa.certificate));
    decryptWithOpenssl(encrypted, rsa, output);
    assert.equal(sha256(output), sha256(option1));
  });

  it("encrypts artifacts by their paths, and decrypts them to what they were", async () => {
    const stdout = await succeed(encrypt(option1, "--recipient", site.certificate, "--artifacts", "Files/**", "Scripts/*"));
    const [, names] = /\nArtifacts:\n((?: {2}.*\n)+)/.exec(stdout);
    assert.ok(names.includes("  Scripts/") && names.includes("  Files/"), stdout);
    const open = await run("verify", encrypted, ...trusting, "--json");
    assert.equal(open.status, 2);
    assert.ok(JSON.parse(open.stdout).findings.some(({ code }) => code === "artifact.encrypted-by-service-provider"));
    const said = await succeed(decrypt(site, ...trusting));
    assert.ok(said.includes(names), said);
    assert.equal((await run("verify", output, ...trusting)).status, 0);
  });

  it("writes the result as one line of JSON", async () => {
    const stdout = await succeed(encrypt(option1, "--recipient", site.certificate, "--json"));
    assert.match(stdout, /^[^\n]+\n$/);
    const fingerprint = createHash("sha256").update(openssl("x509", "-in", site.certificate, "-outform", "DER")).digest("hex");
    assert.deepEqual(JSON.parse(stdout), {
      file: encrypted,
      sha256: sha256(encrypted),
      recipients: [{ subject: "CN=site", sha256: fingerprint }],
      notes: [],
    });
    const { file: written, sha256: digest, report } = JSON.parse(await succeed(decrypt(site, ...trusting, "--json")));
    assert.deepEqual([written, digest, report.verdict], [output, sha256(option1), "passed"]);
  });

  it("could not run without recipients, or with certificates for which nothing is encrypted", async () => {
    await assertCouldNotRun(["encrypt", option1, "--output", encrypted], /'--recipient <certificate\.\.\.>' not specified/);
    for (const [{ certificate }, why] of [[expired, /certificate\.expired/], [signer, /certificate\.key-usage/]]) {
      await assertRefused(encrypt(option1, "--recipient", site.certificate, certificate), why);
    }
    await assertRefused(encrypt(option1, "--recipient", site.key), /certificate/);
    const nowhere = encrypt(option1, "--recipient", site.certificate, "--artifacts", "Nowhere/*");
    await assertRefused(nowhere, /'Nowhere\/\*' matches no artifact .* are not artifacts\. \(artifact\.none-matched\)/);
    const swallowed = ["encrypt", "--recipient", site.certificate, option1, "--output", encrypted];
    await assertCouldNotRun(swallowed, /missing required argument 'file': --recipient takes all that follows it, so name the file before it;/);
    await assertCouldNotRun(encrypt(join(place, "none.csar"), "--recipient", site.certificate), /does not exist/);
    const ontoInput = ["encrypt", option1, "--recipient", site.certificate, "--output", site.certificate];
    await assertCouldNotRun(ontoInput, /it is what is read/);
    assert.deepEqual(readdirSync(place), []);
  });

  it("could not run with what is encrypted already, and says what is no package", async () => {
    const plain = join(place, "notes.txt");
    writeFileSync(plain, "no package");
    const said = await succeed(encrypt(plain, "--recipient", site.certificate));
    assert.match(said, /\n· The file is not a ZIP archive, so it is not a package\./);
    const twice = join(place, "twice.cms");
    const args = ["encrypt", encrypted, "--recipient", site.certificate, "--output", twice];
    await assertRefused(args, /was not encrypted: The file is encrypted already.*\(message\.encrypted-already\)/);
    assert.deepEqual(readdirSync(place).sort(), ["notes.txt", "vnf.csar.cms"]);
  });

  it("leaves nothing when it is interrupted half-way", async () => {
    const large = sparse("large.csar", 2 ** 30);
    await interruptWhenHalf(encrypt(large, "--recipient", site.certificate));
    assert.deepEqual(readdirSync(place), ["large.csar"]);
  });
});

describe("vnfseal decrypt", () => {
  setUp();
  beforeEach(async () => {
    await succeed(encrypt(option1, "--recipient", site.certificate));
  });

  it("takes key and certificate from PKCS #12, and asks for the password", { skip: withoutTerminal }, async () => {
    const args = ["decrypt", encrypted, "--key", file("site.p12"), ...trusting, "--output", output];
    let isTyped = false;
    const type = (shown) => {
      if (isTyped || !shown.includes("Password of ")) return undefined;
      isTyped = true;
      return `${PASSWORD}\r`;
    };
    const { status, shown } = await runOnTerminal({ type, columns: 200 }, ...args);
    assert.equal(status, 0, shown);
    assert.ok(!shown.includes(PASSWORD));
    assert.equal(sha256(output), sha256(option1));
  });

  it("writes nothing that does not verify, unless it is told not to verify", async () => {
    await succeed(encrypt(changed, "--recipient", site.certificate));
    const failed = await run(...decrypt(site, ...trusting));
    assert.equal(failed.status, 1);
    assert.match(failed.stdout, /^FAILED: .*artifact\.digest-mismatch/s);
    assert.match(failed.stderr, /nothing was written: what .*vnf\.csar\.cms holds does not verify \(failed\); --no-verify /);
    assertNoOutput();
    const asJson = await run(...decrypt(site, ...trusting, "--json"));
    assert.equal(asJson.status, 1);
    const { file: written, sha256: digest, report } = JSON.parse(asJson.stdout);
    assert.deepEqual([written, digest, report.verdict], [null, null, "failed"]);
    assertNoOutput();
    const said = await succeed(decrypt(site, "--no-verify"));
    assert.match(said, /\nNot verified: 'vnfseal verify /);
    assert.equal(sha256(output), sha256(changed));
  });

  it("writes nothing where nobody is trusted", async () => {
    const { status, stdout } = await run(...decrypt(site));
    assert.equal(status, 2);
    assert.match(stdout, /^INDETERMINATE: /);
    assertNoOutput();
  });

  it("verifies as of the time that is asked for", async () => {
    assert.equal((await run(...decrypt(site, ...trusting, "--at", "2001-01-01T00:00:00Z"))).status, 1);
    assertNoOutput();
  });

  it("could not run with what it would pass over", async () => {
    for (const [name, given] of [["trust", demo("trust.json")], ["at", "2026-11-29T00:00:00Z"], ["policy", file("password")]]) {
      const why = new RegExp(`--no-verify and --${name} contradict each other: nothing is verified`);
      await assertCouldNotRun(decrypt(site, "--no-verify", `--${name}`, given), why);
    }
    await assertCouldNotRun(decrypt(site, "--certificate", other.certificate), /--certificate: it is given twice/);
    assertNoOutput();
  });

  it("could not run with another key, a wrong password, or without a key", async () => {
    await assertRefused(decrypt(other, ...trusting), /was not decrypted: .*\(recipient\.none\)/);
    await assertRefused(decrypt({ key: other.key, certificate: site.certificate }, ...trusting), /does not belong .*\(signer\.key-mismatch\)/);
    writeFileSync(file("wrong"), "battery staple\n", { mode: 0o600 });
    await assertRefused(["decrypt", encrypted, "--key", file("site.p12"), "--password-file", file("wrong"), ...trusting, "--output", output], /password/);
    await assertCouldNotRun(["decrypt", encrypted, "--output", output], /'--key <file>' not specified/);
    await assertCouldNotRun(["decrypt", encrypted, "--key", site.key, "--certificate", site.certificate, "--output", encrypted], /it is what is read/);
    assertNoOutput();
  });

  it("could not run with a message that was changed or cut, nor with one that nobody encrypted", async () => {
    const message = readFileSync(encrypted);
    const inCiphertext = message.length >> 1;
    const last = message.length - 1;
    for (const at of [0, inCiphertext, last]) {
      const damaged = Buffer.from(message);
      damaged[at] ^= 1;
      writeFileSync(encrypted, damaged);
      await assertRefused(decrypt(site, "--no-verify"), /was not decrypted: /);
      assertNoOutput();
    }
    for (const length of [0, 100, inCiphertext, last]) {
      writeFileSync(encrypted, message.subarray(0, length));
      await assertRefused(decrypt(site, "--no-verify"), /was not decrypted: /);
      assertNoOutput();
    }
    writeFileSync(encrypted, readFileSync(option1));
    await assertRefused(decrypt(site, "--no-verify"), /was not decrypted: /);
    assertNoOutput();
  });

  it("leaves nothing when it is interrupted half-way", async () => {
    const large = sparse("large.bin", 2 ** 30);
    await succeed(encrypt(large, "--recipient", site.certificate));
    await interruptWhenHalf(decrypt(site, "--no-verify"));
    assert.deepEqual(readdirSync(place), ["large.bin", "vnf.csar.cms"]);
  });
});

/** A file of so many zeros, which takes no room. */
function sparse(name, size) {
  const path = join(place, name);
  closeSync(openSync(path, "w"));
  truncateSync(path, size);
  return path;
}

/** Interrupts the command as soon as there is something of its output. */
async function interruptWhenHalf(args) {
  const child = spawn(command, args, { stdio: "ignore" });
  const ended = once(child, "close");
  const begun = () => readdirSync(place).some((name) => name.endsWith(".tmp") && statSync(join(place, name)).size > 1 << 20);
  while (!begun()) {
    assert.equal(child.exitCode, null, "it has ended already");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill("SIGINT");
  assert.deepEqual(await ended, [130, null]);
}

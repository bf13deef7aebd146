// `vnfseal onboard`, `release` and `catalogue`: the life of a package at a service provider, and what must not get through.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, beforeEach, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { all, door, openCatalogue } from "./catalogue.js";
import { serveRegistry } from "./catalogue-server.js";
import { assertCouldNotRun, run } from "./command.js";
import { makeIdentity } from "./identities.js";
import { command, folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { decryptWithOpenssl, makeRecipient } from "./recipients.js";

const { onboardPackage, releasePackage } = await import(pathToFileURL(door));
const option1 = demo("acme-vnf-option1.csar");
const small = demo("acme-vnf-external.csar");
const changed = demo("acme-vnf-artifact-changed.csar");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

let vendor;
let operator;
let site;
let other;
let trust;
let strict;
let vnf;
before(async () => {
  const keys = mkdtempSync(join(folder, "catalogue-keys-"));
  [vendor, operator] = ["vendor", "operator"].map((name) => makeIdentity(name));
  [site, other] = ["site", "other"].map((name) => makeRecipient(keys, "P-256", name));
  const read = (path) => readFileSync(path, "utf8");
  trust = join(keys, "trust.json");
  const serviceProvider = { privateCAs: [read(operator.root)], signingCertificates: [read(operator.certificate)] };
  writeFileSync(trust, JSON.stringify({ vnfProvider: { privateCAs: [read(vendor.root)] }, serviceProvider }));
  strict = join(keys, "strict.json");
  writeFileSync(strict, JSON.stringify({ serviceProviderSignature: "required" }));
  vnf = join(keys, "acme.csar");
  await makePackage(vnf);
});

/** The VNF provider packs and signs: small enough for every test. */
async function makePackage(output) {
  const file = (path, text) => ({ path, file: new TextEncoder().encode(text) });
  const manifest = [
    ...["metadata:", "vnf_product_name: Sbc", "vnf_provider_id: Acme", "vnf_package_version: 1.0", "vnfd_id: 2b6f1c0e-7d7e-4b53-9d41-0d7c3c0f5a11"],
    ...["vnf_release_date_time: 2026-11-02T08:00:00Z", "vnf_software_version: 1.0", "vnfm_info: etsivnfm:v4.2.1", "compatible_specification_versions: 2.7.1,3.3.1,4.2.1", ""],
  ];
  const meta = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme\nEntry-Definitions: acme.yaml\nETSI-Entry-Manifest: acme.mf\n";
  const files = [
    file("TOSCA-Metadata/TOSCA.meta", meta),
    file("acme.yaml", "tosca_definitions_version: tosca_simple_yaml_1_2\n"),
    file("acme.mf", manifest.join("\n")),
    file("Files/image.img", "an image ".repeat(5000)),
  ];
  await vnfseal.packFolder(files, { signer: { key: vendor.key, certificate: vendor.certificate }, trust, output });
}

let place;
let store;
const address = () => `dir:${store}`;
const output = () => join(place, "out.csar");
beforeEach(() => {
  place = mkdtempSync(join(folder, "catalogue-"));
  store = join(place, "store");
});

const signing = () => ["--key", operator.key, "--certificate", operator.certificate];
const opening = ({ key, certificate } = site) => ["--key", key, "--certificate", certificate];
const onboard = (path, ...options) => run("onboard", path, "--catalogue", address(), "--trust", trust, ...options);
const release = (name, ...options) => run("release", name, "--catalogue", address(), "--trust", trust, "--output", output(), ...options);
const catalogue = (name, ...options) => run("catalogue", name, ...options, "--catalogue", address());
const verify = (...options) => catalogue("verify", "--trust", trust, ...options);
const entries = async () => (existsSync(join(store, "refs")) ? readdirSync(join(store, "refs")) : []);

/** Changes one byte of a blob where it lies. */
function tamper(digest, offset) {
  const path = join(store, "blobs", "sha256", digest.slice(7));
  const bytes = readFileSync(path);
  bytes[offset] ^= 1;
  chmodSync(path, 0o600);
  writeFileSync(path, bytes);
}

/** It ends with this status, and a complaint. */
function assertStatus({ status, stderr }, expected, why = /(?:)/) {
  assert.equal(status, expected, stderr);
  assert.match(stderr, why);
}

describe("a package at a service provider", () => {
  it("is signed, encrypted and stored, shown, and released with both signatures", async () => {
    const { status, stdout, stderr } = await onboard(vnf, ...signing(), "--recipient", site.certificate);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.ok(stdout.startsWith(`Onboarded: ${vnf} → acme in ${address()}\n`), stdout);
    assert.match(stdout, /encrypted as a whole, sha256:[0-9a-f]{64}\n/);
    assert.match(stdout, /service provider: CN=operator release,O=operator\n/);
    assert.match(stdout, /Recipients:\n {2}CN=site\n/);
    assert.match(stdout, /\n {2}signed\n {4}SEC021-6\.2-2c {2}Where policy requires it, the artifacts are signed/);

    const [entry] = await all(openCatalogue(address()).list());
    const blob = join(store, "blobs", "sha256", entry.digest.slice(7));
    assert.equal(sha256(readFileSync(blob)), entry.digest.slice(7));
    assert.equal(entry.annotations["vnd.vnfseal.received"], sha256(readFileSync(vnf)));
    const signed = decryptWithOpenssl(blob, site, join(place, "by-openssl"));

    assert.match((await catalogue("list")).stdout, /^acme {2}.* encrypted as a whole, passed when it was onboarded at \d{4}-/);
    const shown = await catalogue("show", "acme");
    assert.match(shown.stdout, /CN=operator release,O=operator\n[\s\S]*Recipients:\n {2}CN=site\n[\s\S]* {2}stored\n {4}SEC021-5\.1-b/);
    const checked = await verify();
    assert.equal(checked.status, 2, checked.stderr);
    assert.match(checked.stdout, /^\? indeterminate +acme {2}The file is encrypted/);

    const released = await release("acme", ...opening(), "--policy", strict);
    assert.deepEqual([released.status, released.stderr], [0, ""]);
    assert.match(released.stdout, /SEC021-6\.5-b[\s\S]*SEC021-6\.3-a[\s\S]*SEC021-6\.3-b/);
    assert.ok(readFileSync(output()).equals(signed), "openssl decrypts the same");
    assert.equal(statSync(output()).mode & 0o777, 0o600);
  });

  it("may be stored as it is, and is released byte for byte", async () => {
    assertStatus(await onboard(vnf, "--name", "acme-1.0"), 0);
    const checked = await verify();
    assert.deepEqual([checked.status, checked.stderr], [0, ""]);
    assert.match(checked.stdout, /^✓ passed +acme-1\.0 {2}/);
    assertStatus(await release("acme-1.0"), 0);
    assert.ok(readFileSync(output()).equals(readFileSync(vnf)));
    assert.match((await catalogue("fsck")).stdout, /^1 entries, \d+ blobs, .*✓ nothing is damaged\n/);
    assert.equal((await catalogue("delete", "acme-1.0")).status, 0);
    assert.equal((await catalogue("list")).stdout, "The catalogue is empty.\n");
    assert.deepEqual(readdirSync(join(store, "blobs", "sha256")), []);
  });

  it("may have some artifacts encrypted, and is verified in place without them", async () => {
    assertStatus(await onboard(vnf, ...signing(), "--recipient", site.certificate, "--artifacts", "Files/**"), 0);
    const checked = await verify();
    assert.equal(checked.status, 2);
    assert.match(checked.stdout, /artifact\.encrypted-by-service-provider/);
    assertStatus(await release("acme"), 3, /'acme' is encrypted: give the private key/);
    assertStatus(await release("acme", ...opening(), "--policy", strict), 0);
  });

  it("fulfils statements that the report has, in both editions", async () => {
    for (const edition of ["4.5.1", "5.4.1"]) {
      const policy = join(place, "edition.json");
      writeFileSync(policy, JSON.stringify({ edition }));
      const name = `acme-${edition}`;
      const { stdout } = await onboard(vnf, ...signing(), "--recipient", site.certificate, "--policy", policy, "--name", name, "--json");
      const { steps, report } = JSON.parse(stdout);
      const known = report.conformance.map(({ id }) => id);
      assert.deepEqual(steps.map(({ step }) => step), ["obtained", "verified", "signed", "checked", "encrypted", "stored"]);
      assert.ok(steps.every(({ statements }) => statements.length > 0 && statements.every((id) => known.includes(id))), JSON.stringify(steps));
      writeFileSync(policy, JSON.stringify({ edition, serviceProviderSignature: "required" }));
      const released = await release(name, ...opening(), "--policy", policy, "--json");
      const out = JSON.parse(released.stdout);
      assert.deepEqual(out.steps.find(({ step }) => step === "verified").statements, ["SEC021-6.5-b", "SEC021-6.3-a", "SEC021-6.3-b"]);
      assert.equal(out.report.policy.stage, "instantiation");
    }
  });

  it("goes through a registry, which is asked for ranges alone to verify", async () => {
    const registry = await serveRegistry();
    try {
      const there = `oci://${registry.host}/vnf`;
      const options = ["--catalogue", there, "--trust", trust];
      assertStatus(await run("onboard", vnf, ...options, ...signing()), 0);
      const sent = registry.requests.length;
      assertStatus(await run("catalogue", "verify", "acme", ...options), 0);
      const [{ digest }] = await all(openCatalogue(there).list());
      const reads = registry.requests.slice(sent).filter(({ method, url }) => method === "GET" && url.includes(`/blobs/${digest}`));
      assert.ok(reads.length > 0 && reads.every(({ headers }) => headers.range), "the package is never asked for as a whole");
      assertStatus(await run("release", "acme", ...options, "--output", output()), 0);
      assertStatus(await run("catalogue", "fsck", "--catalogue", there), 3, /fsck reads a folder/);
      assertStatus(await run("catalogue", "delete", "acme", "--catalogue", there), 0);
      assert.deepEqual(JSON.parse((await run("catalogue", "list", "--catalogue", there, "--json")).stdout), []);
    } finally {
      await registry.close();
    }
  });
});

describe("what has not passed", () => {
  it("is not stored, and the report says why", async () => {
    const options = ["--catalogue", address(), "--trust", demo("trust.json")];
    const failed = await run("onboard", changed, ...options);
    assertStatus(failed, 1, /nothing was stored: .* does not verify \(failed\)/);
    assert.match(failed.stdout, /artifact\.digest-mismatch/);
    assertStatus(await run("onboard", small, ...options), 2, /does not verify \(indeterminate\)/);
    assertStatus(await run("onboard", vnf, "--catalogue", address()), 2);
    assert.ok(!existsSync(store), "not even the folder was made");
  });

  it("is not signed or encrypted either", async () => {
    const failed = await onboard(changed, ...signing(), "--recipient", site.certificate, "--json");
    assertStatus(failed, 1);
    const { stored, steps } = JSON.parse(failed.stdout);
    assert.deepEqual([stored, steps.map(({ step }) => step)], [false, ["obtained", "verified"]]);
    assert.deepEqual(await entries(), []);
  });

  it("includes what lacks the signature that the policy asks for", async () => {
    assertStatus(await onboard(vnf, "--policy", strict), 1, /the policy asks for the service provider's signature: --key signs/);
    assertStatus(await onboard(vnf, "--policy", strict, ...signing()), 0);
    assert.deepEqual(await entries(), ["acme.json"]);
  });

  it("is stored with --force and a reason, which is shown, and is never released", async () => {
    const reason = "for the laboratory, ticket 7";
    const forced = await run("onboard", changed, "--catalogue", address(), "--trust", demo("trust.json"), "--force", "--reason", reason);
    assertStatus(forced, 0);
    assert.ok(forced.stdout.startsWith("Stored without having passed: "), forced.stdout);
    assert.match(forced.stdout, /\n {2}verified: failed\n/, "the step was taken, and the package did not pass it");
    const name = "acme-vnf-artifact-changed";
    for (const shown of [await catalogue("list"), await catalogue("show", name)]) {
      assert.ok(shown.stdout.includes(`! forced, has not passed: ${reason}\n`), shown.stdout);
      assert.match(shown.stdout, /failed when it was onboarded/);
    }
    const entry = JSON.parse((await catalogue("show", name, "--json")).stdout);
    assert.deepEqual([entry.record.forcedFor, entry.record.verdict, entry.report.verdict], [reason, "failed", "failed"]);
    assert.deepEqual(entry.record.steps.flatMap(({ statements }) => statements), ["SEC021-6.2-1"]);
    const refused = await run("release", name, "--catalogue", address(), "--trust", demo("trust.json"), "--output", output());
    assertStatus(refused, 1, /nothing was written/);
    assert.ok(!existsSync(output()));
  });

  it("has no reason recorded if it passes after all", async () => {
    const { stdout } = await onboard(vnf, "--force", "--reason", "just in case", "--json");
    assert.equal(JSON.parse(stdout).forcedFor, undefined);
    assert.ok(!(await catalogue("list")).stdout.includes("forced"));
  });

  it("is never signed, and needs a reason", async () => {
    await assertCouldNotRun(["onboard", vnf, "--catalogue", address(), "--force"], /--force needs --reason TEXT/);
    await assertCouldNotRun(["onboard", vnf, "--catalogue", address(), "--reason", "x"], /--reason goes with --force/);
    assertStatus(await onboard(vnf, ...signing(), "--force", "--reason", "x"), 3, /what has not passed is never signed/);
    const storage = openCatalogue(address());
    for (const forceReason of ["", " ", "a\nb", "x".repeat(1001), 7]) {
      await assert.rejects(onboardPackage(vnf, { catalogue: storage, name: "x", forceReason }), { code: "ARGUMENT_INVALID" });
    }
    assert.deepEqual(await entries(), []);
  });

  it("is at least an archive", async () => {
    const text = join(place, "text.csar");
    writeFileSync(text, "no archive");
    assertStatus(await onboard(text, "--force", "--reason", "x"), 3, /this is no ZIP archive/);
    assert.deepEqual(await entries(), []);
  });
});

describe("nothing half", () => {
  it("is stored when something cannot be done", async () => {
    assertStatus(await onboard(vnf, "--key", operator.key, "--certificate", vendor.certificate), 3);
    assertStatus(await onboard(vnf, ...signing(), "--recipient", trust), 3);
    assertStatus(await onboard(vnf, "--name", "a/b"), 3, /cannot name an entry/);
    assertStatus(await onboard(vnf, "--certificate", operator.certificate), 3, /no signer/);
    assertStatus(await onboard(vnf, "--artifacts", "Files/**"), 3, /artifacts are encrypted for recipients/);
    assertStatus(await onboard(join(place, "none.csar")), 3, /does not exist/);
    assert.deepEqual(await entries(), []);
  });

  it("is verified first where there can be no catalogue", async () => {
    const verified = [];
    const asked = { catalogue: openCatalogue(`dir:${option1}`), name: "acme", onProgress: ({ phase }) => verified.push(phase) };
    await assert.rejects(onboardPackage(option1, asked), { code: "CATALOGUE_REFUSED" });
    assert.deepEqual(verified, []);
  });

  it("goes without a word in JSON, whenever it was found", async () => {
    for (const [name, ...args] of [["onboard", vnf], ["release", "acme", "--output", join(place, "early.csar")]]) {
      const { status, stdout } = await run(name, ...args, "--catalogue", address(), "--trust", join(place, "none.pem"), "--json");
      assert.equal(status, 3);
      assert.equal(JSON.parse(stdout).error.code, "FILE_UNREADABLE");
    }
  });

  it("replaces an entry only if it is asked to", async () => {
    assertStatus(await onboard(vnf), 0);
    assertStatus(await onboard(vnf, ...signing()), 3, /has another entry 'acme'/);
    assertStatus(await onboard(vnf, ...signing(), "--replace"), 0);
    assertStatus(await release("acme", "--policy", strict), 0);
  });

  /** Gives the signal that has ended the command, or null if that was earlier. */
  async function killWhileItWrites(args) {
    const child = spawn(command, args, { stdio: "ignore" });
    const ended = once(child, "close");
    const incoming = join(store, "incoming");
    const isWriting = () => existsSync(incoming) && readdirSync(incoming).some((name) => statSync(join(incoming, name), { throwIfNoEntry: false })?.size > 1 << 20);
    while (child.exitCode === null && !isWriting()) await new Promise((resolve) => setTimeout(resolve, 1));
    child.kill("SIGKILL");
    return (await ended)[1];
  }

  it("is left by a kill while it is stored", async () => {
    const args = ["onboard", option1, "--catalogue", address(), "--trust", demo("trust.json")];
    // On a machine that does much else, what is written is seen too late. Then it is tried again.
    let signal = null;
    for (let tries = 0; tries < 5 && signal === null; tries += 1) {
      rmSync(store, { recursive: true, force: true });
      signal = await killWhileItWrites(args);
    }
    assert.equal(signal, "SIGKILL", "it was killed before it had ended");
    assert.equal((await catalogue("list")).stdout, "The catalogue is empty.\n");
    assertStatus(await run(...args), 0);
    assert.deepEqual(await entries(), ["acme-vnf-option1.json"]);
  });

  it("is stored of a file that changes while it is verified", async () => {
    const file = join(place, "changing.csar");
    copyFileSync(vnf, file);
    let isChanged = false;
    const onProgress = ({ phase }) => {
      if (isChanged || phase === "copying") return;
      isChanged = true;
      writeFileSync(file, readFileSync(changed));
    };
    const storage = openCatalogue(address());
    const { stored, digest } = await onboardPackage(file, { catalogue: storage, name: "x", trust, onProgress });
    assert.deepEqual([isChanged, stored, digest], [true, true, `sha256:${sha256(readFileSync(vnf))}`]);
  });
});

describe("what is changed in the catalogue", () => {
  it("is caught by verify, fsck and release", async () => {
    const { stdout } = await onboard(vnf, ...signing(), "--json");
    const { digest, size } = JSON.parse(stdout);
    tamper(digest, size >> 1);
    assertStatus(await verify(), 1);
    assertStatus(await catalogue("fsck"), 1);
    assertStatus(await release("acme"), 3, /its SHA-256 is not/);
    assert.ok(!existsSync(output()));
  });

  it("is caught by release where it is encrypted", async () => {
    const { stdout } = await onboard(vnf, "--recipient", site.certificate, "--json");
    const { digest, size } = JSON.parse(stdout);
    tamper(digest, size - 100);
    assertStatus(await release("acme", ...opening()), 3, /its SHA-256 is not/);
    assert.ok(!existsSync(output()));
  });

  it("is caught by release where whoever did it also wrote the digests anew", async () => {
    const storage = openCatalogue(address());
    const bad = readFileSync(changed);
    await storage.put("bad", bad, { mediaType: "application/zip", annotations: { "vnd.vnfseal.verdict": "passed" } });
    const refused = await run("release", "bad", "--catalogue", address(), "--trust", demo("trust.json"), "--output", output());
    assertStatus(refused, 1);
    const blob = join(place, "bad.cms");
    await vnfseal.encryptFile(changed, { recipients: [site.certificate], output: blob });
    await storage.put("cms", blob, { mediaType: "application/cms" });
    const options = ["--catalogue", address(), "--trust", demo("trust.json"), "--output", output()];
    assertStatus(await run("release", "cms", ...options, ...opening()), 1);
    assertStatus(await run("release", "cms", ...options, ...opening(other)), 3);
    assert.ok(!existsSync(output()));
  });

  it("is shown harmless", async () => {
    const annotations = { "vnd.vnfseal.verdict": "\u001b[32mpassed", "vnd.vnfseal.steps": '[{"step":"\u202ex","statements":["y"]}]', "vnd.vnfseal.recipients": "no list" };
    await openCatalogue(address()).put("x", readFileSync(vnf), { mediaType: "application/zip", annotations, signers: [{ role: "__proto__", subject: "\u001b]0;x" }] });
    for (const shown of [await catalogue("list"), await catalogue("show", "x"), await catalogue("show", "x", "--json")]) {
      assert.equal(shown.status, 0, shown.stderr);
      assert.ok(!/[\u001b\u202e]/.test(shown.stdout), shown.stdout);
    }
  });
});

describe("the record of an onboarding", () => {
  it("has nothing that has not its form", async () => {
    const { readRecord } = await import(pathToFileURL(join(packageFolder, "js", "onboarding", "record.js")));
    const good = { verdict: "passed", onboarded: "2026-11-30T04:00:00Z", received: "a".repeat(64), forced: "a reason" };
    const read = (texts) => readRecord(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`vnd.vnfseal.${name}`, text])));
    const none = { steps: undefined, recipients: undefined };
    assert.deepEqual(read(good), { verdict: "passed", onboardedAt: good.onboarded, receivedSha256: good.received, forcedFor: "a reason", ...none });
    const empty = { verdict: undefined, onboardedAt: undefined, receivedSha256: undefined, forcedFor: undefined, ...none };
    for (const bad of ["x".repeat(400_000), "passed\n", "", 7, null, "\u001b[31m"]) {
      assert.deepEqual(read({ verdict: bad, onboarded: bad, received: bad, forced: bad }), empty);
    }
  });
});

describe("release", () => {
  it("fetches no more than a package can have", async () => {
    const entry = { name: "acme", size: 64 * 2 ** 30 + 1, annotations: {}, chunks: () => assert.fail("it is fetched") };
    await assert.rejects(releasePackage("acme", { catalogue: { get: async () => entry } }), { code: "CATALOGUE_INVALID", message: /68719476737 bytes/ });
  });

  it("writes over nothing that it reads, and needs trust", async () => {
    assertStatus(await onboard(vnf), 0);
    const content = readFileSync(trust);
    assertStatus(await run("release", "acme", "--catalogue", address(), "--trust", trust, "--output", trust), 3, /it is what is read/);
    assert.ok(readFileSync(trust).equals(content));
    assertStatus(await run("release", "acme", "--catalogue", address(), "--output", output()), 2);
    assertStatus(await release("none"), 3, /has no entry 'none'/);
    assert.ok(!existsSync(output()));
  });

  it("gives a Blob where no output is named", async () => {
    const storage = openCatalogue(address());
    await onboardPackage(vnf, { catalogue: storage, name: "x", trust, recipients: [site.certificate] });
    const { written, blob, report } = await releasePackage("x", { catalogue: storage, trust, ...site, kind: undefined });
    assert.deepEqual([written, report.verdict], [true, "passed"]);
    assert.ok(Buffer.from(await blob.arrayBuffer()).equals(readFileSync(vnf)));
  });
});

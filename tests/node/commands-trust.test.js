// `vnfseal trust`: what trust files hold, whether chains hold, and one bundle out of many.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const { inspectTrust, verifyPackage } = vnfseal;
const { renderTrust } = await import(join(packageFolder, "js", "formats", "trust.js"));
const { PLACEMENTS_OF_CERTIFICATES } = await import(join(packageFolder, "js", "formats", "words.js"));
const option1 = demo("acme-vnf-option1.csar");
const trust = demo("trust.json");
const here = join(folder, "trust");
const path = (name) => join(here, name);

let chain;
before(async () => {
  mkdirSync(here);
  const { signatures } = await verifyPackage(option1, { trust });
  ({ chain } = signatures[0]);
  for (const [index, name] of ["signer", "issuing", "root"].entries()) writeFileSync(path(`${name}.pem`), chain[index].pem);
  makeLists();
});

/** A revocation list and an OCSP response, both in DER, of a CA made for it. */
function makeLists() {
  const openssl = (...args) => execFileSync("openssl", args, { cwd: here, stdio: "pipe" });
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9", "-subj", "/CN=Lists", "-keyout", "lists.key", "-out", "lists.pem");
  writeFileSync(path("index.txt"), "");
  writeFileSync(path("ca.cnf"), "[ca]\ndefault_ca = a\n[a]\ndatabase = index.txt\ndefault_md = sha256\ndefault_crl_days = 9\n");
  openssl("ca", "-config", "ca.cnf", "-gencrl", "-keyfile", "lists.key", "-cert", "lists.pem", "-out", "crl.pem");
  openssl("crl", "-in", "crl.pem", "-outform", "DER", "-out", "crl.der");
  openssl("ocsp", "-issuer", "lists.pem", "-serial", "1", "-no_nonce", "-reqout", "request.der");
  openssl("ocsp", "-index", "index.txt", "-CA", "lists.pem", "-rsigner", "lists.pem", "-rkey", "lists.key", "-reqin", "request.der", "-respout", "ocsp.der", "-ndays", "9");
}

describe("vnfseal trust list", () => {
  it("shows everything with its fingerprint and what it grants", async () => {
    const { status, stdout } = await run("trust", "list", trust, path("issuing.pem"));
    assert.equal(status, 0);
    const { entries } = await inspectTrust(trust);
    assert.equal(entries.length, 2);
    assert.ok(stdout.startsWith(`${trust} (2)\n  VNF provider, CA\n`));
    for (const { subject, fingerprint } of entries) assert.ok(stdout.includes(`    ${subject}\n    SHA-256 ${fingerprint}\n`));
    assert.match(stdout, /issuing\.pem \(1\)\n {2}intermediate CA: grants nothing\n/);
  });

  it("shows lists and responses too", async () => {
    const { stdout } = await run("trust", "list", path("crl.der"), path("ocsp.der"));
    assert.match(stdout, /crl\.der \(1\)\n {2}revocation list: grants nothing\n {4}CN=Lists\n {4}SHA-256 [0-9a-f]{64}\n/);
    assert.match(stdout, /ocsp\.der \(1\)\n {2}OCSP response: grants nothing\n {4}CN=Lists\n {4}SHA-256 [0-9a-f]{64}\n/);
  });

  it("is the API's inspection with --json", async () => {
    const { stdout } = await run("trust", "list", trust, path("root.pem"), "--json");
    const files = [trust, path("root.pem")];
    const expected = await Promise.all(files.map(async (name) => ({ name, entries: (await inspectTrust(name)).entries })));
    assert.deepEqual(JSON.parse(stdout), expected);
  });

  it("could not run where a file is no trust file", async () => {
    await assertCouldNotRun(["trust", "list", path("lists.key")], /lists\.key: /);
    await assertCouldNotRun(["trust", "list", "missing.pem"], /missing\.pem/);
    await assertCouldNotRun(["trust", "list"], /argument.*file/);
    await assertCouldNotRun(["trust"], /vnfseal trust --help/);
    await assertCouldNotRun(["trust", "chek"], /Did you mean check/);
  });

  it("makes what could fool a terminal visible", async () => {
    const hostile = "a\x1b[2J\u202egnp.exe\u200b\nb";
    const { entries } = await inspectTrust(trust);
    const findings = [{ code: hostile, what: hostile }];
    const names = { subject: hostile, issuer: hostile, fingerprint: hostile, notBefore: hostile, notAfter: hostile };
    const entry = { ...entries[0], ...names, isSelfSigned: false, check: { verdict: "failed", findings } };
    const text = renderTrust([{ name: hostile, entries: [entry] }]);
    assert.doesNotMatch(text, /[^\n\P{C}]/u);
    assert.equal(text.split("a\\u{1b}[2J\\u{202e}gnp.exe\\u{200b}\\u{a}b").length, 9);
  });
});

describe("vnfseal trust check", () => {
  const check = async (...args) => {
    const { status, stdout } = await run("trust", "check", ...args, "--json");
    return { status, verdicts: JSON.parse(stdout).flatMap(({ entries }) => entries.map((entry) => entry.check?.verdict)) };
  };

  it("passes what has its chain in the files", async () => {
    assert.deepEqual(await check(trust), { status: 0, verdicts: ["passed", "passed"] });
    const files = ["signer", "issuing", "root"].map((name) => path(`${name}.pem`));
    assert.deepEqual(await check(...files), { status: 0, verdicts: ["passed", "passed", "passed"] });
    assert.match((await run("trust", "check", ...files)).stdout, /signing certificate\n(?: {4}.*\n)+ {4}✓ passed: its chain holds\n/);
  });

  it("does not pass what lacks its issuer, and says so", async () => {
    const { status, verdicts } = await check(path("signer.pem"), path("root.pem"));
    assert.deepEqual([verdicts[0] === "passed", verdicts[1]], [false, "passed"]);
    assert.equal(status, { failed: 1, indeterminate: 2 }[verdicts[0]]);
    const { stdout } = await run("trust", "check", path("signer.pem"), path("root.pem"));
    assert.match(stdout, /its chain .*\n {6}(chain|trust)\.[a-z-]+: .*Acme Networks issuing CA/);
    assert.notEqual((await check(path("issuing.pem"))).status, 0);
  });

  it("does so at the time it is given", async () => {
    assert.deepEqual(await check(trust, "--at", "2001-01-01T00:00:00Z"), { status: 1, verdicts: ["failed", "failed"] });
    const { stdout } = await run("trust", "check", trust, "--at", "2001-01-01T00:00:00Z");
    assert.match(stdout, /✗ failed: its chain does not hold\n {6}certificate\.not-yet-valid: /);
    await assertCouldNotRun(["trust", "check", trust, "--at", "noon"], /noon/);
  });

  it("asks of time-stamp authorities what is asked of them", async () => {
    const authorities = path("authorities.json");
    const [signer, , root] = chain.map(({ pem }) => pem);
    writeFileSync(authorities, JSON.stringify({ timestampAuthorities: [root, signer] }));
    assert.deepEqual(await check(authorities), { status: 0, verdicts: ["passed", undefined] });
    assert.match((await run("trust", "check", authorities)).stdout, / {4}installed itself: it needs no chain\n/);
    // An authority for times is no anchor of a signer.
    const both = await check(authorities, path("issuing.pem"), path("signer.pem"));
    assert.notEqual(both.verdicts[2], "passed");
    assert.notEqual(both.verdicts[3], "passed");
  });

  it("has nothing to say against a file that grants nothing", async () => {
    const empty = path("empty.json");
    writeFileSync(empty, "{}");
    assert.deepEqual(await check(empty, path("crl.der")), { status: 0, verdicts: [undefined] });
    await assertCouldNotRun(["trust", "check"], /argument.*file/);
  });
});

describe("vnfseal trust bundle", () => {
  const fingerprints = ({ entries }) => entries.map(({ placement, fingerprint }) => `${placement} ${fingerprint}`).sort();

  it("puts files into one, each part once", async () => {
    const files = ["root.pem", "issuing.pem", "signer.pem", "root.pem", "crl.der", "ocsp.der"].map(path);
    const output = path("made.json");
    const { status, stdout, stderr } = await run("trust", "bundle", ...files, "--output", output);
    assert.deepEqual([status, stderr], [0, ""]);
    const made = await inspectTrust(output);
    assert.equal(made.format, "bundle");
    const before = await Promise.all(files.map((file) => inspectTrust(file)));
    assert.deepEqual(fingerprints(made), [...new Set(before.flatMap(fingerprints))].sort());
    assert.equal(made.entries.length, 5);
    for (const { fingerprint } of made.entries) assert.ok(stdout.includes(`SHA-256 ${fingerprint}\n`));
    assert.equal(stdout.split("✓ passed: its chain holds").length, 4);
    assert.equal((await verifyPackage(option1, { trust: output })).verdict, "passed");
  });

  it("keeps the places of a bundle, and gives others by --place", async () => {
    const output = path("placed.json");
    const place = `serviceProvider.publicCAs=${path("root.pem")}`;
    assert.equal((await run("trust", "bundle", trust, "--place", place, "--output", output)).status, 0);
    const [{ fingerprint }] = (await inspectTrust(path("root.pem"))).entries;
    const expected = [...fingerprints(await inspectTrust(trust)), `serviceProvider.publicCAs ${fingerprint}`];
    assert.deepEqual(fingerprints(await inspectTrust(output)), expected.sort());
  });

  it("leaves lists where they are by --place", async () => {
    const { stdout, status } = await run("trust", "bundle", "--place", `intermediates=${path("crl.der")}`);
    assert.equal(status, 0);
    assert.deepEqual(Object.keys(JSON.parse(stdout)), ["crls"]);
  });

  it("writes the bundle to standard output, and what is in it beside", async () => {
    const { status, stdout, stderr } = await run("trust", "bundle", path("root.pem"));
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), { vnfProvider: { privateCAs: [chain[2].pem] } });
    assert.ok(stderr.includes(`SHA-256 ${chain[2].fingerprint}\n`));
  });

  it("leaves what was there when it cannot be made", async () => {
    const output = path("kept.json");
    writeFileSync(output, "kept");
    const names = readdirSync(here);
    await assertCouldNotRun(["trust", "bundle", path("root.pem"), path("lists.key"), "--output", output], /lists\.key/);
    await assertCouldNotRun(["trust", "bundle", path("root.pem"), "--output", join(here, "none", "x.json")], /x\.json/);
    assert.equal(readFileSync(output, "utf8"), "kept");
    assert.deepEqual(readdirSync(here), names);
  });

  it("could not run where the usage is wrong", async () => {
    await assertCouldNotRun(["trust", "bundle"], /no trust file given/);
    for (const wrong of ["crls", "vnfProvider", "__proto__.x", "__proto__", ""]) {
      await assertCouldNotRun(["trust", "bundle", "--place", `${wrong}=${path("root.pem")}`], /--place needs PLACEMENT=FILE/);
    }
  });

  it("knows every place that certificates have", () => {
    const { $defs, definitions = $defs } = JSON.parse(readFileSync(join(packageFolder, "dist", "report.schema.json"), "utf8"));
    const placements = definitions.Placement.oneOf.map((each) => each.const);
    const ofLists = ["crls", "ocspResponses"];
    assert.deepEqual([...PLACEMENTS_OF_CERTIFICATES, ...ofLists].sort(), placements.sort());
  });
});

// The signer modules among the examples: keys in a token and in a KMS, which the command never sees.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { run, runWith } from "../node/command.js";
import { makeIdentity, openssl } from "../node/identities.js";
import { folder, repository } from "../node/installed.js";
import { demo } from "../node/packages.js";
import { serveKms } from "./kms-server.js";

const TOKEN_LIBRARY = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so"].find(existsSync);
const addon = join(repository, "tests", "node_modules", "pkcs11js");
const isTokenHere = TOKEN_LIBRARY && existsSync(join(addon, "build", "Release", "pkcs11.node"));
const withoutToken = process.env.VNFSEAL_ALL_PROGRAMS || isTokenHere ? false : "SoftHSM or pkcs11js is not here: scripts/setup-test.sh sets them up";

const place = join(folder, "signers");
const file = (name) => join(place, name);
const privateCAs = [];
const signingCertificates = [];
before(() => {
  mkdirSync(place);
  for (const name of ["pkcs11-signer.mjs", "kms-signer.mjs"]) cpSync(join(repository, "pkg", "examples", name), file(name));
});

/** A signer whose key is then elsewhere. Edition 5.4.1 of SEC 021 asks for the service provider's certificate itself. */
function makeSigner(name, kind) {
  const signer = makeIdentity(name, { kind });
  privateCAs.push(readFileSync(signer.root, "utf8"));
  signingCertificates.push(readFileSync(signer.certificate, "utf8"));
  writeFileSync(file("trust.json"), JSON.stringify({ serviceProvider: { privateCAs, signingCertificates } }));
  return signer;
}

const trusting = () => ["--trust", demo("trust.json"), "--trust", file("trust.json")];
const sign = (module, { certificate }, output, ...options) => [
  ...["sign", demo("acme-vnf-option1.csar"), "--signer", file(module), "--certificate", certificate],
  ...[...options, ...trusting(), "--output", file(output)],
];

async function assertSigned(output, algorithm) {
  const { status, stdout } = await run("verify", file(output), ...trusting(), "--json");
  assert.equal(status, 0);
  const [{ signatureAlgorithm }] = JSON.parse(stdout).signatures.filter(({ role }) => role === "serviceProvider");
  assert.match(signatureAlgorithm, algorithm);
}

describe("kms-signer.mjs", () => {
  const name = "projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1";
  let kms;
  let env;
  let signer;
  before(async () => {
    signer = makeSigner("in-kms");
    kms = await serveKms({ name, path: signer.key, token: "a-token" });
    writeFileSync(file("token"), "a-token\n");
    env = { KMS_URL: kms.url, KMS_KEY: name, KMS_TOKEN_FILE: file("token") };
  });
  after(() => kms.close());

  it("signs by a key that it does not have, and sends the digest alone", async () => {
    const { status, stderr } = await runWith({ env }, ...sign("kms-signer.mjs", signer, "by-kms.csar"));
    assert.deepEqual([status, stderr], [0, ""]);
    assert.deepEqual(kms.asked.map((body) => Object.keys(body)), [["digest"]]);
    await assertSigned("by-kms.csar", /ECDSA/);
  });

  it("says what the KMS says", async () => {
    const { status, stderr } = await runWith({ env }, ...sign("kms-signer.mjs", signer, "none.csar", "--hash", "SHA-384"));
    assert.equal(status, 3);
    assert.match(stderr, /kms-signer\.mjs failed, asked for ECDSA with SHA-384 over .*: the KMS answered 400: The digest does not fit/);
    writeFileSync(file("other"), "another-token\n");
    const refused = await runWith({ env: { ...env, KMS_TOKEN_FILE: file("other") } }, ...sign("kms-signer.mjs", signer, "none.csar"));
    assert.match(refused.stderr, /the KMS answered 401/);
    assert.ok(!refused.stderr.includes("another-token"));
    assert.ok(!existsSync(file("none.csar")));
  });
});

describe("pkcs11-signer.mjs", { skip: withoutToken }, () => {
  const PIN = "4711";
  const identities = {};
  let env;
  before(() => {
    mkdirSync(file("tokens"));
    writeFileSync(file("softhsm2.conf"), `directories.tokendir = ${file("tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n`);
    writeFileSync(file("pin"), `${PIN}\n`);
    mkdirSync(file("node_modules"));
    symlinkSync(addon, file("node_modules/pkcs11js"));
    env = { SOFTHSM2_CONF: file("softhsm2.conf"), PKCS11_MODULE: TOKEN_LIBRARY, PKCS11_TOKEN: "own", PKCS11_PIN_FILE: file("pin") };
    const token = (...args) => execFileSync("softhsm2-util", [...args, "--pin", PIN], { env: { ...process.env, ...env }, stdio: "pipe" });
    token("--init-token", "--free", "--label", "own", "--so-pin", "0815");
    for (const [index, key] of ["RSA 2048", "EC P-256", "Ed25519"].entries()) {
      identities[key] = makeSigner(`in-token-${key}`, key);
      openssl("pkcs8", "-topk8", "-nocrypt", "-in", identities[key].key, "-out", file("import"));
      token("--import", file("import"), "--token", "own", "--label", key, "--id", `0${index + 1}`);
    }
  });

  for (const [key, algorithm, options] of [
    ["RSA 2048", /RSA/, ["--hash", "SHA-512"]],
    ["RSA 2048", /PSS/, ["--algorithm", "RSA-PSS"]],
    ["EC P-256", /ECDSA/, []],
    ["Ed25519", /Ed25519/, []],
  ]) {
    it(`signs by a ${key} key in a token ${options.join(" ")}`, async () => {
      const output = `by-token-${key}${options.at(-1) ?? ""}.csar`;
      const { status, stderr } = await runWith({ env: { ...env, PKCS11_KEY: key } }, ...sign("pkcs11-signer.mjs", identities[key], output, ...options));
      assert.deepEqual([status, stderr], [0, ""]);
      await assertSigned(output, algorithm);
    });
  }

  it("says what the token says", async () => {
    const { status, stderr } = await runWith({ env: { ...env, PKCS11_KEY: "none" } }, ...sign("pkcs11-signer.mjs", identities["RSA 2048"], "none.csar"));
    assert.equal(status, 3);
    assert.match(stderr, /there is no key 'none' in the token/);
  });
});

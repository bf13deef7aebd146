// `vnfseal sign`: the service provider signs, and whatever is wrong leaves nothing behind.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, beforeEach, describe, it } from "node:test";

import { assertCouldNotRun, run, runWith } from "./command.js";
import { makeIdentity } from "./identities.js";
import { command, folder } from "./installed.js";
import { encryptKey, makePkcs12 } from "./key-files.js";
import { demo } from "./packages.js";
import { runOnTerminal, withoutTerminal } from "./pseudo-terminal.js";

const option1 = demo("acme-vnf-option1.csar");
const external = demo("acme-vnf-external.csar");
const PASSWORD = "correct horse é 7";
const keys = join(folder, "sign-keys");
const file = (name) => join(keys, name);

let signer;
let rsa;
let other;
let expired;
let trust;
function makeKeys() {
  if (signer) return;
  mkdirSync(keys);
  signer = makeIdentity("operator");
  rsa = makeIdentity("operator-rsa", { kind: "RSA 2048" });
  other = makeIdentity("other");
  expired = makeIdentity("expired", { isExpired: true });
  const all = [signer, rsa, other, expired];
  const read = (each) => readFileSync(each, "utf8");
  trust = file("trust.json");
  // Edition 5.4.1 of SEC 021 asks for the service provider's certificate itself.
  const [privateCAs, signingCertificates] = [all.map(({ root }) => read(root)), all.map(({ certificate }) => read(certificate))];
  writeFileSync(trust, JSON.stringify({ serviceProvider: { privateCAs, signingCertificates } }));
  writeFileSync(file("password"), `${PASSWORD}\nanother line\n`, { mode: 0o600 });
  writeFileSync(file("wrong"), "battery staple\n", { mode: 0o600 });
  encryptKey(signer, file("password"), file("encrypted.key"));
  makePkcs12(signer, file("password"), file("operator.p12"));
}

/** A folder of its own for each test: what is in it in the end is what the command left. */
let place;
let output;
function setUp() {
  before(makeKeys);
  beforeEach(() => {
    place = mkdtempSync(join(folder, "sign-"));
    output = join(place, "signed.csar");
  });
}

const trusting = () => ["--trust", demo("trust.json"), "--trust", trust];
const plain = ({ key, certificate }) => ["--key", key, "--certificate", certificate];
const sign = (path, ...options) => ["sign", path, ...options, ...trusting(), "--output", output];
const assertNothing = () => assert.deepEqual(readdirSync(place), []);

async function assertRefused(args, why, env) {
  const { status, stdout, stderr } = await runWith({ env }, ...args);
  assert.equal(status, 3, stderr);
  assert.match(stderr, why);
  assert.equal(stdout, "");
  assertNothing();
  return stderr;
}

/** The new package passes where the service provider's signature is required. */
async function assertSigned(...options) {
  const policy = join(place, "policy.json");
  writeFileSync(policy, JSON.stringify({ serviceProviderSignature: "required" }));
  const { status, stdout, stderr } = await run("verify", output, ...trusting(), "--policy", policy, "--json", ...options);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

describe("vnfseal sign", () => {
  setUp();

  it("signs, verifies, and says who has signed", async () => {
    const { status, stdout, stderr } = await run(...sign(option1, ...plain(signer)));
    assert.deepEqual([status, stderr], [0, ""]);
    assert.ok(stdout.startsWith(`Signed: ${option1} → ${output}\nSigners:\n  VNF provider: CN=`), stdout);
    assert.match(stdout, /\n {2}service provider: CN=operator release,O=operator\n {4}SHA-256 [0-9a-f]{64}\n/);
    assert.ok(stdout.includes(`\n${output} verifies: ✓ passed\n`), stdout);
    assert.deepEqual(readdirSync(place), ["signed.csar"]);
    await assertSigned();
  });

  it("signs Option 2 by PKCS #12 and its password file", async () => {
    const args = sign(demo("acme-vnf-option2.zip"), "--key", file("operator.p12"), "--password-file", file("password"));
    const { status, stderr } = await run(...args);
    assert.deepEqual([status, stderr], [0, ""]);
    await assertSigned();
  });

  it("writes the result as one line of JSON", async () => {
    const { status, stdout } = await run(...sign(option1, ...plain(signer), "--json"));
    assert.equal(status, 0);
    assert.match(stdout, /^[^\n]+\n$/);
    const { file: written, sha256, signers, report } = JSON.parse(stdout);
    assert.equal(written, output);
    assert.equal(sha256, createHash("sha256").update(readFileSync(output)).digest("hex"));
    assert.deepEqual(signers.map(({ role }) => role), ["vnfProvider", "serviceProvider"]);
    assert.equal(signers[1].subject, "CN=operator release,O=operator");
    assert.equal(report.verdict, "passed");
  });

  it("says nothing of the result with --quiet", async () => {
    assert.deepEqual(await run(...sign(option1, ...plain(signer), "--quiet")), { status: 0, stdout: "", stderr: "" });
  });

  it("takes the algorithm that is asked for", async () => {
    const { status } = await run(...sign(option1, ...plain(rsa), "--algorithm", "RSA-PSS", "--hash", "SHA-384"));
    assert.equal(status, 0);
    const { signatures } = await assertSigned();
    const [{ signatureAlgorithm, digestAlgorithm }] = signatures.filter(({ role }) => role === "serviceProvider");
    assert.match(`${signatureAlgorithm} ${digestAlgorithm}`, /PSS.* SHA-384/);
  });

  it("signs a package with external artifacts, whose content is given", async () => {
    const { stdout } = await run("verify", external, "--trust", demo("trust.json"), "--json");
    const [{ artifactPath }] = JSON.parse(stdout).artifacts.filter(({ kind }) => kind === "external");
    const content = ["--external", `${artifactPath}=${demo("sbc-recovery.img")}`];
    const { status, stderr } = await run(...sign(external, ...plain(signer), ...content));
    assert.deepEqual([status, stderr], [0, ""]);
    await assertSigned(...content);
  });

  it("takes whom to trust from a configuration file too", async () => {
    writeFileSync(file("config.json"), JSON.stringify({ trust: [demo("trust.json"), "trust.json"] }));
    const args = ["sign", option1, ...plain(signer), "--output", output];
    const { status, stderr } = await runWith({ env: { VNFSEAL_CONFIG: file("config.json") } }, ...args);
    assert.deepEqual([status, stderr], [0, ""]);
    await assertSigned();
  });

  it("takes the place of a file only when all is done", async () => {
    writeFileSync(output, "what was there");
    assert.equal((await run(...sign(option1, "--key", signer.key, "--certificate", other.certificate))).status, 3);
    assert.equal(readFileSync(output, "utf8"), "what was there");
    assert.equal((await run(...sign(option1, ...plain(signer)))).status, 0);
    await assertSigned();
  });
});

describe("vnfseal sign could not run", () => {
  setUp();

  it("without a signer, an output or a package", async () => {
    await assertCouldNotRun(sign(option1), /no signer: --key FILE or --signer MODULE is needed; see vnfseal sign --help/);
    const trustless = ["sign", option1, ...plain(signer), "--output", output];
    await assertCouldNotRun(trustless, /sign needs --trust: the VNF provider's CA, and your own CA and certificate as the service provider's;/);
    await assertCouldNotRun(["sign", option1, ...plain(signer)], /'--output <file>' not specified; see vnfseal sign --help/);
    await assertCouldNotRun(["sign", ...plain(signer), "--output", output], /argument 'package'/);
    await assertCouldNotRun(sign(option1, ...plain(signer), "--signer", "x.mjs"), /--key and --signer contradict each other/);
    await assertCouldNotRun(sign(option1, "--signer", "x.mjs"), /--signer needs --certificate FILE/);
    await assertCouldNotRun(sign(option1, ...plain(signer), "--algorithm", "RSA"), /--algorithm: unknown algorithm 'RSA'/);
    await assertCouldNotRun(sign(join(place, "none.csar"), ...plain(signer)), /does not exist: check the path/);
    await assertCouldNotRun(sign(option1, "--key", file("none.key"), "--certificate", signer.certificate), /none\.key does not exist/);
    assertNothing();
  });

  it("says why as JSON to programs, whatever it was", async () => {
    const refused = [
      [sign(option1), /no signer/],
      [[...sign(option1, ...plain(signer)), "--trust", "nothere"], /nothere does not exist/, "FILE_UNREADABLE"],
      [sign(option1, ...plain(signer), "--policy", signer.certificate), /policy cannot be read/, "POLICY_INVALID"],
      [sign(option1, "--signer", file("missing.mjs"), "--certificate", signer.certificate), /cannot be loaded/],
      [["sign", option1, ...plain(signer), ...trusting(), "--output", option1], /it is what is read/],
    ];
    for (const [args, why, code] of refused) {
      const { status, stdout, stderr } = await run(...args, "--json");
      assert.equal(status, 3);
      const { error } = JSON.parse(stdout);
      assert.match(error.message, why);
      if (code) assert.equal(error.code, code);
      assert.match(stderr, why);
    }
    assertNothing();
  });

  it("with an option that is given twice, or from standard input", async () => {
    await assertCouldNotRun(sign(option1, "--key", rsa.key, ...plain(signer)), /--key: it is given twice, with '.*' and '.*'; give it once/);
    await assertCouldNotRun(sign("-", ...plain(signer)), /standard input is not taken here; name a file/);
    await assertCouldNotRun(["sign", option1, option1, ...plain(signer), "--output", output], /Expected 1 argument but got 2; see vnfseal sign --help/);
  });

  it("over any file that it reads", async () => {
    for (const input of [option1, signer.key, signer.certificate, trust, demo("trust.json"), file("password")]) {
      const content = readFileSync(input);
      const args = ["sign", option1, ...plain(signer), "--password-file", file("password"), ...trusting(), "--output", input];
      await assertCouldNotRun(args, /cannot write .*: it is what is read; choose another file/);
      assert.ok(content.equals(readFileSync(input)));
    }
  });

  it("with a key that is not that of the certificate", async () => {
    const mismatched = sign(option1, "--key", signer.key, "--certificate", other.certificate);
    await assertRefused(mismatched, /does not belong to the certificate\. .*\(signer\.key-mismatch\)/);
    await assertRefused(sign(option1, "--key", signer.key), /Name the certificate of the key by --certificate\. \(signer\.certificate-missing\)/);
    const wrongFile = sign(option1, "--key", signer.certificate);
    await assertRefused(wrongFile, new RegExp(`was not signed: --key: ${signer.certificate}: The file holds no private key`));
  });

  it("with a wrong password, or none", async () => {
    const withKey = sign(option1, "--key", file("encrypted.key"), "--certificate", signer.certificate);
    await assertRefused([...withKey, "--password-file", file("wrong")], /password/);
    await assertRefused(withKey, /password/, { VNFSEAL_PASSWORD: "battery staple" });
    await assertRefused(sign(option1, "--key", file("operator.p12"), "--password-file", file("wrong")), /password/);
    await assertRefused([...withKey, "--password-file", "/dev/null"], /the first line is empty/);
    await assertRefused([...withKey, "--password-file", file("none")], /cannot read the password file .*none \(ENOENT\)/);
  });

  it("with a package that does not verify, and shows the findings with what to do", async () => {
    const stderr = await assertRefused(sign(demo("acme-vnf-artifact-changed.csar"), ...plain(signer)), /was not signed: /);
    assert.match(stderr, /artifact\.digest-mismatch\n.*\n {4}Fix: {4}\S/s);
  });

  it("gives programs the reason and the findings as JSON", async () => {
    const { status, stdout } = await run(...sign(demo("acme-vnf-artifact-changed.csar"), ...plain(signer), "--json"));
    assert.equal(status, 3);
    const { error } = JSON.parse(stdout);
    assert.equal(error.code, "SIGNING_REFUSED");
    assert.match(error.reason, /./);
    assert.ok(error.findings.some(({ code }) => code === "artifact.digest-mismatch"));
    assertNothing();
  });

  it("with a certificate that has expired, or that nobody trusts", async () => {
    assert.match(await assertRefused(sign(option1, ...plain(expired)), /was not signed: /), /certificate\.expired/);
    const args = ["sign", option1, ...plain(signer), "--trust", demo("trust.json"), "--output", output];
    assert.match(await assertRefused(args, /was not signed: /), /chain\.not-trusted|no-anchors/);
  });

  it("for a signer who has signed already", async () => {
    assert.equal((await run(...sign(option1, ...plain(signer)))).status, 0);
    const again = join(place, "again.csar");
    const { status, stderr } = await run("sign", output, ...plain(signer), ...trusting(), "--output", again);
    assert.equal(status, 3);
    assert.match(stderr, /has signed it already/);
    assert.ok(!existsSync(again));
  });
});

describe("a signer module", () => {
  setUp();

  const module = (name, text) => {
    writeFileSync(file(name), text);
    return ["--signer", file(name), "--certificate", signer.certificate];
  };

  it("signs", async () => {
    const text = `import { sign } from "node:crypto"; import { readFileSync } from "node:fs";
      const key = readFileSync(${JSON.stringify(signer.key)});
      export default async ({ data, algorithm }) => sign(algorithm.hash.replace("-", ""), data, key);`;
    const { status, stderr } = await run(...sign(option1, ...module("good.mjs", text)));
    assert.deepEqual([status, stderr], [0, ""]);
    await assertSigned();
  });

  it("may be a path from where the command runs", async () => {
    writeFileSync(join(place, "relative.mjs"), 'export const sign = () => { throw new Error("reached"); };');
    const args = sign(option1, "--signer", "relative.mjs", "--certificate", signer.certificate);
    const { status, stderr } = await runWith({ cwd: place }, ...args);
    assert.equal(status, 3);
    assert.match(stderr, /reached/);
  });

  it("has its errors shown as its own, with what it was asked for", async () => {
    const args = sign(option1, ...module("failing.mjs", 'export default () => { throw new Error("the token is locked"); };'));
    await assertRefused(args, /the signer module .*failing\.mjs failed, asked for ECDSA with SHA-256 over '[^']+\.mf': the token is locked/);
  });

  it("whose answer is not a signature by the certificate leaves nothing", async () => {
    await assertRefused(sign(option1, ...module("wrong.mjs", "export default () => new Uint8Array(70);")), /was not signed: /);
    await assertRefused(sign(option1, ...module("empty.mjs", "export default () => undefined;")), /must give the signature as a Uint8Array/);
    const silent = module("silent.mjs", "export default () => new Promise(() => {});");
    await assertRefused(sign(option1, ...silent), /silent\.mjs failed, asked for .*: it never answered/);
  });

  it("has to be a module with a function", async () => {
    await assertRefused(sign(option1, ...module("none.mjs", "export const key = 1;")), /has no function as its default export/);
    await assertRefused(sign(option1, ...module("broken.mjs", "export default (")), /cannot be loaded: /);
    await assertRefused(sign(option1, "--signer", file("missing.mjs"), "--certificate", signer.certificate), /missing\.mjs cannot be loaded/);
  });

  it("that is interrupted leaves nothing", async () => {
    const text = 'console.error("asked"); export default () => new Promise((resolve) => setTimeout(resolve, 60000));';
    for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]]) {
      const child = spawn(command, sign(option1, ...module("waiting.mjs", text)), { cwd: place, stdio: ["ignore", "ignore", "pipe"] });
      await once(child.stderr, "data");
      await new Promise((resolve) => setTimeout(resolve, 1500));
      child.kill(signal);
      assert.deepEqual(await once(child, "close"), [expected, null]);
      assertNothing();
    }
  });
});

describe("a password", () => {
  setUp();

  const encrypted = () => sign(option1, "--key", file("encrypted.key"), "--certificate", signer.certificate);

  it("comes from the environment", async () => {
    const { status, stderr } = await runWith({ env: { VNFSEAL_PASSWORD: PASSWORD } }, ...encrypted());
    assert.deepEqual([status, stderr], [0, ""]);
    await assertSigned();
  });

  it("is asked for on the terminal only if the key is encrypted, and is not shown", { skip: withoutTerminal }, async () => {
    const type = typeOnce("Password of ", `${PASSWORD}\r`);
    const { status, shown } = await runOnTerminal({ type, columns: 200 }, ...encrypted());
    assert.equal(status, 0, shown);
    assert.ok(shown.includes(`Password of ${file("encrypted.key")}: \r\n`), shown);
    assert.ok(!shown.includes(PASSWORD) && !shown.includes("horse"), shown);
    const { shown: without } = await runOnTerminal({ columns: 200 }, ...sign(option1, ...plain(signer)));
    assert.ok(!without.includes("Password"), without);
  });

  it("that is wrong leaves nothing", { skip: withoutTerminal }, async () => {
    const { status, shown } = await runOnTerminal({ type: typeOnce("Password of ", "wrong\r") }, ...encrypted());
    assert.equal(status, 3, shown);
    assertNothing();
  });

  it("need not be typed: Ctrl-C ends the command, and leaves the terminal as it was", { skip: withoutTerminal }, async () => {
    const { status, shown } = await runOnTerminal({ type: typeOnce("Password of ", "\x03") }, ...encrypted());
    assert.equal(status, 130);
    assert.ok(shown.endsWith(": \r\n"), JSON.stringify(shown));
    assertNothing();
  });

  it("is needed in one of three ways", async () => {
    // A session of its own has no terminal.
    const child = spawn(command, encrypted(), { cwd: folder, detached: true, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    assert.deepEqual(await once(child, "close"), [3, null]);
    assert.match(stderr, /--password-file.*VNFSEAL_PASSWORD.*terminal. \(key-file.password-needed\)\n$/);
    assertNothing();
  });

  it("in a file that others can read is remarked on", async () => {
    writeFileSync(file("open"), PASSWORD);
    chmodSync(file("open"), 0o644);
    const { status, stderr } = await run(...encrypted(), "--password-file", file("open"));
    assert.equal(status, 0);
    assert.match(stderr, /^vnfseal: others can read the password file .*open; 'chmod 600' keeps it to you\n$/);
  });

  it("and the key are nowhere but where they were", async () => {
    const tmp = join(place, "tmp");
    mkdirSync(tmp);
    const secrets = [PASSWORD, ...secretsOf(readFileSync(signer.key, "utf8"))];
    const waiting = join(place, "waiting.csar");
    for (const options of [["--json"], ["--trust", join(place, "none")], []]) {
      for (const [extra, env] of [[["--password-file", file("password")], {}], [[], { VNFSEAL_PASSWORD: PASSWORD }]]) {
        const args = [...encrypted().slice(0, -1), waiting, ...extra, ...options];
        const child = spawn(command, args, { cwd: place, env: { ...process.env, TMPDIR: tmp, ...env }, stdio: ["ignore", "pipe", "pipe"] });
        let said = readFileSync(`/proc/${child.pid}/cmdline`, "utf8");
        for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
        await once(child, "close");
        for (const secret of secrets) assert.ok(!said.includes(secret), "in what was said");
      }
    }
    const left = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.deepEqual(left.map(({ name }) => name), ["waiting.csar"]);
    for (const secret of secrets) assert.ok(!readFileSync(waiting).includes(secret), "in the package");
  });
});

/** What is typed when a text is shown for the first time. */
function typeOnce(when, what) {
  let isTyped = false;
  return (shown) => {
    if (isTyped || !shown.includes(when)) return undefined;
    isTyped = true;
    return what;
  };
}

/** A private key in the forms in which it might be written: the lines of PEM, and the bytes. */
function secretsOf(pem) {
  const lines = pem.split("\n").filter((line) => line.length > 40);
  return [...lines, Buffer.from(lines.join(""), "base64").subarray(36, 68)];
}

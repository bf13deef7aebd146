// `vnfseal upload` and `vnfseal nfvo`: what they show, what they end with, and what Ctrl-C leaves behind.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { before, beforeEach, describe, it } from "node:test";

import { assertCouldNotRun, run, runWith } from "./command.js";
import { command, folder } from "./installed.js";
import { closingAfterTests, listen } from "./http-server.js";
import { makePackage, trust } from "./nfvo.js";
import { putPackage, serveNfvo } from "./nfvo-server.js";
import { demo } from "./packages.js";
import { runOnTerminal, withoutTerminal } from "./pseudo-terminal.js";

const SECRET = "pass word 1";
const sha = (algorithm, bytes) => createHash(algorithm).update(bytes).digest("hex");

let csar;
let bytes;
let trustFile;
before(async () => {
  csar = await makePackage({ "Files/disk.img": "an image ".repeat(30_000) });
  bytes = readFileSync(csar);
  trustFile = fileOf(JSON.stringify(trust), "trust.json");
});

let place;
beforeEach(() => {
  place = mkdtempSync(join(folder, "cli-nfvo-"));
});

const ending = closingAfterTests();
const serve = (interfere) => ending(serveNfvo(interfere));

/** A file that only its user may read. */
function fileOf(content, name) {
  const path = join(mkdtempSync(join(folder, "file-")), name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

const upload = (server, ...options) => run("upload", csar, "--nfvo", server.url, "--trust", trustFile, ...options);
const nfvo = (server, name, ...options) => run("nfvo", name, ...options, "--nfvo", server.url);

describe("vnfseal upload", () => {
  it("uploads what passes, and shows what became of it", async () => {
    const server = await serve();
    const report = join(place, "report.json");
    const { status, stdout, stderr } = await upload(server, "--report", report);
    const [id] = server.packages.keys();
    assert.deepEqual([status, stderr], [0, ""]);
    assert.ok(stdout.startsWith(`Uploaded: ${csar} → ${id} in ${server.url}\n`), stdout);
    assert.match(stdout, new RegExp(`ONBOARDED ENABLED NOT_IN_USE\\n {2}SHA-512 ${sha("sha512", bytes)}, as it was verified\\n`));
    assert.match(stdout, /VNF provider: CN=vendor release,O=vendor\n[\s\S]*verifies: ✓ passed/);
    const { vnfsealReportSha256 } = server.packages.get(id).userDefinedData;
    assert.equal(sha("sha256", readFileSync(report)), vnfsealReportSha256);
  });

  it("gives one line of JSON, also where it fails", async () => {
    const server = await serve();
    const good = JSON.parse((await upload(server, "--json")).stdout);
    assert.deepEqual([good.uploaded, good.sha256, good.report.verdict, good.reportJson], [true, sha("sha256", bytes), "passed", undefined]);
    server.states = ["ERROR"];
    const bad = await upload(server, "--json");
    assert.equal(bad.status, 3);
    assert.match(JSON.parse(bad.stdout).error.message, /\(ERROR\).* deleted again/);
    const refusing = await serve((request, response) => request.method === "DELETE" && Boolean(response.writeHead(403).end()));
    refusing.states = ["ERROR"];
    const left = JSON.parse((await upload(refusing, "--json")).stdout);
    assert.deepEqual([left.error.code, left.error.left], ["NFVO_NOT_ONBOARDED", [...refusing.packages.keys()][0]]);
  });

  it("shows what it has uploaded although the report cannot be written", async () => {
    const server = await serve((request) => {
      if (request.method === "PUT") rmSync(place, { recursive: true });
      return false;
    });
    const { status, stdout, stderr } = await upload(server, "--report", join(place, "report.json"));
    const [id] = server.packages.keys();
    assert.equal(status, 3);
    assert.match(stdout, new RegExp(`^Uploaded: .* → ${id} in`));
    assert.match(stderr, new RegExp(`cannot write .*report\\.json: .*uploaded all the same, as ${id}`));
  });

  it("uploads nothing that has not passed, and ends as verify does", async () => {
    const server = await serve();
    const unknown = await run("upload", csar, "--nfvo", server.url);
    assert.equal(unknown.status, 2);
    assert.match(unknown.stderr, /nothing was uploaded: .* does not verify \(indeterminate\)/);
    const changed = await run("upload", demo("acme-vnf-artifact-changed.csar"), "--nfvo", server.url, "--trust", demo("trust.json"), "--report", join(place, "report.json"));
    assert.equal(changed.status, 1);
    assert.match(changed.stdout, /✗ failed[\s\S]*is not what was signed/);
    assert.equal(JSON.parse(readFileSync(join(place, "report.json"))).verdict, "failed");
    assert.equal(server.packages.size, 0);
  });

  it("warns of what the product refuses or does not see", async () => {
    const server = await serve();
    const { status, stderr } = await upload(server, "--product", "tacker");
    assert.deepEqual([status, stderr], [0, "vnfseal: OpenStack Tacker does not see whether images are what was signed: it does not check them, for example 'Files/disk.img'.\n"]);
  });

  it("looks at the package before it asks anybody, and says nothing of it if it is to be quiet", async () => {
    await assertCouldNotRun(["upload", "nope.csar", "--nfvo", "http://127.0.0.1:1", "--auth", "basic", "--user", "nfv"], /nope\.csar/);
    const server = await serve();
    const { status, stdout } = await run("upload", csar, "--nfvo", server.url, "--quiet");
    assert.deepEqual([status, stdout], [2, ""]);
    const failing = await serve((request, response) => request.method === "POST" && Boolean(response.writeHead(503).end()));
    const { stderr } = await upload(failing);
    assert.equal(stderr.split(failing.url).length, 2, stderr);
  });

  it("says in a line why nothing can be uploaded", async () => {
    const args = ["upload", csar, "--trust", trustFile];
    await assertCouldNotRun([...args], /--nfvo/);
    await assertCouldNotRun(["nfvo", "show", "a"], /--nfvo.*see vnfseal nfvo show --help/);
    assert.match((await run("help", "nfvo", "verify")).stdout, /^Usage: vnfseal nfvo verify /);
    for (const [more, why] of [
      [["--nfvo", "nfvo"], /http: or https: URL/],
      [["--nfvo", "http://127.0.0.1:1"], /127\.0\.0\.1:1\/vnfpkgm\/v1\/vnf_packages: the connection failed: ECONNREFUSED/],
      [["--nfvo", "http://127.0.0.1:1", "--wait", "0"], /--wait needs a number of minutes/],
      [["--nfvo", "http://127.0.0.1:1", "--auth", "magic"], /unknown authentication 'magic'/],
      [["--nfvo", "http://127.0.0.1:1", "--auth", "basic"], /--auth basic needs --user; see vnfseal upload --help/],
      [["--nfvo", "http://127.0.0.1:1", "--user", "nfv"], /--user does not go with --auth none/],
      [["--nfvo", "http://127.0.0.1:1", "--auth", "keystone", "--auth-url", "http://127.0.0.1:1", "--user", "nfv"], /--auth keystone needs --project/],
      [["--nfvo", "http://127.0.0.1:1", "--client-key", "x"], /go together/],
      [["--nfvo", "http://127.0.0.1:1", "--header-file", fileOf("nonsense", "headers")], /line 1: this is no header/],
      [["--nfvo", "http://127.0.0.1:1", "--header-file", fileOf("A: b\na: c\n", "headers")], /line 2: the header 'a' is there twice/],
      [["--nfvo", "http://127.0.0.1:1", "--auth", "bearer", "--secret-file", "missing"], /cannot read the secret file missing \(ENOENT\); --secret-file names it/],
      [["--nfvo", "http://127.0.0.1:1", "--auth", "bearer", "--secret-file", fileOf("\n", "token")], /the first line is empty/],
    ]) {
      await assertCouldNotRun([...args, ...more], why);
    }
  });
});

describe("the secret for an NFVO", () => {
  const isRight = (request) => request.headers.authorization === `Basic ${Buffer.from(`nfv:${SECRET}`).toString("base64")}`;
  const serveSecretly = () => serve((request, response) => !isRight(request) && Boolean(response.writeHead(401).end()));
  const list = (server) => ["nfvo", "list", "--nfvo", server.url, "--auth", "basic", "--user", "nfv"];

  it("comes from a file, of which it is said if others can read it", async () => {
    const server = await serveSecretly();
    const secret = fileOf(`${SECRET}\r\nmore\n`, "secret");
    assert.equal((await run(...list(server), "--secret-file", secret)).status, 0);
    chmodSync(secret, 0o644);
    const { status, stderr } = await run(...list(server), "--secret-file", secret);
    assert.deepEqual([status, stderr], [0, `vnfseal: others can read the secret file ${secret}; 'chmod 600' keeps it to you\n`]);
  });

  it("comes from the environment", async () => {
    const server = await serveSecretly();
    assert.equal((await runWith({ env: { VNFSEAL_NFVO_SECRET: SECRET } }, ...list(server))).status, 0);
    const { status, stdout, stderr } = await runWith({ env: { VNFSEAL_NFVO_SECRET: "another-secret" } }, ...list(server));
    assert.equal(status, 3);
    assert.match(stderr, /does not accept who we are/);
    assert.doesNotMatch(`${stdout}${stderr}`, /another-secret/);
  });

  it("is typed, and not seen", { skip: withoutTerminal }, async () => {
    const server = await serveSecretly();
    let typed = false;
    const type = (shown) => {
      if (typed || !shown.includes("Password for the NFVO: ")) return undefined;
      typed = true;
      return `${SECRET}\n`;
    };
    const { status, shown } = await runOnTerminal({ type }, ...list(server));
    assert.equal(status, 0, shown);
    assert.ok(!shown.includes(SECRET));
  });

  it("may be a token, the secret of a client, or a header", async () => {
    const tokens = await listen((_, response) => response.writeHead(200).end('{"access_token":"abc","token_type":"Bearer"}'));
    await ending(tokens);
    const secret = ["--secret-file", fileOf("abc\n", "secret")];
    for (const [options, header, expected] of [
      [["--auth", "bearer", ...secret], "authorization", "Bearer abc"],
      [["--auth", "oauth2", "--user", "client", "--auth-url", tokens.url, "--scope", "x", ...secret], "authorization", "Bearer abc"],
      [["--header-file", fileOf("\nX-User-Id: 7\r\nX-Roles: admin, other\n", "headers")], "x-roles", "admin, other"],
    ]) {
      const server = await serve((request, response) => request.headers[header] !== expected && Boolean(response.writeHead(401).end()));
      const { status, stderr } = await nfvo(server, "list", ...options);
      assert.deepEqual([status, stderr], [0, ""], options.join(" "));
    }
  });

  it("is sent without TLS to this machine alone without a word", async () => {
    const { stderr } = await run("nfvo", "list", "--nfvo", "http://nfvo.invalid", "--auth", "bearer", "--secret-file", fileOf("abc", "secret"));
    assert.match(stderr, /without TLS: everybody on the way can read who you are/);
  });
});

describe("vnfseal nfvo", () => {
  it("lists and shows packages", async () => {
    const server = await serve();
    assert.equal((await nfvo(server, "list")).stdout, "The NFVO has no packages.\n");
    const id = putPackage(server, bytes, { userDefinedData: { note: "a\u001b[31mb" } });
    const listed = await nfvo(server, "list");
    assert.deepEqual([listed.status, listed.stdout], [0, `${id}  ONBOARDED ENABLED NOT_IN_USE, Acme Sbc\n`]);
    assert.deepEqual(JSON.parse((await nfvo(server, "list", "--json")).stdout).map((each) => each.id), [id]);
    const shown = await nfvo(server, "show", id);
    assert.match(shown.stdout, new RegExp(`^${id}: ONBOARDED ENABLED NOT_IN_USE\\n {2}Acme Sbc\\n {2}SHA-512 ${sha("sha512", bytes)}\\n`));
    assert.ok(!shown.stdout.includes("\u001b[31m"));
    assert.match(shown.stdout, /is not verified/);
    assert.equal(JSON.parse((await nfvo(server, "show", id, "--json")).stdout).checksum.algorithm, "SHA-512");
    const missing = await nfvo(server, "show", "missing");
    assert.equal(missing.status, 3);
    assert.match(missing.stderr, /has no such package/);
  });

  it("verifies packages where they are", async () => {
    const server = await serve();
    const changed = Buffer.from(bytes);
    changed[changed.indexOf("an image an image") + 1] ^= 1;
    const [good, bad] = [bytes, changed].map((content) => putPackage(server, content));
    const passed = await nfvo(server, "verify", good, "--trust", trustFile);
    assert.equal(passed.status, 0, passed.stderr);
    assert.match(passed.stdout, new RegExp(`^✓ passed +${good} {2}`));
    const failed = await nfvo(server, "verify", good, bad, "--trust", trustFile, "--json");
    assert.equal(failed.status, 1);
    assert.deepEqual(JSON.parse(failed.stdout).map(({ name, verdict }) => [name, verdict]), [[good, "passed"], [bad, "failed"]]);
    assert.equal((await nfvo(server, "verify", good)).status, 2);
    const missing = await nfvo(server, "verify", good, "missing", "--trust", trustFile);
    assert.equal(missing.status, 3);
    assert.match(missing.stdout, /✗ could not run {2}missing/);
  });

  it("fetches packages, and says whether they were verified", async () => {
    const server = await serve();
    const id = putPackage(server, bytes);
    const output = join(place, "out.csar");
    const plain = await nfvo(server, "fetch", id, "--output", output);
    assert.equal(plain.status, 0, plain.stderr);
    assert.match(plain.stdout, /^Fetched: [\s\S]*Not verified: the checksum is the NFVO's own word/);
    assert.ok(readFileSync(output).equals(bytes));
    const verified = await nfvo(server, "fetch", id, "--output", output, "--trust", trustFile);
    assert.match(verified.stdout, /verifies: ✓ passed/);
    const stranger = join(place, "other.csar");
    const refused = await nfvo(server, "fetch", id, "--output", stranger, "--trust", demo("trust.json"));
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /nothing was written: .* does not verify \(failed\)/);
    server.packages.get(id).hash = "0".repeat(128);
    const damaged = await nfvo(server, "fetch", id, "--output", stranger, "--json");
    assert.deepEqual([damaged.status, JSON.parse(damaged.stdout).error.code], [3, "NFVO_PACKAGE_DAMAGED"]);
    assert.deepEqual([existsSync(stranger), readdirSync(place)], [false, ["out.csar"]]);
  });

  it("says in JSON too why nothing is shown", async () => {
    for (const args of [["list"], ["show", "a"], ["verify", "a"], ["list", "--auth", "magic"]]) {
      const { status, stdout } = await run("nfvo", ...args, "--nfvo", "http://127.0.0.1:1", "--json");
      assert.equal(status, 3);
      const said = JSON.parse(stdout);
      assert.ok((said.error ?? said[0].error).message, stdout);
    }
  });

  it("deletes what it can of several, and says which", async () => {
    const server = await serve();
    const [one, two] = ["a", "b"].map((text) => putPackage(server, Buffer.from(text), { operationalState: "DISABLED" }));
    const { status, stderr } = await nfvo(server, "delete", one, "missing", two);
    assert.deepEqual([status, server.packages.size], [3, 0]);
    assert.match(stderr, new RegExp(`missing: the NFVO has no such package.*\\n.*deleted: ${one}, ${two}\\n$`));
  });

  it("deletes packages that are disabled, or with --disable", async () => {
    const server = await serve();
    const id = putPackage(server, bytes);
    const refused = await nfvo(server, "delete", id);
    assert.equal(refused.status, 3);
    assert.match(refused.stderr, /is enabled/);
    const { status, stdout, stderr } = await nfvo(server, "delete", id, "--disable");
    assert.deepEqual([status, stdout, stderr, server.packages.size], [0, "", "", 0]);
  });
});

describe("Ctrl-C", () => {
  /** Runs an upload whose content is never taken, and sends a signal when it comes. */
  async function interrupt(server, signal, more = () => {}) {
    const args = ["upload", csar, "--nfvo", server.url, "--trust", trustFile];
    const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    server.interrupt = () => {
      child.kill(signal);
      more(child);
    };
    const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { status, stdout, stderr };
  }

  /** It holds the connection that the content comes on. */
  const holding = (also = () => false) =>
    serve((request, response, server) => {
      if (request.method !== "PUT") return also(request, response, server);
      server.interrupt();
      return true;
    });

  it("cleans up in the NFVO, and ends as the signal does", async () => {
    for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]]) {
      const server = await holding();
      const { status, stdout, stderr } = await interrupt(server, signal);
      assert.deepEqual([status, stdout, server.packages.size], [expected, "", 0], stderr);
      assert.equal(stderr, "vnfseal: interrupted: what was created in the NFVO is deleted first; once more ends at once\nvnfseal: nothing of the package is left in the NFVO\n");
    }
  });

  it("says that something may be left where the NFVO does not say what it has created", async () => {
    const server = await serve(async (request) => {
      if (request.method !== "POST") return false;
      server.interrupt();
      await new Promise((resolve) => setTimeout(resolve, 500));
      request.socket.destroy();
      return true;
    });
    const { status, stderr } = await interrupt(server, "SIGINT");
    assert.equal(status, 130);
    assert.match(stderr, /may have created a package/);
    assert.doesNotMatch(stderr, /nothing of the package is left/);
  });

  it("says what is left", async () => {
    const server = await holding((request, response) => request.method === "DELETE" && Boolean(response.writeHead(403).end()));
    const { status, stderr } = await interrupt(server, "SIGINT");
    assert.equal(status, 130);
    assert.ok(stderr.includes(`The package ${[...server.packages.keys()][0]} is left in the NFVO`), stderr);
  });

  it("ends at once when it comes again", async () => {
    let child;
    const server = await holding((request) => {
      if (request.method !== "DELETE") return false;
      child.kill("SIGINT");
      return true;
    });
    const { status, stderr } = await interrupt(server, "SIGINT", (started) => {
      child = started;
    });
    assert.deepEqual([status, server.packages.size], [130, 1]);
    assert.doesNotMatch(stderr, /nothing of the package is left/);
  });
});

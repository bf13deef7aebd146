// The examples of the package, each run beside the installed package as a user would.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";

import { serve } from "../node/http-server.js";
import { folder, repository } from "../node/installed.js";
import { demo } from "../node/packages.js";
import { serveS3 } from "./s3-server.js";
import { tools, withoutTools } from "./tools.js";

const examples = join(repository, "pkg", "examples");
const [good, bad, trust] = ["acme-vnf-option1.csar", "acme-vnf-artifact-changed.csar", "trust.json"].map(demo);
const open = [];
after(() => {
  for (const each of open) each.close();
});
before(() => {
  for (const name of readdirSync(examples)) cpSync(join(examples, name), join(folder, name), { recursive: true });
});

function start(name, args, env = {}) {
  return spawn(process.execPath, [name, ...args], { cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
}

async function run(name, args, env) {
  const child = start(name, args, env);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, stdout, stderr };
}

describe("the example", () => {
  it("verify.mjs verifies, in five lines", async () => {
    assert.deepEqual(await run("verify.mjs", [good, trust]), { status: 0, stdout: "passed\n", stderr: "" });
    const { status, stdout } = await run("verify.mjs", [bad, trust]);
    assert.equal(status, 1);
    assert.match(stdout, /^fail: ".*\nfailed\n$/s);
    const lines = readFileSync(join(examples, "verify.mjs"), "utf8").split("\n");
    assert.equal(lines.filter((line) => line !== "" && !/^(\/\/|import )/.test(line)).length, 4, "and one that imports");
  });

  it("batch.mjs has a line for each package of a folder, also for what cannot be read", async () => {
    const packages = join(folder, "packages");
    mkdirSync(join(packages, "c.csar"), { recursive: true });
    cpSync(good, join(packages, "a.csar"));
    cpSync(bad, join(packages, "b.zip"));
    cpSync(trust, join(packages, "trust.json"));
    const { status, stdout, stderr } = await run("batch.mjs", [packages, trust]);
    assert.deepEqual([status, stderr], [1, ""]);
    const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ path, report, error }) => [path, report?.verdict ?? error.code]),
      [[join(packages, "a.csar"), "passed"], [join(packages, "b.zip"), "failed"], [join(packages, "c.csar"), "FILE_UNREADABLE"]],
    );
    const { status: ofGood } = await run("batch.mjs", [join(packages, "c.csar"), trust]);
    assert.equal(ofGood, 0, "an empty folder");
  });

  it("http.mjs reads a package by ranges, with the token it is given", async () => {
    const file = { bytes: await readFile(good), etag: '"1"' };
    const refuse = ({ headers }, response) => headers.authorization !== "Bearer secret" && response.writeHead(401).end();
    const server = await serve(file, refuse);
    open.push(server);
    assert.deepEqual(await run("http.mjs", [server.url, trust], { TOKEN: "secret" }), { status: 0, stdout: "passed\n", stderr: "" });
    const { status, stderr } = await run("http.mjs", [server.url, trust]);
    assert.equal(status, 3);
    assert.match(stderr, /status 401/);
  });

  it("gate.mjs lets in what passed, and keeps nothing of the rest", async () => {
    const catalogue = join(folder, "catalogue");
    mkdirSync(catalogue);
    const child = start("gate.mjs", [catalogue, trust, "0"]);
    open.push({ close: () => child.kill() });
    const [line] = await once(child.stdout.setEncoding("utf8"), "data");
    const put = async (name, bytes, method = "PUT") => {
      const response = await fetch(line.trim() + name, { method, body: bytes });
      return { status: response.status, ...(await response.json()) };
    };
    const { status, verdict } = await put("/acme.csar", await readFile(good));
    assert.deepEqual([status, verdict], [201, "passed"]);
    assert.deepEqual(await readFile(join(catalogue, "acme.csar")), await readFile(good));
    const refused = await put("/other.csar", await readFile(bad));
    assert.deepEqual([refused.status, refused.verdict], [422, "failed"]);
    assert.ok(refused.findings.some(({ code }) => code === "artifact.digest-mismatch"));
    assert.equal((await put("/acme.csar", Buffer.from("no package"))).status, 422, "and leaves the good one");
    for (const name of ["/", "/..%2Fevil.csar", "/.hidden.csar", "/a/b.csar"]) assert.equal((await put(name, "x")).status, 404);
    assert.deepEqual(readdirSync(catalogue), ["acme.csar"]);
    assert.deepEqual(await readFile(join(catalogue, "acme.csar")), await readFile(good));
  });
});

describe("the example s3.mjs", { skip: withoutTools }, () => {
  const object = { path: "/vnf/releases/acme.csar", etag: '"1"' };
  const env = { AWS_ACCESS_KEY_ID: "tester", AWS_SECRET_ACCESS_KEY: "no secret", AWS_REGION: "eu-central-1", AWS_MAX_ATTEMPTS: "1" };
  let requests;
  before(async () => {
    symlinkSync(join(tools, "node_modules", "@aws-sdk"), join(folder, "node_modules", "@aws-sdk"));
    object.bytes = await readFile(good);
  });
  const verify = async (onRequest) => {
    requests = [];
    const server = await serveS3(object, (request) => onRequest(requests.push(request)));
    open.push(server);
    return run("s3.mjs", ["vnf", "releases/acme.csar", trust], { ...env, AWS_ENDPOINT_URL_S3: server.url });
  };

  it("reads an object by ranges", async () => {
    const { status, stdout, stderr } = await verify(() => {});
    assert.deepEqual([status, stdout], [0, "passed\n"], stderr);
    assert.ok(requests.length > 10);
    assert.ok(requests.every(({ method, headers }) => method === "HEAD" || headers["if-match"] === '"1"'));
  });

  it("notices that the object was replaced meanwhile", async () => {
    const { status, stdout, stderr } = await verify((count) => {
      if (count === 10) object.etag = '"2"';
    });
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /PreconditionFailed/);
  });
});

it("the examples are all run", () => {
  const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.js"));
  const texts = tests.map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));
  const forgotten = readdirSync(examples).filter((name) => !texts.some((text) => text.includes(name)));
  assert.deepEqual(forgotten, []);
});

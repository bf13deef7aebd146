// `vnfseal verify` with URLs: read by ranges, and nothing else.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { serve } from "./http-server.js";
import { command } from "./installed.js";
import { demo } from "./packages.js";

const trust = demo("trust.json");
const external = demo("acme-vnf-external.csar");

it("that is none, and has a password and a query, is shown without them", async () => {
  const { status, stdout } = await run("verify", "http://me:hunter2@host.example:999999/a.csar?token=secret", "--format", "ndjson");
  assert.equal(status, 3);
  assert.equal(JSON.parse(stdout).path, "http://host.example:999999/a.csar");
});

describe("a URL", () => {
  const file = { bytes: readFileSync(external), etag: '"1"' };
  let server;
  let misbehave = () => false;
  before(async () => {
    server = await serve(file, (...args) => misbehave(...args));
  });
  after(() => server.close());

  it("is verified as the file is, and nothing else is asked for", async () => {
    const args = ["--trust", trust, "--at", new Date().toISOString(), "--json"];
    const { status, stdout } = await run("verify", server.url, ...args);
    assert.equal(status, 2);
    const report = JSON.parse(stdout);
    assert.equal(report.package.fileName, "acme vnf.csar");
    const expected = JSON.parse((await run("verify", external, ...args)).stdout);
    assert.deepEqual({ ...report, package: { ...report.package, fileName: "acme-vnf-external.csar" } }, expected);
    assert.ok(server.requests.length > 1);
    for (const { url, headers } of server.requests) {
      assert.equal(url, "/packages/acme%20vnf.csar");
      assert.match(headers.range, /^bytes=\d+-\d+$/);
    }
  });

  it("stands in reports without what may be a secret", async () => {
    const { stdout, stderr } = await run("verify", `${server.url}?token=secret`, `${server.url}?token=secret2`, "--jobs", "2", "--format", "ndjson");
    assert.deepEqual(stdout.trimEnd().split("\n").map((line) => JSON.parse(line).path), [server.url, server.url]);
    assert.doesNotMatch(stdout + stderr, /secret/);
    const { pathname, port } = new URL(server.url);
    await assertCouldNotRun(["verify", `http://user:secret@127.0.0.1:${port}${pathname}`], /^(?!.*secret).*belongs in the header/);
  });

  it("that cannot be read could not be verified", async () => {
    misbehave = (_, response) => response.writeHead(200, { "Content-Length": 3 }).end("all");
    await assertCouldNotRun(["verify", server.url], /does not serve ranges; download the file first/);
    misbehave = (_, response) => response.writeHead(404).end();
    await assertCouldNotRun(["verify", server.url], /the server answered with status 404/);
    misbehave = () => false;
    await assertCouldNotRun(["verify", "http://[nowhere"], /needs an http: or https: URL/);
    await assertCouldNotRun(["verify", "ftp://host/a.csar"], /ftp:\/\/host\/a\.csar does not exist/);
  });

  it("of a server that is silent does not hold up Ctrl-C", async () => {
    misbehave = () => true;
    const asked = server.requests.length;
    const child = spawn(command, ["verify", server.url], { stdio: "ignore" });
    while (server.requests.length === asked) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    assert.deepEqual(await once(child, "exit"), [130, null]);
    misbehave = () => false;
  });
});

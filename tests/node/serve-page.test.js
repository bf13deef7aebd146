// `vnfseal serve`: what it serves, and to whom.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, cpSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, it } from "node:test";
import { text } from "node:stream/consumers";

import { assertCouldNotRun, run } from "./command.js";
import { command, folder, packageFolder } from "./installed.js";
import { startNfvo } from "./serve-nfvo.js";
import { demo } from "./packages.js";
import { ask, askAsPage, bytes, closing, create, load, page, start, startServer } from "./serve-fixture.js";

const { Stored } = await load("stored");
const { openCatalogue } = await import(join(packageFolder, "js", "catalogue.js"));

describe("the page", () => {
  it("is served with all its files, each with the headers that protect it", async () => {
    const server = await start();
    const { json: list } = await ask(server, "GET", "/files.json");
    const listed = list.files.map(({ path }) => path);
    const needed = ["index.html", "service-worker.js", "vnfseal/dist/engine_bg.wasm", "vnfseal/dist/sealing_bg.wasm", "vnfseal/js/worker.js"];
    assert.deepEqual(needed.filter((path) => !listed.includes(path)), []);
    for (const { path, sha256 } of list.files) assert.equal(createHash("sha256").update(page.files.get(path).bytes).digest("hex"), sha256);
    for (const path of ["/", "/index.html", "/?x=1", "/vnfseal/js/worker.js", "/service-worker.js"]) {
      const { status, headers } = await ask(server, "GET", path);
      assert.equal(status, 200, path);
      assert.match(headers["content-security-policy"], /^default-src 'none'; script-src 'self' .*frame-ancestors 'none'$/);
      assert.deepEqual(
        ["cross-origin-opener-policy", "cross-origin-resource-policy", "referrer-policy", "x-content-type-options", "access-control-allow-origin"].map((name) => headers[name]),
        ["same-origin", "same-origin", "no-referrer", "nosniff", undefined],
      );
    }
    const { headers, text: head } = await ask(server, "HEAD", "/");
    assert.deepEqual([headers["content-length"], head], [String(page.files.get("index.html").bytes.length), ""]);
  });

  it("is all that there is: no path leads out of it", async () => {
    const server = await start();
    const out = ["/../package.json", "/..%2fpackage.json", "/%2e%2e/package.json", "/vnfseal/../../package.json", "/vnfseal/js/cli.js", "/vnfseal/package.json", "/./index.html", "/\\..\\package.json", "/index.html/", "/__proto__"];
    for (const path of out) assert.equal((await ask(server, "GET", path)).status, 404, path);
    for (const path of ["//evil.example/", "http://evil.example/", `${server.url}index.html`, "*"]) {
      assert.equal((await ask(server, path === "*" ? "OPTIONS" : "GET", path)).status, 400, path);
    }
  });

  it("cannot be written to, and takes no body", async () => {
    const server = await start();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const { status, headers } = await ask(server, method, "/index.html");
      assert.deepEqual([status, headers.allow], [405, "GET, HEAD"]);
    }
    assert.equal((await ask(server, "GET", "/", { body: bytes })).status, 413);
  });

  it("learns what this server has, and no secret", async () => {
    const server = await start();
    const { json, text: said } = await askAsPage(server, "GET", "/serve.json");
    assert.deepEqual(json, { nfvo: { name: new URL(server.nfvo.url).host }, catalogue: false, runs: false });
    assert.ok(!said.includes("secret"));
    const bare = await startServer({ page, host: "127.0.0.1", port: 0, about: { demo: false } });
    closing.push(bare.close);
    const { host, port } = new URL(bare.url);
    assert.deepEqual((await ask({ host, port }, "GET", "/serve.json")).json, { demo: false, nfvo: null, catalogue: false, runs: false });
    for (const path of ["/nfvo/vnf_packages", "/catalogue/entries"]) assert.equal((await ask({ host, port }, "GET", path)).status, 404);
  });

  it("is not served if a file of it is not what was built", async () => {
    const { readPage } = await load("page");
    await assert.rejects(readPage(join(packageFolder, "js")), /the page is missing/);
    const place = join(folder, "page-of-others");
    cpSync(join(packageFolder, "page"), place, { recursive: true });
    writeFileSync(join(place, "index.html"), "<p>other");
    await assert.rejects(readPage(place), /index.html of the page is not what was built/);
  });
});

describe("who may ask", () => {
  it("knows this server by its name: another Host gets nothing", async () => {
    const server = await start();
    for (const host of ["evil.example", `evil.example:${server.port}`, "127.0.0.1", "127.0.0.1:1", `localhost.:${server.port}`]) {
      for (const path of ["/", "/serve.json", "/nfvo/vnf_packages"]) {
        const { status, json } = await ask(server, "GET", path, { headers: { Host: host } });
        assert.deepEqual([status, json.code], [421, "HOST_UNKNOWN"], `${host} ${path}`);
      }
    }
    const { status } = await ask(server, "GET", "/", { headers: { Host: `LOCALHOST:${server.port}` } });
    assert.equal(status, 200);
    assert.deepEqual(server.nfvo.requests, []);
  });

  it("says one Host, and not two", async () => {
    const server = await start();
    const socket = connect(server.port, "127.0.0.1");
    socket.end(`GET / HTTP/1.1\r\nHost: ${server.host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
    assert.match(await text(socket), /^HTTP\/1\.1 4\d\d /);
    const old = connect(server.port, "127.0.0.1");
    old.end("GET / HTTP/1.0\r\n\r\n");
    assert.match(await text(old), /^HTTP\/1\.1 421 /);
  });

  it("is the page itself: what another site sends is refused, and nothing reaches the NFVO", async () => {
    const server = await start();
    const id = await create(server);
    const before = server.nfvo.requests.length;
    const foreign = [
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { Origin: `http://127.0.0.1:${server.port + 1}`, "Sec-Fetch-Site": "same-site" },
      { Origin: server.origin, "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "none" },
      { "Sec-Fetch-Site": "same-origin" }, // without an Origin nothing is changed
    ];
    for (const headers of foreign) {
      for (const [method, path] of [["POST", ""], ["DELETE", `/${id}`], ["PUT", `/${id}/package_content`]]) {
        const { status, json } = await ask(server, method, `/nfvo/vnf_packages${path}`, { headers });
        assert.deepEqual([status, json.code], [403, "SITE_FOREIGN"], JSON.stringify(headers));
      }
    }
    for (const headers of foreign.slice(0, 5)) assert.equal((await ask(server, "GET", "/serve.json", { headers })).status, 403);
    assert.equal(server.nfvo.requests.length, before);
  });
});

describe("the catalogue", () => {
  /** A server with a catalogue. */
  async function startStored(catalogue) {
    const complaints = [];
    const server = await startServer({ page, host: "127.0.0.1", port: 0, stored: new Stored(catalogue), complain: (error) => complaints.push(error) });
    closing.push(server.close);
    const { host, port } = new URL(server.url);
    return { host, port, complaints };
  }

  const list = (server) => ask(server, "GET", "/catalogue/entries");

  it("says why it cannot be read", async () => {
    const server = await startStored(openCatalogue("oci://127.0.0.1:1/store"));
    for (const path of ["/catalogue/entries", "/catalogue/entries/acme/package"]) {
      const { status, json } = await ask(server, "GET", path);
      assert.equal(status, 502);
      assert.match(json.message, /ECONNREFUSED/);
    }
    assert.deepEqual(server.complaints, []);
  });

  it("is shown with what has its form, and no more", async () => {
    const long = "x".repeat(400_000);
    const annotations = { "vnd.vnfseal.verdict": long, "vnd.vnfseal.onboarded": long };
    const entry = { name: "acme", digest: `sha256:${"0".repeat(64)}`, size: 1, fileName: long, annotations };
    const right = { "vnd.vnfseal.verdict": "failed", "vnd.vnfseal.onboarded": "2026-01-01T00:00:00Z" };
    const server = await startStored({ list: async function* all() {
      yield entry;
      yield { ...entry, fileName: undefined, annotations: right };
      yield { name: "bad", problem: `${long}\u001b[0m` };
    } });
    const { json, text: said } = await list(server);
    assert.deepEqual(json.entries[1], { name: "acme", digest: entry.digest, size: 1, verdict: "failed", onboardedAt: "2026-01-01T00:00:00Z" });
    assert.deepEqual([json.entries[0].verdict, json.entries[0].onboardedAt, json.entries[0].fileName.length], [undefined, undefined, 255]);
    assert.ok(said.length < 2000);
  });

  it("is read once for all who ask meanwhile, and not to its end if they are gone", async () => {
    let [readings, isOver, goOn] = [0, false];
    const going = new Promise((resolve) => {
      goOn = resolve;
    });
    const server = await startStored({ list: async function* all() {
      readings += 1;
      try {
        yield { name: "first", problem: "damaged" };
        await going;
        for (;;) {
          await pause(1);
          yield { name: "next", problem: "damaged" };
        }
      } finally {
        isOver = true;
      }
    } });
    const sockets = [1, 2, 3].map(() => connect(server.port, "127.0.0.1"));
    for (const socket of sockets) socket.write(`GET /catalogue/entries HTTP/1.1\r\nHost: ${server.host}\r\n\r\n`);
    while (readings === 0) await pause(5);
    await pause(50);
    assert.equal(readings, 1);
    for (const socket of sockets) socket.destroy();
    await pause(50);
    goOn();
    while (!isOver) await pause(5);
  });
});

describe("the command", () => {
  it("serves the page and the catalogue until it is ended", async () => {
    const place = `dir:${join(folder, "served")}`;
    const onboarded = await run("onboard", demo("acme-vnf-option1.csar"), "--catalogue", place, "--trust", demo("trust.json"));
    assert.equal(onboarded.status, 0, onboarded.stderr);
    const child = spawn(command, ["serve", "--listen", "127.0.0.1:0", "--catalogue", place], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      const ended = once(child, "exit").then(() => assert.fail("it has ended"));
      ended.catch(() => {});
      const [said] = await Promise.race([once(child.stdout.setEncoding("utf8"), "data"), ended]);
      const [, url] = /served on (http:\/\/127\.0\.0\.1:\d+\/) /.exec(said);
      const get = async (path) => fetch(new URL(path, url));
      assert.equal((await get("/")).status, 200);
      assert.deepEqual(await (await get("/serve.json")).json(), { demo: false, nfvo: null, catalogue: true, runs: false });
      const { entries, isCut } = await (await get("/catalogue/entries")).json();
      assert.deepEqual([entries.length, isCut, entries[0].name, entries[0].verdict], [1, false, "acme-vnf-option1", "passed"]);
      const digest = `sha256:${createHash("sha256").update(readFileSync(demo("acme-vnf-option1.csar"))).digest("hex")}`;
      assert.equal(entries[0].digest, digest);
      assert.deepEqual(Object.keys(entries[0]), ["name", "digest", "size", "fileName", "verdict", "onboardedAt"]);
      const stored = await get("/catalogue/entries/acme-vnf-option1/package");
      assert.equal(stored.headers.get("etag"), `"${digest}"`);
      assert.ok(Buffer.from(await stored.arrayBuffer()).equals(readFileSync(demo("acme-vnf-option1.csar"))));
      for (const path of ["other/package", "../index.json", "acme-vnf-option1/package?x", "acme-vnf-option1"]) {
        assert.equal((await get(`/catalogue/entries/${path}`)).status, 404, path);
      }
      // A package that is damaged where it lies never comes whole.
      damage(join(folder, "served"), entries[0].size);
      await assert.rejects(get("/catalogue/entries/acme-vnf-option1/package").then((response) => response.arrayBuffer()));
    } finally {
      child.kill("SIGINT");
    }
    assert.equal((await once(child, "exit"))[0], 130);
  });

  it("leaves nothing at the NFVO that was not sent when it is ended", async () => {
    const nfvo = await startNfvo();
    closing.push(nfvo.close);
    const child = spawn(command, ["serve", "--listen", "127.0.0.1:0", "--nfvo", nfvo.url, "--catalogue", `dir:${join(folder, "not-yet")}`], { stdio: ["ignore", "pipe", "pipe"] });
    const [said] = await once(child.stdout.setEncoding("utf8"), "data");
    const [, host, port] = /served on http:\/\/(127\.0\.0\.1:(\d+))\/ /.exec(said);
    const id = await create({ host, port: Number(port), origin: `http://${host}` });
    assert.ok(nfvo.packages.has(id));
    const remarks = text(child.stderr);
    child.kill("SIGINT");
    assert.equal((await once(child, "exit"))[0], 130);
    assert.equal(nfvo.packages.size, 0);
    assert.match(await remarks, /not-yet: there is no such folder: the first entry that is put makes it\n.*removing at the NFVO what was not sent whole/);
  });

  it("says what is wrong with its options", async () => {
    const see = "; see vnfseal serve --help\n$";
    for (const [args, why] of [
      [["--listen", "8080"], `--listen needs HOST:PORT, not '8080'${see}`],
      [["--listen", "127.0.0.1:99999"], "--listen needs HOST:PORT"],
      [["--listen", "0.0.0.0:8080"], "name the one address by which it is reached"],
      [["--listen", "0:8080"], "name the one address by which it is reached"],
      [["--listen", "192.0.2.1:8080"], "192.0.2.1:8080 is no address of this machine"],
      [["--listen", "192.0.2.1:8080", "--nfvo", "http://127.0.0.1:1"], "are served to this machine alone"],
      [["--nfvo", "ftp://nfvo.example"], "an NFVO is at an http: or https: URL"],
      [["--nfvo", "https://user:word@nfvo.example"], "has no user name or password"],
      [["--auth", "bearer", "--secret-file", "token"], "--auth goes with --nfvo"],
      [["--secret-file", "token"], "--secret-file goes with --nfvo"],
      [["--credentials", "nope.json"], "--credentials goes with --catalogue"],
      [["--listen", "256.1.1.1:80"], `--listen 256.1.1.1:80: 256.1.1.1 is no address${see}`],
    ]) {
      await assertCouldNotRun(["serve", ...args], new RegExp(why));
    }
    const taken = await startServer({ page, host: "127.0.0.1", port: 0 });
    closing.push(taken.close);
    await assertCouldNotRun(["serve", "--listen", new URL(taken.url).host], /is in use by another program/);
  });
});

/** Changes a byte of the blob that has this size. */
function damage(store, size) {
  const blobs = join(store, "blobs", "sha256");
  for (const name of readdirSync(blobs)) {
    if (statSync(join(blobs, name)).size !== size) continue;
    const content = readFileSync(join(blobs, name));
    content[content.length - 1] ^= 1;
    chmodSync(join(blobs, name), 0o600);
    writeFileSync(join(blobs, name), content);
  }
}

// `vnfseal serve`: what it serves, to whom, and what goes through to the NFVO.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, cpSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer, request as send } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { after, describe, it } from "node:test";
import { text } from "node:stream/consumers";

import { assertCouldNotRun, run } from "./command.js";
import { command, folder, packageFolder } from "./installed.js";
import { startNfvo } from "./serve-nfvo.js";
import { demo } from "./packages.js";

const load = (name) => import(join(packageFolder, "js", "serve", `${name}.js`));
const { startServer } = await load("server");
const { ownPage } = await load("page");
const { RelayedNfvo } = await load("nfvo");
const { Relay } = await load("relay");
const { Stored } = await load("stored");
const { openCatalogue } = await import(join(packageFolder, "js", "catalogue.js"));
const { openNfvo } = await import(join(packageFolder, "js", "nfvo.js"));

const page = await ownPage();
const TOKEN = "7e9c-secret";
const bytes = randomBytes(300_000);
const closing = [];
after(() => Promise.all(closing.map((close) => close())));

/** A server with a relay to a stand-in. `rules` are those of the NFVO, `bounds` those of a package. */
async function start({ rules, bounds, authentication = { kind: "bearer", token: TOKEN } } = {}) {
  const nfvo = await startNfvo(rules);
  const complaints = [];
  const complain = (error) => complaints.push(error.message);
  const relay = new Relay(new RelayedNfvo(openNfvo(nfvo.url, { authentication }).connection), { bounds, complain });
  const server = await startServer({ page, host: "127.0.0.1", port: 0, relay, complain });
  closing.push(server.close, nfvo.close);
  const { host } = new URL(server.url);
  return { nfvo, relay, complaints, url: server.url, host, port: Number(new URL(server.url).port), origin: `http://${host}` };
}

/** A request with exactly these headers: `{ status, headers, text, json }`. */
function ask({ port, host }, method, path, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "Content-Length": body.length };
    const request = send({ host: "127.0.0.1", port, method, path, headers: { Host: host, ...length, ...headers }, agent: false });
    request.on("error", reject);
    request.on("response", async (response) => {
      const said = await text(response).catch(reject);
      const isJson = response.headers["content-type"]?.startsWith("application/json");
      resolve({ status: response.statusCode, headers: response.headers, text: said, json: isJson ? JSON.parse(said) : undefined });
    });
    request.end(body);
  });
}

/** The same as the page asks. */
function askAsPage(server, method, path, { headers, body } = {}) {
  const own = { Origin: server.origin, "Sec-Fetch-Site": "same-origin" };
  return ask(server, method, path, { headers: { ...own, ...headers }, body });
}

const digestOf = (content) => `sha-256=:${createHash("sha256").update(content).digest("base64")}:`;
const asPackage = (content) => ({ "Content-Type": "application/zip", "Content-Digest": digestOf(content) });

async function create(server) {
  const { status, json } = await askAsPage(server, "POST", "/nfvo/vnf_packages");
  assert.equal(status, 201);
  return json.id;
}

const upload = (server, id, { headers = asPackage(bytes), body = bytes } = {}) =>
  askAsPage(server, "PUT", `/nfvo/vnf_packages/${id}/package_content`, { headers, body });

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

describe("the relay", () => {
  it("brings a package to the NFVO, and says how it goes there until it is onboarded", async () => {
    const server = await start();
    const id = await create(server);
    assert.deepEqual([(await upload(server, id)).status, server.nfvo.packages.get(id).bytes.equals(bytes)], [202, true]);
    const states = [];
    for (let index = 0; index < 3; index += 1) states.push((await askAsPage(server, "GET", `/nfvo/vnf_packages/${id}`)).json);
    assert.deepEqual(states, [
      { state: "UPLOADING", failure: "", checksum: "unknown" },
      { state: "PROCESSING", failure: "", checksum: "unknown" },
      { state: "ONBOARDED", failure: "", checksum: "same" },
    ]);
    assert.deepEqual(server.complaints, []);
  });

  it("says who we are to the NFVO, and nothing of it to the page; cookies and addresses pass in no direction", async () => {
    const server = await start();
    const headers = { Cookie: "page=1", Authorization: "Bearer of-the-page", "X-Forwarded-For": "10.0.0.1" };
    const { json, headers: answered, text: said } = await askAsPage(server, "POST", "/nfvo/vnf_packages", { headers });
    assert.deepEqual(Object.keys(json), ["id"]);
    for (const name of ["set-cookie", "location", "authorization"]) assert.equal(answered[name], undefined, name);
    assert.ok(!said.includes("nfvo.invalid"));
    const [{ headers: sent }] = server.nfvo.requests;
    assert.deepEqual([sent.authorization, sent.cookie, sent["x-forwarded-for"], sent.origin], [`Bearer ${TOKEN}`, undefined, undefined, undefined]);
    assert.equal(sent.host, new URL(server.nfvo.url).host);
  });

  it("takes no other request, and no other package than those that came through it", async () => {
    const server = await start();
    const id = await create(server);
    const before = server.nfvo.requests.length;
    const paths = ["", "/vnf_packages", "/vnf_packages?all_fields", `/vnf_packages/${id}?x`, `/vnf_packages/${id}/`, `/vnf_packages/${id}/package_content`, `/vnf_packages/../subscriptions`, `/vnf_packages/%2e%2e`, "/vnf_packages/..", `//127.0.0.1/vnf_packages`, "/subscriptions", `/vnf_packages/${id}/vnfd`];
    for (const path of paths) assert.equal((await askAsPage(server, "GET", `/nfvo${path}`)).status, 404, path);
    for (const path of ["/vnf_packages", `/vnf_packages/${id}/package_content`]) assert.equal((await askAsPage(server, "DELETE", `/nfvo${path}`)).status, 404);
    assert.equal((await askAsPage(server, "PATCH", `/nfvo/vnf_packages/${id}`)).status, 405);
    const other = "11111111-1111-4111-8111-111111111111";
    server.nfvo.packages.set(other, { id: other });
    for (const [method, path] of [["GET", ""], ["DELETE", ""], ["PUT", "/package_content"]]) {
      assert.equal((await askAsPage(server, method, `/nfvo/vnf_packages/${other}${path}`)).json.code, "PACKAGE_UNKNOWN");
    }
    assert.equal((await askAsPage(server, "POST", "/nfvo/vnf_packages", { body: Buffer.from("{}") })).json.code, "BODY_UNWANTED");
    assert.equal(server.nfvo.requests.length, before);
    assert.ok(server.nfvo.packages.has(other));
  });

  it("removes a package, and forgets it", async () => {
    const server = await start();
    const id = await create(server);
    assert.equal((await askAsPage(server, "DELETE", `/nfvo/vnf_packages/${id}`)).status, 200);
    assert.equal(server.nfvo.packages.size, 0);
    assert.equal((await askAsPage(server, "GET", `/nfvo/vnf_packages/${id}`)).status, 404);
  });

  it("follows no redirection, and says where it does not lead", async () => {
    const elsewhere = await startNfvo();
    closing.push(elsewhere.close);
    const server = await start();
    const id = await create(server);
    server.nfvo.rules.misbehave = ({ url }, response) => response.writeHead(307, { Location: `${elsewhere.origin}${url}` }).end();
    for (const [method, path] of [["POST", ""], ["GET", `/${id}`], ["DELETE", `/${id}`]]) {
      const { status, json, text: said, headers } = await askAsPage(server, method, `/nfvo/vnf_packages${path}`);
      assert.deepEqual([status, json.code, headers.location], [502, "NFVO_REFUSED", undefined]);
      assert.match(json.message, /the NFVO redirects/);
      assert.ok(!said.includes(elsewhere.origin));
    }
    assert.deepEqual(elsewhere.requests, []);
  });

  it("leaves the connection that it was given as it is", async () => {
    const nfvo = await startNfvo();
    closing.push(nfvo.close);
    const { connection } = openNfvo(nfvo.url);
    const relayed = new RelayedNfvo(connection);
    const id = await relayed.create();
    nfvo.rules.misbehave = ({ url }, response) => !url.endsWith("?there") && response.writeHead(307, { Location: `${url}?there` }).end();
    const { status } = await connection.askJson("GET", connection.resources.packages, { expected: [404] });
    assert.equal(status, 404);
    await assert.rejects(relayed.look(id), /the NFVO redirects/);
  });

  it("shows what the NFVO says as a short text, whatever it is", async () => {
    const detail = `<script>alert(1)</script>\u202e\u0000\n${"x".repeat(10_000)}`;
    const misbehave = (_, response) => response.writeHead(500, { "Content-Type": "text/html" }).end(JSON.stringify({ title: "Broken", detail }));
    const server = await start({ rules: { misbehave } });
    const { status, json, headers } = await askAsPage(server, "POST", "/nfvo/vnf_packages");
    assert.deepEqual([status, json.code, headers["content-type"]], [502, "NFVO_UNAVAILABLE", "application/json; charset=utf-8"]);
    assert.match(json.message, /the NFVO answered with an error \(500: <script>alert\(1\)<\/script> x+\)$/);
    assert.ok(json.message.length < 600);
    server.nfvo.rules.misbehave = (_, response) => response.writeHead(201).end("x".repeat(40 << 20));
    assert.equal((await askAsPage(server, "POST", "/nfvo/vnf_packages")).json.code, "NFVO_UNAVAILABLE");
    server.nfvo.rules.misbehave = (_, response) => response.writeHead(201).end(JSON.stringify({ id: "../../etc" }));
    assert.equal((await askAsPage(server, "POST", "/nfvo/vnf_packages")).json.code, "NFVO_INVALID");
  });

  it("shows nothing of an answer that repeats who we are", async () => {
    const misbehave = ({ headers }, response) => response.writeHead(401).end(JSON.stringify({ detail: `bad: ${headers.authorization}` }));
    const server = await start({ rules: { misbehave } });
    const { json } = await askAsPage(server, "POST", "/nfvo/vnf_packages");
    assert.match(json.message, /does not accept who we are: check the authentication \(401\)$/);
    server.nfvo.rules.misbehave = undefined;
    const id = await create(server);
    Object.assign(server.nfvo.rules, { states: ["ERROR"], problem: { detail: `bad: ${TOKEN}` } });
    await upload(server, id);
    assert.deepEqual((await askAsPage(server, "GET", `/nfvo/vnf_packages/${id}`)).json, { state: "ERROR", failure: "", checksum: "unknown" });
  });

  it("says so if the NFVO cannot be reached, or if there is no access to it", async () => {
    const silent = await start();
    silent.nfvo.close();
    const { json } = await askAsPage(silent, "POST", "/nfvo/vnf_packages");
    assert.deepEqual([json.code, /ECONNREFUSED/.test(json.message)], ["NFVO_UNAVAILABLE", true]);
    const url = `${silent.nfvo.origin}/v3`;
    const server = await start({ authentication: { kind: "keystone", url, user: "admin", password: "7e9c", project: "admin" } });
    const { json: denied } = await askAsPage(server, "POST", "/nfvo/vnf_packages");
    assert.deepEqual([denied.code, /7e9c/.test(denied.message)], ["NFVO_UNAVAILABLE", false]);
    assert.deepEqual(server.nfvo.requests, []);
  });

  it("says that the NFVO has another package than the one that was sent", async () => {
    const server = await start({ rules: { states: ["ONBOARDED"], checksum: () => "0".repeat(128) } });
    const id = await create(server);
    await upload(server, id);
    assert.equal((await askAsPage(server, "GET", `/nfvo/vnf_packages/${id}`)).json.checksum, "different");
  });
});

describe("a package on its way", () => {
  it("that is not the one that was verified never arrives whole, and is removed", async () => {
    const server = await start();
    for (const position of [0, 150_000, bytes.length - 1]) {
      const id = await create(server);
      const changed = Buffer.from(bytes);
      changed[position] ^= 1;
      const found = server.nfvo.packages.get(id);
      const { status, json } = await upload(server, id, { body: changed });
      assert.deepEqual([status, json.code], [409, "PACKAGE_CHANGED"]);
      assert.match(json.message, /nothing is left at the NFVO$/);
      assert.ok(found.bytes === undefined && found.received < bytes.length, "the last bytes were held back");
      assert.ok(!server.nfvo.packages.has(id));
    }
  });

  it("has to say its digest, its length and what it is", async () => {
    const server = await start();
    const id = await create(server);
    const { "Content-Digest": digest } = asPackage(bytes);
    for (const [headers, code] of [
      [{ "Content-Type": "application/zip" }, "DIGEST_MISSING"],
      [{ "Content-Type": "application/zip", "Content-Digest": "sha-256=:AAAA:" }, "DIGEST_MISSING"],
      [{ "Content-Type": "application/zip", "Content-Digest": `sha-512=:AAAA:, ${digest}` }, "DIGEST_MISSING"],
      [{ "Content-Type": "text/plain", "Content-Digest": digest }, "TYPE_UNKNOWN"],
    ]) {
      assert.equal((await upload(server, id, { headers })).json.code, code);
    }
    const headers = { ...asPackage(bytes), Origin: server.origin, "Transfer-Encoding": "chunked" };
    const { json } = await ask(server, "PUT", `/nfvo/vnf_packages/${id}/package_content`, { headers });
    assert.equal(json.code, "LENGTH_MISSING");
    assert.equal(server.nfvo.requests.filter(({ method }) => method === "PUT").length, 0);
  });

  it("that is too large is refused before any of it is sent", async () => {
    const server = await start({ bounds: { packageMax: bytes.length - 1 } });
    const id = await create(server);
    const { status, json } = await upload(server, id);
    assert.deepEqual([status, json.code], [413, "PACKAGE_TOO_LARGE"]);
    const huge = await start();
    const socket = connect(huge.port, "127.0.0.1");
    const other = await create(huge);
    socket.write(`PUT /nfvo/vnf_packages/${other}/package_content HTTP/1.1\r\nHost: ${huge.host}\r\nOrigin: ${huge.origin}\r\nContent-Type: application/zip\r\nContent-Digest: ${digestOf("")}\r\nContent-Length: 99999999999999\r\n\r\n`);
    assert.match(await text(socket), /^HTTP\/1\.1 413 .*Connection: close/is);
    for (const { nfvo } of [server, huge]) assert.equal(nfvo.requests.filter(({ method }) => method === "PUT").length, 0);
  });

  it("that is refused is read on, so that the answer is not lost", async () => {
    const server = await start();
    const large = Buffer.alloc(24 << 20, 1);
    for (let count = 0; count < 5; count += 1) {
      const { status, json } = await upload(server, "none", { headers: asPackage(Buffer.alloc(0)), body: large });
      assert.deepEqual([status, json.code], [404, "PACKAGE_UNKNOWN"]);
    }
    // So is one that is refused after a part of it was read.
    server.nfvo.rules.misbehave = (request, response) => {
      if (request.method !== "PUT") return false;
      request.once("data", () => response.writeHead(403, { "Content-Length": 2 }).write("{}"));
      request.once("close", () => response.end());
      return true;
    };
    const { json } = await upload(server, await create(server), { headers: asPackage(large), body: large });
    assert.match(json.message, /does not allow it.*nothing is left at the NFVO$/);
  });

  it("that comes too slowly is given up, and removed", async () => {
    for (const bounds of [{ silenceMs: 50 }, { baseMs: 50, silenceMs: 60_000 }]) {
      const server = await start({ bounds });
      const id = await create(server);
      const length = bounds.baseMs ? 100 : bytes.length;
      const socket = connect(server.port, "127.0.0.1");
      const head = `PUT /nfvo/vnf_packages/${id}/package_content HTTP/1.1\r\nHost: ${server.host}\r\nOrigin: ${server.origin}\r\nContent-Type: application/zip\r\nContent-Digest: ${digestOf("")}\r\nContent-Length: ${length}\r\n\r\n`;
      socket.write(`${head}some of it`);
      assert.match(await text(socket), /^HTTP\/1\.1 408 .*BODY_SLOW/s);
      assert.ok(!server.nfvo.packages.has(id));
    }
  });

  it("that is broken off by the page is removed", async () => {
    const server = await start();
    const id = await create(server);
    const request = send({ host: "127.0.0.1", port: server.port, method: "PUT", path: `/nfvo/vnf_packages/${id}/package_content`, headers: { Host: server.host, Origin: server.origin, ...asPackage(bytes), "Content-Length": bytes.length } });
    request.on("error", () => {}).write(bytes.subarray(0, 100_000));
    while (!(server.nfvo.packages.get(id).received > 0)) await pause(5);
    request.destroy();
    await gone(server.nfvo, id);
  });

  it("that was made and is never sent is removed", async () => {
    const server = await start({ bounds: { unsentMs: 20 } });
    const id = await create(server);
    await gone(server.nfvo, id);
    while ((await upload(server, id)).json.code !== "PACKAGE_UNKNOWN") await pause(5);
  });

  it("is removed when the server ends, unless all of it was sent", async () => {
    const server = await start();
    const [whole, half, unsent] = [await create(server), await create(server), await create(server)];
    assert.equal((await upload(server, whole)).status, 202);
    const headers = { Host: server.host, Origin: server.origin, ...asPackage(bytes), "Content-Length": bytes.length };
    const request = send({ host: "127.0.0.1", port: server.port, method: "PUT", path: `/nfvo/vnf_packages/${half}/package_content`, headers });
    request.on("error", () => {}).write(bytes.subarray(0, 100_000));
    while (!(server.nfvo.packages.get(half).received > 0)) await pause(5);
    assert.ok(server.relay.isBusy && server.nfvo.packages.has(unsent));
    await server.relay.close();
    assert.deepEqual([[...server.nfvo.packages.keys()], server.relay.isBusy], [[whole], false]);
    const { status, json } = await askAsPage(server, "POST", "/nfvo/vnf_packages");
    assert.deepEqual([status, json.code], [503, "SERVER_ENDING"]);
    request.destroy();
  });

  it("that the NFVO refuses in the middle is removed, and the page gets its words", async () => {
    const misbehave = (request, response) => {
      if (request.method !== "PUT") return false;
      const problem = JSON.stringify({ title: "Forbidden", detail: "no quota" });
      request.once("data", () => response.writeHead(403, { "Content-Type": "application/problem+json", "Content-Length": problem.length }).write(problem));
      // A server that closes at once would take its answer back.
      request.once("close", () => response.end());
      return true;
    };
    const server = await start({ rules: { misbehave } });
    const id = await create(server);
    const { status, json } = await upload(server, id);
    assert.deepEqual([status, json.code], [502, "NFVO_REFUSED"]);
    assert.match(json.message, /does not allow it for this user \(403: no quota\); nothing is left at the NFVO$/);
    assert.ok(!server.nfvo.packages.has(id));
  });

  it("of which nobody knows whether it arrived is left, and the page is told so", async () => {
    const misbehave = (request) => {
      if (request.method !== "PUT") return false;
      request.resume().once("end", () => request.socket.destroy());
      return true;
    };
    const server = await start({ rules: { misbehave } });
    const id = await create(server);
    const { status, json } = await upload(server, id);
    assert.deepEqual([status, json.code], [502, "ANSWER_LOST"]);
    assert.ok(server.nfvo.packages.has(id));
  });

  it("of which the NFVO says after all of it that it has not taken it is removed", async () => {
    const tokens = await startTokens();
    const authentication = { kind: "oauth2", url: tokens, user: "page", password: "7e9c" };
    for (const [status, why] of [[307, /the NFVO redirects/], [401, /the NFVO asks for the package twice/], [404, /has no such package/], [403, /does not allow it/], [503, /answered with an error/]]) {
      const misbehave = (request, response) => {
        if (request.method !== "PUT") return false;
        request.resume().once("end", () => response.writeHead(status, { Location: "http://127.0.0.1:1/" }).end());
        return true;
      };
      const server = await start({ rules: { misbehave }, authentication });
      const id = await create(server);
      const { json } = await upload(server, id);
      assert.match(json.message, why);
      assert.match(json.message, /nothing is left at the NFVO$/);
      assert.ok(!server.nfvo.packages.has(id), String(status));
    }
  });

  it("that cannot be removed is said here and there", async () => {
    const misbehave = ({ method }, response) => ["PUT", "DELETE"].includes(method) && response.writeHead(409).end();
    const server = await start({ rules: { misbehave } });
    const id = await create(server);
    const { json } = await upload(server, id);
    assert.match(json.message, /the package is left at the NFVO, and could not be removed$/);
    assert.match(server.complaints.join(), new RegExp(`the package ${id} is left at the NFVO`));
  });

  it("is sent once, and not more than four at a time", async () => {
    const server = await start();
    const ids = [];
    for (let index = 0; index < 5; index += 1) ids.push(await create(server));
    const headers = { Host: server.host, Origin: server.origin, ...asPackage(bytes), "Content-Length": bytes.length };
    const open = ids.slice(0, 4).map((id) => {
      const request = send({ host: "127.0.0.1", port: server.port, method: "PUT", path: `/nfvo/vnf_packages/${id}/package_content`, headers, agent: false });
      request.on("error", () => {}).write(bytes.subarray(0, 100_000));
      return request;
    });
    for (const id of ids.slice(0, 4)) while (!(server.nfvo.packages.get(id).received > 0)) await pause(5);
    assert.equal((await upload(server, ids[4])).json.code, "UPLOADS_MANY");
    assert.equal((await upload(server, ids[0])).status >= 409, true);
    const answered = open.map((request) => once(request, "response"));
    for (const request of open) request.end(bytes.subarray(100_000));
    for (const [response] of await Promise.all(answered)) assert.equal(response.statusCode, 202);
    assert.equal((await upload(server, ids[0])).json.code, "PACKAGE_SENT");
    assert.equal((await upload(server, ids[4])).status, 202);
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

/** A server that gives a token to whoever asks, and its address. */
async function startTokens() {
  const server = createServer((_, response) => response.writeHead(200, { "Content-Type": "application/json" }).end('{"access_token":"t","token_type":"bearer"}'));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

/** Waits until the NFVO does not have a package any more. */
async function gone({ packages }, id) {
  while (packages.has(id)) await pause(10);
}

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

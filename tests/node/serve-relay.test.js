// `vnfseal serve`: what goes through to the NFVO.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { describe, it } from "node:test";
import { text } from "node:stream/consumers";

import { startNfvo } from "./serve-nfvo.js";
import { ask, askAsPage, asPackage, bytes, closing, create, digestOf, openNfvo, RelayedNfvo, start, TOKEN, upload } from "./serve-fixture.js";

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

// `vnfseal gate` before an NFVO that takes everything: what reaches it has passed.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { join } from "node:path";
import { afterEach, before, beforeEach, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { assertCouldNotRun } from "./command.js";
import { ask, sendRaw, startGate } from "./gate.js";
import { bundle, changed, makePackage, tampered, trust } from "./gate-packages.js";
import { folder, packageFolder, vnfseal } from "./installed.js";
import { serveNfvo } from "./gate-nfvo-server.js";
import { demo } from "./packages.js";
import { encryptInPieces, withUnprotected } from "./gate-messages.js";
import { makeRecipient, openssl } from "./recipients.js";

const load = (name) => import(pathToFileURL(join(packageFolder, "js", "gate", name)));
const { openGate } = await load("gate.js");
const { createLog } = await load("log.js");

let good;
let bad;
before(async () => {
  good = await makePackage();
  bad = changed(good);
});

let nfvo;
let gate;
let lines;
let interfere;
const JSON_TYPE = { "Content-Type": "application/json" };

/** A gate in this process, with other limits. */
async function open(limits = {}, more = {}) {
  const { policy } = await vnfseal.checkPolicy(more.policy);
  const terms = { trust: [{ name: "trust", bytes: new TextEncoder().encode(JSON.stringify(bundle)) }], policy, spoolFolder: process.env.TMPDIR ?? "/tmp", opener: more.opener };
  const listen = { host: "127.0.0.1", port: 0 };
  return openGate({ nfvo: new URL(nfvo.url), terms, threads: 2, listen, statusListen: listen, limits: { stopMs: 1000, ...limits }, log: createLog((line) => lines.push(line)), ...more.gate });
}

beforeEach(async () => {
  interfere = () => false;
  lines = [];
  nfvo = await serveNfvo((...given) => interfere(...given));
  gate = await open();
});
afterEach(async () => {
  await gate.stop();
  nfvo.close();
});
const reopen = async (...given) => {
  await gate.stop();
  gate = await open(...given);
};

async function create() {
  const { status, data } = await ask(gate.url, { method: "POST", path: "/vnfpkgm/v1/vnf_packages", headers: JSON_TYPE, body: "{}" });
  assert.equal(status, 201);
  return data.id;
}
const contentOf = (id) => `/vnfpkgm/v1/vnf_packages/${id}/package_content`;
const put = (id, body, headers = {}) => ask(gate.url, { method: "PUT", path: contentOf(id), headers: { "Content-Type": "application/zip", ...headers }, body });
const post = (path, body = "{}", headers = JSON_TYPE) => ask(gate.url, { method: "POST", path, headers, body });
const stateOf = (id) => nfvo.packages.get(id).onboardingState;

/** It is refused with this status and code, and nothing has reached the NFVO that changes something. */
function assertRefused({ status, headers, data }, expected, code) {
  assert.deepEqual([status, data?.code], [expected, code], JSON.stringify(data));
  assert.equal(headers["content-type"], "application/problem+json");
  assert.equal(data.status, status);
  assert.match(data.detail, /\w+ \w+/);
}
const writesAfterCreate = () => nfvo.writes().slice(1);

describe("a package that is sent", () => {
  it("reaches the NFVO byte for byte if it passes, with the client's headers", async () => {
    const id = await create();
    const { status } = await put(id, good, { "X-Auth-Token": "secret-token", Version: "1.0" });
    assert.equal(status, 202);
    assert.ok(nfvo.packages.get(id).bytes.equals(good));
    const { headers } = nfvo.requests.at(-1);
    assert.deepEqual([headers["x-auth-token"], headers.version, headers["content-type"], headers["content-length"]], ["secret-token", "1.0", "application/zip", String(good.length)]);
    assert.equal(headers.host, new URL(nfvo.url).host);
  });

  it("is refused with its findings otherwise, and the NFVO hears nothing", async () => {
    const id = await create();
    const answer = await put(id, bad);
    assertRefused(answer, 422, "package-refused");
    assert.equal(answer.data.verdict, "failed");
    const [finding] = answer.data.findings;
    assert.deepEqual([finding.code, finding.severity, finding.path], ["artifact.digest-mismatch", "fail", "Files/image.img"]);
    assert.equal(answer.data.findingsTotal, answer.data.findings.length);
    assert.deepEqual(writesAfterCreate(), []);
    assert.equal(stateOf(id), "CREATED");
    // The same package goes on with a good one.
    assert.equal((await put(id, good)).status, 202);
  });

  for (const [what, tamper] of Object.entries(tampered)) {
    it(`is refused with ${what}`, async () => {
      const id = await create();
      const answer = await put(id, tamper(good));
      assertRefused(answer, 422, "package-refused");
      assert.equal(answer.data.verdict, "failed");
      assert.deepEqual([writesAfterCreate(), stateOf(id)], [[], "CREATED"]);
    });
  }

  it("is refused if it cannot be judged, and if it is no package", async () => {
    const id = await create();
    for (const bytes of [readFileSync(demo("acme-vnf-external.csar")), Buffer.alloc(0), Buffer.from("PK"), Buffer.from("no package"), good.subarray(0, good.length - 1), Buffer.concat([good, Buffer.from("x")])]) {
      const { status, data } = await put(id, bytes);
      assert.equal(status, 422, JSON.stringify(data));
    }
    assert.deepEqual(writesAfterCreate(), []);
  });

  it("may come in pieces without a length, and is forwarded with one", async () => {
    const id = await create();
    const { status } = await put(id, [good.subarray(0, 100), good.subarray(100)]);
    assert.equal(status, 202);
    assert.equal(nfvo.requests.at(-1).headers["content-length"], String(good.length));
    assert.equal(nfvo.requests.at(-1).headers["transfer-encoding"], undefined);
    assert.ok(nfvo.packages.get(id).bytes.equals(good));
  });

  it("may be announced with Expect: 100-continue, which the gate answers once the NFVO knows client and package", async () => {
    const send = (path) =>
      new Promise((resolve, reject) => {
        const { hostname, port } = new URL(gate.url);
        const headers = { Expect: "100-continue", "Content-Type": "application/zip", "Content-Length": good.length };
        const request = http.request({ hostname, port, method: "PUT", path, headers, agent: false });
        let continued = false;
        request.on("continue", () => {
          continued = true;
          request.end(good);
        });
        request.on("response", (response) => {
          response.resume();
          resolve({ status: response.statusCode, continued });
          request.destroy();
        });
        request.on("error", reject);
        request.flushHeaders();
      });
    const id = await create();
    assert.deepEqual(await send(contentOf(id)), { status: 202, continued: true });
    assert.equal(nfvo.requests.at(-1).headers.expect, undefined);
    assert.deepEqual(await send(contentOf("unknown")), { status: 404, continued: false });
  });

  it("is not received for a client or a package that the NFVO does not know: its answer is the client's", async () => {
    interfere = ({ method, headers }, response) => {
      if (headers["x-auth-token"] === "right" || method === "POST") return false;
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="nfvo"', "Content-Type": "application/json" }).end('{"status":401}');
      return true;
    };
    const id = await create();
    const { status, headers, data } = await put(id, good, { "X-Auth-Token": "wrong" });
    assert.deepEqual([status, headers["www-authenticate"], data], [401, 'Basic realm="nfvo"', { status: 401 }]);
    assert.deepEqual(writesAfterCreate(), []);
    assert.equal((await put(id, good, { "X-Auth-Token": "right" })).status, 202);
    assertRefused(await put(id, good, { "X-Auth-Token": "right" }), 409, "state");
  });

  it("that is encoded, a part of one, of another type, or with a query is refused", async () => {
    const id = await create();
    assertRefused(await put(id, good, { "Content-Encoding": "gzip" }), 415, "content");
    assertRefused(await put(id, good, { "Content-Range": "bytes 0-9/100" }), 400, "content");
    assertRefused(await put(id, good, { "Content-Type": "application/json" }), 415, "content");
    assertRefused(await put(id, good, { "Content-Type": "application/x-www-form-urlencoded" }), 415, "content");
    assertRefused(await ask(gate.url, { method: "PUT", path: `${contentOf(id)}?overwrite=1`, headers: { "Content-Type": "application/zip" }, body: good }), 400, "target");
    assert.deepEqual(writesAfterCreate(), []);
  });

  it("that is too large is refused by its length, and without one when it is", async () => {
    await reopen({ sizeMax: 100_000 });
    const id = await create();
    assertRefused(await put(id, Buffer.alloc(200_000)), 413, "too-large");
    assertRefused(await put(id, [Buffer.alloc(99_000), Buffer.alloc(2_000), Buffer.alloc(50_000)]), 413, "too-large");
    assert.deepEqual(writesAfterCreate(), []);
    assert.equal((await put(id, good)).status, 202);
  });
});

describe("a package in a form", () => {
  const part = (content, { boundary = "b1", name = 'form-data; name="file"; filename="a.csar"', fields = "Content-Type: application/zip\r\n", before: preamble = "", end = "--\r\n" } = {}) =>
    Buffer.concat([Buffer.from(`${preamble}--${boundary}\r\nContent-Disposition: ${name}\r\n${fields}\r\n`), content, Buffer.from(`\r\n--${boundary}${end}`)]);
  const type = { "Content-Type": "multipart/form-data; boundary=b1" };

  it("is unwrapped, verified, and forwarded without the form", async () => {
    const id = await create();
    assert.equal((await put(id, part(good), type)).status, 202);
    assert.ok(nfvo.packages.get(id).bytes.equals(good));
    assert.equal(nfvo.requests.at(-1).headers["content-type"], "application/zip");
  });

  it("is the same in pieces of any size", async () => {
    for (const size of [1, 7, 64, 1000]) {
      const id = await create();
      const body = part(good, { end: "--" });
      const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, index) => body.subarray(index * size, (index + 1) * size));
      assert.equal((await put(id, pieces, type)).status, 202, `pieces of ${size}`);
      assert.ok(nfvo.packages.get(id).bytes.equals(good));
    }
  });

  it("is refused if it does not pass, or if the form has anything else", async () => {
    const id = await create();
    assertRefused(await put(id, part(bad), type), 422, "package-refused");
    const two = Buffer.concat([part(good, { end: "\r\n" }), part(bad).subarray("--b1\r\n".length)]);
    const forms = {
      "two parts": two,
      "a preamble": part(good, { before: "x\r\n" }),
      "an epilogue": part(good, { end: "--\r\nmore and more" }),
      "no end": part(good, { end: "" }),
      "an end that is none": part(good, { end: "-x" }),
      "another name": part(good, { name: 'form-data; name="other"' }),
      "two names": part(good, { fields: 'Content-Disposition: form-data; name="file"\r\n' }),
      "no name": part(good, { name: "form-data" }),
      "an encoding": part(good, { fields: "Content-Transfer-Encoding: base64\r\n" }),
      "long fields": part(good, { fields: `X-Long: ${"x".repeat(10_000)}\r\n` }),
      "a folded field": part(good, { fields: "X: a\r\n b\r\n" }),
      "another boundary": part(good, { boundary: "b2" }),
      "nothing": Buffer.alloc(0),
    };
    for (const [what, form] of Object.entries(forms)) assertRefused(await put(id, form, type), 400, "form", what);
    for (const wrong of ["multipart/form-data", "multipart/mixed; boundary=b1", "multipart/form-data; boundary=b1; charset=x", "multipart/form-data; boundary=b1; boundary=b2", 'multipart/form-data; boundary="b1 "']) {
      assertRefused(await put(id, part(good), { "Content-Type": wrong }), 400, "form");
    }
    assert.deepEqual(writesAfterCreate(), []);
  });
});

describe("other ways to the NFVO", () => {
  it("are refused: a URI from which it would fetch, with the reason", async () => {
    const id = await create();
    const answer = await post(`${contentOf(id)}/upload_from_uri`, '{"addressInformation":"http://evil.example/a.csar"}');
    assertRefused(answer, 403, "upload-from-uri");
    assert.match(answer.data.detail, /would fetch the package from the URI itself/);
    assert.deepEqual(writesAfterCreate(), []);
  });

  it("are refused: paths that another server could read as one that is known", async () => {
    const id = "0b1e4c3e-0000-4000-8000-000000000000";
    const content = contentOf(id);
    const paths = [
      ...[`/${content}`, content.replace("v1/", "v1//"), `${content}/`, `${content}/.`, `${content}/x/..`, `/x/..${content}`, `/.${content}`],
      ...[content.replace("package_content", "package%5Fcontent"), content.replace("package_content", "%70ackage_content"), content.replace("/package", "%2Fpackage")],
      ...[content.replace("/package", "%2fpackage"), content.replace("/package", "%252Fpackage"), content.replace("/package", "/%2e/package"), content.replace("/package", "/%2E%2E/x/package")],
      ...[`${content};a=b`, content.replace("/package", ";x/package"), content.replace("/package", "\\package"), content.replace("/package", "%5Cpackage"), `${content}%00`, `${content}%20`, `${content}%09`],
      ...[content.toUpperCase(), content.replace("package_content", "Package_Content"), content.replace("vnfpkgm", "VNFPKGM"), `${content}.json`, `${content}:x`, `${content}/x`],
      ...[content.replace("/v1/", "/v3/"), content.replace("/v1/", "/"), `/stock${content}`, `/x/y${content}`, content.replace("vnfpkgm", "vnfsnapshotpkgm"), `/vnfpkgm/v2/onboarded_vnf_packages/${id}/package_content`],
      ...[`/vnfpkgm/v1/vnf_packages/${id}/artifacts/a`, `/vnfpkgm/v1/vnf_packages/../vnf_packages/${id}/package_content`, `${content}#x`, `http://x${content}`, `*`, "/nsd/v1/package_content", `/nsd/v1/..${content}`],
    ];
    for (const path of paths) {
      for (const method of ["PUT", "POST", "PATCH", "DELETE"]) {
        const answer = await sendRaw(gate.url, `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: 0\r\n\r\n`);
        assert.match(answer, /^HTTP\/1\.1 40[03] /, `${method} ${path}: ${answer.slice(0, 300)}`);
      }
    }
    assert.deepEqual(nfvo.requests.map(({ method, url }) => `${method} ${url}`), []);
  });

  it("are refused: other methods, and those that a header or a query asks for", async () => {
    const id = await create();
    for (const method of ["POST", "PATCH", "DELETE"]) assertRefused(await ask(gate.url, { method, path: contentOf(id), headers: { "Content-Length": good.length }, body: good }), 403, "unknown-request");
    for (const method of ["TRACE", "PROPFIND", "COPY", "MOVE", "LINK"]) assertRefused(await ask(gate.url, { method, path: contentOf(id) }), 501, "method");
    for (const name of ["X-HTTP-Method-Override", "x-http-method", "X-Method-Override", "X_HTTP_Method_Override", "X-Original-URL", "X-Rewrite-URL", "Content_Length", "Transfer_Encoding"]) {
      for (const method of ["GET", "POST"]) {
        const answer = await ask(gate.url, { method, path: "/vnfpkgm/v1/vnf_packages", headers: { [name]: "PUT" } });
        assertRefused(answer, 400, "header");
      }
    }
    for (const query of ["?_method=PUT", "?a=b&_METHOD=PUT", "?a;_method=PUT", "?%5fmethod=PUT", "?_m%65thod=POST", "?_m%2565thod=POST", "?X-HTTP-Method-Override=POST", "?httpMethod=PUT", "?%ff=1"]) assertRefused(await ask(gate.url, { method: "POST", path: `/vnfpkgm/v1/vnf_packages${query}` }), 400, "target");
    for (const path of ["/vnflcm/v1/vnf_instances/i/instantiate", "/nslcm/v1/ns_instances/s/heal", `${contentOf(id)}/upload_from_uri`]) {
      for (const method of ["GET", "HEAD"]) assert.equal((await ask(gate.url, { method, path })).status, 405);
    }
    assertRefused(await ask(gate.url, { method: "GET", path: contentOf(id), body: good, headers: { "Content-Length": good.length } }), 400, "header");
    assertRefused(await ask(gate.url, { method: "GET", path: contentOf(id), headers: { "Transfer-Encoding": "chunked" } }), 400, "header");
    assert.deepEqual(writesAfterCreate(), []);
  });

  it("are refused: requests of which servers do not agree where they end", async () => {
    const id = await create();
    const second = `PUT ${contentOf(id)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: ${bad.length}\r\n\r\n${bad.toString("latin1")}`;
    const head = `POST /vnfpkgm/v1/subscriptions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
    const requests = [
      `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${second}`,
      `${head}Transfer-Encoding: chunked\r\nContent-Length: ${second.length}\r\n\r\n0\r\n\r\n${second}`,
      `${head}Content-Length: 0\r\nContent-Length: ${second.length}\r\n\r\n${second}`,
      `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${second}`,
      `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${second}`,
      `${head}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${second}`,
      `${head}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n${second}`,
      `${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${second}`,
      `${head}Content-Length: 0x10\r\n\r\n${second}`,
      `${head}Content-Length: +5\r\n\r\n${second}`,
      `${head}X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 3, 3\r\n\r\n0\r\n\r\n${second}`,
      `${head}Transfer-Encoding: chunked\r\n\r\n5;\nx\r\n0\r\n\r\n${second}`,
      `CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: x\r\n\r\n${second}`,
      `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
      `POST /vnfpkgm/v1/subscriptions HTTP/1.1\r\nConnection: close\r\n\r\n`,
    ];
    for (const text of requests) {
      const answer = await sendRaw(gate.url, text);
      assert.match(answer, /^(?:$|HTTP\/1\.1 (?:400|501|403) )/, `${text.slice(0, 200)}: ${answer.slice(0, 200)}`);
    }
    assert.deepEqual(writesAfterCreate(), []);
  });

  it("are refused: a second request behind the first, before that is answered", async () => {
    const id = await create();
    const first = `GET /vnfpkgm/v1/vnf_packages HTTP/1.1\r\nHost: x\r\n\r\n`;
    const second = `PUT ${contentOf(id)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/zip\r\nContent-Length: ${bad.length}\r\n\r\n${bad.toString("latin1")}`;
    const answer = await sendRaw(gate.url, first + second);
    assert.match(answer, /^HTTP\/1\.1 200 [\s\S]*HTTP\/1\.1 503 /);
    assert.deepEqual(writesAfterCreate(), []);
  });

  it("are refused: a change of the protocol is not made", async () => {
    const upgrade = "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
    const answer = await sendRaw(gate.url, `GET /echo HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`);
    assert.match(answer, /^HTTP\/1\.1 200 /);
    const { headers } = nfvo.requests.at(-1);
    assert.deepEqual([headers.upgrade, headers["http2-settings"]], [undefined, undefined]);
  });

  it("are refused: requests of which the gate knows nothing, unless the operator lets them pass, and never those of packages", async () => {
    assertRefused(await post("/v1.0/vims"), 403, "unknown-request");
    assertRefused(await post("/grant/v1/grants"), 403, "unknown-request");
    await reopen({}, { gate: { passed: [["v1.0", "vims"], ["stock"], ["echo"]] } });
    assert.equal((await post("/echo/any")).status, 200);
    assert.equal((await post("/v1.0/vims")).status, 404);
    for (const path of ["/v1.0/vnfs", "/v1.0", "/stock/vnfs", "/stock/v1.0/VNFDS", "/echo/nss", "/echo/x/vnf_lcm_op_occs/1", "/v1.0/vimsx", "/stock/vnfpkgm/v1/vnf_packages", "/stock/VNFLCM/v1/x", "/stock/x/Package_Content", "/nsd/v1/x/PACKAGE_CONTENT"]) {
      assertRefused(await post(path), 403, "unknown-request");
    }
    assertRefused(await post("/echo/%C3%A4"), 400, "target");
    assert.deepEqual(nfvo.writes(), ["POST /echo/any", "POST /v1.0/vims"]);
  });
});

describe("all else", () => {
  it("passes with its headers, each as often as it is there, and without those for one connection", async () => {
    const fields = ["X-Twice: 1", "x-twice: 2", "Authorization: Basic abc", "Connection: close, X-Hop", "X-Hop: 1", "Keep-Alive: 5", "TE: trailers", "Proxy-Authorization: x", "Accept-Encoding: gzip", "Version: 1.0"];
    const answer = await sendRaw(gate.url, `GET /echo/a%20b?filter=(eq,x,%2F)&y HTTP/1.1\r\nHost: gate.example\r\n${fields.join("\r\n")}\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/);
    const { url, rawHeaders } = nfvo.requests.at(-1);
    assert.equal(url, "/echo/a%20b?filter=(eq,x,%2F)&y");
    const pairs = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
    const expected = [`Host: ${new URL(nfvo.url).host}`, "X-Twice: 1", "x-twice: 2", "Authorization: Basic abc", "Accept-Encoding: gzip", "Version: 1.0"];
    assert.deepEqual(pairs.filter((pair) => !/^(?:connection|via):/i.test(pair)), expected);
  });

  it("passes with content of any kind, with a length or in pieces, and with none", async () => {
    const text = JSON.stringify({ filter: "x".repeat(200_000) });
    await reopen({}, { gate: { passed: [["echo"]] } });
    for (const [body, length] of [[text, text.length], [[text.slice(0, 5), text.slice(5)], text.length], [undefined, 0]]) {
      const { data } = await ask(gate.url, { method: "POST", path: "/echo", headers: JSON_TYPE, body });
      assert.equal(data.length, length);
    }
  });

  it("has answers that lead to the gate, and not past it", async () => {
    const { port } = new URL(nfvo.url);
    interfere = (_, response) => {
      const links = `<${nfvo.url}/vnfpkgm/v1/vnf_packages?nextpage_opaque_marker=1>; rel="next", <http://other.example/x>; rel="help"`;
      response.writeHead(200, ["Location", `${nfvo.url}/a?b`, "Link", links, "Content-Location", "/relative", "Alt-Svc", `h2=":${port}"`, "Refresh", `0; url=${nfvo.url}`, "Set-Cookie", "a=1", "Set-Cookie", "b=2", "Connection", "X-Hop", "X-Hop", "1", "Keep-Alive", "timeout=9"]);
      response.end();
      return true;
    };
    const { headers } = await ask(gate.url, { path: "/echo", headers: { Host: "gate.example:8080" } });
    assert.equal(headers.location, "http://gate.example:8080/a?b");
    assert.equal(headers.link, `<http://gate.example:8080/vnfpkgm/v1/vnf_packages?nextpage_opaque_marker=1>; rel="next", <http://other.example/x>; rel="help"`);
    assert.deepEqual([headers["content-location"], headers["set-cookie"], headers["x-hop"]], ["/relative", ["a=1", "b=2"], undefined]);
    assert.ok(!JSON.stringify(headers).includes(port));
    interfere = (_, response) => Boolean(response.writeHead(201, { Location: `//127.0.0.1:${port}/x` }).end());
    assert.equal((await ask(gate.url, { path: "/echo" })).headers.location, `${gate.url}/x`);
  });

  it("is streamed: what the NFVO has sent is there before it ends", async () => {
    let end;
    interfere = (_, response) => {
      response.writeHead(200, { "Content-Type": "text/plain" });
      response.write("first");
      end = () => response.end("last");
      return true;
    };
    const { hostname, port } = new URL(gate.url);
    const request = http.get({ hostname, port, path: "/echo", agent: false });
    const [response] = await once(request, "response");
    const [first] = await once(response, "data");
    assert.equal(String(first), "first");
    end();
    const [last] = await once(response, "data");
    assert.equal(String(last), "last");
  });

  it("is answered by the NFVO's own errors, HEAD and 304 without content, ranges and OPTIONS", async () => {
    assert.deepEqual((await ask(gate.url, { path: "/vnfpkgm/v1/vnf_packages/none" })).status, 404);
    const { id } = nfvo.keep(good);
    const ranged = await ask(gate.url, { path: contentOf(id), headers: { Range: "bytes=0-3" } });
    assert.deepEqual([ranged.status, ranged.body.toString("latin1")], [206, "PK\x03\x04"]);
    assert.ok((await ask(gate.url, { path: contentOf(id) })).body.equals(good));
    const head = await ask(gate.url, { method: "HEAD", path: contentOf(id) });
    assert.deepEqual([head.status, head.headers["content-length"], head.body.length], [200, String(good.length), 0]);
    interfere = (_, response) => Boolean(response.writeHead(304, { ETag: '"1"' }).end());
    assert.equal((await ask(gate.url, { path: "/echo" })).status, 304);
    interfere = ({ method }, response) => method === "OPTIONS" && Boolean(response.writeHead(204, { "Access-Control-Allow-Origin": "http://a" }).end());
    const preflight = await ask(gate.url, { method: "OPTIONS", path: contentOf(id), headers: { Origin: "http://a", "Access-Control-Request-Method": "PUT" } });
    assert.deepEqual([preflight.status, preflight.headers["access-control-allow-origin"]], [204, "http://a"]);
  });
});

describe("an operation that makes components of a package", () => {
  const operation = (id, name = "instantiate", version = "v1") => `/vnflcm/${version}/vnf_instances/${id}/${name}`;

  it("is forwarded with its content once the package has passed as the NFVO has it", async () => {
    const { vnfdId } = nfvo.keep(good);
    const instance = nfvo.instantiable(vnfdId);
    const body = '{ "flavourId": "simple", "n": 12345678901234567890 }';
    for (const version of ["v1", "v2"]) {
      const { status, headers } = await post(operation(instance, "instantiate", version), body, { ...JSON_TYPE, Version: "2.0.0", "X-Auth-Token": "t" });
      assert.deepEqual([status, headers.location], [202, `${gate.url}/vnflcm/${version}/vnf_lcm_op_occs/1`]);
      assert.equal(String(nfvo.requests.at(-1).body), body);
    }
    // All that was asked was asked as the client.
    assert.ok(nfvo.requests.every(({ headers }) => headers["x-auth-token"] === "t"));
    const versions = nfvo.requests.map(({ url, headers }) => [url.split("/")[1], headers.version]);
    assert.ok(versions.every(([api, version]) => version === (api === "vnflcm" ? "2.0.0" : undefined)), JSON.stringify(versions));
  });

  it("is refused if the package was changed in the NFVO, also when it has passed a moment ago", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    const instance = nfvo.instantiable(vnfdId);
    for (const name of ["instantiate", "scale", "scale_to_level", "change_flavour", "heal", "revert_to_snapshot"]) {
      nfvo.packages.get(id).bytes = good;
      assert.equal((await post(operation(instance, name))).status, 202);
      nfvo.packages.get(id).bytes = changed(good);
      const answer = await post(operation(instance, name));
      assertRefused(answer, 409, "package-refused");
      assert.equal(answer.data.findings[0].code, "artifact.digest-mismatch");
    }
    assert.equal(nfvo.writes().length, 6);
    const decisions = lines.map((line) => JSON.parse(line)).map(({ verdict, isRemembered }) => isRemembered ?? verdict);
    assert.deepEqual(decisions.slice(0, 4), ["passed", "failed", true, "failed"], "what has passed is remembered by its digest");
  });

  it("is refused if the package was replaced by another one that passes", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    nfvo.packages.get(id).bytes = await makePackage();
    assertRefused(await post(operation(nfvo.instantiable(vnfdId))), 409, "package-changed");
    assert.deepEqual(nfvo.writes(), []);
  });

  it("is refused if another client changes what it uses meanwhile, and no client can through the gate", async () => {
    const [first, evil] = [nfvo.keep(good), nfvo.keep(bad)];
    const instance = nfvo.instantiable(first.vnfdId);
    interfere = ({ url }) => {
      if (url.endsWith("package_content")) nfvo.instances.get(instance).vnfdId = evil.vnfdId;
      return false;
    };
    assertRefused(await post(operation(instance)), 409, "package-changed");
    const path = `/vnflcm/v1/vnf_instances/${instance}`;
    const patch = (body, type = "application/merge-patch+json") => ask(gate.url, { method: "PATCH", path, headers: { "Content-Type": type }, body });
    for (const name of ["vnfdId", "vnfPkgId", "VNFDID", "vnf\\u0064Id"]) assertRefused(await patch(`{"${name}":"x"}`), 403, "package-of-instance");
    assertRefused(await patch("x=y", "application/x-www-form-urlencoded"), 415, "content");
    assert.deepEqual(nfvo.writes(), []);
    await patch('{"vnfInstanceName":"a"}');
    assert.equal(String(nfvo.requests.at(-1).body), '{"vnfInstanceName":"a"}');
  });

  it("is refused if the package is not onboarded, or has a checksum that nobody can compare", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    const instance = nfvo.instantiable(vnfdId);
    const found = nfvo.packages.get(id);
    for (const state of ["CREATED", "UPLOADING", "PROCESSING", "ERROR", undefined]) {
      found.onboardingState = state;
      assertRefused(await post(operation(instance)), 409, "state");
    }
    found.onboardingState = "ONBOARDED";
    for (const checksum of [{ algorithm: "MD5", hash: "0" }, { algorithm: "sha512" }, "x"]) {
      found.checksum = checksum;
      assertRefused(await post(operation(instance)), 502, "nfvo-invalid");
    }
    assert.deepEqual(nfvo.writes(), []);
  });

  it("is refused if the manifest of the package names another VNFD, also when it has passed a moment ago", async () => {
    const vnfdId = "5d1a2b3c-0000-4000-8000-000000000001";
    const bytes = await makePackage({ vnfdId });
    nfvo.keep(bytes, { vnfdId });
    assert.equal((await post(operation(nfvo.instantiable(vnfdId)))).status, 202);
    const other = nfvo.keep(bytes);
    for (let count = 0; count < 2; count += 1) assertRefused(await post(operation(nfvo.instantiable(other.vnfdId))), 409, "package-not-found");
    assert.equal(nfvo.writes().length, 1);
  });

  it("is asked about with nothing by which a cache or a proxy gives another answer", async () => {
    const { vnfdId } = nfvo.keep(good);
    const own = { "Cache-Control": "only-if-cached", Pragma: "x", Prefer: "x", Forwarded: "host=x", "X-Forwarded-Host": "x", Via: "x" };
    assert.equal((await post(operation(nfvo.instantiable(vnfdId)), "{}", { ...JSON_TYPE, ...own })).status, 202);
    const asked = nfvo.requests.slice(0, -1).map(({ headers }) => headers);
    assert.ok(asked.length > 3);
    for (const headers of asked) {
      assert.equal(headers["cache-control"], "no-cache");
      assert.match(headers.via, /^1\.1 vnfseal-gate-[\w-]+$/, "the gate's own");
      for (const name of ["pragma", "prefer", "forwarded", "x-forwarded-host"]) assert.equal(headers[name], undefined);
    }
  });

  it("of a network service is refused if it names what the gate does not follow", async () => {
    const one = nfvo.keep(good);
    nfvo.descriptors.set("d1", { id: "d1", vnfPkgIds: [one.id] });
    nfvo.services.set("s1", { id: "s1", nsdInfoId: "d1", vnfInstance: [{ id: "v1", vnfPkgId: one.id }] });
    const bodies = [
      { updateType: "ASSOC_NEW_NSD_VERSION", assocNewNsdVersionData: { newNsdId: "d2" } },
      { updateType: "INSTANTIATE_VNF", x: { newNsdId: "d2" } },
      { updateType: "OTHER" },
      { UpdateType: "OTHER" },
      { nestedNsInstanceData: [{ nestedNsInstanceId: "s2" }] },
      { updateType: "MODIFY_VNF_INFORMATION", modifyVnfInfoData: [{ vnfInstanceId: "v1", vnfPkgId: one.id }] },
      { scaleVnfData: [{ vnfInstanceId: "v2" }] },
      { nsdInfoId: "d2" },
    ];
    for (const body of bodies) {
      for (const name of ["instantiate", "heal", "update"]) assertRefused(await post(`/nslcm/v1/ns_instances/s1/${name}`, JSON.stringify(body)), 409, "package-not-found");
      nfvo.occurrences.set("o1", { id: "o1", nsInstanceId: "s1", operationParams: body });
      assertRefused(await post("/nslcm/v1/ns_lcm_op_occs/o1/retry"), 409, "package-not-found");
    }
    nfvo.occurrences.set("o1", { id: "o1", nsInstanceId: "s1" });
    assertRefused(await post("/nslcm/v1/ns_lcm_op_occs/o1/retry"), 409, "package-not-found");
    nfvo.services.set("s2", { ...nfvo.services.get("s1"), id: "s2", nestedNsInstanceId: ["s1"] });
    assertRefused(await post("/nslcm/v1/ns_instances/s2/heal"), 409, "package-not-found");
    assert.deepEqual(nfvo.writes(), []);
    const known = { updateType: "OPERATE_VNF", operateVnfData: [{ vnfInstanceId: "v1" }] };
    assert.equal((await post("/nslcm/v1/ns_instances/s1/update", JSON.stringify(known))).status, 202);
  });

  it("is verified at the stage of instantiation, by the policy", async () => {
    await reopen({}, { policy: { serviceProviderSignature: "required" } });
    const { vnfdId } = nfvo.keep(good);
    const answer = await post(operation(nfvo.instantiable(vnfdId)));
    assertRefused(answer, 409, "package-refused");
    assert.ok(answer.data.findings.some(({ code }) => code === "artifact.not-signed-by-service-provider"), JSON.stringify(answer.data));
  });

  it("is refused if it is not clear which package it uses", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    const other = nfvo.keep(good, {});
    assertRefused(await post(operation(nfvo.instantiable(vnfdId, { vnfPkgId: other.id }))), 409, "package-not-found");
    assert.equal((await post(operation(nfvo.instantiable(vnfdId, { vnfPkgId: id })))).status, 202);
    assertRefused(await post(operation(nfvo.instantiable("no-such-vnfd"))), 409, "package-not-found");
    for (const wrong of ["../../x", "a)(eq,vnfdId,b", "", "..", 7, null]) assertRefused(await post(operation(nfvo.instantiable(wrong))), 502, "nfvo-invalid");
    nfvo.keep(good, { vnfdId });
    assertRefused(await post(operation(nfvo.instantiable(vnfdId))), 409, "package-not-found");
    assert.equal((await post(operation("unknown"))).status, 404);
    assert.equal(nfvo.writes().length, 1);
  });

  it("is refused if the NFVO answers with another thing than was asked for", async () => {
    const { id, vnfdId } = nfvo.keep(good);
    const instance = nfvo.instantiable(vnfdId);
    const answers = [
      [/vnf_instances/, 200, "{}"],
      [/vnf_instances/, 200, "no JSON"],
      [/vnf_instances/, 200, "null"],
      [/vnf_instances/, 302, ""],
      [/vnf_packages\?/, 200, "{}"],
      [/vnf_packages\?/, 200, `[null, 7, {"vnfdId":"${vnfdId}","id":"../x"}]`],
      [new RegExp(`vnf_packages/${id}$`), 200, '{"id":"x"}'],
      [/package_content/, 206, "x", { "Content-Range": "bytes 0-0/99999999999999" }],
      [/package_content/, 206, "x", { "Content-Range": "bytes 5-5/6" }],
      [/package_content/, 206, "x"],
      [/package_content/, 200, "x", { "Content-Encoding": "gzip" }],
      [/package_content/, 204, ""],
      [/package_content/, 416, ""],
    ];
    for (const [path, status, body, headers = {}] of answers) {
      interfere = ({ method, url }, response) => method === "GET" && path.test(url) && Boolean(response.writeHead(status, headers).end(body));
      const answer = await post(operation(instance));
      assert.ok([409, 413, 502].includes(answer.status), `${path} ${status}: ${answer.status}`);
    }
    assert.deepEqual(nfvo.writes(), []);
  });

  it("takes a package that the NFVO gives only as a whole", async () => {
    const { vnfdId } = nfvo.keep(good);
    interfere = ({ url }, response) => url.endsWith("package_content") && Boolean(response.writeHead(200, { "Content-Length": good.length }).end(good));
    assert.equal((await post(operation(nfvo.instantiable(vnfdId)))).status, 202);
  });

  it("that changes the package is verified with the new one, and says it once", async () => {
    const { vnfdId } = nfvo.keep(bad);
    const next = nfvo.keep(good);
    const change = operation(nfvo.instantiable(vnfdId), "change_vnfpkg", "v2");
    assert.equal((await post(change, JSON.stringify({ vnfdId: next.vnfdId, additionalParams: { a: [1] } }))).status, 202);
    assert.deepEqual(JSON.parse(nfvo.requests.at(-1).body), { vnfdId: next.vnfdId, additionalParams: { a: [1] } });
    assertRefused(await post(change, JSON.stringify({ vnfdId })), 409, "package-refused");
    // Which of the two counts is not left to the NFVO.
    const twice = await post(change, `{"vnfdId":"${vnfdId}","vnfdId":"${next.vnfdId}"}`);
    assert.equal(twice.status, 202);
    assert.equal(String(nfvo.requests.at(-1).body), JSON.stringify({ vnfdId: next.vnfdId }));
    assertRefused(await post(`${change}?x`, "{}"), 400, "content");
    for (const body of ["{}", "[]", "null", "7", "no JSON", `{"VnfdId":"${vnfdId}","vnfdId":"${next.vnfdId}"}`, '{"vnfdId":7}', '{"vnfdId":"../x"}', ...["12345678901234567890", "0.12345678901234567890", "-0", "1e999", `${"[".repeat(200)}${"]".repeat(200)}`].map((value) => `{"vnfdId":"${next.vnfdId}","n":${value}}`)]) {
      assertRefused(await post(change, body), 400, "content");
    }
    assertRefused(await post(change, "x=y", { "Content-Type": "application/x-www-form-urlencoded" }), 415, "content");
    assertRefused(await post(change, "{}", { "Content-Type": "application/json; charset=utf-16" }), 415, "content");
    assert.equal(nfvo.writes().length, 2);
  });

  it("that is tried again or rolled back is verified with both packages", async () => {
    const { vnfdId } = nfvo.keep(good);
    const evil = nfvo.keep(bad);
    const vnfInstanceId = nfvo.instantiable(vnfdId);
    nfvo.occurrences.set("o1", { id: "o1", vnfInstanceId, operation: "INSTANTIATE" });
    nfvo.occurrences.set("o2", { id: "o2", vnfInstanceId, operation: "CHANGE_VNFPKG", operationParams: { vnfdId: evil.vnfdId } });
    for (const name of ["retry", "rollback"]) {
      assert.equal((await post(`/vnflcm/v2/vnf_lcm_op_occs/o1/${name}`)).status, 202);
      assertRefused(await post(`/vnflcm/v2/vnf_lcm_op_occs/o2/${name}`), 409, "package-refused");
    }
    assert.equal((await post("/vnflcm/v2/vnf_lcm_op_occs/o2/fail")).status, 202);
  });

  it("of a network service is verified with all of its packages", async () => {
    const [one, two, running, evil] = [good, await makePackage(), await makePackage(), bad].map((bytes) => nfvo.keep(bytes));
    nfvo.descriptors.set("d1", { id: "d1", vnfPkgIds: [one.id], nestedNsdInfoIds: ["d2"] });
    nfvo.descriptors.set("d2", { id: "d2", vnfPkgIds: [two.id], nestedNsdInfoIds: ["d1"] });
    nfvo.services.set("s1", { id: "s1", nsdInfoId: "d1", vnfInstance: [{ vnfPkgId: running.id }] });
    nfvo.occurrences.set("o1", { id: "o1", nsInstanceId: "s1", operationParams: {} });
    nfvo.occurrences.set("o2", { id: "o2", nsInstanceId: "s1", operationParams: { a: [{ vnfdId: evil.vnfdId }] } });
    for (const name of ["instantiate", "scale", "heal", "update"]) {
      const path = `/nslcm/v1/ns_instances/s1/${name}`;
      assert.equal((await post(path)).status, 202);
      assertRefused(await post(path, JSON.stringify({ instantiateVnfData: [{ vnfdId: evil.vnfdId }] })), 409, "package-refused");
    }
    assert.equal((await post("/nslcm/v1/ns_lcm_op_occs/o1/retry")).status, 202);
    assertRefused(await post("/nslcm/v1/ns_lcm_op_occs/o2/retry"), 409, "package-refused");
    for (const { id } of [one, two, running]) {
      const { bytes } = nfvo.packages.get(id);
      nfvo.packages.get(id).bytes = changed(bytes);
      assertRefused(await post("/nslcm/v1/ns_instances/s1/instantiate"), 409, "package-refused");
      nfvo.packages.get(id).bytes = bytes;
    }
    assert.equal((await post("/nslcm/v1/ns_instances/s1/terminate")).status, 202);
    nfvo.descriptors.set("d3", { id: "d3" });
    nfvo.services.set("s2", { id: "s2", nsdInfoId: "d3" });
    assertRefused(await post("/nslcm/v1/ns_instances/s2/instantiate"), 409, "package-not-found");
    nfvo.services.set("s3", { id: "s3", nsdInfoId: "none" });
    assertRefused(await post("/nslcm/v1/ns_instances/s3/instantiate"), 409, "package-not-found");
    assert.equal(nfvo.writes().length, 6);
  });

  it("that makes none passes, also if the package is bad", async () => {
    const instance = nfvo.instantiable(nfvo.keep(bad).vnfdId);
    for (const name of ["terminate", "operate", "change_ext_conn"]) assert.equal((await post(operation(instance, name))).status, 202);
  });
});

describe("clients and NFVOs that fail", () => {
  it("a client that breaks off leaves nothing", async () => {
    const id = await create();
    for (const share of [0, 0.5, 1]) {
      const { hostname, port } = new URL(gate.url);
      const asked = nfvo.requests.length;
      const socket = net.connect({ host: hostname, port });
      socket.write(`PUT ${contentOf(id)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: ${good.length + 1}\r\n\r\n`);
      socket.write(good.subarray(0, Math.floor(good.length * share)));
      await once(socket, "connect");
      while (nfvo.requests.length === asked) await new Promise((resolve) => setTimeout(resolve, 5));
      socket.destroy();
      while (!lines.some((line) => line.includes("client-gone"))) await new Promise((resolve) => setTimeout(resolve, 5));
      lines.length = 0;
    }
    assert.deepEqual(writesAfterCreate(), []);
    assert.match((await ask(gate.statusUrl, { path: "/metrics" })).body.toString(), /^vnfseal_gate_transfers 0$/m);
  });

  it("a client that is silent, or too slow altogether, is refused", async () => {
    await reopen({ clientSilenceMs: 100 });
    const id = await create();
    const head = `PUT ${contentOf(id)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: 1000\r\n\r\nPK`;
    assert.match(await sendRaw(gate.url, head), /^HTTP\/1\.1 408 [\s\S]*"code":"too-slow"/);
    await reopen({ timeMs: 300 });
    const drip = async function* () {
      for (;;) {
        yield Buffer.from("x");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const slow = await put(id, drip()).catch((error) => error);
    assert.ok(slow.status === 408 || slow.code === "ECONNRESET", JSON.stringify(slow));
    assert.deepEqual(writesAfterCreate(), []);
  });

  it("more transfers than there may be are told to come again", async () => {
    await reopen({ transfers: 1 });
    const id = await create();
    const { hostname, port } = new URL(gate.url);
    const socket = net.connect({ host: hostname, port });
    socket.write(`PUT ${contentOf(id)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: 1000\r\n\r\nPK`);
    while (nfvo.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const answer = await put(id, good);
    assertRefused(answer, 503, "busy");
    assert.ok(Number(answer.headers["retry-after"]) > 0);
    // All that is no transfer goes on.
    assert.equal((await ask(gate.url, { path: "/echo" })).status, 200);
    socket.destroy();
    while (!lines.some((line) => line.includes("client-gone"))) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal((await put(id, good)).status, 202);
  });

  it("an NFVO that is not there, dies or is silent is said to be", async () => {
    const id = await create();
    interfere = (request, response) => {
      if (request.method === "GET") return false;
      request.once("data", () => response.destroy());
      return true;
    };
    assertRefused(await put(id, good), 502, "nfvo-unreachable");
    interfere = (_, response) => {
      response.writeHead(200, { "Content-Length": 100 });
      response.write("x");
      setTimeout(() => response.destroy(), 20);
      return true;
    };
    await assert.rejects(ask(gate.url, { path: "/echo" }), "a cut answer is cut for the client, too");
    await reopen({ nfvoSilenceMs: 100 });
    interfere = () => true;
    assertRefused(await ask(gate.url, { path: "/echo" }), 502, "nfvo-unreachable");
    nfvo.close();
    assertRefused(await ask(gate.url, { path: "/echo" }), 502, "nfvo-unreachable");
    assertRefused(await put(id, good), 502, "nfvo-unreachable");
  });

  it("an NFVO that refuses a package before it has read it is heard", async () => {
    const id = await create();
    const large = await makePackage({ size: 8 << 20 });
    interfere = ({ method }, response) => {
      if (method !== "PUT") return false;
      // It does not close the connection while the gate sends: then nobody could say whether the answer comes before the reset.
      response.writeHead(403, { "Content-Type": "application/json", "Content-Length": 14 });
      return response.write('{"status":403}');
    };
    const { status, data } = await put(id, large);
    assert.deepEqual([status, data], [403, { status: 403 }]);
  });

  it("a gate that stops ends what is under way, and takes nothing new", async () => {
    const id = await create();
    let go;
    interfere = ({ method, url }, response) => {
      if (method !== "GET" || !url.startsWith("/echo")) return false;
      go = () => response.end("done");
      return true;
    };
    const running = ask(gate.url, { path: "/echo" });
    while (!go) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = gate.stop();
    assert.equal((await ask(gate.statusUrl, { path: "/healthz" })).status, 503);
    await assert.rejects(put(id, good), /ECONNREFUSED/);
    go();
    assert.equal(String((await running).body), "done");
    await stopped;
    gate = await open();
  });
});

describe("the command", () => {
  it("starts, says where, keeps secrets out of its log, and ends with 0 on SIGTERM", async () => {
    const started = await startGate(nfvo.url, "--trust", trust);
    const secrets = { Authorization: "Bearer secret1", "X-Auth-Token": "secret2", Cookie: "secret3" };
    await ask(started.url, { path: "/echo?token=secret4", headers: secrets });
    await ask(started.url, { path: "http://user:secret5@x/y?secret6", headers: secrets });
    await ask(started.url, { method: "PUT", path: "/nothing?secret7", headers: secrets });
    const health = await ask(started.statusUrl, { path: "/healthz" });
    assert.deepEqual([health.status, health.data], [200, { status: "ok" }]);
    const metrics = (await ask(started.statusUrl, { path: "/metrics" })).body.toString();
    assert.match(metrics, /^vnfseal_gate_requests_total\{decision="passed-through"\} 1$/m);
    assert.match(metrics, /^vnfseal_gate_requests_total\{decision="unknown-request"\} 1$/m);
    assert.equal((await ask(started.statusUrl, { path: "/other" })).status, 404);
    assert.equal(await started.stop(), 0);
    assert.deepEqual(started.log.map(({ event }) => event), ["listening", "request", "request", "request", "stopping", "stopped"]);
    assert.doesNotMatch(started.lines.join("\n"), /secret/);
    assert.doesNotMatch(metrics, /secret/);
  });

  it("verifies what is encrypted with the key for it, and forwards it as it was sent", async () => {
    const place = mkdtempSync(join(folder, "gate-keys-"));
    const [site, stranger] = ["site", "stranger"].map((name) => makeRecipient(place, "P-256", name));
    const encrypt = async (bytes, { certificate }, more = {}) => {
      const { blob } = await vnfseal.encryptFile(bytes, { recipients: [certificate], ...more });
      return Buffer.from(await blob.arrayBuffer());
    };
    const artifacts = { artifacts: ["Files/**"] };
    const [whole, inside] = [await encrypt(good, site), await encrypt(good, site, artifacts)];
    const wrong = [await encrypt(bad, site), await encrypt(good, stranger), whole.subarray(0, whole.length - 1), await encrypt(good, stranger, artifacts)];
    const started = await startGate(nfvo.url, "--trust", trust, "--key", site.key, "--certificate", site.certificate);
    const send = (id, body, url = started.url) => ask(url, { method: "PUT", path: contentOf(id), headers: { "Content-Type": "application/octet-stream", "Content-Length": body.length }, body });
    for (const bytes of [whole, inside, good]) {
      const id = await create();
      assert.equal((await send(id, bytes)).status, 202);
      assert.ok(nfvo.packages.get(id).bytes.equals(bytes));
      const { vnfdId } = nfvo.keep(bytes);
      const path = `/vnflcm/v1/vnf_instances/${nfvo.instantiable(vnfdId)}/instantiate`;
      assert.equal((await ask(started.url, { method: "POST", path, headers: { ...JSON_TYPE, "Content-Length": 2 }, body: "{}" })).status, 202);
    }
    const id = await create();
    for (const bytes of wrong) assert.equal((await send(id, bytes)).status, 422);
    assertRefused(await send(id, whole, gate.url), 422, "not-a-package");
    assertRefused(await send(id, inside, gate.url), 422, "package-refused");
    assert.equal(stateOf(id), "CREATED");
    assert.equal(await started.stop(), 0);
  });

  it("forwards what is encrypted as what it is, and refuses a message in which another package could be read", async () => {
    const site = makeRecipient(mkdtempSync(join(folder, "gate-keys-")), "P-256", "site");
    const { blob } = await vnfseal.encryptFile(good, { recipients: [site.certificate] });
    const message = Buffer.from(await blob.arrayBuffer());
    const started = await startGate(nfvo.url, "--trust", trust, "--key", site.key, "--certificate", site.certificate);
    const send = (id, body, type) => ask(started.url, { method: "PUT", path: contentOf(id), headers: { ...(type && { "Content-Type": type }), "Content-Length": body.length }, body });
    for (const [body, type] of [[message, "application/cms"], [message, "application/pkcs7-mime"], [message, "application/octet-stream"], [encryptInPieces(good, site), "application/cms"], [good, "application/octet-stream"]]) {
      const id = await create();
      const { status, data } = await send(id, body, type);
      assert.equal(status, 202, JSON.stringify(data));
      assert.equal(nfvo.requests.at(-1).headers["content-type"], body === good ? "application/zip" : "application/cms");
    }
    const id = await create();
    for (const type of ["application/zip", "application/x-zip-compressed", undefined]) assertRefused(await send(id, message, type), 415, "content");
    for (const type of ["application/cms", "application/pkcs7-mime"]) assertRefused(await send(id, good, type), 415, "content");
    // A ZIP archive in unprotected attributes, where readers find its end; and where they do not, but it is protected by nothing.
    for (const [inside, reason] of [[bad, /end of a ZIP archive/], [Buffer.concat([bad, Buffer.alloc(70_000)]), /unprotected attributes/], [Buffer.alloc(16), /unprotected attributes/]]) {
      for (const of of [message, encryptInPieces(good, site)]) {
        const polyglot = withUnprotected(of, inside);
        const answer = await send(id, polyglot, "application/cms");
        assertRefused(answer, 422, "not-a-package");
        assert.match(answer.data.detail, reason);
        const path = `/vnflcm/v1/vnf_instances/${nfvo.instantiable(nfvo.keep(polyglot).vnfdId)}/instantiate`;
        assertRefused(await ask(started.url, { method: "POST", path, headers: { ...JSON_TYPE, "Content-Length": 2 }, body: "{}" }), 422, "not-a-package");
      }
    }
    assert.equal(stateOf(id), "CREATED");
    assert.equal(await started.stop(), 0);
  });

  it("speaks TLS with clients, and with an NFVO whose CA it is told", async () => {
    const place = mkdtempSync(join(folder, "gate-tls-"));
    const [key, certificate] = ["tls.key", "tls.pem"].map((name) => join(place, name));
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate);
    const ca = readFileSync(certificate);
    const secure = https.createServer({ key: readFileSync(key), cert: ca }, (_, response) => response.writeHead(201, { Location: `https://127.0.0.1:${secure.address().port}/x` }).end());
    await new Promise((resolve) => secure.listen(0, "127.0.0.1", resolve));
    const url = `https://127.0.0.1:${secure.address().port}`;
    const tls = ["--trust", trust, "--tls-certificate", certificate, "--tls-key", key];
    const started = await startGate(url, ...tls, "--nfvo-ca", certificate);
    const get = (to) => new Promise((resolve, reject) => https.get(`${to}/echo`, { ca, agent: false }, (response) => resolve(response.resume())).on("error", reject));
    const { statusCode, headers } = await get(started.url);
    assert.deepEqual([statusCode, headers.location], [201, `${started.url}/x`]);
    await started.stop();
    const doubting = await startGate(url, ...tls);
    assert.equal((await get(doubting.url)).statusCode, 502, "a certificate of nobody");
    await doubting.stop();
    secure.close();
    secure.closeAllConnections();
  });

  it("says what is wrong with its options", async () => {
    await assertCouldNotRun(["gate", "--nfvo", "http://127.0.0.1:1"], /whom to trust is not said/);
    await assertCouldNotRun(["gate", "--nfvo", "http://nfvo.example", "--trust", trust], /its URL is not https.*--plain-http/);
    await assertCouldNotRun(["gate", "--nfvo", "http://me:pw@127.0.0.1", "--trust", trust], /no user name/);
    await assertCouldNotRun(["gate", "--nfvo", "ftp://x", "--trust", trust], /named by an http: or https: URL/);
    const local = ["gate", "--nfvo", "http://127.0.0.1:1", "--trust", trust];
    await assertCouldNotRun([...local, "--listen", "0.0.0.0:0"], /--tls-certificate and --tls-key protect it/);
    await assertCouldNotRun([...local, "--listen", "nonsense"], /--listen: it is no HOST:PORT/);
    await assertCouldNotRun([...local, "--tls-key", trust], /go together/);
    await assertCouldNotRun([...local, "--tls-key", trust, "--tls-certificate", trust], /no certificate and private key that belong together/);
    const dated = join(mkdtempSync(join(folder, "gate-policy-")), "policy.json");
    writeFileSync(dated, JSON.stringify({ at: "2026-11-21T12:00:00Z" }));
    await assertCouldNotRun([...local, "--policy", dated], /the policy has 'at'/);
    await assertCouldNotRun([...local, "--spool", trust], /is no folder/);
    await assertCouldNotRun([...local, "--pass", "x"], /no absolute path/);
    await assertCouldNotRun([...local, "--max-time", "0"], /no number from 1/);
    await assertCouldNotRun([...local, "--key", trust], /--key .*trust\.json/);
    const { port } = new URL(nfvo.url);
    await assertCouldNotRun([...local, "--listen", `127.0.0.1:${port}`], /EADDRINUSE/);
  });
});

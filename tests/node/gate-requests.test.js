// `vnfseal gate` before an NFVO that takes everything. What else is asked of a gate: other ways for a package to the NFVO, and all that is none.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { describe, it } from "node:test";

import { ask, sendRaw } from "./gate.js";
import { assertRefused, bad, contentOf, create, gate, good, interference, JSON_TYPE, nfvo, post, reopen, writesAfterCreate } from "./gate-fixture.js";

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
    interference.by = (_, response) => {
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
    interference.by = (_, response) => Boolean(response.writeHead(201, { Location: `//127.0.0.1:${port}/x` }).end());
    assert.equal((await ask(gate.url, { path: "/echo" })).headers.location, `${gate.url}/x`);
  });

  it("is streamed: what the NFVO has sent is there before it ends", async () => {
    let end;
    interference.by = (_, response) => {
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
    interference.by = (_, response) => Boolean(response.writeHead(304, { ETag: '"1"' }).end());
    assert.equal((await ask(gate.url, { path: "/echo" })).status, 304);
    interference.by = ({ method }, response) => method === "OPTIONS" && Boolean(response.writeHead(204, { "Access-Control-Allow-Origin": "http://a" }).end());
    const preflight = await ask(gate.url, { method: "OPTIONS", path: contentOf(id), headers: { Origin: "http://a", "Access-Control-Request-Method": "PUT" } });
    assert.deepEqual([preflight.status, preflight.headers["access-control-allow-origin"]], [204, "http://a"]);
  });
});

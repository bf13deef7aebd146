// `vnfseal gate` before an NFVO that takes everything. What reaches the NFVO through a gate has passed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import http from "node:http";
import { describe, it } from "node:test";

import { ask } from "./gate.js";
import { assertRefused, bad, contentOf, create, gate, good, interference, nfvo, put, reopen, stateOf, writesAfterCreate } from "./gate-fixture.js";
import { tampered } from "./gate-packages.js";
import { demo } from "./packages.js";

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
    interference.by = ({ method, headers }, response) => {
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

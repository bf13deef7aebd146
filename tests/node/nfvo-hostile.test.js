// An NFVO that answers as it likes: what is believed, what ends, and what never gets to a file.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { all } from "./catalogue.js";
import { closingAfterTests, listen } from "./http-server.js";
import { folder, vnfseal } from "./installed.js";
import { fetchPackage, internal, makePackage, openNfvo, trust, uploadPackage } from "./nfvo.js";
import { putPackage, serveNfvo } from "./nfvo-server.js";
import { demo } from "./packages.js";

const { isId, readPackage } = await internal("resources.js");
const { exchange, readBody } = await internal("exchange.js");
const { within } = await internal("deadline.js");

let csar;
let bytes;
before(async () => {
  csar = await makePackage({ "Files/disk.img": "an image ".repeat(300_000) });
  bytes = readFileSync(csar);
});

const ending = closingAfterTests();
const serve = (interfere) => ending(serveNfvo(interfere));

/** An NFVO that answers the requests which `is` in this way, and those after them as it should. */
const serveBad = (is, [status, headers, body]) => serve((request, response) => is(request) && Boolean(response.writeHead(status, headers).end(body)));

/** Sends bytes until nobody wants them any more. Gives how many the client took at most. */
function flood(response, headers = {}) {
  response.writeHead(200, headers);
  const chunk = Buffer.alloc(1 << 20, " ");
  let sent = 0;
  const send = () => {
    while (!response.destroyed && sent < 1 << 30) {
      sent += chunk.length;
      if (!response.write(chunk)) return response.once("drain", send);
    }
  };
  send();
  return () => sent;
}

/** Reads an answer to its end, as the client of an NFVO does. */
async function readAll(url, signal) {
  const response = await exchange(new URL(url), { method: "GET", headers: {}, silenceMs: 1000, signal });
  return readBody(response, new URL(url), 1 << 20, signal);
}

const isList = ({ method, url }) => method === "GET" && url.endsWith("/vnf_packages");
const isCreate = ({ method }) => method === "POST";
const isPut = ({ method }) => method === "PUT";
const isContent = ({ method, url }) => method === "GET" && url.endsWith("/package_content");
const isLook = ({ method, url }) => method === "GET" && /\/vnf_packages\/[^/]+$/.test(url);

const upload = (server, more = {}) => uploadPackage(csar, { nfvo: openNfvo(server.url, { timeout: 2000 }), trust, ...more });

describe("an answer in JSON", () => {
  it("is not read for ever", async () => {
    for (const headers of [{}, { "Content-Length": 1 << 30 }]) {
      let sent;
      const server = await serve((_, response) => {
        sent = flood(response, headers);
        return true;
      });
      await assert.rejects(all(openNfvo(server.url).list()), { code: "NFVO_UNAVAILABLE", message: /more than 33554432 bytes/ });
      assert.ok(sent() < 1 << 28, `${sent()} bytes`);
    }
  });

  it("has a time to end, however often the NFVO sends a byte", async () => {
    const late = new Error("late");
    const dripping = await listen((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(timer));
    });
    await ending(dripping);
    const reading = within(100, undefined, () => late, (signal) => readAll(dripping.url, signal));
    await assert.rejects(reading, late);
    const abort = new AbortController();
    const aborted = within(60_000, abort.signal, () => late, (signal) => readAll(dripping.url, signal));
    abort.abort(new Error("enough"));
    await assert.rejects(aborted, /enough/);
    assert.equal(await within(1000, undefined, () => late, async () => 7), 7);
  });

  it("of which nothing is needed, or an error, is not waited for", { timeout: 60_000 }, async () => {
    const dripping = async (is, status) => {
      const server = await serve((request, response, { packages }) => {
        if (!is(request)) return false;
        if (request.method === "DELETE") packages.clear();
        request.resume();
        response.writeHead(status).write(" ");
        const timer = setInterval(() => response.write(" "), 100);
        response.on("close", () => clearInterval(timer));
        return true;
      });
      return { server, id: putPackage(server, bytes, { operationalState: "DISABLED" }), nfvo: openNfvo(server.url) };
    };
    const deleting = await dripping(({ method }) => method === "DELETE", 202);
    const refusing = await dripping(({ method }) => method === "DELETE", 403);
    const listing = await dripping(isList, 403);
    const putting = await dripping(isPut, 202);
    await Promise.all([
      deleting.nfvo.delete(deleting.id),
      assert.rejects(refusing.nfvo.delete(refusing.id), { code: "NFVO_REFUSED", message: /\(403\)$/ }),
      assert.rejects(all(listing.nfvo.list()), { code: "NFVO_REFUSED", message: /\(403\)$/ }),
      assert.rejects(uploadPackage(csar, { nfvo: putting.nfvo, trust, onboardingTimeout: 10 }), { message: /not onboarded after .* deleted again/ }),
    ]);
    assert.deepEqual([deleting.server.packages.size, putting.server.packages.size], [0, 1]);
  });

  it("has a time to begin, however slowly its headers come", { timeout: 30_000 }, async () => {
    const server = createServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nX: ");
      const timer = setInterval(() => socket.write("a"), 50);
      socket.on("close", () => clearInterval(timer)).on("error", () => {});
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    await ending({ close: () => server.close() });
    await assert.rejects(readAll(`http://127.0.0.1:${server.address().port}`), { code: "NFVO_UNAVAILABLE", message: /no answer for 1 s/ });
  });

  it("may be an error of any length", async () => {
    const server = await serve((_, response) => {
      response.statusCode = 500;
      response.end("x".repeat(1 << 20));
      return true;
    });
    await assert.rejects(all(openNfvo(server.url).list()), { code: "NFVO_UNAVAILABLE", message: /\(500\)$/ });
    const speaking = await serveBad(() => true, [418, {}, JSON.stringify({ detail: `a\n\u001b[31m${"b".repeat(10_000)}` })]);
    await assert.rejects(all(openNfvo(speaking.url).list()), ({ message }) => message.length < 500 && !message.includes("\n"));
  });

  it("is no list, or describes no packages", async () => {
    const good = { id: "a", onboardingState: "CREATED", operationalState: "DISABLED" };
    for (const value of ["", "{", "{}", "null", "7", [null], [7], [[]], [{}], [{ ...good, id: "../a" }], [{ ...good, id: 7 }], [{ ...good, onboardingState: "on boarded" }], [{ ...good, operationalState: undefined }]]) {
      const server = await serveBad(isList, [200, {}, typeof value === "string" ? value : JSON.stringify(value)]);
      await assert.rejects(all(openNfvo(server.url).list()), { code: "NFVO_INVALID" }, JSON.stringify(value));
    }
  });

  it("is no list that ends, or one that goes on elsewhere", async () => {
    let page = 0;
    for (const [next, message] of [
      [() => "?same", /does not end/],
      [() => "http://nfvo.example/next", /leads nowhere|another server/],
      [() => "https://nfvo.example/next", /another server/],
      [() => "file:///etc/passwd", /leads nowhere/],
    ]) {
      page += 1;
      const server = await serve((_, response) => Boolean(response.writeHead(200, { Link: `<${next(page)}>; rel="next"` }).end("[]")));
      await assert.rejects(all(openNfvo(server.url).list()), { code: "NFVO_INVALID", message });
    }
  });

  it("is no list of more packages than anybody has", async () => {
    const each = { id: "a", onboardingState: "CREATED", operationalState: "DISABLED" };
    let page = 0;
    const server = await serve((_, response) => {
      page += 1;
      return Boolean(response.writeHead(200, { Link: `<?page=${page}>; rel="next"` }).end(JSON.stringify(Array(3000).fill(each))));
    });
    await assert.rejects(all(openNfvo(server.url).list()), { code: "NFVO_INVALID", message: /more than 10000 packages/ });
    assert.equal(page, 4);
  });

  it("is no list of more than anybody can say of packages", async () => {
    let page = 0;
    const server = await serve((_, response) => {
      page += 1;
      return Boolean(response.writeHead(200, { Link: `<?page=${page}>; rel="next"` }).end(`[${" ".repeat(30 << 20)}]`));
    });
    await assert.rejects(all(openNfvo(server.url).list()), { code: "NFVO_INVALID", message: /more than 134217728 bytes/ });
    assert.equal(page, 5);
  });

  it("is kept in memory as far as it is shown, and no more", () => {
    const good = { id: "a", onboardingState: "CREATED", operationalState: "DISABLED" };
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    const size = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = size();
    const kept = Array.from({ length: 20 }, (_, index) => readPackage(JSON.parse(JSON.stringify({ ...good, vnfProvider: `${index}${"x".repeat(4 << 20)}` }))));
    assert.ok(size() - before < 40 << 20, `${(size() - before) >> 20} MiB for ${kept.length} packages`);
  });

  it("is about another package", async () => {
    const server = await serve();
    const [asked, other] = ["a", "b"].map((letter) => putPackage(server, Buffer.from(letter)));
    server.packages.set(asked, server.packages.get(other));
    await assert.rejects(openNfvo(server.url).get(asked), { code: "NFVO_INVALID", message: /another package/ });
  });

  it("redirects in circles, or without TLS to elsewhere", async () => {
    for (const location of [undefined, "", "/vnfpkgm/v1/vnf_packages", "http://nfvo.example/", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/"]) {
      const server = await serve((_, response) => Boolean(response.writeHead(302, location === undefined ? {} : { Location: location }).end()));
      await assert.rejects(all(openNfvo(server.url).list()), { code: "NFVO_INVALID" }, location);
      assert.ok(server.requests.length <= 6, `${server.requests.length} requests`);
    }
  });

  it("is not believed from another server", async () => {
    const other = await serve();
    putPackage(other, bytes);
    const server = await serve((request, response) => Boolean(response.writeHead(302, { Location: `${other.origin}${request.url}` }).end()));
    const [id] = other.packages.keys();
    for (const ask of [(nfvo) => all(nfvo.list()), (nfvo) => nfvo.get(id), (nfvo) => nfvo.probe()]) {
      await assert.rejects(ask(openNfvo(server.url)), { code: "NFVO_INVALID", message: /another server/ });
    }
    assert.equal(other.requests.length, 0);
  });

  it("has text of any kind, of which little is kept", () => {
    const good = { id: "a", onboardingState: "CREATED", operationalState: "DISABLED" };
    assert.deepEqual(readPackage({ ...good, vnfProvider: 7, checksum: [], userDefinedData: [], usageState: "in use" }), good);
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, "x".repeat(10_000)]));
    const { userDefinedData, vnfProvider } = readPackage({ ...good, userDefinedData: { ...many, nested: {} }, vnfProvider: "x".repeat(10_000) });
    assert.deepEqual([Object.keys(userDefinedData).length, userDefinedData.key0.length, vnfProvider.length], [32, 1000, 1000]);
    const own = JSON.parse('{"__proto__":"x"}');
    assert.deepEqual(Object.keys(readPackage({ ...good, userDefinedData: own }).userDefinedData), ["__proto__"]);
    for (const checksum of [{ algorithm: "SHA-512", hash: "00" }, { algorithm: "SHA-1", hash: "0".repeat(40) }, { algorithm: "SHA-256", hash: "g".repeat(64) }, "x", null]) {
      assert.equal(readPackage({ ...good, checksum }).checksum, undefined);
    }
  });
});

describe("an id", () => {
  const bad = ["", ".", "..", "a/b", "../a", "a%2fb", "a b", "a?b", "a#b", "a\\b", "-a", "ä", "a\n", "a".repeat(256), 7, null, undefined, {}];

  it("leads nowhere else", () => {
    assert.deepEqual(bad.filter(isId), []);
    assert.ok(["a", "7f3c1b1e-0000-4000-8000-000000000000", "a.b_c~d"].every(isId));
  });

  it("of the caller is checked before it is sent", async () => {
    const server = await serve();
    const nfvo = openNfvo(server.url);
    for (const id of bad) {
      for (const ask of [() => nfvo.get(id), () => nfvo.open(id), () => nfvo.delete(id, { disable: true }), () => fetchPackage(id, { nfvo })]) {
        await assert.rejects(ask, { code: "ARGUMENT_INVALID" });
      }
    }
    assert.equal(server.requests.length, 0);
  });

  it("of the NFVO is checked before it is used: nothing more is sent", async () => {
    for (const id of bad) {
      const server = await serveBad(isCreate, [201, { Location: "/vnfpkgm/v1/vnf_packages/b" }, JSON.stringify({ id })]);
      await assert.rejects(upload(server), { code: "NFVO_INVALID", message: /no id that can be one/ }, String(id));
      assert.deepEqual(server.requests.map(({ method }) => method), ["GET", "POST"]);
    }
  });
});

describe("an upload", () => {
  it("is not done by an answer that comes before all was sent", async () => {
    const server = await serve((request, _, { packages }) => {
      if (!isPut(request)) return false;
      const [found] = packages.values();
      request.once("data", (chunk) => {
        // It guesses what was digested so far.
        Object.assign(found, { algorithm: "sha512", hash: createHash("sha512").update(chunk).digest("hex"), states: ["CREATED", "ONBOARDED"] });
        request.pause();
        // By hand: Node's server would end the connection.
        request.socket.write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
      });
      return true;
    });
    // It is larger than all that lies between the two.
    const uploading = uploadPackage(demo("acme-vnf-option1.csar"), { nfvo: openNfvo(server.url), trust: demo("trust.json") });
    await assert.rejects(uploading, { code: "NFVO_NOT_ONBOARDED", message: /answered \(202\) before all was sent\. What was created in the NFVO was deleted again/ });
    assert.equal(server.packages.size, 0);
  });

  it("ends when the connection breaks", async () => {
    for (const break_ of [(request) => request.socket.destroy(), (request) => request.once("data", () => request.socket.destroy())]) {
      const server = await serve((request) => {
        if (isPut(request)) break_(request);
        return isPut(request);
      });
      await assert.rejects(upload(server), { code: "NFVO_UNAVAILABLE", message: /deleted again/ });
      assert.equal(server.packages.size, 0);
    }
  });

  it("says that something may be left, if the answer to its beginning does not come", async () => {
    const server = await serve((request) => {
      if (isCreate(request)) request.socket.destroy();
      return isCreate(request);
    });
    await assert.rejects(upload(server), { code: "NFVO_UNAVAILABLE", message: /may have created a package without content/ });
    assert.equal(server.requests.filter(isCreate).length, 1, "it is not created twice");
  });

  it("that is aborted when it is onboarded is cleaned up", async () => {
    const server = await serve();
    const abort = new AbortController();
    const enough = new Error("enough");
    const uploading = upload(server, { signal: abort.signal, onState: (state) => state === "ONBOARDED" && abort.abort(enough) });
    await assert.rejects(uploading, enough);
    assert.equal(server.packages.size, 0);
  });

  it("is cleaned up although the NFVO says nonsense of it", async () => {
    const server = await serveBad(isLook, [200, {}, "nonsense"]);
    await assert.rejects(upload(server), { code: "NFVO_INVALID", message: /deleted again/ });
    assert.equal(server.packages.size, 0);
  });

  it("is cleaned up although the NFVO shows it to nobody", async () => {
    const server = await serveBad(isLook, [404, {}, ""]);
    await assert.rejects(upload(server), { code: "NFVO_PACKAGE_NOT_FOUND", message: /deleted again/ });
    assert.equal(server.packages.size, 0);
  });

  it("that vanishes meanwhile leaves nothing", async () => {
    const server = await serve((request, _, { packages }) => {
      if (isLook(request)) packages.clear();
      return false;
    });
    await assert.rejects(upload(server), { code: "NFVO_PACKAGE_NOT_FOUND" });
  });
});

describe("the content of a package", () => {
  const size = 1000;
  const content = Buffer.alloc(size, "a");
  const ok = (range, more = {}) => [206, { "Content-Range": range, ...more }];

  /** An NFVO whose answers to reads are these, after the first. */
  async function reading(answerOf) {
    const state = { isBad: false };
    const server = await serve((request, response) => {
      if (!state.isBad || !isContent(request)) return false;
      const [status, headers, body = content.subarray(0, 10)] = answerOf(request);
      response.writeHead(status, headers).end(body);
      return true;
    });
    const id = putPackage(server, content);
    const source = await openNfvo(server.url).open(id);
    state.isBad = true;
    return { server, source, id };
  }

  it("has to be the range that was asked for", async () => {
    for (const [answer, code] of [
      [[200, {}, content], "HTTP_NO_RANGES"],
      [[202, {}, content], "HTTP_NO_RANGES"],
      [[206, {}], "NFVO_INVALID"],
      [ok("bytes 0-9/*"), "NFVO_INVALID"],
      [ok("bytes 1-10/1000"), "NFVO_INVALID"],
      [ok("bytes 0-9/99999999999999999999"), "NFVO_INVALID"],
      [ok("bytes 0-9/999"), "SOURCE_CHANGED"],
      [ok("bytes 0-9/1000", { ETag: "other" }), "SOURCE_CHANGED"],
      [ok("bytes 0-9/1000", { "Content-Encoding": "gzip" }), "NFVO_INVALID"],
      [[206, { "Content-Range": "bytes 0-9/1000" }, content.subarray(0, 9)], "NFVO_UNAVAILABLE"],
      [[206, { "Content-Range": "bytes 0-9/1000" }, content], "NFVO_UNAVAILABLE"],
      [[416, {}], "NFVO_UNAVAILABLE"],
    ]) {
      const { source } = await reading(() => answer);
      await assert.rejects(source.read(0, 10), { code }, JSON.stringify(answer[1]));
    }
  });

  it("that changes is not verified as what it was", async () => {
    const server = await serve();
    const id = putPackage(server, bytes);
    const source = await openNfvo(server.url).open(id);
    const changed = Buffer.from(bytes);
    changed[changed.indexOf("an image an image") + 1] ^= 1;
    server.packages.get(id).content = changed;
    assert.equal((await vnfseal.verifyPackage(source, { trust })).verdict, "failed");
  });

  it("is written only if it is what the checksum says", async () => {
    const good = createHash("sha512").update(bytes).digest("hex");
    const changed = Buffer.from(bytes);
    changed[100] ^= 1;
    for (const [interfere, more, code] of [
      [undefined, { content: changed, hash: good }, "NFVO_PACKAGE_DAMAGED"],
      [undefined, { content: bytes.subarray(0, -1), hash: good }, "NFVO_PACKAGE_DAMAGED"],
      [undefined, { algorithm: "MD5" }, "NFVO_PACKAGE_DAMAGED"],
      [(response) => response.writeHead(200, {}).write(bytes) && response.end(), {}, "NFVO_INVALID"],
      [(response) => response.writeHead(200, { "Content-Length": bytes.length, "Content-Encoding": "gzip" }).end(bytes), {}, "NFVO_INVALID"],
      [(response) => response.writeHead(200, { "Content-Length": 64 * 2 ** 30 + 1 }).write(bytes), {}, "NFVO_INVALID"],
      [(response) => response.writeHead(200, { "Content-Length": bytes.length + 1 }).write(bytes, () => response.destroy()), {}, "NFVO_UNAVAILABLE"],
      [(response) => response.writeHead(200, { "Content-Length": bytes.length }).write(bytes.subarray(0, 9), () => response.destroy()), {}, "NFVO_UNAVAILABLE"],
    ]) {
      const server = await serve((request, response) => {
        if (!interfere || !isContent(request)) return false;
        interfere(response);
        return true;
      });
      const id = putPackage(server, bytes, more);
      const place = mkdtempSync(join(folder, "hostile-"));
      const nfvo = openNfvo(server.url);
      await assert.rejects(fetchPackage(id, { nfvo, trust, output: join(place, "out.csar") }), { code });
      assert.deepEqual(readdirSync(place), []);
    }
  });

  it("may come from elsewhere, and is compared all the same", async () => {
    for (const [served, code] of [[bytes, undefined], [Buffer.alloc(bytes.length), "NFVO_PACKAGE_DAMAGED"]]) {
      const store = await listen((_, response) => response.writeHead(200, { "Content-Length": served.length }).end(served));
      await ending(store);
      const server = await serve((request, response) => isContent(request) && Boolean(response.writeHead(302, { Location: `${store.url}/object?signature=x` }).end()));
      const fetching = fetchPackage(putPackage(server, bytes), { nfvo: openNfvo(server.url), trust });
      if (code) await assert.rejects(fetching, ({ code: found, message }) => found === code && !message.includes("signature"));
      else assert.equal((await fetching).report.verdict, "passed");
    }
  });

  it("that does not pass is not written, whatever its checksum", async () => {
    const changed = Buffer.from(bytes);
    changed[changed.indexOf("an image an image") + 1] ^= 1;
    const server = await serve();
    const id = putPackage(server, changed);
    const place = mkdtempSync(join(folder, "hostile-"));
    const { written, report } = await fetchPackage(id, { nfvo: openNfvo(server.url), trust, output: join(place, "out.csar") });
    assert.deepEqual([written, report.verdict, readdirSync(place)], [false, "failed", []]);
  });
});

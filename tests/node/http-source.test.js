// `httpSource` against servers that do what they should, and against those that do not.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, describe, it } from "node:test";

import { answer, serve } from "./http-server.js";
import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const { VnfsealError, httpSource, verifyPackage } = vnfseal;
const content = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));
const newFile = () => ({ bytes: content, etag: '"one"' });
const servers = [];
after(() => {
  for (const server of servers) server.close();
});

async function started(file, misbehave) {
  const server = await serve(file, misbehave);
  servers.push(server);
  return server;
}

/** What opening and one read give from a server that misbehaves from the request `from` on. */
async function ask(misbehave, { from = 1, file = newFile(), ...options } = {}) {
  const { url, requests } = await started(file, (request, response, range) =>
    range.count >= from ? misbehave(request, response, range) : false,
  );
  const work = httpSource(url, options).then((source) => source.read(1000, 100));
  return { work, requests, file };
}

/** Rejected with this code; the sentence names the file. */
async function assertRefused({ work }, code, sentence = /./) {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof VnfsealError, error.stack);
    assert.equal(error.code, code);
    assert.match(error.message, sentence);
    assert.match(error.message, /\/packages\/acme%20vnf\.csar/);
    return true;
  });
}

it("wants nothing more of a request once it has its answer: the program could not end", async () => {
  const signals = [];
  const fetch = async (_, { signal }) => {
    signals.push(signal);
    return new Response(new ReadableStream(), { status: 416, headers: { "Content-Range": "bytes */0" } });
  };
  assert.equal((await vnfseal.httpSource("https://host.example/empty.csar", { fetch })).size, 0);
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true]);
});

describe("a source over HTTP", () => {
  it("has the size and name of the file, and gives its bytes", async () => {
    const { url, requests } = await started(newFile());
    const source = await httpSource(url);
    assert.equal(source.size, content.length);
    assert.equal(source.name, "acme vnf.csar");
    const ranges = [[0, 1], [0, 5000], [4999, 1], [1234, 777], [17, 0], [5000, 0]];
    const read = await Promise.all(ranges.map(([offset, length]) => source.read(offset, length)));
    for (const [index, [offset, length]] of ranges.entries()) {
      assert.ok(read[index] instanceof Uint8Array);
      assert.deepEqual(Buffer.from(read[index]), content.subarray(offset, offset + length));
    }
    assert.equal(requests.length, 1 + ranges.length - 2, "what is empty needs no request");
  });

  it("gives the report that the file gives, without being downloaded first", async () => {
    const path = demo("acme-vnf-option2.zip");
    const bytes = await readFile(path);
    const { url, requests } = await started({ bytes, etag: '"demo"' });
    const options = { trust: demo("trust.json"), policy: { at: new Date() }, fileName: "acme.zip" };
    const report = await verifyPackage(await httpSource(url), options);
    assert.equal(report.verdict, "passed");
    assert.deepEqual(report, await verifyPackage(path, options));
    assert.ok(requests.every(({ headers }) => /^bytes=\d+-\d+$/.test(headers.range)));
  });

  it("of no bytes is an empty file, however the server says so", async () => {
    const { url } = await started({ bytes: Buffer.alloc(0), etag: '"empty"' });
    assert.equal((await httpSource(url)).size, 0);
    const { url: other } = await started(newFile(), (_, response) => response.writeHead(200, { "Content-Length": 0 }).end());
    assert.equal((await httpSource(other)).size, 0);
  });

  it("sends the headers it is given, and its own range", async () => {
    const headers = { authorization: "Bearer secret", range: "bytes=7-9" };
    const { work, requests } = await ask(() => false, { headers });
    assert.deepEqual(Buffer.from(await work), content.subarray(1000, 1100));
    assert.deepEqual(requests.map((request) => request.headers.range), ["bytes=0-0", "bytes=1000-1099"]);
    assert.ok(requests.every((request) => request.headers.authorization === "Bearer secret"));
  });

  it("uses the `fetch` it is given", async () => {
    const asked = [];
    const fetch = (url, init) => {
      asked.push([url, init.headers.get("range")]);
      const [, first, last] = /(\d+)-(\d+)/.exec(init.headers.get("range"));
      const headers = { etag: "x", "content-range": `bytes ${first}-${last}/5000` };
      return Promise.resolve(new Response(content.subarray(Number(first), Number(last) + 1), { status: 206, headers }));
    };
    const source = await httpSource(new URL("https://store.example/a.csar?key=1"), { fetch });
    assert.deepEqual(Buffer.from(await source.read(10, 5)), content.subarray(10, 15));
    assert.deepEqual(asked, [["https://store.example/a.csar?key=1", "bytes=0-0"], ["https://store.example/a.csar?key=1", "bytes=10-14"]]);
  });

  it("follows a redirection", async () => {
    const { url } = await started(newFile());
    const { url: other } = await started(newFile(), (_, response) => response.writeHead(302, { Location: url }).end());
    const source = await httpSource(other);
    assert.deepEqual(Buffer.from(await source.read(1000, 100)), content.subarray(1000, 1100));
  });
});

describe("a header that may be a secret", () => {
  it("is not taken along by a redirection, so that this is an error", async () => {
    const { url } = await started(newFile());
    const { url: other } = await started(newFile(), (_, response) => response.writeHead(302, { Location: url }).end());
    await assert.rejects(httpSource(other, { headers: { "X-Api-Key": "secret" } }), { code: "HTTP_UNREACHABLE", message: /redirect/ });
    await httpSource(other, { headers: { Authorization: "Bearer secret" } });
  });

  it("needs options that are an object, and a fetch that is a function", async () => {
    await assert.rejects(httpSource("http://host.example/", null), { code: "ARGUMENT_INVALID" });
    await assert.rejects(httpSource("http://host.example/", { fetch: 5 }), { code: "ARGUMENT_INVALID" });
  });
});

describe("a file that changes while it is read", () => {
  it("is an error, by its ETag, date or size", async () => {
    const ways = [
      (file) => Object.assign(file, { etag: '"two"' }),
      (file) => Object.assign(file, { bytes: Buffer.concat([content, content]) }),
      (file) => Object.assign(file, { bytes: content.subarray(0, 500) }),
    ];
    for (const change of ways) {
      const file = newFile();
      await assertRefused(await ask(() => void change(file), { from: 2, file }), "SOURCE_CHANGED", /changed/);
    }
    const dated = (date) => (_, response, range) => answer(newFile(), response, range, { ETag: null, "Last-Modified": date });
    const dates = ["Sat, 21 Nov 2026 12:00:00 GMT", "Sat, 21 Nov 2026 12:00:01 GMT"];
    const misbehave = (request, response, range) => dated(dates[range.count - 1])(request, response, range);
    await assertRefused(await ask(misbehave), "SOURCE_CHANGED", /changed/);
    const whole = (_, response) => response.writeHead(200, { ETag: '"two"' }).end(content);
    await assertRefused(await ask(whole, { from: 2 }), "SOURCE_CHANGED", /changed/);
  });

  it("fails the verification, which gives no report", async () => {
    const bytes = await readFile(demo("acme-vnf-option1.csar"));
    const file = { bytes, etag: '"one"' };
    const { url } = await started(file, (_, __, { count }) => void (count === 12 && Object.assign(file, { etag: '"two"' })));
    await assert.rejects(verifyPackage(await httpSource(url), { trust: demo("trust.json") }), { code: "SOURCE_CHANGED" });
  });
});

describe("a server that cannot serve the file", () => {
  it("serves no ranges", async () => {
    const whole = (_, response) => response.writeHead(200, { ETag: '"one"' }).end(content);
    for (const from of [1, 2]) await assertRefused(await ask(whole, { from }), "HTTP_NO_RANGES", /does not serve ranges/);
  });

  it("has not got it, or does not give it to everybody", async () => {
    for (const status of [401, 403, 404, 410, 204, 304]) {
      const { work, requests } = await ask((_, response) => response.writeHead(status).end());
      await assertRefused({ work }, "HTTP_STATUS", new RegExp(`status ${status}`));
      assert.equal(requests.length, 1, "asking again would not help");
    }
  });

  it("is out of order: it is asked three times", async () => {
    for (const status of [429, 500, 503]) {
      const { work, requests } = await ask((_, response) => response.writeHead(status).end());
      await assertRefused({ work }, "HTTP_STATUS", new RegExp(`status ${status}`));
      assert.equal(requests.length, 3);
    }
  });

  it("is not there", async () => {
    const server = await serve(newFile());
    server.close();
    await assertRefused({ work: httpSource(server.url) }, "HTTP_UNREACHABLE", /ECONNREFUSED/);
  });
});

describe("a connection that breaks", () => {
  const breaks = {
    "before the answer": (request) => request.socket.destroy(),
    "in the middle of it": (request, response, { first, last }) => {
      const headers = { ETag: '"one"', "Content-Range": `bytes ${first}-${last}/5000`, "Content-Length": last - first + 1 };
      response.writeHead(206, headers).write(content.subarray(first, first + 1));
      return setTimeout(() => request.socket.destroy(), 20);
    },
  };
  for (const [when, misbehave] of Object.entries(breaks)) {
    it(`${when} is tried again, twice`, async () => {
      const once = await ask((request, response, range) => range.count === 2 && misbehave(request, response, range));
      assert.deepEqual(Buffer.from(await once.work), content.subarray(1000, 1100));
      const always = await ask(misbehave, { from: 2 });
      await assertRefused(always, "HTTP_UNREACHABLE");
      assert.equal(always.requests.length, 4);
    });
  }

  it("is one that says nothing for too long", async () => {
    const silent = await ask(() => true, { timeout: 50 });
    await assertRefused(silent, "HTTP_UNREACHABLE", /no answer for 0\.05 s/);
    const stops = (_, response, { first, last }) => {
      response.writeHead(206, { ETag: '"one"', "Content-Range": `bytes ${first}-${last}/5000` }).write("x");
      return true;
    };
    await assertRefused(await ask(stops, { from: 2, timeout: 50 }), "HTTP_UNREACHABLE", /no answer/);
  });
});

describe("an answer that makes no sense", () => {
  const changed = (changes) => (_, response, range) => answer(newFile(), response, range, changes);
  const withBody = (body) => (_, response, { first, last }) =>
    response.writeHead(206, { ETag: '"one"', "Content-Range": `bytes ${first}-${last}/5000` }).end(body);
  const cases = {
    "no range": [changed({ "Content-Range": null }), /Content-Range/],
    "no size": [changed({ "Content-Range": "bytes 0-0/*" }), /size/],
    "a size of no bytes": [changed({ "Content-Range": "bytes 0-0/0" }), /size/],
    "a size beyond numbers": [changed({ "Content-Range": "bytes 0-0/9999999999999999" }), /size/],
    "two sizes": [changed({ "Content-Range": "bytes 0-0/10, bytes 0-0/5000" }), /size/],
    "nothing by which to notice a change": [changed({ ETag: null }), /neither 'ETag' nor 'Last-Modified'/],
    "encoded bytes": [changed({ "Content-Encoding": "x-secret" }), /encoded/],
    "more bytes than asked for": [withBody(content), /more than/],
  };
  for (const [what, [misbehave, sentence]] of Object.entries(cases)) {
    it(`has ${what}`, async () => assertRefused(await ask(misbehave), "HTTP_INVALID", sentence));
  }

  it("is of another range", async () => {
    for (const range of ["bytes 0-99/5000", "bytes 1000-1098/5000", "bytes 1000-1100/5000", "pages 1-2/5000", null, "bytes */5000"]) {
      await assertRefused(await ask(changed({ "Content-Range": range }), { from: 2 }), "HTTP_INVALID", /asked for/);
    }
  });

  it("never ends: no more is read than was asked for", async () => {
    let sent = 0;
    let isClosed = false;
    const endless = (_, response, { first, last }) => {
      response.writeHead(206, { ETag: '"one"', "Content-Range": `bytes ${first}-${last}/5000` });
      const more = setInterval(() => {
        response.write(content);
        sent += content.length;
      }, 5);
      response.on("close", () => {
        clearInterval(more);
        isClosed = true;
      });
      return true;
    };
    await assertRefused(await ask(endless, { from: 2 }), "HTTP_INVALID", /more than the 100 bytes/);
    while (!isClosed && sent < 1e6) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(sent < 1e6, `${sent} bytes were sent`);
  });

  it("has fewer bytes than asked for", async () => {
    await assertRefused(await ask(withBody("short"), { from: 2 }), "HTTP_UNREACHABLE", /got 5/);
  });
});

describe("what `httpSource` is asked for", () => {
  it("is refused when it is no URL of the web, and secrets in it are not repeated", async () => {
    for (const url of ["acme.csar", "file:///etc/passwd", "ftp://a.example/b", "data:,x", undefined, null, 7]) {
      await assert.rejects(httpSource(url), { code: "ARGUMENT_INVALID" });
    }
    await assert.rejects(httpSource("https://me:secret@a.example/b"), (error) => {
      assert.equal(error.code, "ARGUMENT_INVALID");
      return !error.message.includes("secret");
    });
    const { url } = await started(newFile(), (_, response) => response.writeHead(404).end());
    await assert.rejects(httpSource(`${url}?signature=secret`), ({ message }) => !message.includes("secret"));
  });

  it("is refused with options that make no sense", async () => {
    for (const options of [{ header: {} }, { timeout: 0 }, { timeout: "soon" }, { headers: { "a b": "c" } }]) {
      await assert.rejects(httpSource("https://a.example/b", options), { name: "VnfsealError", code: "ARGUMENT_INVALID" });
    }
  });

  it("ends with the signal's reason, also while it waits to try again", async () => {
    const reason = new Error("the user went home");
    await assert.rejects(httpSource("https://a.example/b", { signal: AbortSignal.abort(reason) }), reason);
    for (const misbehave of [() => true, (_, response) => response.writeHead(503).end()]) {
      const abort = new AbortController();
      const { work } = await ask(misbehave, { signal: abort.signal });
      setTimeout(() => abort.abort(reason), 50);
      await assert.rejects(work, reason);
    }
  });
});

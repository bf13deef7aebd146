// `vnfseal serve`: the forms in which it sends the files of the page.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { request as send } from "node:http";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from "node:zlib";

import { folder, packageFolder } from "./installed.js";

const load = (name) => import(join(packageFolder, "js", "serve", `${name}.js`));
const { startServer } = await load("server");
const { readPage, addFolder } = await load("page");
const closing = [];
after(() => Promise.all(closing.map((close) => close())));

const text = (name) => `// ${name}\n${"const answer = 42;\n".repeat(500)}`;
const FILES = {
  "index.html": `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">${"<p>text".repeat(200)}`,
  "start.js": text("start"),
  "program.wasm": Buffer.from(text("program")),
  "empty.css": "",
};
let made = 0;

/** A page in a folder of its own, with these files beside those of the list. */
function makePage(others = {}) {
  const place = join(folder, `page-${++made}`);
  const files = Object.entries(FILES).map(([path, content]) => ({ path, sha256: createHash("sha256").update(content).digest("hex") }));
  for (const [path, content] of Object.entries({ ...FILES, "files.json": JSON.stringify({ files }), ...others })) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), content);
  }
  closing.push(() => rmSync(place, { recursive: true, force: true }));
  return place;
}

async function start(place = makePage()) {
  const page = await readPage(place);
  await addFolder(page, makePage({ "a.csar": text("package") }), "demo");
  const { url, close } = await startServer({ page, host: "127.0.0.1", port: 0 });
  closing.push(close);
  return url;
}

/** A request without any header but these: `{ status, headers, bytes }`. */
function ask(url, path, headers = {}, method = "GET") {
  return new Promise((resolve, reject) => {
    const request = send(new URL(path, url), { method, headers, agent: false }).on("error", reject);
    request.on("response", async (response) => resolve({ status: response.statusCode, headers: response.headers, bytes: await buffer(response) }));
    request.end();
  });
}

const READ = { br: brotliDecompressSync, gzip: gunzipSync, none: (bytes) => bytes };

describe("the files of the page", () => {
  it("are compressed as the browser accepts it, and are the same files", async () => {
    const url = await start();
    for (const [accepted, coding] of [["gzip, deflate, br, zstd", "br"], ["gzip", "gzip"], ["BR;Q=0.5, gzip", "br"], ["br;q=0, gzip;q=1.0", "gzip"], ["br;q=0", "none"], ["identity", "none"], ["brotli", "none"]]) {
      for (const [path, content] of Object.entries(FILES)) {
        const { status, headers, bytes } = await ask(url, path, { "Accept-Encoding": accepted });
        assert.equal(status, 200);
        assert.equal(headers["content-encoding"] ?? "none", coding, `${accepted} ${path}`);
        assert.equal(headers.vary, "Accept-Encoding");
        assert.equal(Number(headers["content-length"]), bytes.length);
        assert.ok(READ[coding](bytes).equals(Buffer.from(content)), `${accepted} ${path}`);
        if (coding !== "none" && content.length > 0) assert.ok(bytes.length < content.length / 5, `${path}: ${bytes.length}`);
      }
    }
    const plain = await ask(url, "start.js");
    assert.deepEqual([plain.headers["content-encoding"], String(plain.bytes)], [undefined, FILES["start.js"]]);
  });

  it("are sent as they are if they are archives", async () => {
    const { headers, bytes } = await ask(await start(), "demo/a.csar", { "Accept-Encoding": "br, gzip" });
    assert.deepEqual([headers["content-encoding"], headers.vary, String(bytes)], [undefined, undefined, text("package")]);
  });

  it("have a tag for each form, by which a browser asks again for nothing", async () => {
    const url = await start();
    const tags = new Set();
    for (const accepted of ["br", "gzip", "identity"]) {
      const { headers } = await ask(url, "start.js", { "Accept-Encoding": accepted });
      assert.match(headers["cache-control"], /no-cache/);
      tags.add(headers.etag);
      for (const known of [headers.etag, `W/${headers.etag}`, `"other", ${headers.etag}`]) {
        const again = await ask(url, "start.js", { "Accept-Encoding": accepted, "If-None-Match": known });
        assert.deepEqual([again.status, again.bytes.length, again.headers.etag], [304, 0, headers.etag]);
        assert.equal(again.headers["content-security-policy"], headers["content-security-policy"]);
      }
    }
    assert.equal(tags.size, 3);
    const [, ...others] = tags;
    assert.equal((await ask(url, "start.js", { "Accept-Encoding": "br", "If-None-Match": others.join() })).status, 200);
    assert.equal((await ask(url, "program.wasm", { "If-None-Match": [...tags].join() })).status, 200);
  });

  it("are told of without their content, as it would be sent", async () => {
    const url = await start();
    for (const headers of [{}, { "Accept-Encoding": "br" }]) {
      const [whole, head] = [await ask(url, "start.js", headers), await ask(url, "start.js", headers, "HEAD")];
      const of = ({ headers: { date, ...kept } }) => kept;
      assert.deepEqual(of(head), of(whole));
      assert.equal(head.bytes.length, 0);
    }
  });
});

describe("what the build has compressed", () => {
  const compressed = brotliCompressSync(FILES["program.wasm"], { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

  it("is sent as it is, and is no file of the page", async () => {
    const url = await start(makePage({ "program.wasm.br": compressed }));
    const { headers, bytes } = await ask(url, "program.wasm", { "Accept-Encoding": "br" });
    assert.equal(headers["content-encoding"], "br");
    assert.ok(bytes.equals(compressed));
    assert.equal((await ask(url, "program.wasm.br")).status, 404);
  });

  it("has to be that file: nothing else is served in its place", async () => {
    const others = { other: brotliCompressSync("other"), longer: brotliCompressSync(Buffer.alloc(1 << 20)), cut: compressed.subarray(0, -1), none: Buffer.alloc(0) };
    for (const [name, bytes] of Object.entries(others)) {
      await assert.rejects(readPage(makePage({ "program.wasm.br": bytes })), /program\.wasm\.br of the page is not what was built/, name);
    }
  });
});

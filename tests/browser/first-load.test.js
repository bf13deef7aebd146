// What a browser loads from `vnfseal serve` before the first verdict.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readPage } from "../../pkg/js/serve/page.js";
import { startServer } from "../../pkg/js/serve/server.js";
import { SMALL_PACKAGE, SMALL_TRUST, dist, dropTrusted, usePortal, verdict } from "./support/portal.js";

/**
 * All that is sent until a package has its verdict, with the headers: 728,713 bytes when it was last measured. The aim is 600,000,
 * and it is not reached yet: engine and program alone are 664,897. The bound only keeps the page from growing.
 */
const MAX = 740_000;

const portal = usePortal(async () => startServer({ page: await readPage(dist), host: "127.0.0.1", port: 0, about: { demo: false } }));

/** What came over the network since the page was opened: `{ path, size, coding }`, the largest first. */
async function loaded(finished) {
  const answers = finished.filter((request) => request.url().startsWith(portal.server.url));
  const sizes = answers.map(async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    const { "content-encoding": coding } = (await request.response()).headers();
    return { path: new URL(request.url()).pathname, size: responseBodySize + responseHeadersSize, coding };
  });
  return (await Promise.all(sizes)).sort((one, other) => other.size - one.size);
}

test("until the first verdict little is loaded, all of it compressed", async () => {
  const finished = [];
  const page = await portal.open({ watch: (context) => context.on("requestfinished", (request) => finished.push(request)) });
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  assert.equal((await verdict(page)).verdict, "passed");

  const answers = await loaded(finished);
  const total = answers.reduce((sum, { size }) => sum + size, 0);
  console.log(`first verdict: ${total} bytes in ${answers.length} answers`);
  for (const { path, size } of answers.slice(0, 8)) console.log(`  ${size} ${path}`);
  for (const { path, coding } of answers) if (/\.(css|html|js|svg|txt|wasm)$/.test(path)) assert.equal(coding, "br", path);
  const paths = answers.map(({ path }) => path);
  for (const path of ["/vnfseal/js/worker.js", "/vnfseal/dist/engine_bg.wasm"]) assert.ok(paths.includes(path), path);
  // They come when they are needed.
  assert.deepEqual(paths.filter((path) => /sealing|formats|words-|seldom-/.test(path)), []);
  // A page that is made quickly is not made small.
  if (!process.env.VNFSEAL_DEV) assert.ok(total <= MAX, `${total}`);
});

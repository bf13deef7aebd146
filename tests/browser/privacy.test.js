// Nothing leaves the page. The test's server sends no policy: the page's own has to do.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { GOOD_PACKAGE, SMALL_PACKAGE, SMALL_TRUST, TRUST, dropTrusted, usePortal, verdict, worker } from "./support/portal.js";

const portal = usePortal();

const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "connect-src": "'self'",
  "worker-src": "'self' blob:",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "manifest-src": "'self'",
  "form-action": "'none'",
  "base-uri": "'none'",
};

test("the page has a strict Content-Security-Policy and nothing that would violate it", async () => {
  const page = await portal.open();
  const text = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  const policy = Object.fromEntries(text.split(";").map((part) => part.trim().split(/ (.*)/s).slice(0, 2)));
  assert.deepEqual(policy, POLICY);

  assert.equal(await page.locator("script:not([src]), style, [style], [onclick], [onload]").count(), 0);
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  assert.equal(await page.locator("script:not([src]), style, [style]").count(), 0);
  assert.deepEqual(page.errors, []);
});

test("no request leaves the origin, and none is made while verifying", async () => {
  const page = await portal.open();
  const loaded = page.requests.length;
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await verdict(page);

  assert.deepEqual(page.requests.slice(loaded), []);
  const foreign = page.requests.filter((url) => !url.replace(/^blob:/, "").startsWith(portal.server.url));
  assert.deepEqual(foreign, []);
});

test("without a network a package is verified as well", async () => {
  const page = await portal.open();
  await page.context().setOffline(true);
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  assert.equal((await verdict(page)).verdict, "passed");
});

test("neither the page nor its worker can reach another server", async () => {
  const reached = [];
  const elsewhere = createServer((request, response) => {
    reached.push(request.url);
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end();
  });
  await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  try {
    const page = await portal.open();
    const url = `http://127.0.0.1:${elsewhere.address().port}/taken`;
    const send = (address) =>
      fetch(address, { method: "POST", body: "package" }).then(
        () => "sent",
        () => "refused",
      );
    assert.equal(await page.evaluate(send, url), "refused");
    assert.equal(await (await worker(page)).evaluate(send, url), "refused");
    assert.deepEqual(reached, []);
  } finally {
    elsewhere.close();
  }
});

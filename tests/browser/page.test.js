// The page itself: what it is made of, and that it works without a network.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GOOD_PACKAGE, TRUST, downloaded, dropTrusted, show, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();

test("the served files are compared with the build's list", async () => {
  const page = await portal.open();
  await show(page, "About this tool");
  await page.getByRole("button", { name: "Verify this page" }).click();
  await page.getByText(/All \d+ files are as the list says\./).waitFor();
  const paths = await page.locator(".page-files .path").allInnerTexts();
  for (const path of ["index.html", "vnfseal/dist/engine_bg.wasm", "service-worker.js"]) assert.ok(paths.includes(path));

  await page.route("**/vnfseal/js/worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n// one line more` });
  });
  await page.getByRole("button", { name: "Verify this page" }).click();
  await page.getByText("1 file is not as the list says.").waitFor();
});

test("it says which program it is, by the digest that its reports have", async () => {
  const page = await portal.open();
  await show(page, "About this tool");
  const program = page.getByRole("region", { name: "Engine" });
  const said = await program.locator(".digest").innerText();
  assert.match(await program.innerText(), /vnfseal \d+\.\d+\.\d+[\s\S]*MIT OR Apache-2\.0/);
  await show(page, "Verify");
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  const report = JSON.parse((await downloaded(page, () => page.getByRole("link", { name: "JSON" }).first().click())).text);
  assert.equal(said.replace(/\s/g, ""), report.engine.wasmSha256);
});

test("it can be installed", async () => {
  const page = await portal.open();
  const address = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = await page.evaluate(async (url) => (await fetch(url)).json(), address);
  assert.equal(manifest.display, "standalone");
  assert.equal(await page.evaluate(async (url) => (await fetch(url)).ok, manifest.icons[0].src), true);
});

test("after the first visit it loads and verifies without a network, and asks for nothing meanwhile", async () => {
  const page = await portal.open({ serviceWorkers: "allow" });
  await show(page, "About this tool");
  await page.getByText("Ready: this page works without a network.").waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  const loaded = page.requests.length;
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  assert.equal((await verdict(page)).verdict, "passed");
  const asked = page.requests.slice(loaded).filter((url) => !url.startsWith("blob:"));
  // The worker may still be loading its program, from what is kept.
  assert.ok(asked.every((url) => url.startsWith(`${portal.server.url}vnfseal/`)), asked.join("\n"));
});

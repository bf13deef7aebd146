// The report to keep: JSON, a page that stands alone, paper, the clipboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GOOD_PACKAGE, TRUST, demoFile, downloaded, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();

test("as JSON", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  const { name, text } = await downloaded(page, () => page.getByRole("link", { name: "JSON" }).click());
  assert.equal(name, "acme-vnf-option1.csar.report.json");
  const report = JSON.parse(text);
  assert.equal(report.verdict, "passed");
  assert.equal(report.schemaVersion, "1");
  assert.match(report.engine.wasmSha256, /^[0-9a-f]{64}$/);
});

test("as a page that loads nothing and runs nothing", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
  await verdict(page);
  const { name, text } = await downloaded(page, () => page.getByRole("button", { name: "HTML page" }).click());
  assert.equal(name, "acme-vnf-artifact-changed.csar.report.html");
  assert.doesNotMatch(text, /<script|<link|<img|src=|href=/i);

  const alone = await page.context().newPage();
  const requests = [];
  alone.on("request", (request) => requests.push(request.url()));
  await alone.setContent(text);
  assert.equal(await alone.getByRole("heading", { level: 1 }).innerText(), "Failed");
  const content = await alone.locator("main").innerText();
  assert.match(content, /artifact\.digest-mismatch/);
  assert.match(content, /vnfseal \d+\.\d+\.\d+, SHA-256 of its WebAssembly: [0-9a-f]{64}/);
  assert.match(content, /Files\/images\/acme-sbc\.img/);
  assert.deepEqual(requests, []);
});

test("on paper: every artifact, and no controls", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  await page.evaluate(() => {
    window.print = () => (window.printed = document.querySelector("table.printed")?.rows.length);
  });
  await page.getByRole("button", { name: "Print or PDF" }).click();
  await page.waitForFunction(() => window.printed > 0);
  assert.equal(await page.evaluate(() => window.printed), 12);
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.getByRole("button", { name: "Print or PDF" }).isVisible()));
  assert.ok((await page.pdf()).length > 10_000);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.getByRole("treegrid").waitFor();
});

test("as a few lines in the clipboard", async () => {
  const page = await portal.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await dropTrusted(page, demoFile("acme-vnf-file-added.csar"), TRUST);
  await verdict(page);
  await page.getByRole("button", { name: "Copy summary" }).click();
  await page.getByText("Copied.").waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^Failed: acme-vnf-file-added\.csar\nDo not use this package/);
  assert.match(text, /Completeness: Failed[\s\S]*\[artifact\.unlisted\][\s\S]*SHA-256 of its WebAssembly: [0-9a-f]{64}/);
});

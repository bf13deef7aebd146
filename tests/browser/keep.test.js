// The report to keep: JSON, a page that stands alone, paper, the clipboard.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { formatReports, verifyPackageAsJson } from "../../pkg/js/index.js";
import { GOOD_PACKAGE, TRUST, demoFile, downloaded, drop, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const execute = promisify(execFile);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

test("as the JSON that the command and the npm package write, byte for byte", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  const { text } = await downloaded(page, () => page.getByRole("link", { name: "JSON" }).click());
  const { at } = JSON.parse(text).policy;
  assert.equal(await verifyPackageAsJson(GOOD_PACKAGE, { trust: TRUST, policy: { at } }), text);
  const command = fileURLToPath(new URL("../../pkg/js/cli.js", import.meta.url));
  const { stdout } = await execute(process.execPath, [command, "verify", GOOD_PACKAGE, "--trust", TRUST, "--at", at, "--json"]);
  assert.equal(stdout, `${text}\n`);
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

test("as the page that the npm package writes of the same report, byte for byte, in both languages", async () => {
  for (const locale of ["en-GB", "de-DE"]) {
    const page = await portal.open({ locale });
    await drop(page, demoFile("acme-vnf-file-added.csar"));
    await verdict(page);
    const json = await downloaded(page, () => page.getByRole("link", { name: "JSON" }).click());
    const { text } = await downloaded(page, () => page.getByRole("button", { name: /^HTML/ }).click());
    const report = JSON.parse(json.text);
    assert.equal(text, formatReports("html", [{ path: report.package.fileName, report }], { language: locale }));
    assert.ok(text.includes(locale === "de-DE" ? '<html lang="de">' : '<html lang="en">'));
    await page.context().close();
  }
});

test("as a page in which axe finds nothing: light, dark, narrow and on paper", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
  await verdict(page);
  const { text } = await downloaded(page, () => page.getByRole("button", { name: "HTML page" }).click());
  const variants = [{ colorScheme: "light" }, { colorScheme: "dark" }, { viewport: { width: 320, height: 800 } }];
  for (const variant of variants) {
    const context = await portal.browser.newContext({ ...variant, bypassCSP: true });
    const alone = await context.newPage();
    await alone.setContent(text);
    await alone.evaluate(axe);
    const { violations } = await alone.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), []);
    const overflow = await alone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
    assert.ok((await alone.pdf()).length > 10_000);
    await context.close();
  }
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

// The report to keep: JSON, a page that stands alone, paper, the clipboard.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { formatReports, verifyPackageAsJson } from "../../pkg/js/index.js";
import { GOOD_PACKAGE, TRUST, demoFile, downloaded, drop, dropTrusted, keepAs, usePortal, verdict } from "./support/portal.js";

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
  const { name, text } = await downloaded(page, () => keepAs(page, "HTML page"));
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
    const { text } = await downloaded(page, () => keepAs(page, /^HTML/));
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
  const { text } = await downloaded(page, () => keepAs(page, "HTML page"));
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

test("as a page that breaks no word at 360 pixels, in any language", async () => {
  const report = JSON.parse(await verifyPackageAsJson(demoFile("acme-vnf-artifact-changed.csar"), { trust: TRUST }));
  for (const language of ["en", "de"]) {
    const context = await portal.browser.newContext({ viewport: { width: 360, height: 780 } });
    const alone = await context.newPage();
    await alone.setContent(formatReports("html", [{ path: "packages/a.csar", report }], { language }));
    assert.deepEqual(await alone.evaluate(brokenWords), [], language);
    assert.equal(await alone.evaluate(() => document.documentElement.scrollWidth), 360, language);
    await context.close();
  }
});

/** The words that stand on two lines. What is code, a path or a digest, may. */
function brokenWords() {
  const broken = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("code, pre")) continue;
    for (const { index, 0: word } of node.data.matchAll(/[\p{L}\p{M}]{2,}/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
    }
  }
  return broken;
}

test("with Ctrl+P: everything that is folded or drawn in parts, and the screen again afterwards", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
  await verdict(page);
  const folded = await page.locator("details:not([open])").count();
  assert.ok(folded > 0);
  // The browser takes its picture as soon as its own event is done: at the end of the same task.
  const printed = await page.evaluate(async () => {
    dispatchEvent(new Event("beforeprint"));
    await new Promise((resolve) => new MessageChannel().port1.postMessage(resolve()));
    return {
      rows: document.querySelector("table.printed")?.rows.length,
      folded: document.querySelectorAll("details:not([open])").length,
    };
  });
  assert.equal(printed.rows, 12);
  assert.equal(printed.folded, 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.getByRole("treegrid").waitFor();
  assert.equal(await page.locator("details:not([open])").count(), folded);
});

test("with Ctrl+P in dark colours: dark text on white", async () => {
  const page = await portal.open({ colorScheme: "dark" });
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const colours = await page.evaluate(() => {
    const of = (selector) => getComputedStyle(document.querySelector(selector));
    const light = (colour) => Math.max(...colour.match(/[\d.]+/g).slice(0, 3).map(Number));
    return {
      paper: light(of("body").backgroundColor),
      ink: [".sentence", "h2#verdict-title", ".finding-severity, .findings, #findings"].map((one) => light(of(one).color)),
    };
  });
  assert.equal(colours.paper, 255);
  for (const ink of colours.ink) assert.ok(ink < 190, `${ink}`);
});

test("forced colours show what is selected", async () => {
  const page = await portal.open({ forcedColors: "active" });
  await dropTrusted(page, GOOD_PACKAGE, demoFile("acme-vnf-file-added.csar"), TRUST);
  await verdict(page);
  const outline = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.equal(await outline(".view-link[aria-current]"), "solid");
  assert.equal(await outline(".view-link:not([aria-current])"), "none");
  await page.locator(".grid-row:not([aria-expanded])").first().click();
  await page.mouse.move(0, 0);
  assert.equal(await outline(".grid-row[aria-selected=true]"), "solid");
});

test("on paper: every artifact, and no controls", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  await page.evaluate(() => {
    window.print = () => (window.printed = document.querySelector("table.printed")?.rows.length);
  });
  await keepAs(page, "Print or PDF");
  await page.waitForFunction(() => window.printed > 0);
  assert.equal(await page.evaluate(() => window.printed), 12);
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.getByRole("button", { name: "Other formats" }).isVisible()));
  assert.ok((await page.pdf()).length > 10_000);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.getByRole("treegrid").waitFor();
});

test("as a few lines in the clipboard", async () => {
  const page = await portal.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await dropTrusted(page, demoFile("acme-vnf-file-added.csar"), TRUST);
  await verdict(page);
  await keepAs(page, "Copy summary");
  await page.getByText("Copied.").waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^Failed: acme-vnf-file-added\.csar\nDo not use this package/);
  assert.match(text, /Completeness: Failed[\s\S]*\[artifact\.unlisted\][\s\S]*SHA-256 of its WebAssembly: [0-9a-f]{64}/);
});

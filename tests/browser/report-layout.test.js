// How the report is laid out: folded rows, low rows, a menu of seldom steps, times, and wide windows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GOOD_PACKAGE, TRUST, demoFile, drop, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const CHANGED = demoFile("acme-vnf-artifact-changed.csar");

async function open(file, options) {
  const page = await portal.open(options);
  await dropTrusted(page, file, TRUST);
  await verdict(page);
  return page;
}

test("statements that are met are folded, and open on request", async () => {
  const page = await open(CHANGED);
  const conformance = page.locator("#conformance");
  const seen = conformance.locator("tbody tr:visible");
  const before = await seen.count();
  assert.ok(before > 0);
  for (const row of await seen.allInnerTexts()) assert.match(row, /Not met|Not determined/);
  const summary = conformance.locator("summary", { hasText: /^\d+ statements are met$/ });
  const met = Number.parseInt(await summary.innerText(), 10);
  await summary.click();
  await page.waitForFunction((rows) => {
    const shown = [...document.querySelectorAll("#conformance tbody tr")].filter((row) => row.checkVisibility());
    return shown.length === rows;
  }, before + met);
});

test("low rows are chosen, and kept for the next visit", async () => {
  const page = await open(GOOD_PACKAGE);
  const height = () => page.locator(".grid-row").first().evaluate((row) => row.clientHeight);
  const before = await height();
  await page.getByRole("button", { name: "Compact rows", pressed: false }).click();
  await page.locator(".artifact-grid.is-compact").waitFor();
  assert.ok((await height()) < before);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await page.getByRole("button", { name: "Compact rows", pressed: true }).click();
  await page.locator(".artifact-grid:not(.is-compact)").waitFor();
});

test("a menu is walked by keys, and gives the focus back", async () => {
  const page = await open(GOOD_PACKAGE);
  const button = page.getByRole("button", { name: "More actions", exact: true });
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await button.focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("menu", { name: "More actions" }).waitFor();
  await page.waitForFunction(() => document.activeElement.role === "menuitem");
  assert.equal(await focused(), "Sign as service provider…");
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => document.activeElement.textContent === "Encrypt for…");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  assert.equal(await focused(), "More actions");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.role === "menuitem");
  await page.locator("h2").first().click();
  await page.getByRole("menu").waitFor({ state: "detached" });
  await button.click();
  await page.getByRole("menuitem", { name: "Encrypt for…" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await focused(), "More actions");
});

test("each certificate has a bar with its validity, and lines for when it was signed and checked", async () => {
  const page = await open(GOOD_PACKAGE);
  const times = page.locator("#signature-1 .times");
  const rows = times.locator(".time-row");
  assert.equal(await rows.count(), 3);
  for (const row of await rows.all()) {
    assert.match(await row.innerText(), /\d{4}-\d\d-\d\d.* to \d{4}/);
    const [valid, checked] = [row.locator("rect.time-valid"), row.locator("line.time-checked")];
    const [x, width, at] = [await valid.getAttribute("x"), await valid.getAttribute("width"), await checked.getAttribute("x1")];
    assert.ok(Number(x) <= Number(at) && Number(at) <= Number(x) + Number(width), "it was valid when it was checked");
  }
  assert.match(await times.locator(".time-legend").innerText(), /Signing time \(claimed[^)]*\): \d{4}[\s\S]*Checked for: \d{4}/);
});

test("the file for an external artifact is chosen in its finding", async () => {
  const page = await open(demoFile("acme-vnf-external.csar"));
  const finding = page.locator("#findings li.finding", { hasText: "https://" }).first();
  const picker = page.waitForEvent("filechooser");
  await finding.getByRole("button", { name: "Choose the file" }).click();
  await (await picker).setFiles(demoFile("sbc-recovery.img"));
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
});

for (const locale of ["en-GB", "de-DE", "fr-FR"]) {
  for (const width of [1280, 1920]) {
    test(`no cell of the artifacts is cut in ${locale} at ${width} pixels`, async () => {
      const page = await portal.open({ locale, viewport: { width, height: 900 } });
      await dropChanged(page);
      await page.locator(".grid-row").nth(5).waitFor();
      assert.deepEqual(await cutCells(page), []);
      await page.locator(".folding [aria-pressed=false]").click();
      await page.locator(".artifact-grid.is-compact").waitFor();
      assert.deepEqual(await cutCells(page), [], "in low rows");
    });
  }
}

for (const language of ["en", "de", "fr"]) {
  test(`on a telephone every view is in sight (${language})`, async () => {
    const page = await portal.open({ viewport: { width: 360, height: 740 }, locale: language });
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    const ends = await page.locator(".view-link").evaluateAll((links) => links.map((link) => link.getBoundingClientRect().right));
    assert.equal(ends.length, 5);
    assert.ok(ends.every((end) => end <= 360), `${ends}`);
  });
}

test("on a telephone each level of the tree is set in further than the one above it", async () => {
  const page = await portal.open({ viewport: { width: 360, height: 740 } });
  await dropChanged(page);
  await page.locator(".grid-row").nth(5).waitFor();
  const rows = await page.locator(".grid-row").evaluateAll((all) =>
    all.map((row) => [Number(row.getAttribute("aria-level")), row.querySelector(".path").getBoundingClientRect().x]),
  );
  const starts = [1, 2, 3].map((level) => new Set(rows.filter(([own]) => own === level).map(([, start]) => start)));
  assert.deepEqual(starts.map(({ size }) => size), [1, 1, 1], "a level has one edge");
  const [first, second, third] = starts.flatMap((set) => [...set]);
  assert.ok(first < second && second < third, `${first} ${second} ${third}`);
});

/** The texts that do not fit into their cell, or whose cell is higher than its row. */
function cutCells(page) {
  return page.locator(".artifact-grid .grid-cell:not(.cell-path)").evaluateAll((cells) =>
    cells
      .filter((cell) => cell.checkVisibility())
      .filter((cell) => cell.scrollWidth > cell.clientWidth || cell.offsetHeight > cell.parentElement.offsetHeight)
      .map((cell) => cell.textContent),
  );
}

/** Drops a package, and waits for its report: no trust is needed for that, nor a word of a language. */
async function dropChanged(page) {
  await drop(page, CHANGED);
  await page.locator("section.verdict").waitFor();
}

test("in a wide window the three parts stand beside the verdict", async () => {
  const page = await open(GOOD_PACKAGE, { viewport: { width: 1920, height: 1000 } });
  const box = (selector) => page.locator(selector).first().boundingBox();
  const [panel, aspects, findings] = [await box("section.verdict"), await box(".aspects"), await box("#findings")];
  assert.ok(aspects.x >= panel.x + panel.width, "beside it");
  assert.ok(findings.x + findings.width > 1700, "the room is used");
});

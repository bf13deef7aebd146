// The artifacts: a tree that is filtered, searched, sorted and walked by keys, and draws little of 65,000 of them.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { zip } from "../node/zip.js";
import { TRUST, demoFile, drop, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const CHANGED = demoFile("acme-vnf-artifact-changed.csar");

async function openChanged() {
  const page = await portal.open();
  await dropTrusted(page, CHANGED, TRUST);
  await verdict(page);
  const grid = page.getByRole("treegrid", { name: "Artifacts" });
  return { page, grid, names: () => grid.locator(".cell-path .path").allInnerTexts() };
}

test("a folder comes to what is in it, and opens and closes", async () => {
  const { grid } = await openChanged();
  const folder = grid.getByRole("row").filter({ hasText: "Files" });
  assert.match(await folder.innerText(), /Failed: 1 of 1[\s\S]*64\.0 MiB/);
  assert.equal(await folder.getAttribute("aria-expanded"), "true");
  const before = await grid.getByRole("row").count();
  await folder.click();
  assert.equal(await folder.getAttribute("aria-expanded"), "false");
  assert.ok((await grid.getByRole("row").count()) < before);
});

test("artifacts are filtered by status and searched by path", async () => {
  const { page, names } = await openChanged();
  await page.getByRole("button", { name: /^Failed/ }).click();
  await page.getByText("1 of 11 artifacts match.").waitFor();
  assert.deepEqual(await names(), ["Files", "images", "acme-sbc.img"]);
  await page.getByRole("button", { name: /^All/ }).click();
  await page.getByLabel("Search paths").fill("scripts/INST");
  await page.getByText("1 of 11 artifacts match.").waitFor();
  assert.deepEqual(await names(), ["Scripts", "instantiate.sh"]);
  await page.getByLabel("Search paths").fill("nothing like it");
  await page.getByText("Nothing matches.").waitFor();
});

test("the members of a folder are sorted", async () => {
  const { grid, names } = await openChanged();
  const byName = await names();
  await grid.getByRole("button", { name: "Size" }).click();
  assert.equal(await grid.locator("[aria-sort=descending]").innerText(), "Size");
  assert.equal((await names())[0], "Files");
  await grid.getByRole("button", { name: "Size" }).click();
  assert.equal(await grid.locator("[aria-sort=ascending]").innerText(), "Size");
  await grid.getByRole("button", { name: "Path" }).click();
  assert.deepEqual(await names(), byName);
});

test("keys walk the tree, open folders and show details", async () => {
  const { page, grid, names } = await openChanged();
  const lastName = (await names()).at(-1);
  await grid.focus();
  /** Presses a key, and waits until the row at hand is the one whose name is given. */
  const press = async (key, name) => {
    await page.keyboard.press(key);
    await grid.locator(".is-current").getByText(name, { exact: true }).waitFor();
    const id = await grid.locator(".is-current").getAttribute("id");
    assert.equal(await grid.getAttribute("aria-activedescendant"), id);
  };
  await press("End", lastName);
  await press("Home", "Artifacts");
  await press("ArrowLeft", "Artifacts");
  await grid.locator(".is-current[aria-expanded=false]").waitFor();
  await press("ArrowRight", "Artifacts");
  await grid.locator(".is-current[aria-expanded=true]").waitFor();
  await press("ArrowRight", "events");
  await press("End", lastName);
  await page.keyboard.press("Enter");
  await page.getByRole("complementary", { name: "Details" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("complementary", { name: "Details" }).waitFor({ state: "detached" });
});

/** The page reads a report in portions of so many bytes (`report_reader.rs`). */
const PORTION = 1 << 18;
/** Rows that are in sight and a few beside them are fewer. */
const ROWS_MAX = 100;
const PRESSES = 30;

test("of 65,000 artifacts the page reads a portion at a time, and draws the rows in sight", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vnfseal-many-"));
  try {
    const files = {
      "TOSCA-Metadata/TOSCA.meta": "TOSCA-Meta-File-Version: 1.0\nEntry-Definitions: vnfd.yaml\n",
      "vnfd.yaml": "",
    };
    for (let number = 1; number <= 65_000; number += 1) files[`Files/${number % 250}/${number}.txt`] = "";
    const file = join(folder, "many.csar");
    await writeFile(file, zip(files));
    const page = await portal.open();
    await page.evaluate(countPauses);
    await drop(page, file);
    await verdict(page);
    const { pauses, bytes } = await page.evaluate(() => window.counted);
    // A portion ends with an artifact, so that it can be a little longer.
    const fewest = Math.floor(bytes / (1.1 * PORTION));
    assert.ok(fewest > 20 && pauses >= fewest, `${pauses} pauses in a report of ${bytes} bytes`);

    const grid = page.getByRole("treegrid", { name: "Artifacts" });
    await page.getByRole("button", { name: "Open all folders" }).click();
    await page.waitForFunction(() => Number(document.querySelector("[role=treegrid]").ariaRowCount) > 65_000);
    assert.ok((await grid.getByRole("row").count()) < ROWS_MAX);
    await grid.focus();
    await page.keyboard.press("Home");
    await grid.evaluate(countRows);
    for (let press = 0; press < PRESSES; press += 1) await page.keyboard.press("PageDown");
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
    const drawn = await page.evaluate(async () => {
      for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
      return window.drawn;
    });
    assert.ok(drawn > PRESSES && drawn < ROWS_MAX * (PRESSES + 1), `${drawn} rows were drawn`);
    assert.ok((await grid.getByRole("row").count()) < ROWS_MAX);
    await page.keyboard.press("End");
    await grid.getByRole("row").filter({ hasText: "vnfd.yaml" }).waitFor();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** In the page: counts how often it lets something else have its turn, and the bytes of the report. */
function countPauses() {
  window.counted = { pauses: 0, bytes: 0 };
  const later = window.setTimeout;
  window.setTimeout = (work, delay, ...given) => {
    if (delay === 0) window.counted.pauses += 1;
    return later(work, delay, ...given);
  };
  // The report is offered as a download.
  const offer = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    if (blob.type === "application/json") window.counted.bytes = blob.size;
    return offer.call(URL, blob);
  };
}

/** In the page: counts the rows that are drawn in a grid from now on. */
function countRows(grid) {
  window.drawn = 0;
  const isRow = (node) => node instanceof Element && node.role === "row";
  const count = (records) => {
    for (const { addedNodes } of records) window.drawn += [...addedNodes].filter(isRow).length;
  };
  new MutationObserver(count).observe(grid, { childList: true, subtree: true });
}

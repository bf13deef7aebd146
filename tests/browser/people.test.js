// People: without a mouse, with a screen reader, in the dark, on a telephone. And hostile authors.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { zip } from "../node/zip.js";
import {
  GOOD_PACKAGE,
  TRUST,
  demoFile,
  downloaded,
  drop,
  dropTrusted,
  keepAs,
  show,
  slowDown,
  usePortal,
  verdict,
} from "./support/portal.js";

const portal = usePortal();

test("a keyboard is enough, from choosing the files to the evidence", async () => {
  const page = await portal.open();
  // As long as somebody listens, pickers come to the test; switched off and on again, one would be missed.
  page.on("filechooser", () => {});
  await choose(page, "Choose trust files", TRUST);
  await page.getByRole("button", { name: "Remove trust.json" }).waitFor();
  await tabTo(page, "Trust for this visit");
  await page.keyboard.press("Enter");
  await page.locator(".offer").waitFor({ state: "detached" });
  await choose(page, "Choose packages", GOOD_PACKAGE);
  assert.equal((await verdict(page)).verdict, "passed");

  await tabTo(page, "Change");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Policy", level: 1 }).waitFor();
  assert.equal(await page.locator(":focus").getAttribute("id"), "main", "the focus is not lost with the view");
  await show(page, "Verify");
  await tabTo(page, "Findings");
  await tabTo(page, "Trust anchor");
  await page.keyboard.press("Enter");
  await page.getByText("Serial number").first().waitFor();
});

test("the focus goes on where a decision about trust leads", async () => {
  const page = await portal.open();
  await slowDown(page);
  await drop(page, GOOD_PACKAGE, TRUST);
  const card = page.locator(".offer");
  await press(card.getByRole("button", { name: "Leave out Example Telecom root CA" }));
  await hasFocus(page, "offers");
  await page.getByRole("heading", { name: "Read. Say whom you trust." }).waitFor();
  await press(card.getByRole("button", { name: "Trust for this visit" }));
  await page.locator("section.verdict").waitFor();
  await hasFocus(page, "verdict-title");

  await show(page, "Trust store");
  await press(page.getByRole("button", { name: "Remove Acme Networks root CA" }));
  await hasFocus(page, "installed");
  const picker = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Add certificates or a bundle" }).click();
  await (await picker).setFiles(TRUST);
  const candidate = card.locator(".candidate").first();
  await press(candidate.getByRole("button", { name: "Install…" }));
  await candidate.getByRole("checkbox").check();
  await press(candidate.getByRole("button", { name: "Install", exact: true }));
  await page.locator(".installed-entry").waitFor();
  await hasFocus(page, "offers");
  await press(card.getByRole("button", { name: "Trust for this visit" }));
  await hasFocus(page, "visit");

  const entry = page.locator(".installed-entry");
  await press(entry.getByRole("button", { name: /^Remove / }));
  await press(entry.getByRole("group").getByRole("button", { name: "Remove", exact: true }));
  await entry.waitFor({ state: "detached" });
  await hasFocus(page, "installed");
  await press(page.getByRole("button", { name: "Undo" }));
  await entry.waitFor();
  await hasFocus(page, "installed");
});

/** Uses a button as a keyboard does. */
async function press(button) {
  await button.focus();
  await button.press("Enter");
}

/** Waits until an element has the focus, which a keyboard goes on from. */
async function hasFocus(page, id) {
  await page.waitForFunction((wanted) => document.activeElement.id === wanted, id, { timeout: 10_000 }).catch(async () => {
    const found = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));
    assert.fail(`the focus is not on #${id} but on ${found}`);
  });
}

/** Goes to a button with Tab alone and chooses a file in the picker that it opens. */
async function choose(page, name, file) {
  await tabTo(page, name);
  const picker = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await picker).setFiles(file);
}

/** Presses Tab until the element of that text has the focus, which has to be seen. */
async function tabTo(page, text) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) > 0 && (await focused.innerText()).trim().startsWith(text)) {
      assert.notEqual(await focused.evaluate((element) => getComputedStyle(element).outlineStyle), "none");
      return;
    }
  }
  assert.fail(`Tab never came to "${text}"`);
}

test("a screen reader hears the verdict, and finds headings and a table", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
  await verdict(page);

  const heard = await page.getByRole("status").allTextContents();
  assert.ok(
    heard.some((text) => text.startsWith("Failed. ")),
    heard.join("|"),
  );
  assert.match(await page.title(), /^Failed: acme-vnf-artifact-changed\.csar/);
  for (const name of ["Failed", "Findings", "Signatures", "Artifacts", "SEC 021 checklist"]) {
    await page.getByRole("heading", { level: 2, name }).waitFor();
  }
  const grid = page.getByRole("treegrid", { name: "Artifacts" });
  const headings = await grid.getByRole("columnheader").allTextContents();
  assert.deepEqual(headings.slice(0, 4), ["Path", "Status", "VNF provider", "Service provider"]);
  const levels = await grid.getByRole("row").evaluateAll((rows) => rows.map((row) => row.ariaLevel));
  assert.ok(levels.includes("1") && levels.includes("2"), levels.join());
});

test("every state has a word and an icon beside its colour", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-file-added.csar"), TRUST);
  await verdict(page);

  const states = await page
    .locator(".status")
    .evaluateAll((items) =>
      items.map((item) => ({ word: item.textContent.trim(), icons: item.querySelectorAll("svg").length })),
    );
  assert.ok(states.length > 10);
  for (const { word, icons } of states) {
    assert.ok(word.length > 0);
    assert.equal(icons, 1);
  }
});

test("it is dark where the system is dark", async () => {
  const brightness = async (colorScheme) => {
    const page = await portal.open({ colorScheme });
    await dropTrusted(page, GOOD_PACKAGE, TRUST);
    await verdict(page);
    return page.evaluate(() => {
      const channels = (element) => getComputedStyle(element).backgroundColor.match(/\d+/g).slice(0, 3).map(Number);
      return [document.body, document.querySelector(".verdict")].map((element) => Math.max(...channels(element)));
    });
  };
  for (const value of await brightness("dark")) assert.ok(value < 80, `${value}`);
  for (const value of await brightness("light")) assert.ok(value > 200, `${value}`);
});

for (const width of [320, 700, 1024, 1920]) {
  test(`nothing has to be scrolled sideways at ${width} pixels`, async () => {
    const page = await portal.open({ viewport: { width, height: 800 } });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok((await overflow()) <= 0);
    await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
    await verdict(page);
    assert.ok((await overflow()) <= 0);
  });
}

test("names from a hostile package are text, and what they hide is shown", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vnfseal-hostile-"));
  try {
    const script = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    const reversed = "Files/\u202Egnp.exe";
    // No system takes a longer part of a name, and no longer path.
    const long = `Files/${Array(16).fill("long".repeat(60)).join("/")}/end.bin`;
    const file = join(folder, "hostile.csar");
    const meta = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nEntry-Definitions: vnfd.yaml\n";
    await writeFile(
      file,
      zip({ "TOSCA-Metadata/TOSCA.meta": meta, "vnfd.yaml": "", [script]: "1", [reversed]: "2", [long]: "3" }),
    );
    const page = await portal.open({ viewport: { width: 320, height: 800 } });
    page.on("dialog", (dialog) => assert.fail(`a name opened a dialog: ${dialog.message()}`));
    await drop(page, file);

    assert.equal((await verdict(page)).verdict, "failed");
    await page.getByRole("button", { name: "Open all folders" }).click();
    const grid = page.getByRole("treegrid");
    const paths = await grid.locator(".cell-path .path").allInnerTexts();
    // What looks like markup has slashes, and so is folders.
    const written = ["<img src=x onerror=alert(1)><script>alert(2)<", "script>"];
    for (const text of [...written, "U+202Egnp.exe"]) assert.ok(paths.some((path) => path === text), paths.join("\n"));
    assert.ok(paths.every((path) => !path.includes("\u202E")));
    await grid.getByRole("row").filter({ hasText: "end.bin" }).first().click();
    const summary = page.locator(".artifact-details .long-text summary").first();
    assert.match(await summary.innerText(), new RegExp(`…[\\s\\S]*${long.length} characters`));
    await summary.click();
    await page.getByText(long).first().waitFor();
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
    assert.equal(await page.locator("main img, main script").count(), 0);
    const { text } = await downloaded(page, () => keepAs(page, "HTML page"));
    assert.doesNotMatch(text, /<img|<script|\u202E/);
    assert.deepEqual(page.errors, []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

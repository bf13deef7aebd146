// From a finding to the line that it is about; a package inside a file; the digest of a file.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { unzip, zip } from "../node/zip.js";
import { SMALL_PACKAGE, SMALL_TRUST, demoFile, drop, dropTrusted, show, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const CHANGED = demoFile("acme-vnf-artifact-changed.csar");
const folder = mkdtempSync(join(tmpdir(), "vnfseal-viewer-"));

/** Writes a file into the folder of this test, and gives its path. */
function write(name, bytes) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The demo's package with other files in it. Nobody has signed those. */
const packageWith = (name, files) => write(name, zip({ ...unzip(readFileSync(SMALL_PACKAGE)), ...files }));

const dialog = (page) => page.getByRole("dialog");
const mismatch = (page) => page.locator("#findings li[data-code='artifact.digest-mismatch']").first();

/** Opens the line of the manifest that lists the file with another digest. */
async function openLine(page) {
  await mismatch(page).getByRole("button", { name: "Show the line" }).click();
  await dialog(page).locator("#viewer-marked").waitFor();
}

/** Opens the text of a file from its row. */
async function openText(page, path) {
  await page.locator(".grid-row").filter({ hasText: path }).first().click();
  await page.locator(".artifact-details").getByRole("button", { name: "Show the text" }).click();
  await dialog(page).waitFor();
}

async function assertAccessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), []);
}

test("a finding leads to its line, with both digests aligned and their difference marked", async () => {
  const page = await portal.open();
  await dropTrusted(page, CHANGED, SMALL_TRUST);
  await verdict(page);
  await openLine(page);
  const line = dialog(page).locator("#viewer-marked");
  const number = Number(await line.locator(".viewer-number").textContent());
  const files = unzip(readFileSync(CHANGED));
  const [path] = Object.keys(files).filter((name) => name.endsWith(".mf"));
  assert.equal(await line.locator("code").textContent(), files[path].toString().split("\n")[number - 1].trimEnd());
  assert.match(await line.textContent(), /Source:/);
  assert.ok(await line.evaluate((element) => {
    const [own, around] = [element, element.closest(".viewer-text")].map((each) => each.getBoundingClientRect());
    return own.top >= around.top && own.bottom <= around.bottom;
  }));
  const rows = await dialog(page).locator(".digest-group:not(.digest-names)").evaluateAll((groups) =>
    groups.map((group) => [...group.querySelectorAll("code")].map((code) => code.textContent)),
  );
  const [declared, found] = [0, 1].map((row) => rows.map((pair) => pair[row]).join(""));
  const changed = Object.entries(files).find(([, bytes]) => createHash("sha256").update(bytes).digest("hex") === found);
  assert.ok(changed, "the digest that was found is that of a file");
  assert.ok(files[path].toString().toLowerCase().includes(declared));
  const marks = await dialog(page).locator(".digest-group code:first-child").evaluateAll((codes) =>
    codes.flatMap((code) => [...code.childNodes].map((node) => node.nodeName === "MARK")),
  );
  assert.deepEqual(marks, [...declared].map((digit, index) => digit !== found[index]));
  assert.deepEqual(page.errors, []);
});

test("Escape closes it, and the keyboard goes on where it was", async () => {
  const page = await portal.open();
  await dropTrusted(page, CHANGED, SMALL_TRUST);
  await verdict(page);
  await openLine(page);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Show the line");
});

test("it works after other trust, and says so when the file cannot be read any more", async () => {
  const path = write("own.csar", readFileSync(CHANGED));
  const page = await portal.open();
  await dropTrusted(page, path, SMALL_TRUST);
  await verdict(page);
  await show(page, "Trust store");
  await page.getByRole("button", { name: /^Stop trusting|^Remove/ }).first().click();
  await show(page, "Verify");
  await verdict(page);
  await openLine(page);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  writeFileSync(path, "something else");
  await mismatch(page).getByRole("button", { name: "Show the line" }).click();
  await dialog(page).getByRole("alert").filter({ hasText: "cannot be read any more" }).waitFor();
});

test("hostile text is shown as text, and long lines and many of them are bounded", async () => {
  const hostile = `<img src=x onerror="document.title='gone'">\u202egpj.exe\u0007\n${"x".repeat(5000)}\nline\n${"more\n".repeat(2000)}`;
  const path = packageWith("hostile.csar", { "Files/hostile.txt": Buffer.from(hostile), "Files/bytes.txt": Buffer.from([0xff, 0x0a]) });
  const page = await portal.open();
  await drop(page, path);
  await verdict(page);
  await openText(page, "hostile.txt");
  const lines = dialog(page).locator(".viewer-lines li");
  await lines.first().waitFor();
  assert.equal(await lines.count(), 500);
  assert.equal(await lines.first().locator("code").textContent(), `<img src=x onerror="document.title='gone'">U+202Egpj.exeU+0007`);
  assert.match(await lines.nth(1).textContent(), /and 3,?000 more characters/);
  assert.equal(await page.locator("dialog img").count(), 0);
  await dialog(page).getByRole("button", { name: "Later lines" }).click();
  await dialog(page).getByText("Lines 501 to 1000 of 2003").waitFor();
  assert.equal(await lines.first().locator(".viewer-number").textContent(), "501");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await page.locator(".artifact-details").getByRole("button", { name: "Close" }).click();
  await openText(page, "bytes.txt");
  await dialog(page).getByText("Some bytes are not UTF-8").waitFor();
  assert.deepEqual(page.errors, []);
});

test("a package inside a file is opened as a package of its own", async () => {
  for (const deflate of [false, true]) {
    const outer = write(`outer-${deflate}.zip`, zip({ "folder/inner.csar": readFileSync(SMALL_PACKAGE) }, { deflate }));
    const page = await portal.open();
    await dropTrusted(page, outer, SMALL_TRUST);
    await verdict(page);
    await page.getByRole("button", { name: "Open folder/inner.csar" }).click();
    await page.locator("section.verdict[data-verdict=passed]").waitFor();
    await page.getByText(`outer-${deflate}.zip › inner.csar`).first().waitFor();
    assert.deepEqual(page.errors, []);
  }
});

for (const language of ["en", "de"]) {
  test(`axe finds nothing in the dialog in ${language}, and it fits a narrow window`, async () => {
    for (const options of [{ colorScheme: "light" }, { colorScheme: "dark", viewport: { width: 360, height: 740 } }]) {
      const page = await portal.open({ locale: language, ...options });
      await drop(page, CHANGED);
      await page.locator("section.verdict").waitFor();
      await page.locator("#findings .look").first().click();
      await dialog(page).locator("#viewer-marked").waitFor();
      await assertAccessible(page);
      assert.ok(await page.evaluate(() => document.querySelector("dialog").scrollWidth <= document.querySelector("dialog").clientWidth));
      if (language === "de") {
        const text = await dialog(page).evaluate((element) => element.querySelector("header").innerText + element.querySelector(".viewer-lead").innerText);
        assert.match(text, /Zeile \d+/);
        assert.doesNotMatch(text, /\b(Line|Close|package)\b/);
      }
      await page.context().close();
    }
  });
}

// What is sent of a report: the message to the vendor in a chosen language, and the summary on one page.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { verifyPackage } from "../../pkg/js/index.js";
import { SMALL_PACKAGE, SMALL_TRUST, dist, downloaded, drop, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const CHANGED = `${dist}/demo/acme-vnf-artifact-changed.csar`;
const STRANGER = `${dist}/demo/acme-vnf-signer-not-trusted.csar`;
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

const message = (page) => page.getByRole("dialog", { name: "Message to the vendor" });
const summary = (page) => page.locator("dialog.summary");

async function openMessage(page) {
  await page.getByRole("button", { name: "Message to vendor" }).click();
  await message(page).waitFor();
  return message(page).getByRole("textbox");
}

test("the message has what the vendor needs: package, signer, what is wrong, expected and found, clause", async () => {
  const report = await verifyPackage(CHANGED, { trust: SMALL_TRUST });
  const page = await portal.open(CLIPBOARD);
  await dropTrusted(page, CHANGED, SMALL_TRUST);
  await verdict(page);
  const text = await (await openMessage(page)).inputValue();
  const finding = report.findings.find(({ code }) => code === "artifact.digest-mismatch");
  const { expected, actual } = finding.details.digest;
  const [certificate] = report.signatures[0].chain;
  for (const part of [
    "acme-vnf-artifact-changed.csar",
    report.package.manifestDigest,
    certificate.subject.replaceAll('"', "'"),
    certificate.fingerprint,
    finding.what,
    finding.vendorFix,
    `Expected: SHA-256 ${expected}`,
    `Found: SHA-256 ${actual}`,
    finding.clause,
    "artifact.digest-mismatch",
  ]) {
    assert.ok(text.includes(part), `${part} in\n${text}`);
  }
  await message(page).getByRole("button", { name: "Copy message" }).click();
  await message(page).getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  await page.keyboard.press("Escape");
  await message(page).waitFor({ state: "detached" });
  assert.deepEqual(page.errors, []);
});

test("its language is chosen for the message, and the page keeps its own", async () => {
  const page = await portal.open(CLIPBOARD);
  await dropTrusted(page, CHANGED, SMALL_TRUST);
  await verdict(page);
  const box = await openMessage(page);
  await message(page).getByRole("combobox", { name: "Language of the message" }).selectOption("de");
  await page.waitForFunction(() => document.querySelector("textarea.message").value.includes("Guten Tag"));
  const text = await box.inputValue();
  assert.match(text, /Nicht bestanden[\s\S]*Erwartet: SHA-256 [0-9a-f]{64}[\s\S]*Zu tun: /);
  assert.doesNotMatch(text, /Expected|To mend|Hello/);
  assert.equal(await box.getAttribute("lang"), "de");
  await message(page).getByRole("heading", { name: "Message to the vendor" }).waitFor();
});

test("what concerns our own trust is not the vendor's to mend", async () => {
  const page = await portal.open();
  await dropTrusted(page, STRANGER, SMALL_TRUST);
  assert.equal((await verdict(page)).verdict, "failed");
  const text = await (await openMessage(page)).inputValue();
  const report = await verifyPackage(STRANGER, { trust: SMALL_TRUST });
  const told = report.findings.filter(({ vendorFix, severity }) => vendorFix && severity !== "note");
  for (const { code } of report.findings) {
    assert.equal(text.includes(`(${code})`), told.some((finding) => finding.code === code), code);
  }
});

test("where the browser does not copy, the text is selected", async () => {
  const page = await portal.open();
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
  });
  await dropTrusted(page, CHANGED, SMALL_TRUST);
  await verdict(page);
  const box = await openMessage(page);
  await message(page).getByRole("button", { name: "Copy message" }).click();
  await message(page).getByText("The browser did not copy it.").waitFor();
  const selected = await box.evaluate(({ selectionStart, selectionEnd }) => selectionEnd - selectionStart);
  assert.equal(selected, (await box.inputValue()).length);
});

test("the summary has digests, signer, validity, time and the QR code of the report's digest", async () => {
  const report = await verifyPackage(SMALL_PACKAGE, { trust: SMALL_TRUST });
  const page = await portal.open();
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await verdict(page);
  const { text: json } = await downloaded(page, () => page.locator("a[download$='.report.json']").click());
  await page.getByRole("button", { name: "One-page summary" }).click();
  const code = summary(page).getByRole("img", { name: "QR code of the report's SHA-256" });
  await code.waitFor();
  const text = (await summary(page).innerText()).replace(/\s+/g, " ");
  const digits = text.replaceAll(" ", "");
  const digest = createHash("sha256").update(json).digest("hex");
  const [certificate] = report.signatures[0].chain;
  for (const hex of [digest, report.package.manifestDigest, certificate.fingerprint]) assert.ok(digits.includes(hex), hex);
  assert.match(text, /Passed: acme-vnf-option1\.csar/);
  assert.ok(text.includes(certificate.subject) || text.includes(certificate.subject.slice(0, 40)));
  assert.ok(text.includes(certificate.notAfter.replace("T", " ").replace("Z", " UTC")));
  assert.match(text, /Verified as of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);

  const found = await readCode(page, code);
  if (found !== undefined) assert.equal(found, `sha256:${digest}`);
  assert.deepEqual(page.errors, []);
});

/** What a reader of the browser makes of a code, where it has one. */
async function readCode(page, code) {
  const picture = await code.screenshot({ scale: "css" });
  return page.evaluate(async (bytes) => {
    if (!("BarcodeDetector" in window)) return undefined;
    const formats = await BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return undefined;
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
    const [found] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(bitmap);
    return found?.rawValue;
  }, [...picture]);
}

test("the summary is printed alone, on one page, also of a package with long names", async () => {
  for (const name of ["good.csar", `${"long-name-".repeat(18)}.csar`]) {
    const page = await portal.open();
    await dropTrusted(page, CHANGED, SMALL_TRUST);
    await verdict(page);
    await page.getByRole("button", { name: "One-page summary" }).click();
    await summary(page).getByRole("img").waitFor();
    await page.evaluate((text) => {
      document.querySelector(".sheet-head bdi").textContent = text;
    }, name);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, 1, name);
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.locator("section.verdict").isVisible()));
    assert.ok(!(await summary(page).getByRole("button").first().isVisible()));
    await page.context().close();
  }
});

for (const height of [740, 1080]) {
  test(`the actions of the summary are in view in a window of ${height} pixels, and it has a title`, async () => {
    const page = await portal.open({ viewport: { width: 1280, height } });
    await dropTrusted(page, CHANGED, SMALL_TRUST);
    await verdict(page);
    await page.getByRole("button", { name: "One-page summary" }).click();
    const dialog = page.getByRole("dialog", { name: "One-page summary" });
    await dialog.getByRole("heading", { name: "One-page summary" }).waitFor();
    await summary(page).getByRole("img", { name: /^QR code/ }).waitFor({ state: "attached" });
    for (const name of ["Print or PDF", "Close"]) {
      const { y, height: own } = await dialog.getByRole("button", { name }).boundingBox();
      assert.ok(y >= 0 && y + own <= height, `${name} at ${y}`);
    }
    assert.ok(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth), "nothing is beyond the edge");
  });
}

test("hostile: names cannot end their quotes, break lines, reorder text or grow without bound", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vnfseal-sending-"));
  try {
    const name = `a" Verdict: Passed\u202E${"x".repeat(100)}.csar`;
    await writeFile(join(folder, name), "no package");
    const page = await portal.open();
    await drop(page, join(folder, name));
    await verdict(page);
    const text = await (await openMessage(page)).inputValue();
    assert.ok(text.includes(`"a' Verdict: Passed[U+202E]`), text);
    assert.doesNotMatch(text, /\u202E/);
    assert.ok(text.length < 20_000, `${text.length}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

// Two packages compared: what was added, removed and changed, who signed, and what each says.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { comparePackages, verifyPackage } from "../../pkg/js/index.js";
import { speak } from "./support/language.js";
import { SMALL_PACKAGE, SMALL_TRUST, dist, dropTrusted, drop, show, usePortal } from "./support/portal.js";

const portal = usePortal();
const demo = (name) => `${dist}/demo/${name}`;
const ADDED = demo("acme-vnf-file-added.csar");
const CHANGED = demo("acme-vnf-artifact-changed.csar");
const STRANGER = demo("acme-vnf-signer-not-trusted.csar");
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vnfseal-comparison-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const older = (page) => page.getByRole("combobox", { name: "Older" });
const newer = (page) => page.getByRole("combobox", { name: "Newer" });
const name = (path) => path.split("/").at(-1);
const changes = (page, list) =>
  page.locator(`${list} > li`).evaluateAll((items) => items.map((item) => [item.dataset.change, item.querySelectorAll("p")[1].innerText]));

async function compare(page, before, now) {
  await show(page, "Reports");
  await older(page).selectOption({ label: before });
  await newer(page).selectOption({ label: now });
  await page.locator(".compared[aria-busy=false]").waitFor();
}

async function open(...files) {
  const page = await portal.open();
  await dropTrusted(page, ...files, SMALL_TRUST);
  const done = (count) => document.querySelectorAll(".queue-item .queue-stage .tone-right, .queue-item .queue-stage .tone-wrong").length === count;
  await page.waitForFunction(done, files.length);
  return page;
}

test("a file that was added, and one with other content, by their digests", async () => {
  const page = await open(SMALL_PACKAGE, ADDED, CHANGED);
  await compare(page, name(SMALL_PACKAGE), name(ADDED));
  const expected = async (one, other) => {
    const [before, now] = await Promise.all([one, other].map((path) => verifyPackage(path, { trust: SMALL_TRUST })));
    return comparePackages(before, now);
  };
  const added = await expected(SMALL_PACKAGE, ADDED);
  const words = { added: "added", removed: "removed", kind: "changed", content: "changed", unknown: "changed", status: "status" };
  const listed = (comparison) => comparison.artifacts.map(({ path, change }) => [words[change], path]);
  assert.ok(added.artifacts.some(({ change }) => change === "added"));
  assert.deepEqual(await changes(page, ".compare-artifacts"), listed(added));
  await page.getByText(`${added.unchanged} artifacts are the same in both.`).waitFor();

  await page.getByRole("button", { name: "Swap" }).click();
  await page.locator(".compare-artifacts [data-change=removed]").first().waitFor();

  await compare(page, name(SMALL_PACKAGE), name(CHANGED));
  const changed = await expected(SMALL_PACKAGE, CHANGED);
  assert.deepEqual(await changes(page, ".compare-artifacts"), listed(changed));
  const content = changed.artifacts.find(({ change }) => change === "content");
  const text = await page.locator(".compare-artifacts").innerText();
  assert.ok(text.includes(content.old.digest.value) && text.includes(content.new.digest.value));
  assert.deepEqual(page.errors, []);
});

test("findings that came and went, and that the verdict has changed", async () => {
  const page = await open(SMALL_PACKAGE, CHANGED);
  const listed = () => page.locator(".compare-findings > li").evaluateAll((items) => items.map((item) => [item.dataset.change, item.querySelector("code").innerText]));
  await compare(page, name(SMALL_PACKAGE), name(CHANGED));
  await page.getByText("The verdict has changed.").waitFor();
  const [before, now] = await Promise.all([SMALL_PACKAGE, CHANGED].map((path) => verifyPackage(path, { trust: SMALL_TRUST })));
  const expected = comparePackages(before, now).findings.map(({ change, code }) => [change, code]);
  assert.ok(expected.some(([change, code]) => change === "added" && code === "artifact.digest-mismatch"));
  assert.deepEqual(await listed(), expected);
  const mismatch = page.locator(".compare-findings > li").filter({ hasText: "artifact.digest-mismatch" });
  assert.match(await mismatch.innerText(), /^New\n+Failure[\s\S]*acme-sbc\.img/);
  await page.getByRole("button", { name: "Swap" }).click();
  await page.locator(".compare-findings [data-change=removed]").first().waitFor();
  assert.deepEqual(await listed(), expected.map(([, code]) => ["removed", code]));
  await speak(page, "de");
  await page.getByText("Das Urteil hat sich geändert.").waitFor();
  await page.locator(".compare-findings").getByText("Nicht mehr gefunden").first().waitFor();
  assert.deepEqual(page.errors, []);
});

test("a package that was signed anew is not called the same, and German words fit a telephone", async () => {
  const good = await verifyPackage(SMALL_PACKAGE, { trust: SMALL_TRUST });
  const [signature] = good.signatures;
  const path = join(folder, "anew.report.json");
  await writeFile(path, JSON.stringify({ ...good, signatures: [{ ...signature, cmsDigest: "ab".repeat(32) }] }));
  const page = await portal.open({ viewport: { width: 360, height: 740 } });
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  await drop(page, path);
  await page.locator("section.saved").waitFor();
  await page.locator("section.saved").getByText("Same signer, other signatures").waitFor();
  assert.match(await page.locator("section.saved").innerText(), /SHA-256 of the CMS structure/);
  assert.equal(await page.locator(".compare-same").count(), 0);
  await speak(page, "de");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is cut off");
  const broken = await page.locator(".compare-table :is(th, td)").evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.innerText));
  assert.deepEqual(broken, []);
});

test("another signer, and other metadata", async () => {
  const page = await open(SMALL_PACKAGE, STRANGER);
  await compare(page, name(SMALL_PACKAGE), name(STRANGER));
  const kinds = (await changes(page, ".compare-changes")).map(([kind]) => kind).sort();
  assert.deepEqual(kinds, ["added", "removed"]);
  const verdicts = page.getByRole("row").filter({ hasText: "Verdict" });
  assert.match(await verdicts.innerText(), /Passed\s+Failed/);

  const report = await verifyPackage(SMALL_PACKAGE, { trust: SMALL_TRUST });
  const metadata = report.package.metadata.map((entry) => (entry.key === "vnf_package_version" ? { ...entry, value: "9.9" } : entry));
  const other = { ...report, package: { ...report.package, metadata } };
  await writeFile(join(folder, "other.json"), JSON.stringify(other));
  await drop(page, join(folder, "other.json"));
  await compare(page, name(SMALL_PACKAGE), `${name(SMALL_PACKAGE)} (saved report other.json)`);
  const row = page.getByRole("region", { name: /^Metadata/ }).getByRole("row").filter({ hasText: "9.9" });
  assert.match(await row.innerText(), /version/);
  assert.match(await verdicts.last().innerText(), /Passed\s+Says: passed/);
  assert.deepEqual(page.errors, []);
});

test("of an artifact, too, what a file says is grey beside what this page has verified", async () => {
  const page = await open(SMALL_PACKAGE, ADDED);
  const report = await verifyPackage(SMALL_PACKAGE, { trust: SMALL_TRUST });
  const [first, ...rest] = report.artifacts;
  await writeFile(join(folder, "forged.json"), JSON.stringify({ ...report, artifacts: [{ ...first, status: "failed" }, ...rest] }));
  await drop(page, join(folder, "forged.json"));
  await compare(page, name(SMALL_PACKAGE), `${name(SMALL_PACKAGE)} (saved report forged.json)`);
  const sides = page.locator(".compare-form ~ .compared .compare-side");
  assert.match(await sides.first().innerText(), /^Older\s+Passed/);
  assert.match(await sides.last().innerText(), /^Newer\s+Says: failed/);
  assert.deepEqual([await sides.first().locator(".tone-right").count(), await sides.last().locator(".status").count()], [1, 0]);
});

test("nothing is compared before there are two, and a package that is removed is no longer there", async () => {
  const page = await open(SMALL_PACKAGE, ADDED);
  await compare(page, name(SMALL_PACKAGE), name(ADDED));
  await show(page, "Verify");
  await page.getByRole("button", { name: `Remove ${name(ADDED)}` }).click();
  await drop(page, ADDED);
  await show(page, "Reports");
  assert.equal(await newer(page).inputValue(), "");
  assert.equal(await page.locator(".compared").count(), 0);
});

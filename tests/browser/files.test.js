// Files that are not what they should be, and changing one's mind about them.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { zip } from "../node/zip.js";
import { GOOD_PACKAGE, TRUST, demoFile, drop, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vnfseal-files-"));
});
after(() => rm(folder, { recursive: true, force: true }));

async function file(name, content) {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const NO_PACKAGES = {
  "a file that is not a ZIP": ["letter.csar", "Dear operator, please find the package attached."],
  "an empty file": ["empty.csar", ""],
  "ten random bytes": ["random", Buffer.from("9f03c81e77aa5201b6ee", "hex")],
  "the beginning of a ZIP": ["cut.zip", Buffer.from("504b030414000000", "hex")],
};
for (const [what, [name, content]] of Object.entries(NO_PACKAGES)) {
  test(`${what} fails with a reason, and the next package passes`, async () => {
    const page = await portal.open();
    await drop(page, await file(name, content), TRUST);

    assert.equal((await verdict(page)).verdict, "failed");
    const reason = await page.locator("#findings li.finding h3").first().innerText();
    assert.ok(reason.length > 10, reason);
    assert.match(await page.locator("#artifacts").innerText(), /No artifact could be read/);

    await drop(page, GOOD_PACKAGE);
    await page.locator("section.verdict[data-verdict=passed]").waitFor();
    assert.deepEqual(page.errors, []);
  });
}

test("a folder is refused with a word of advice", async () => {
  const path = join(folder, "unpacked");
  await mkdir(path);
  const page = await portal.open();
  await drop(page, path);

  await page.getByText("unpacked is a folder. Drop the package file itself").waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await drop(page, GOOD_PACKAGE, TRUST);
  assert.equal((await verdict(page)).verdict, "passed");
});

test("a trust file that is none is named, and can be removed", async () => {
  const page = await portal.open();
  await drop(page, GOOD_PACKAGE, TRUST, await file("notes.json", "[not json"));

  await page.getByRole("heading", { name: "The verification could not run" }).waitFor();
  await page.locator(".stopped-detail", { hasText: "notes.json" }).waitFor();
  await page.getByRole("button", { name: "Remove notes.json" }).click();
  assert.equal((await verdict(page)).verdict, "passed");
});

test("of two packages the first is taken, and the page says so", async () => {
  const page = await portal.open();
  await drop(page, GOOD_PACKAGE, demoFile("acme-vnf-file-added.csar"), TRUST);

  await page.getByText("One package at a time: acme-vnf-file-added.csar was left out.").waitFor();
  assert.equal((await verdict(page)).verdict, "passed");
});

test("a file whose name says nothing is told by its first bytes, and its purpose can be corrected", async () => {
  const page = await portal.open();
  await drop(page, await file("roots", "-----BEGIN CERTIFICATE-----\n"));
  const trust = page.getByRole("region", { name: "Trust" });
  await trust.getByText("roots").waitFor();

  await trust.getByRole("button", { name: "Use as package: roots" }).click();
  await page.getByRole("region", { name: "Package" }).getByText("roots").waitFor();
  assert.equal((await verdict(page)).verdict, "failed");

  await page.getByRole("button", { name: "Remove roots" }).click();
  await page.getByRole("heading", { name: "Is this package what its provider signed?" }).waitFor();
});

test("a long list of artifacts is drawn in parts", async () => {
  const files = {
    "TOSCA-Metadata/TOSCA.meta": "TOSCA-Meta-File-Version: 1.0\nEntry-Definitions: vnfd.yaml\n",
    "vnfd.yaml": "",
  };
  for (let number = 1; number <= 448; number += 1) files[`Files/${number}.txt`] = `${number}`;
  const page = await portal.open();
  await drop(page, await file("many.csar", zip(files)));
  await verdict(page);

  const artifacts = page.locator("#artifacts");
  const rows = artifacts.locator("tbody").getByRole("row");
  assert.equal(await rows.count(), 200);
  await artifacts.getByText("200 of 450 are shown.").waitFor();
  await artifacts.getByRole("button", { name: "Show 200 more" }).click();
  await artifacts.getByRole("button", { name: "Show 50 more" }).click();
  await artifacts.getByRole("button").waitFor({ state: "detached" });
  assert.equal(await rows.count(), 450);
});

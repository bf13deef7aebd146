// External artifacts: files that the package only names by their address, supplied by the user.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { GOOD_PACKAGE, TRUST, demoFile, drop, dropTrusted, usePortal, verdict } from "./support/portal.js";

const LISTING = demoFile("acme-vnf-external.csar");
const IMAGE = demoFile("sbc-recovery.img");
const URI = "https://vnf.acme.example/images/sbc-recovery.img";

const portal = usePortal();
let folder;
/** A file of the same name with one byte more. */
let changed;
/** The right content under another name. */
let renamed;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vnfseal-external-"));
  await mkdir(join(folder, "changed"));
  changed = join(folder, "changed", "sbc-recovery.img");
  renamed = join(folder, "download (1).json");
  const image = await readFile(IMAGE);
  await writeFile(changed, Buffer.concat([image, Buffer.from("\n")]));
  await writeFile(renamed, image);
});
after(() => rm(folder, { recursive: true, force: true }));

const untilVerdict = (page, word) => page.locator(`section.verdict[data-verdict=${word}]`).waitFor();
const row = (page) => page.getByRole("row").filter({ hasText: URI });
const packages = (page) => page.getByRole("region", { name: "Packages" });
const details = (page) => page.getByRole("complementary", { name: "Details" });

async function choose(page, button, file) {
  const picker = page.waitForEvent("filechooser");
  await details(page).getByRole("button", { name: button }).click();
  await (await picker).setFiles(file);
}

test("a dropped file of that name is checked, and so is another in its place", async () => {
  const page = await portal.open();
  await dropTrusted(page, LISTING, TRUST);
  assert.equal((await verdict(page)).verdict, "indeterminate");
  assert.match(await row(page).innerText(), /External, not fetched/);

  await drop(page, IMAGE);
  await untilVerdict(page, "passed");
  assert.equal(await row(page).getAttribute("data-verdict"), "passed");
  assert.match(await row(page).innerText(), /External, file supplied.*As declared/s);
  assert.equal(await packages(page).locator(".queue-item").count(), 1);

  await drop(page, changed);
  await untilVerdict(page, "failed");
  assert.equal(await row(page).getAttribute("data-verdict"), "failed");
  await page.locator("#findings").getByText(`The file that was supplied for '${URI}'`).waitFor();

  await packages(page).getByRole("button", { name: "Remove sbc-recovery.img" }).click();
  await untilVerdict(page, "indeterminate");
  assert.deepEqual(page.errors, []);
});

test("package and file may be dropped together, in either order", async () => {
  for (const files of [
    [LISTING, IMAGE, TRUST],
    [IMAGE, TRUST, LISTING],
  ]) {
    const page = await portal.open();
    await dropTrusted(page, ...files);
    await untilVerdict(page, "passed");
    assert.equal(await packages(page).locator(".queue-item").count(), 1);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test("the file is chosen, replaced and removed in the artifact's details", async () => {
  const page = await portal.open();
  await dropTrusted(page, LISTING, TRUST);
  await row(page).click();
  await choose(page, `Choose the file for ${URI}`, renamed);
  await untilVerdict(page, "passed");

  await row(page).click();
  await details(page).getByText("download (1).json").waitFor();
  await choose(page, `Choose another file for ${URI}`, changed);
  await untilVerdict(page, "failed");

  await row(page).click();
  await details(page).getByRole("button", { name: "Remove sbc-recovery.img" }).click();
  await untilVerdict(page, "indeterminate");
  assert.deepEqual(page.errors, []);
});

test("a file that was taken for an external artifact can be the package after all", async () => {
  const page = await portal.open();
  await dropTrusted(page, LISTING, TRUST);
  await untilVerdict(page, "indeterminate");
  await drop(page, IMAGE);
  await untilVerdict(page, "passed");
  await packages(page).getByRole("button", { name: "Use as package: sbc-recovery.img" }).click();
  await untilVerdict(page, "failed");
  assert.equal(await packages(page).locator(".queue-item").count(), 2);
});

test("a file that no package names is verified as a package", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await untilVerdict(page, "passed");
  await drop(page, IMAGE);
  await untilVerdict(page, "failed");
});

test("a change of trust verifies again with the same files", async () => {
  const page = await portal.open();
  await drop(page, LISTING, IMAGE);
  await untilVerdict(page, "indeterminate");
  await page.locator(".supplied-files").getByText("sbc-recovery.img", { exact: true }).waitFor();
  await dropTrusted(page, TRUST);
  await untilVerdict(page, "passed");
});

// Files that are not what they should be, and changing one's mind about them.

import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { GOOD_PACKAGE, TRUST, drop, dropTrusted, paste, trustForVisit, usePortal, verdict } from "./support/portal.js";

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
    await dropTrusted(page, await file(name, content), TRUST);

    assert.equal((await verdict(page)).verdict, "failed");
    const reason = await page.locator("#findings li.finding h3").first().innerText();
    assert.ok(reason.length > 10, reason);
    assert.match(await page.locator("#artifacts").innerText(), /No artifact could be read/);

    await drop(page, GOOD_PACKAGE);
    await page.locator("section.verdict[data-verdict=passed]").waitFor();
    assert.deepEqual(page.errors, []);
  });
}

test("of a folder the packages and trust files are taken", async () => {
  const path = join(folder, "delivery");
  await mkdir(join(path, "trust"), { recursive: true });
  await writeFile(join(path, "readme.txt"), "Dear operator");
  await copyFile(GOOD_PACKAGE, join(path, "vnf.csar"));
  await copyFile(TRUST, join(path, "trust", "trust.json"));
  const page = await portal.open();
  await drop(page, path);

  await page.getByText("2 files were taken from the folder delivery, 1 others were left out.").waitFor();
  await trustForVisit(page);
  assert.equal((await verdict(page)).verdict, "passed");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByText("files were taken").waitFor({ state: "detached" });
});

test("an unpacked package is told from a delivery", async () => {
  const path = join(folder, "unpacked");
  await mkdir(join(path, "TOSCA-Metadata"), { recursive: true });
  await writeFile(join(path, "TOSCA-Metadata", "TOSCA.meta"), "");
  const page = await portal.open();
  await drop(page, path);
  await page.getByText("The folder unpacked is an unpacked package. Drop the package file itself").waitFor();
});

test("a private key is refused with a warning", async () => {
  const page = await portal.open();
  await paste(page, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
  const trust = page.getByRole("region", { name: "Trust" });
  await trust.getByText("pasted.pem", { exact: true }).waitFor();
  await trust.getByText(/private key/).waitFor();
});

test("a file whose name says nothing is told by its first bytes, and its purpose can be corrected", async () => {
  const page = await portal.open();
  await drop(page, await file("roots", "-----BEGIN CERTIFICATE-----\n"));
  const trust = page.getByRole("region", { name: "Trust" });
  await trust.getByText("roots", { exact: true }).waitFor();

  await trust.getByRole("button", { name: "Use as package: roots" }).click();
  await page.getByRole("region", { name: "Packages" }).getByText("roots", { exact: true }).waitFor();
  assert.equal((await verdict(page)).verdict, "failed");

  await page.getByRole("button", { name: "Remove roots" }).click();
  await page.getByRole("heading", { name: "Is this package what its provider signed?" }).waitFor();
});

// Packages are encrypted and decrypted on the page: what openssl makes of it, refusals, and who gets what.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { decryptWithOpenssl, encryptWithOpenssl, makeRecipient } from "../node/recipients.js";
import { chooseIn, openDialog, slowNextWorker, traces } from "./support/dialogs.js";
import { SMALL_PACKAGE, SMALL_TRUST, TRUST, demoFile, drop, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const folder = mkdtempSync(join(tmpdir(), "vnfseal-encrypt-dialog-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const rsa = makeRecipient(folder, "rsa");
const ec = makeRecipient(folder, "P-256");
const ENCRYPTED = join(folder, "acme-vnf-option1.csar.cms");
encryptWithOpenssl(SMALL_PACKAGE, ENCRYPTED, [rsa, ec]);

/** A page without a save picker, as Firefox has it. */
async function open() {
  const page = await portal.open();
  await page.evaluate(() => delete window.showSaveFilePicker);
  return page;
}

async function saved(page, dialog) {
  const coming = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save" }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), path: await download.path() };
}

/** Opens the dialog that decrypts a file, and gives it the recipient's key and certificate. */
async function openDecryption(page, file, recipient) {
  await drop(page, file);
  await page.getByRole("heading", { name: "This file is encrypted" }).waitFor();
  const dialog = await openDialog(page, "Decrypt…");
  await chooseIn(dialog, "Choose key file", recipient.key);
  await chooseIn(dialog, "Choose certificate", recipient.certificate);
  return dialog;
}

test("what is encrypted for two recipients, openssl decrypts for each", async () => {
  const page = await open();
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await verdict(page);
  const dialog = await openDialog(page, "Encrypt for…");
  await chooseIn(dialog, "Add certificates", rsa.certificate);
  await chooseIn(dialog, "Add certificates", ec.certificate);
  await dialog.locator(".recipient").nth(1).waitFor();
  assert.match(await dialog.locator(".recipient").nth(1).innerText(), /P-256/);
  await dialog.getByRole("button", { name: "Encrypt", exact: true }).click();
  await dialog.getByRole("heading", { name: "Encrypted" }).waitFor();
  const { name, path } = await saved(page, dialog);
  assert.equal(name, "acme-vnf-option1.csar.cms");
  const original = readFileSync(SMALL_PACKAGE);
  for (const recipient of [rsa, ec]) {
    assert.ok(decryptWithOpenssl(path, recipient, join(folder, "out")).equals(original), recipient.kind);
  }
  assert.deepEqual(page.errors, []);
});

test("where there is a save picker, the file is written in the place that was chosen", async () => {
  const page = await portal.open();
  await page.evaluate(() => {
    window.showSaveFilePicker = async ({ suggestedName }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
  });
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await verdict(page);
  const dialog = await openDialog(page, "Encrypt for…");
  await chooseIn(dialog, "Add certificates", rsa.certificate);
  await dialog.getByRole("button", { name: "Encrypt", exact: true }).click();
  await dialog.getByText("Saved").waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Save" }).count(), 0);
  const written = await page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle("acme-vnf-option1.csar.cms");
    return [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
  });
  writeFileSync(join(folder, "written.cms"), Uint8Array.from(written));
  assert.ok(decryptWithOpenssl(join(folder, "written.cms"), rsa, join(folder, "out")).equals(readFileSync(SMALL_PACKAGE)));
});

test("a certificate for which nothing may be encrypted is refused with the reason", async () => {
  const page = await open();
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await verdict(page);
  const dialog = await openDialog(page, "Encrypt for…");
  await chooseIn(dialog, "Add certificates", demoFile("trust.json"));
  await dialog.getByRole("button", { name: "Encrypt", exact: true }).click();
  await dialog.getByRole("alert").waitFor();
  assert.equal(await dialog.getByRole("heading", { name: "Encrypted" }).count(), 0);
});

test("an encrypted package is recognised, decrypted, verified and handed out", async () => {
  const page = await open();
  await dropTrusted(page, SMALL_TRUST);
  const dialog = await openDecryption(page, ENCRYPTED, ec);
  await dialog.getByRole("button", { name: "Decrypt", exact: true }).click();
  await dialog.getByRole("heading", { name: "Decrypted" }).waitFor();
  assert.match(await dialog.innerText(), /was verified:\s*Passed/);
  const { name, path } = await saved(page, dialog);
  assert.equal(name, "acme-vnf-option1.csar");
  assert.ok(readFileSync(path).equals(readFileSync(SMALL_PACKAGE)));
  await dialog.getByRole("button", { name: "Show its report" }).click();
  assert.equal((await verdict(page)).verdict, "passed");
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 2);
  const secret = readFileSync(ec.key, "utf8").split("\n")[1];
  assert.ok(!(await traces(page)).includes(secret));
  assert.deepEqual(page.errors, []);
});

test("what does not pass is not handed out, and nothing is left in the place that was chosen", async () => {
  const changed = join(folder, "changed.csar.cms");
  encryptWithOpenssl(demoFile("acme-vnf-artifact-changed.csar"), changed, [ec]);
  const page = await portal.open();
  await page.evaluate(() => {
    window.showSaveFilePicker = async ({ suggestedName }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
  });
  await dropTrusted(page, TRUST);
  const dialog = await openDecryption(page, changed, ec);
  await dialog.getByRole("button", { name: "Decrypt", exact: true }).click();
  await dialog.getByRole("heading", { name: "Decrypted, but not handed out" }).waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Save" }).count(), 0);
  assert.ok((await dialog.locator("li.finding").count()) > 0);
  await dialog.getByRole("button", { name: "Close" }).click();
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 1);
  await page.waitForFunction(async () => {
    for await (const name of (await navigator.storage.getDirectory()).keys()) if (name === "changed.csar") return false;
    return true;
  });
});

test("a wrong key and a changed file are refused with the reason", async () => {
  const other = makeRecipient(folder, "P-256", "other");
  const page = await open();
  await dropTrusted(page, SMALL_TRUST);
  const dialog = await openDecryption(page, ENCRYPTED, { ...ec, key: other.key });
  const decrypt = dialog.getByRole("button", { name: "Decrypt", exact: true });
  await decrypt.click();
  await dialog.getByRole("alert").waitFor();
  await page.keyboard.press("Escape");

  const flipped = readFileSync(ENCRYPTED);
  flipped[flipped.length - 1000] ^= 1;
  writeFileSync(join(folder, "flipped.csar.cms"), flipped);
  const second = await openDecryption(page, join(folder, "flipped.csar.cms"), ec);
  await second.getByRole("button", { name: "Decrypt", exact: true }).click();
  await second.getByRole("alert").waitFor();
  assert.equal(await second.getByRole("button", { name: "Save" }).count(), 0);
});

test("a decryption that is cancelled leaves nothing", async () => {
  const page = await open();
  await dropTrusted(page, SMALL_TRUST);
  const dialog = await openDecryption(page, ENCRYPTED, ec);
  const slow = slowNextWorker(page);
  await dialog.getByRole("button", { name: "Decrypt", exact: true }).click();
  await slow;
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.getByRole("button", { name: "Decrypt", exact: true }).waitFor();
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 1);
});

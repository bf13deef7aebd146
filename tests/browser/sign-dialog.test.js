// The service provider signs on the page: key files, refusals, a cancel, and what is left of the key.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { verifyPackage } from "../../pkg/js/index.js";
import { makeIdentity, openssl } from "../node/identities.js";
import { chooseIn, makePkcs12, makeTrustFile, openDialog, slowNextWorker, traces } from "./support/dialogs.js";
import { GOOD_PACKAGE, TRUST, demoFile, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const PASSWORD = "correct horse 7 battery staple";
const operator = makeIdentity("Operator");
const stranger = makeIdentity("Stranger");
const trust = makeTrustFile(operator, TRUST);
const pkcs12 = makePkcs12(operator, PASSWORD);
const OPEN = "Sign as service provider…";

/** A page on which a package has passed, with the dialog open. */
async function openSigning(packagePath = GOOD_PACKAGE) {
  const page = await portal.open();
  page.said = [];
  page.on("console", (message) => page.said.push(message.text()));
  await dropTrusted(page, packagePath, trust);
  assert.equal((await verdict(page)).verdict, "passed");
  return { page, dialog: await openDialog(page, OPEN) };
}

/** Saves what was made, and gives its path and name. */
async function saved(page, dialog) {
  const coming = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save" }).click();
  const download = await coming;
  const path = `${operator.place}/${download.suggestedFilename()}`;
  await download.saveAs(path);
  return { path, name: download.suggestedFilename() };
}

test("a package is signed with a PKCS #12 file, and openssl and the npm package verify it", async () => {
  const { page, dialog } = await openSigning();
  const workers = page.workers().length;
  const isSealing = (url) => url.includes("/dist/sealing");
  assert.deepEqual(page.requests.filter(isSealing), [], "the sealing module is loaded by those who use it only");

  await chooseIn(dialog, "Choose key file", pkcs12);
  assert.equal(await dialog.getByRole("group", { name: "Certificate" }).count(), 0, "it is in the PKCS #12 file");
  await dialog.getByLabel("Password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await dialog.getByRole("heading", { name: "Signed" }).waitFor();
  assert.ok(page.requests.some((url) => url.endsWith("/sealing_bg.wasm")));
  assert.match(await dialog.innerText(), /Signed by.*Operator release[\s\S]*was verified:\s*Passed/);

  const { path, name } = await saved(page, dialog);
  assert.equal(name, "acme-vnf-option1-signed.csar");
  const policy = { serviceProviderSignature: "required" };
  const report = await verifyPackage(path, { trust, policy });
  assert.equal(report.verdict, "passed");
  assert.deepEqual(report.signatures.map(({ role }) => role), ["vnfProvider", "serviceProvider"]);
  verifyManifest(path);

  // The new package is in the list, and its report is what the dialog leaves.
  await dialog.getByRole("button", { name: "Show its report" }).click();
  await page.getByRole("region", { name: "Packages" }).getByRole("button", { name: /-signed\.csar/ }).first().waitFor();
  assert.equal((await verdict(page)).verdict, "passed");
  await page.getByRole("button", { name: "Save the package" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "verdict-title");

  assert.equal(page.workers().length, workers, "the worker that had the key has ended");
  const left = (await traces(page)) + page.said.join("\n");
  assert.ok(!left.includes(PASSWORD), "the password is nowhere");
  assert.deepEqual(page.errors, []);
});

/** Verifies with openssl every signer over the manifest. */
function verifyManifest(path) {
  const text = execFileSync("unzip", ["-p", path, "*.mf"], { encoding: "latin1" });
  const start = text.indexOf("-----BEGIN ");
  const [content, block] = ["manifest", "block"].map((name) => `${operator.place}/${name}`);
  writeFileSync(content, text.slice(0, start), "latin1");
  writeFileSync(block, text.slice(start), "latin1");
  openssl("cms", "-verify", "-noverify", "-binary", "-inform", "PEM", "-in", block, "-content", content, "-out", "/dev/null");
  const shown = openssl("cms", "-cmsout", "-print", "-noout", "-inform", "PEM", "-in", block).toString();
  assert.equal(shown.match(/signatureAlgorithm:/g).length >= 2, true);
}

test("an encrypted PKCS #8 file needs its certificate beside it", async () => {
  const encrypted = `${operator.place}/signer.p8`;
  openssl("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", operator.key, "-passout", `pass:${PASSWORD}`, "-out", encrypted);
  const { page, dialog } = await openSigning(demoFile("acme-vnf-option2.zip"));
  await chooseIn(dialog, "Choose key file", encrypted);
  await dialog.getByLabel("Password").fill(PASSWORD);
  const sign = dialog.getByRole("button", { name: "Sign", exact: true });
  await sign.click();
  await dialog.getByRole("alert").getByText("The private key comes without a certificate.").waitFor();

  await chooseIn(dialog, "Choose certificate", operator.certificate);
  await sign.click();
  await dialog.getByRole("heading", { name: "Signed" }).waitFor();
  const { path } = await saved(page, dialog);
  assert.equal((await verifyPackage(path, { trust, policy: { serviceProviderSignature: "required" } })).verdict, "passed");
});

test("a wrong password says so, and the right one goes on from there", async () => {
  const { page, dialog } = await openSigning();
  await chooseIn(dialog, "Choose key file", pkcs12);
  const sign = dialog.getByRole("button", { name: "Sign", exact: true });
  await sign.click();
  await dialog.getByRole("alert").getByText(/password is needed/).waitFor();
  await dialog.getByLabel("Password").fill("another one");
  await sign.click();
  await dialog.getByRole("alert").getByText(/password is wrong/).waitFor();
  await dialog.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await dialog.getByRole("heading", { name: "Signed" }).waitFor();
});

test("a key that is not that of the certificate, and a signer whom nobody trusts, are refused with the reason", async () => {
  const { page, dialog } = await openSigning();
  await chooseIn(dialog, "Choose key file", stranger.key);
  await chooseIn(dialog, "Choose certificate", operator.certificate);
  const sign = dialog.getByRole("button", { name: "Sign", exact: true });
  await sign.click();
  await dialog.getByRole("alert").getByText(/key/).first().waitFor();

  await dialog.getByRole("button", { name: /Remove signer.pem/ }).click();
  await chooseIn(dialog, "Choose certificate", stranger.certificate);
  await sign.click();
  const alert = dialog.getByRole("alert");
  await alert.getByText(/does not verify as one of the service provider's/).waitFor();
  assert.ok((await alert.locator("li.finding").count()) > 0);
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 1);
});

test("a run that is cancelled leaves nothing, and the form as it was", async () => {
  const { page, dialog } = await openSigning();
  await chooseIn(dialog, "Choose key file", pkcs12);
  await dialog.getByLabel("Password").fill(PASSWORD);
  const workers = page.workers().length;
  const slow = slowNextWorker(page);
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await slow;
  // Escape does not end a run by mistake.
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.getByText("signer.p12").waitFor();
  assert.equal(await dialog.getByRole("progressbar").count(), 0);
  while (page.workers().length > workers) await page.waitForTimeout(100);
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 1);
  assert.deepEqual(page.errors, []);
});

test("the dialog takes keys that are dropped on it, and closing it gives the focus back and forgets them", async () => {
  const { page, dialog } = await openSigning();
  await dialog.getByRole("group", { name: "Private key" }).evaluate((field) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["key"], "dropped.p12"));
    for (const type of ["dragover", "drop"]) {
      field.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  });
  await dialog.getByText("dropped.p12").waitFor();
  await dialog.getByLabel("Password").fill(PASSWORD);
  assert.equal(await page.locator(".drop-overlay").count(), 0);

  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "More actions", "the menu that the dialog was chosen from");
  assert.ok(!(await traces(page)).includes(PASSWORD));
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 1);
  const again = await openDialog(page, OPEN);
  assert.equal(await again.getByText("dropped.p12").count(), 0);
  assert.equal(await again.getByLabel("Password").inputValue(), "");
});

test("only a package that passed can be signed or encrypted", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), trust);
  assert.equal((await verdict(page)).verdict, "failed");
  assert.equal(await page.getByRole("button", { name: "More actions", exact: true }).count(), 0);
});

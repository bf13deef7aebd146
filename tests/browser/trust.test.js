// The trust store: comparing fingerprints, installing, keeping, exporting, removing; and the place of a chain's check.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import {
  GOOD_PACKAGE,
  TRUST,
  choose,
  demoFile,
  downloaded,
  drop,
  install,
  keepAs,
  show,
  usePortal,
  verdict,
} from "./support/portal.js";

const portal = usePortal();

test("what is installed counts, stays after a reload and is exported", async () => {
  const page = await portal.open();
  await install(page, TRUST);
  await page.getByRole("heading", { name: "VNF provider: private CA" }).waitFor();
  await page.getByRole("heading", { name: "Service provider: private CA" }).waitFor();

  await page.reload();
  await show(page, "Verify");
  await page.getByText("2 certificates installed.").waitFor();
  await drop(page, GOOD_PACKAGE);
  assert.equal((await verdict(page)).verdict, "passed");

  await show(page, "Trust store");
  const bundle = await downloaded(page, () => page.getByRole("link", { name: "Export as trust bundle" }).click());
  const [exported, given] = [JSON.parse(bundle.text), JSON.parse(await readFile(TRUST, "utf8"))];
  const der = (pem) => pem.replace(/-----[^-]+-----|\s/g, "");
  assert.deepEqual(exported.vnfProvider.privateCAs.map(der), given.vnfProvider.privateCAs.map(der));
});

test("removing asks, counts at once, and can be undone", async () => {
  const page = await portal.open();
  await install(page, TRUST);
  await show(page, "Verify");
  await drop(page, GOOD_PACKAGE);
  assert.equal((await verdict(page)).verdict, "passed");

  await show(page, "Trust store");
  const entry = page.locator(".installed-entry").filter({ hasText: "Acme Networks root CA" });
  await entry.getByRole("button", { name: "Remove Acme Networks root CA" }).click();
  const question = entry.getByRole("group", { name: "Remove Acme Networks root CA" });
  await question.getByText("will not pass any more").waitFor();
  await question.getByRole("button", { name: "Keep it" }).click();
  await question.waitFor({ state: "detached" });
  assert.equal(await entry.count(), 1);

  await entry.getByRole("button", { name: "Remove Acme Networks root CA" }).click();
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await entry.waitFor({ state: "detached" });
  await show(page, "Verify");
  await page.locator("section.verdict[data-verdict=failed]").waitFor();

  await show(page, "Trust store");
  await page.getByText("Acme Networks root CA was removed.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await entry.waitFor();
  await show(page, "Verify");
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  await page.reload();
  await page.getByText("2 certificates installed.").waitFor();
});

/** The first card's first certificate, with its form for comparing open. */
async function comparing(page) {
  await drop(page, TRUST);
  const candidate = page.locator(".offer .candidate").first();
  await candidate.getByRole("button", { name: "Install…" }).click();
  return {
    candidate,
    button: candidate.getByRole("button", { name: "Install", exact: true }),
    field: candidate.getByLabel("Paste or type the whole fingerprint"),
    fingerprint: await candidate.locator(".facts .digest").innerText(),
  };
}

test("nothing less than the whole fingerprint is a comparison", async () => {
  const page = await portal.open();
  const { candidate, button, field, fingerprint } = await comparing(page);
  const digits = fingerprint.replace(/\s/g, "");
  assert.match(digits, /^[0-9a-f]{64}$/);
  assert.ok(await button.isDisabled(), "nothing has been compared");

  await field.fill(digits.slice(-8));
  await candidate.getByText(/It is not the same: group 1 is [0-9a-f]{8} there/).waitFor();
  assert.ok(await button.isDisabled(), "eight digits are not enough");
  await field.fill(digits.slice(0, 63));
  await candidate.getByText("The same so far: 63 of 64 digits.").waitFor();
  await candidate.getByRole("checkbox").check();
  assert.ok(await button.isDisabled(), "a tick does not complete what was typed");

  const wrong = `${digits.slice(0, 17)}${digits[17] === "0" ? "1" : "0"}${digits.slice(18)}`;
  await field.fill(wrong.toUpperCase());
  await candidate.getByText(`group 3 is ${wrong.slice(16, 24)} there and ${digits.slice(16, 24)} here`).waitFor();
  assert.ok(await button.isDisabled(), "a tick does not make another fingerprint right");

  await field.fill(`sha256 Fingerprint=${digits.toUpperCase().match(/../g).join(":")}`);
  await candidate.getByText("It is the same.").waitFor();
  await button.click();
  await show(page, "Trust store");
  await page.getByRole("heading", { name: "VNF provider: private CA" }).waitFor();
});

test("that a self-signed root's chain holds is not shown as proof of anything", async () => {
  const page = await portal.open();
  const { candidate, button } = await comparing(page);
  await candidate.locator(".self-signed").getByText("Self-signed: only the fingerprint shows whose it is").waitFor();
  assert.equal(await candidate.getByText("Passed").count(), 0);
  await candidate.getByRole("checkbox").check();
  await button.click();
  await candidate.getByText("Acme Networks root CA").waitFor({ state: "detached" });
});

/** Opens the comparison of the signer's certificate from its signature in the report. */
async function installFromReport(page) {
  const signature = page.locator("#signature-1");
  await signature.getByRole("button", { name: "Signing certificate" }).click();
  await signature.locator(".certificate").getByRole("button", { name: "Install…" }).click();
  const dialog = page.getByRole("dialog", { name: "Install this signing certificate?" });
  await dialog.getByRole("textbox").waitFor();
  return dialog;
}

/** Installs the authorities of the demo, so that chains can lead to them. */
async function installAuthorities(page) {
  await install(page, TRUST);
  await show(page, "Verify");
}

test("a signer's certificate is installed from the report, once its chain is checked", async () => {
  const page = await portal.open();
  await installAuthorities(page);
  await drop(page, demoFile("acme-vnf-option1.csar"));
  assert.equal((await verdict(page)).authenticity, "passed");
  const dialog = await installFromReport(page);
  await dialog.getByText("This certificate comes from the report on a package.").waitFor();
  assert.equal(await dialog.getByRole("combobox").inputValue(), "vnfProvider.signingCertificates");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Install", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await show(page, "Trust store");
  await page.getByRole("heading", { name: "VNF provider: signing certificate" }).waitFor();
});

test("a signer whose chain leads to nobody is not installed", async () => {
  const page = await portal.open();
  await installAuthorities(page);
  await drop(page, demoFile("acme-vnf-signer-not-trusted.csar"));
  assert.equal((await verdict(page)).authenticity, "failed");
  await page.locator("#signature-1").getByText("No way to an authority you trust").waitFor();
  const dialog = await installFromReport(page);
  await dialog.getByRole("heading", { name: "Somebody else package signing" }).waitFor();
  await dialog.getByText("Failed").first().waitFor();
  await dialog.getByRole("checkbox").check();
  for (const name of ["Install", "Trust for this visit"]) {
    assert.ok(await dialog.getByRole("button", { name, exact: true }).isDisabled());
  }
});

test("the engine's no to a chain is final", async () => {
  const page = await portal.open();
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function postMessage(message, ...rest) {
      if (!message.verifyCertificate) return post.call(this, message, ...rest);
      window.asked = message.verifyCertificate;
      const report = JSON.stringify({ verdict: "failed", chain: [], findings: [] });
      this.dispatchEvent(new MessageEvent("message", { data: { id: message.id, report } }));
    };
  });
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  const { candidate, button } = await comparing(page);
  await candidate.getByText("Failed").waitFor();
  await candidate.getByRole("checkbox").check();
  assert.ok(await button.isDisabled());
  const asked = await page.evaluate(() => window.asked);
  assert.match(asked.certificate, /BEGIN CERTIFICATE/);
  assert.equal(asked.purpose, "any");
});

test("what is left out counts for nothing, and the report says whom it was judged with", async () => {
  const page = await portal.open();
  await show(page, "Trust store");
  await choose(page, "Add certificates or a bundle", TRUST);
  const card = page.locator(".offer");
  await card.getByText("You chose this file.").waitFor();
  await card.getByRole("button", { name: "Leave out Acme Networks root CA" }).click();
  await card.getByRole("button", { name: "Trust for this visit" }).click();
  await card.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "For this visit only" }).waitFor();

  await show(page, "Verify");
  await drop(page, GOOD_PACKAGE);
  assert.equal((await verdict(page)).verdict, "failed");
  const judged = page.locator(".judged-with");
  await judged.getByText("Judged with 1 trusted certificate").click();
  await judged.getByText("Service provider: private CA").waitFor();
  const shown = (await judged.locator(".digest").innerText()).replace(/\s/g, "");
  const report = await downloaded(page, () => page.getByRole("link", { name: "JSON" }).click());
  assert.equal(shown, JSON.parse(report.text).trust.serviceProvider.privateCAs[0].fingerprint);
  const { text } = await downloaded(page, () => keepAs(page, "HTML page"));
  assert.match(text, new RegExp(`Judged with[\\s\\S]*${shown}`));
});

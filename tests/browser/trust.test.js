// The trust store: installing, comparing fingerprints, keeping, exporting, removing; and the place of a chain's check.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { GOOD_PACKAGE, TRUST, demoFile, downloaded, drop, install, show, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();

test("what is installed counts, stays after a reload, is exported, and can be removed", async () => {
  const page = await portal.open();
  await install(page, TRUST);
  await page.getByRole("heading", { name: "VNF provider: private CA" }).waitFor();
  await page.getByRole("heading", { name: "Service provider: private CA" }).waitFor();

  await page.reload();
  await page.getByText("2 certificates installed.").waitFor();
  await drop(page, GOOD_PACKAGE);
  assert.equal((await verdict(page)).verdict, "passed");

  await show(page, "Trust store");
  const bundle = await downloaded(page, () => page.getByRole("link", { name: "Export as trust bundle" }).click());
  const [exported, given] = [JSON.parse(bundle.text), JSON.parse(await readFile(TRUST, "utf8"))];
  assert.deepEqual(exported.vnfProvider.privateCAs, given.vnfProvider.privateCAs);

  await page.getByRole("button", { name: "Remove Acme Networks root CA" }).click();
  await page.getByRole("heading", { name: "VNF provider: private CA" }).waitFor({ state: "detached" });
  await show(page, "Verify");
  await page.locator("section.verdict[data-verdict=failed]").waitFor();
  await page.reload();
  await page.getByText("1 certificate installed.").waitFor();
});

test("a fingerprint has to be compared, and another one forbids", async () => {
  const page = await portal.open();
  await drop(page, TRUST);
  await page.getByRole("button", { name: "Install certificates of trust.json" }).click();
  const card = page.locator(".candidate").first();
  const button = card.getByRole("button", { name: "Install" });
  assert.ok(await button.isDisabled());

  const fingerprint = await card.locator(".candidate-fingerprint .digest").innerText();
  const field = card.getByLabel("Type its last 8 digits");
  await field.fill("00:00:00:00");
  await card.getByText("It is not the same.").waitFor();
  await card.getByRole("checkbox").check();
  assert.ok(await button.isDisabled(), "a tick does not make another fingerprint right");

  await field.fill(fingerprint.slice(-8).toUpperCase());
  await card.getByText("It is the same.").waitFor();
  await button.click();
  await page.getByRole("heading", { name: "VNF provider: private CA" }).waitFor();
});

/** Opens the card to install the signer's certificate from its signature in the report. */
async function installFromReport(page) {
  const signature = page.locator("#signature-1");
  await signature.getByRole("button", { name: "Signing certificate" }).click();
  await signature.getByRole("button", { name: "Install…" }).click();
  return page.locator(".candidate").filter({ hasText: "package signing" });
}

/** Installs the authority of the demo, so that chains can lead to it. */
async function installAuthority(page) {
  await drop(page, TRUST);
  await page.getByRole("button", { name: "Install certificates of trust.json" }).click();
  const card = page.locator(".candidate").first();
  await card.getByRole("checkbox").check();
  await card.getByRole("button", { name: "Install" }).click();
  await page.getByRole("heading", { name: "VNF provider: private CA" }).waitFor();
  await show(page, "Verify");
}

test("a signer's certificate is installed from the report, once its chain is checked", async () => {
  const page = await portal.open();
  await installAuthority(page);
  await drop(page, demoFile("acme-vnf-option1.csar"));
  assert.equal((await verdict(page)).authenticity, "passed");
  const card = await installFromReport(page);
  assert.equal(await card.getByRole("combobox").inputValue(), "vnfProvider.signingCertificates");
  const install = card.getByRole("button", { name: "Install" });
  assert.ok(await install.isDisabled(), "the fingerprint has not been compared");
  await card.getByRole("checkbox").check();
  await install.click();
  await page.getByRole("heading", { name: "VNF provider: signing certificate" }).waitFor();
});

test("a signer whose chain leads to nobody is not installed", async () => {
  const page = await portal.open();
  await installAuthority(page);
  await drop(page, demoFile("acme-vnf-signer-not-trusted.csar"));
  assert.equal((await verdict(page)).authenticity, "failed");
  await page.locator("#signature-1").getByText("No way to an authority you trust").waitFor();
  const card = await installFromReport(page);
  await card.getByRole("heading", { name: "Somebody else package signing" }).waitFor();
  await card.getByText("Failed").first().waitFor();
  await card.getByRole("checkbox").check();
  assert.ok(await card.getByRole("button", { name: "Install" }).isDisabled());
});

test("an engine that checks certificates is asked for the chain, and its no is final", async () => {
  const page = await portal.open();
  // Stands for an engine with `verifyCertificate`: the worker answers the page's question with a report.
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function postMessage(message, ...rest) {
      if (message.ask?.question !== "verifyCertificate") return post.call(this, message, ...rest);
      window.asked = message.ask.options;
      const answer = JSON.stringify({ verdict: "failed", chain: [], findings: [] });
      this.dispatchEvent(new MessageEvent("message", { data: { asked: message.ask.id, answer } }));
    };
  });
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await drop(page, TRUST);
  await page.getByRole("button", { name: "Install certificates of trust.json" }).click();
  const card = page.locator(".candidate").first();
  await card.getByText("Failed").waitFor();
  await card.getByRole("checkbox").check();
  assert.ok(await card.getByRole("button", { name: "Install" }).isDisabled());
  const asked = await page.evaluate(() => window.asked);
  assert.match(asked.certificate, /BEGIN CERTIFICATE/);
  assert.equal(asked.purpose, "any");
});

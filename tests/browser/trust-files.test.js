// Trust files of every kind: PKCS #7, a signing certificate in place of a CA, and rows that say what is installed.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { makeIdentity, openssl } from "../node/identities.js";
import { choose, drop, install, show, trustForVisit, usePortal, verdict } from "./support/portal.js";
import { fingerprintOf, signedBy } from "./support/signed.js";

const portal = usePortal();
const acme = makeIdentity("Acme");
const acmePackage = signedBy(acme);

/** The certificates in a PKCS #7 without signers. */
function pkcs7(form, name) {
  const path = `${acme.place}/${name}`;
  openssl("crl2pkcs7", "-nocrl", "-certfile", acme.root, "-outform", form, "-out", path);
  return path;
}

for (const [form, name] of [["PEM", "acme.p7b"], ["DER", "acme-der.p7b"], ["DER", "acme.p7c"]]) {
  test(`a PKCS #7 in ${form} is a trust file (${name})`, async () => {
    const page = await portal.open();
    await install(page, pkcs7(form, name));
    await page.getByRole("heading", { name: "VNF provider: private CA" }).waitFor();
    await show(page, "Verify");
    await drop(page, acmePackage);
    assert.equal((await verdict(page)).verdict, "passed");
  });
}

test("a signing certificate in place of a CA is told to be none, and whom to ask for", async () => {
  const page = await portal.open();
  await drop(page, acme.certificate);
  const card = page.locator(".offer");
  await card.getByText("signer.pem is the vendor's signing certificate. Add the CA that issued it: CN=Acme root,O=Acme").waitFor();
  await card.getByText("By itself a signing certificate lets nobody sign").waitFor();
  const sentence = await card.locator("blockquote").innerText();
  assert.match(sentence, /CN=Acme root,O=Acme.*subject key identifier [0-9a-f]{40}/);
  // It has no use as a CA.
  const places = await card.getByRole("combobox").locator("option").allInnerTexts();
  assert.deepEqual(places.filter((place) => / CA/.test(place)), []);

  await card.getByRole("button", { name: "Pin for this visit" }).click();
  await card.waitFor({ state: "detached" });
  await drop(page, acmePackage);
  assert.equal((await verdict(page)).verdict, "indeterminate", "by itself it lets nobody sign");
  await drop(page, acme.root);
  await trustForVisit(page);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
});

test("a row has the name, the organisation, the end and the ends of the fingerprint, in one line", async () => {
  const soon = makeIdentity("Soon");
  const ca = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  openssl("req", "-x509", "-key", `${soon.place}/root.key`, "-subj", "/O=Soon Networks Limited/CN=Soon root", "-days", "12", ...ca, "-out", soon.root);
  const page = await portal.open({ viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
  await install(page, acme.root);
  await install(page, soon.root);
  const row = page.locator(".installed-entry").filter({ hasText: "Soon root" });
  await row.getByText("Soon Networks Limited").waitFor();
  await row.getByText(/ends in 1[12] days/).waitFor();
  await page.locator(".installed-entry").filter({ hasText: "Acme root" }).getByText(/^until \d{4}-/).waitFor();
  const print = fingerprintOf(soon.root);
  assert.equal(await row.locator(".short-fingerprint").innerText(), `${print.slice(0, 8)}…${print.slice(-8)}`);
  const heights = await row.locator(".trust-row > *, .trust-row button").evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()));
  const middles = heights.map(({ top, bottom }) => (top + bottom) / 2);
  assert.ok(Math.max(...middles) - Math.min(...middles) < 6, `${middles}: nothing wraps`);

  await row.getByRole("button", { name: "Details of Soon root" }).click();
  assert.equal((await row.locator(".digest").innerText()).replace(/\s/g, ""), print);
  await row.getByRole("button", { name: /^Copy SHA-256/ }).click();
  await row.getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), print);
});

test("a certificate that has ended says so", async () => {
  const page = await portal.open();
  const old = makeIdentity("Old", { isExpired: true });
  await show(page, "Trust store");
  const both = `${old.place}/both.pem`;
  writeFileSync(both, openssl("x509", "-in", old.certificate));
  await choose(page, "Add certificates or a bundle", both);
  await page.locator(".offer").getByText(/ended \d{4}-\d\d-\d\d/).waitFor();
});

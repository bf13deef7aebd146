// Trust where it is missing: whom a package leads to, the comparison that trusts it, and whom to ask for what is not there.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { makeIdentity, openssl } from "../node/identities.js";
import { SMALL_TRUST, drop, install, show, usePortal, verdict } from "./support/portal.js";
import { fingerprintOf, signedBy } from "./support/signed.js";

const portal = usePortal();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const acme = makeIdentity("Acme");
const withRoot = signedBy(acme, { beside: [acme.root] });

/** The question in the report. */
const question = (page) => page.getByRole("region", { name: "Do you trust the CA of this package?" });

/** Drops a package and opens the comparison of its CA. */
async function compare(page, file) {
  await drop(page, file);
  await question(page).getByRole("button", { name: /^Trust this CA/ }).click();
  const dialog = page.getByRole("dialog", { name: "Trust this CA?" });
  await dialog.getByLabel("Paste or type the whole fingerprint").waitFor();
  return {
    dialog,
    field: dialog.getByLabel("Paste or type the whole fingerprint"),
    install: dialog.getByRole("button", { name: "Install", exact: true }),
    visit: dialog.getByRole("button", { name: "Trust for this visit" }),
  };
}

test("a package that brings its CA is trusted where its report says so, after the comparison and not before", async () => {
  const page = await portal.open();
  await drop(page, withRoot);
  assert.equal((await verdict(page)).verdict, "indeterminate");
  await question(page).getByText("No CA yet").waitFor();
  await question(page).getByText("Acme root").first().waitFor();

  await question(page).getByRole("button", { name: "Trust this CA… Acme root" }).click();
  const dialog = page.getByRole("dialog", { name: "Trust this CA?" });
  await dialog.getByText("That it is in the package proves nothing.").waitFor();
  const install = dialog.getByRole("button", { name: "Install", exact: true });
  const visit = dialog.getByRole("button", { name: "Trust for this visit" });
  await dialog.locator(".self-signed").waitFor();
  assert.ok((await install.isDisabled()) && (await visit.isDisabled()), "nothing was compared");
  assert.equal((await verdict(page)).verdict, "indeterminate", "an open dialog trusts nobody");
  const shown = (await dialog.locator(".facts .digest").innerText()).replace(/\s/g, "");
  assert.equal(shown, fingerprintOf(acme.root));

  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal((await verdict(page)).verdict, "indeterminate", "nor does a closed one");

  await question(page).getByRole("button", { name: "Trust this CA… Acme root" }).click();
  await dialog.getByLabel("Paste or type the whole fingerprint").fill(fingerprintOf(acme.root).toUpperCase());
  await dialog.getByText("It is the same.").waitFor();
  await visit.click();
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await question(page).count(), 0);
  await page.reload();
  await page.getByText("Nothing installed in this browser.").waitFor();
  assert.deepEqual(page.errors, []);
});

test("what is installed from the report stays, and every package in the queue follows", async () => {
  const page = await portal.open();
  const { field, install } = await compare(page, withRoot);
  await field.fill(fingerprintOf(acme.root));
  await install.click();
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  await page.reload();
  await page.getByText("1 certificate installed.").waitFor();
  await drop(page, signedBy(acme, { beside: [acme.root], name: "second.csar" }));
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
});

test("the finding and the signature lead to the question below the verdict, which is asked once", async () => {
  const page = await portal.open();
  await install(page, SMALL_TRUST);
  await show(page, "Verify");
  await drop(page, withRoot);
  assert.equal((await verdict(page)).verdict, "failed");
  await question(page).getByText("Acme Networks root CA").waitFor();
  const places = [page.locator("[data-code='chain.not-trusted']"), page.locator("#signature-1")];
  for (const place of places) {
    await place.getByRole("button", { name: "Do you trust the CA of this package?" }).first().click();
    await page.waitForFunction(() => document.activeElement?.id === "trust-question-title");
    await page.evaluate(() => document.activeElement.blur());
  }
  assert.equal(await page.getByRole("button", { name: "Trust this CA… Acme root" }).count(), 1);
});

test("a CA that is missing is named with its key, in a sentence that can be copied", async () => {
  const page = await portal.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await drop(page, signedBy(acme));
  await verdict(page);
  const text = openssl("x509", "-in", acme.root, "-noout", "-ext", "subjectKeyIdentifier").toString();
  const key = text.match(/(?:[0-9A-F]{2}:){10,}[0-9A-F]{2}/)[0].replaceAll(":", "").toLowerCase();
  await question(page).getByText("is neither in the package nor in your trust store").waitFor();
  assert.equal(await question(page).getByRole("button", { name: /^Trust this CA/ }).count(), 0, "there is nothing to trust");
  const sentence = await question(page).locator("blockquote").innerText();
  assert.match(sentence, /CN=Acme root,O=Acme/);
  assert.ok(sentence.includes(key), sentence);
  await question(page).getByRole("button", { name: "Copy Ask for it" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), sentence);
});

test("a CA with the name of a trusted one and another key is told apart", async () => {
  const page = await portal.open();
  const genuine = makeIdentity("Acme");
  await install(page, genuine.root);
  await show(page, "Verify");
  const { dialog, field, install: button } = await compare(page, withRoot);
  await question(page).getByText("You trust a CA of the same name, but with another key").waitFor();
  await dialog.getByText("A certificate of the same name is trusted, and it is another one").waitFor();
  // The fingerprint that the genuine CA's owner reads out.
  await field.fill(fingerprintOf(genuine.root));
  await dialog.getByText(/It is not the same: group 1 is/).waitFor();
  await dialog.getByRole("checkbox").check();
  assert.ok(await button.isDisabled(), "a tick does not make it the same");

  await field.fill(fingerprintOf(acme.root));
  await button.click();
  await dialog.waitFor({ state: "detached" });
  await show(page, "Trust store");
  const rows = page.locator(".installed-entry").filter({ hasText: "Acme root" });
  await rows.nth(1).waitFor();
  const shown = await rows.locator(".short-fingerprint").allInnerTexts();
  assert.notEqual(shown[0], shown[1]);
  assert.equal(await rows.getByText("Another certificate of the same name is installed.").count(), 2);
});

test("a name that wants to look like another is shown for what it is", async () => {
  const page = await portal.open();
  const hostile = makeIdentity("\u0410cme\u202E<b>x");
  const { dialog } = await compare(page, signedBy(hostile, { beside: [hostile.root] }));
  await dialog.getByText("The name mixes letters of different scripts, which can look the same: U+0410.").waitFor();
  await dialog.getByText("U+202E").first().waitFor();
  const text = await page.evaluate(() => document.body.innerText);
  assert.ok(!text.includes("\u202E"), "nothing reorders its neighbours");
  assert.equal(await page.locator(".untrusted b, dialog b").count(), 0);
});

for (const [locale, name] of [["en", "Trust this CA?"], ["de", "Dieser CA vertrauen?"]]) {
  test(`axe finds nothing in the question and the dialog (${locale})`, async () => {
    const page = await portal.open({ locale });
    await drop(page, withRoot);
    await verdict(page);
    const check = async () => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
    };
    await check();
    await page.locator(".trust-question button").click();
    await page.getByRole("dialog", { name }).getByRole("textbox").waitFor();
    await check();
  });
}

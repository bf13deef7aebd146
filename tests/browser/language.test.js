// The languages of the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { TRUST, demoFile, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();

test("German can be chosen, and is remembered", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
  await verdict(page);
  await page.getByLabel("Language").selectOption("de");

  await page.getByRole("heading", { level: 2, name: "Nicht bestanden" }).waitFor();
  await page.getByText("Verwenden Sie dieses Paket nicht: Sein Inhalt ist nicht, was signiert wurde.").first().waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  assert.match(await page.title(), /^Nicht bestanden: /);
  // Core speaks English, and says so.
  assert.equal(await page.locator("#findings h3").first().getAttribute("lang"), "en");

  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Ist dieses Paket, was sein Anbieter signiert hat?" }).waitFor();
});

test("a German browser gets the German page", async () => {
  const page = await portal.open({ locale: "de-DE" });
  await page.getByRole("button", { name: "Demo ansehen" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
});

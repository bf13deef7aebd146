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
  // What core says in English is in German too.
  assert.equal(await page.locator("#findings [data-code] [lang]").first().getAttribute("lang"), "de");

  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Ist dieses Paket, was sein Anbieter signiert hat?" }).waitFor();
});

test("a German browser gets the German page, and never sees another", async () => {
  const watch = (context) =>
    context.addInitScript(() => {
      globalThis.headings = [];
      const look = () => {
        const text = document.querySelector("h1")?.textContent;
        if (text && headings.at(-1) !== text) headings.push(text);
      };
      new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
    });
  const page = await portal.open({ locale: "de-DE", watch });
  assert.deepEqual(await page.evaluate(() => globalThis.headings), ["Ist dieses Paket, was sein Anbieter signiert hat?"]);
  await page.getByRole("button", { name: "Demo ansehen" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
});

/** The catalogues that were asked for. */
const catalogues = (page) => page.requests.filter((url) => /\/words-[\w-]+\.txt$/.test(url));

test("a language is loaded when it is asked for, once", async () => {
  const page = await portal.open();
  assert.deepEqual(catalogues(page), []);
  for (const tag of ["de", "en", "de"]) {
    await page.getByRole("combobox").first().selectOption(tag);
    await page.locator(`html[lang=${tag}]`).waitFor();
  }
  assert.equal(catalogues(page).length, 1);
});

test("a language that cannot be loaded leaves English, says so, and can be tried again", async () => {
  const watch = (context) => context.route("**/words-de-*.txt", (route) => route.abort());
  const page = await portal.open({ locale: "de-DE", watch });
  const notice = page.getByText("The page could not load its words in Deutsch.");
  await notice.waitFor();
  await page.getByRole("heading", { level: 1, name: "Is this package what its provider signed?" }).waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await notice.waitFor({ state: "detached" });

  await page.getByLabel("Language").selectOption("de");
  await notice.waitFor();
  assert.equal(await page.getByLabel("Language").inputValue(), "en");
  await page.context().unroute("**/words-de-*.txt");
  await page.getByLabel("Language").selectOption("de");
  await page.locator("html[lang=de]").waitFor();
  assert.equal(await page.getByLabel("Sprache").inputValue(), "de");
});

test("the catalogue of another build is not taken: its lines would stand at other places", async () => {
  const watch = (context) =>
    context.route("**/words-de-*.txt", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace("Nicht bestanden", "Bestanden") });
    });
  const page = await portal.open({ locale: "de-DE", watch });
  await page.getByText("The page could not load its words in Deutsch.").waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

test("without a network every language is there after the first visit", async () => {
  const page = await portal.open({ serviceWorkers: "allow" });
  await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "About this tool" }).click();
  await page.getByText("Ready: this page works without a network.").waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByLabel("Language").selectOption("de");
  await page.locator("html[lang=de]").waitFor();
});

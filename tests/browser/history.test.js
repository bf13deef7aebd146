// The history of reports: nothing is kept unasked, and what is kept can be read later, without the package.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SMALL_PACKAGE, SMALL_TRUST, dropTrusted, show, usePortal } from "./support/portal.js";

const portal = usePortal();

const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("vnfseal-history");
        opening.onupgradeneeded = () => opening.transaction.abort();
        opening.onerror = () => resolve(0);
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction("reports").objectStore("reports").count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );

async function verified() {
  const page = await portal.open();
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  return page;
}

test("nothing is kept before the user turns it on", async () => {
  const page = await verified();
  await page.getByText("History of reports").click();
  assert.equal(await page.getByRole("checkbox", { name: "Keep reports in this browser" }).isChecked(), false);
  assert.equal(await kept(page), 0);
});

test("a kept report is listed after a reload, opened without its package, and deleted", async () => {
  const page = await verified();
  await page.getByText("History of reports").click();
  await page.getByRole("checkbox", { name: "Keep reports in this browser" }).check();
  const open = page.getByRole("button", { name: "Open the report on acme-vnf-option1.csar" });
  await open.waitFor();
  assert.equal(await kept(page), 1);
  await page.reload();
  await page.getByText("History of reports").click();
  await open.click();
  await page.locator("section.saved").getByText("The package is not here").waitFor();
  await show(page, "Verify");
  await page.getByText("History of reports").click();
  await page.getByRole("button", { name: "Delete all kept reports" }).click();
  await open.waitFor({ state: "detached" });
  assert.equal(await kept(page), 0);
});

test("a report that is judged again takes the place of the one before", async () => {
  const page = await verified();
  await page.getByText("History of reports").click();
  await page.getByRole("checkbox", { name: "Keep reports in this browser" }).check();
  const list = page.locator(".history .file");
  await list.filter({ hasText: "Says: passed" }).waitFor();
  await page.getByRole("button", { name: /^Remove trust\.json/ }).click();
  await list.filter({ hasText: /Says: (?!passed)/ }).waitFor();
  assert.equal(await kept(page), 1);
});

const keeps = (page) => page.getByRole("checkbox", { name: "Keep reports in this browser" });
const rows = (page) => page.locator(".history .file");

/** Another tab of the same browser, with the history open. */
async function openTab(page) {
  const tab = await page.context().newPage();
  tab.setDefaultTimeout(60_000);
  await tab.goto(portal.server.url);
  await tab.getByText("History of reports").click();
  return tab;
}

test("the history is one for all tabs: what one keeps, deletes and ends, all do", async () => {
  const one = await verified();
  await one.getByText("History of reports").click();
  const two = await openTab(one);
  assert.equal(await keeps(two).isChecked(), false);
  await keeps(one).check();
  await rows(two).first().waitFor();
  assert.equal(await keeps(two).isChecked(), true);

  await keeps(two).uncheck();
  await one.waitForFunction(() => !document.querySelector(".history input").checked);
  await one.getByRole("button", { name: "Delete all kept reports" }).click();
  await rows(two).first().waitFor({ state: "detached" });
  await one.getByRole("button", { name: /^Remove trust\.json/ }).click();
  await one.locator("section.verdict:not([data-verdict=passed])").waitFor();
  assert.equal(await kept(one), 0, "a report that came after the end is not kept");
});

test("a tab that heard nothing keeps no report after another one has ended that", async () => {
  const one = await verified();
  await one.getByText("History of reports").click();
  await keeps(one).check();
  await rows(one).first().waitFor();
  const two = await one.context().newPage();
  two.setDefaultTimeout(60_000);
  await two.addInitScript(() => delete window.BroadcastChannel);
  await two.goto(portal.server.url);
  await keeps(one).uncheck();
  await one.getByRole("button", { name: "Delete all kept reports" }).click();
  await rows(one).first().waitFor({ state: "detached" });
  await dropTrusted(two, SMALL_PACKAGE, SMALL_TRUST);
  await two.locator("section.verdict[data-verdict=passed]").waitFor();
  await two.waitForTimeout(500);
  assert.equal(await kept(one), 0);
});

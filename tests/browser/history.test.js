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

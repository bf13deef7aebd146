// Many packages in Firefox: the table, and a change of trust that every verdict follows without anything read again.

import assert from "node:assert/strict";
import { test as declare } from "node:test";
import { useMany } from "../support/many.js";
import { SMALL_TRUST, dist } from "../support/portal.js";
import { drop, trustForVisit, untilQuiet, useFirefox, withoutFirefox } from "../support/firefox.js";

const firefox = useFirefox(dist);
const many = useMany(4, 2);
const test = (name, run) => declare(name, { skip: withoutFirefox }, run);

test("six packages stand in a table, and all are judged again when trust changes", async () => {
  const page = await firefox.open();
  await page.waitForSelector("h1");
  await untilQuiet(page);
  await drop(page, ...many.files, SMALL_TRUST);
  await trustForVisit(page);
  const counts = (text) =>
    page.waitForFunction((wanted) => document.querySelector(".batch-counts")?.innerText === wanted, {}, text);
  await counts("4 passed, 2 failed");
  const rows = await page.$$eval(".batch-table tbody tr", (all) => all.map(({ dataset }) => dataset.verdict));
  assert.deepEqual(rows, ["passed", "passed", "passed", "passed", "failed", "failed"]);

  await page.$eval("[aria-label='Remove trust.json']", (button) => button.click());
  await page.waitForFunction(() => document.querySelector(".judged-again") !== null);
  await page.waitForFunction(() => document.querySelectorAll("tr.is-judging").length === 0);
  assert.equal((await page.$$("tr[data-verdict=passed]")).length, 0);

  await page.focus(".batch-table tbody tr[tabindex='0']");
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.activeElement?.textContent.includes("bad-2.csar"));
  await page.waitForFunction(() => location.hash === "#/verify/bad-2.csar");
  assert.deepEqual(page.errors, []);
});

// A change of trust or policy: every verdict follows, nothing is read again, and no earlier verdict is shown as if it counted.

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { test } from "node:test";
import { FAILED, PASSED, useMany } from "./support/many.js";
import { SMALL_PACKAGE, SMALL_TRUST, drop, dropTrusted, show, trustForVisit, usePortal, worker } from "./support/portal.js";

const portal = usePortal();
const many = useMany();
const JUDGED = "Judged again by what you trust now and the policy. The content was not read again.";

/** In the worker: counts the bytes that are read of files, but for the one octet that shows that a file is unchanged. */
function countBytes() {
  self.bytesRead = 0;
  for (const name of ["arrayBuffer", "stream"]) {
    const read = Blob.prototype[name];
    Blob.prototype[name] = function counted() {
      if (this.size > 1) self.bytesRead += this.size;
      return read.call(this);
    };
  }
}

/** In the page: notes every verdict that is drawn while `is-outdated` or the table says that it is being judged again. */
function watchVerdicts() {
  window.stale = [];
  window.outdated = 0;
  const look = () => {
    if (document.querySelector(".is-outdated")) {
      window.outdated += 1;
      const panel = document.querySelector(".is-outdated .verdict");
      if (panel && getComputedStyle(panel).visibility !== "hidden") window.stale.push("report");
    }
    for (const row of document.querySelectorAll("tr.is-judging[data-verdict]")) window.stale.push(row.textContent);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
}

test("21 verdicts follow a change of trust, and no byte is read again", async () => {
  const page = await portal.open();
  await dropTrusted(page, ...many.files, SMALL_TRUST);
  await page.getByText(`${PASSED} passed, ${FAILED} failed`, { exact: true }).waitFor();
  await (await worker(page)).evaluate(countBytes);
  await page.evaluate(watchVerdicts);
  await page.getByRole("button", { name: /^Remove trust\.json/ }).click();
  await page.getByText(/^\d+ failed, \d+ not determined$|^21 (failed|not determined)$/).first().waitFor();
  await page.getByText(JUDGED).waitFor();
  assert.equal(await (await worker(page)).evaluate(() => self.bytesRead), 0);
  const { stale, outdated } = await page.evaluate(() => ({ stale: window.stale, outdated: window.outdated }));
  assert.deepEqual(stale, []);
  assert.ok(outdated > 0, "the report was never drawn as outdated");
  assert.equal(await page.locator("tr[data-verdict=passed]").count(), 0);
  await drop(page, SMALL_TRUST);
  await trustForVisit(page);
  await page.getByText(`${PASSED} passed, ${FAILED} failed`, { exact: true }).waitFor();
  assert.equal(await (await worker(page)).evaluate(() => self.bytesRead), (await stat(SMALL_TRUST)).size);
});

test("a policy is one of the terms too", async () => {
  const page = await portal.open();
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  await (await worker(page)).evaluate(countBytes);
  await show(page, "Policy");
  await page.getByLabel("Stage", { exact: true }).selectOption({ label: "Instantiation" });
  await page.getByLabel("Service provider's signature", { exact: true }).selectOption({ label: "Required" });
  await page.getByRole("button", { name: "Apply and verify again" }).click();
  await page.getByText(JUDGED).waitFor();
  assert.equal(await (await worker(page)).evaluate(() => self.bytesRead), 0);
});

test("while a package is judged again, its report keeps its place and its actions are out of reach", async () => {
  const page = await portal.open();
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  // The worker's answer is held back.
  await (await worker(page)).evaluate(() => {
    const post = self.postMessage.bind(self);
    self.postMessage = (message) => {
      if (message.report) self.release = () => post(message);
      else post(message);
    };
  });
  await page.getByRole("button", { name: /^Remove trust\.json/ }).click();
  const panel = page.getByRole("region", { name: "Being judged again" });
  await panel.waitFor();
  assert.match(await panel.textContent(), /Before that the verdict was: Passed\. It no longer counts/);
  assert.equal(await page.locator("section.verdict[data-verdict]").count(), 0);
  assert.equal(await page.getByRole("group", { name: "Keep the report" }).count(), 0);
  assert.match(await page.title(), /^(?!Passed)/);
  await (await worker(page)).evaluate(() => self.release());
  await page.locator("section.verdict[data-verdict]").waitFor();
  assert.notEqual(await page.locator("section.verdict").getAttribute("data-verdict"), "passed");
});

// What is sent of a report, in Firefox: the message to the vendor, and the summary on one page.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test as declare } from "node:test";
import { dist } from "../support/portal.js";
import { byRole, choose, click, downloaded, trustForVisit, untilQuiet, useFirefox, verdict, withoutFirefox } from "../support/firefox.js";

const firefox = useFirefox(dist);
const test = (name, run) => declare(name, { skip: withoutFirefox }, run);

async function openReport(name) {
  const page = await firefox.open();
  await page.waitForSelector("h1");
  await untilQuiet(page);
  await choose(page, "Choose trust files", `${dist}/demo/trust.json`);
  await trustForVisit(page);
  await choose(page, "Choose packages", `${dist}/demo/${name}`);
  await verdict(page);
  return page;
}

test("the message to the vendor is written in the language that is chosen for it", async () => {
  const page = await openReport("acme-vnf-artifact-changed.csar");
  await click(page, byRole("button", "Message to vendor"));
  await page.waitForSelector("dialog textarea");
  const text = () => page.$eval("dialog textarea", ({ value }) => value);
  assert.match(await text(), /Expected: SHA-256 [0-9a-f]{64}\n {3}Found: SHA-256 [0-9a-f]{64}/);
  await page.select("dialog select", "de");
  await page.waitForFunction(() => document.querySelector("dialog textarea").value.includes("Guten Tag"));
  assert.match(await text(), /Erwartet: SHA-256 [0-9a-f]{64}\n {3}Gefunden: SHA-256 [0-9a-f]{64}/);
  assert.deepEqual(page.errors, []);
});

test("the summary has the digest of the report that is saved", async () => {
  const page = await openReport("acme-vnf-option1.csar");
  const { text } = await downloaded(page, "a[download$='.report.json']");
  await click(page, byRole("button", "One-page summary"));
  await page.waitForSelector(".qr-code");
  const digits = await page.$eval(".sheet-foot .digest", ({ textContent }) => textContent);
  assert.equal(digits, createHash("sha256").update(text).digest("hex"));
  assert.deepEqual(page.errors, []);
});

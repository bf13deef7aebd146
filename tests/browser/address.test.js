// The address of what is shown: back and forward, a reload, a link; and what the page asks before it is left.

import assert from "node:assert/strict";
import { test } from "node:test";
import { useMany } from "./support/many.js";
import { SMALL_PACKAGE, SMALL_TRUST, downloaded, drop, dropTrusted, show, slowDown, usePortal } from "./support/portal.js";

const portal = usePortal();
const many = useMany(4, 1);

const fragment = (page) => page.evaluate(() => location.hash);
const shows = (page, wanted) => page.waitForFunction((hash) => location.hash === hash, wanted);

test("view, package and part are in the address, and the way back leads through them", async () => {
  const page = await portal.open();
  await drop(page, SMALL_PACKAGE);
  await page.locator("section.verdict").waitFor();
  await shows(page, "#/verify/acme-vnf-option1.csar");
  await page.getByRole("navigation", { name: "Parts of the report" }).getByRole("link", { name: /Signatures/ }).click();
  await shows(page, "#/verify/acme-vnf-option1.csar/signatures");
  await page.waitForTimeout(1100);
  await show(page, "Policy");
  await shows(page, "#/policy");
  await page.goBack();
  await shows(page, "#/verify/acme-vnf-option1.csar/signatures");
  await page.locator("#signatures").waitFor();
  await page.goBack();
  await shows(page, "#/verify/acme-vnf-option1.csar");
  await page.goForward();
  await page.goForward();
  await page.getByRole("heading", { level: 1, name: "Policy" }).waitFor();
});

test("an address leads to another package of the page, and to a part of its report", async () => {
  const page = await portal.open();
  await dropTrusted(page, ...many.files, SMALL_TRUST);
  await page.getByText("4 passed, 1 failed", { exact: true }).waitFor();
  await page.evaluate(() => {
    location.hash = "#/verify/bad-1.csar/findings";
  });
  await page.locator("tr.is-selected").filter({ hasText: "bad-1.csar" }).waitFor();
  await page.waitForFunction(() => document.querySelector("#findings")?.getBoundingClientRect().top < 200);
});

test("after a reload the page says plainly that the file is gone", async () => {
  const page = await portal.open();
  await drop(page, SMALL_PACKAGE);
  await page.locator("section.verdict").waitFor();
  await shows(page, "#/verify/acme-vnf-option1.csar");
  await page.reload();
  await page.getByText("acme-vnf-option1.csar is no longer on this page.", { exact: false }).waitFor();
  await drop(page, SMALL_PACKAGE);
  await page.locator("section.verdict").waitFor();
  assert.equal(await page.getByText("is no longer on this page").count(), 0);
});

test("the way back leads to where the page began", async () => {
  const page = await portal.open();
  await page.waitForTimeout(1100);
  await show(page, "Policy");
  await shows(page, "#/policy");
  await page.goBack();
  await page.getByRole("button", { name: "Choose packages" }).waitFor();
  assert.equal(await page.getByRole("heading", { level: 1, name: "Policy" }).count(), 0);
});

test("a view is there again after a reload", async () => {
  const page = await portal.open();
  await show(page, "Policy");
  await shows(page, "#/policy");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Policy" }).waitFor();
  assert.equal(await fragment(page), "#/policy");
});

test("a name in an address is text, and a strange address changes nothing", async () => {
  const page = await portal.open();
  for (const hash of ["#/nowhere", "#/verify/%E0%A4%A", "#<img src=x onerror=alert(1)>", "#/verify/x:9999999999999999999999"]) {
    await page.evaluate((wanted) => {
      location.hash = wanted;
    }, hash);
  }
  await page.evaluate(() => {
    location.hash = `#/verify/${encodeURIComponent("<img src=x onerror=alert(1)>\u202Egpj.exe")}`;
  });
  await page.getByText("[U+202E]").first().waitFor();
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(page.errors, []);
});

/** Whether the browser would ask before the page is left. */
const asks = (page) =>
  page.evaluate(() => {
    const event = new Event("beforeunload", { cancelable: true });
    return !window.dispatchEvent(event);
  });

test("the page asks before it is left only while something would be lost", async () => {
  const page = await portal.open();
  assert.equal(await asks(page), false);
  await slowDown(page);
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await page.waitForFunction(() => {
    const event = new Event("beforeunload", { cancelable: true });
    return !window.dispatchEvent(event);
  });
  await page.locator("section.verdict").waitFor();
  assert.equal(await asks(page), true);
  await downloaded(page, () => page.getByRole("link", { name: "JSON" }).click());
  await page.waitForFunction(() => window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
  await drop(page, many.files[4]);
  await page.locator(".queue-item").nth(1).waitFor();
  await page.waitForFunction(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
  for (const name of ["acme-vnf-option1.csar", "bad-1.csar"]) await page.getByRole("button", { name: `Remove ${name}` }).click();
  assert.equal(await asks(page), false);
});

test("the focus stays in the list after a package is removed, and goes to the result after a cancel", async () => {
  const page = await portal.open();
  await drop(page, ...many.files.slice(0, 3));
  await page.locator("section.verdict").waitFor();
  await page.getByRole("button", { name: "Remove good-1.csar" }).click();
  await page.waitForFunction(() => document.activeElement?.id.startsWith("package-"));
  await slowDown(page);
  await drop(page, SMALL_PACKAGE);
  const cancel = page.getByRole("button", { name: "Cancel acme-vnf-option1.csar" });
  await cancel.click();
  await page.waitForFunction(() => document.activeElement?.tagName !== "BODY");
});

// Many packages: the table, its filter, its order, its keys, and what can be kept of all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FAILED, PASSED, useMany } from "./support/many.js";
import { SMALL_PACKAGE, SMALL_TRUST, downloaded, drop, dropTrusted, usePortal } from "./support/portal.js";

const portal = usePortal();
const many = useMany();

/** The names in the table, as they stand. */
const names = (page) => page.locator(".batch-package").allTextContents();

async function openMany() {
  const page = await portal.open();
  await dropTrusted(page, ...many.files, SMALL_TRUST);
  await page.getByText(`${PASSED} passed, ${FAILED} failed`, { exact: true }).waitFor();
  return page;
}

test("three packages stand in a list, and four in a table", async () => {
  const page = await portal.open();
  await drop(page, ...many.files.slice(0, 3));
  await page.locator(".queue-item").nth(2).waitFor();
  assert.equal(await page.getByRole("grid", { name: "Packages and their verdicts" }).count(), 0);
  await drop(page, many.files[3]);
  await page.getByRole("grid", { name: "Packages and their verdicts" }).waitFor();
  assert.equal(await page.locator(".queue-item").count(), 0);
});

test("the table says of each package its verdict, who made it, who signed it, and why it failed", async () => {
  const page = await openMany();
  const row = page.getByRole("row", { name: /bad-1\.csar/ });
  const cells = await row.getByRole("gridcell").allTextContents();
  const [verdict, name, provider, product, version, signer, reason, findings] = cells;
  assert.equal(verdict, "Failed");
  assert.equal(name, "bad-1.csar");
  for (const said of [provider, product, version, signer, reason]) assert.notEqual(said, "");
  assert.ok(Number(findings) > 0);
  assert.equal(await page.getByRole("row", { name: /good-1\.csar/ }).getAttribute("data-verdict"), "passed");
  assert.equal(await page.getByRole("status").filter({ hasText: `All packages: ${PASSED} passed, ${FAILED} failed.` }).count(), 1);
  assert.deepEqual(page.errors, []);
});

test("on a telephone each package is a card with its verdict, its name and the reason, and nothing is beyond the edge", async () => {
  const page = await portal.open({ viewport: { width: 360, height: 740 } });
  await dropTrusted(page, ...many.files.slice(-4), SMALL_TRUST);
  await page.getByText("4 failed", { exact: true }).waitFor();
  const card = page.getByRole("row", { name: /bad-6\.csar/ });
  assert.match(await card.innerText(), /^Failed\s+bad-6\.csar\s+\w.+\s+More/);
  assert.ok(await page.locator(".batch-scroll").evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth));
  await page.getByRole("columnheader", { name: "Package" }).getByRole("button").click();
  assert.deepEqual(await names(page), ["bad-3.csar", "bad-4.csar", "bad-5.csar", "bad-6.csar"]);
});

test("a filter and a search leave some, and say nothing else of the others", async () => {
  const page = await openMany();
  await page.getByRole("group", { name: "Filter by verdict" }).getByRole("button", { name: /^Failed/ }).click();
  assert.equal((await names(page)).length, FAILED);
  await page.getByRole("searchbox", { name: "Search packages" }).fill("BAD-2");
  assert.deepEqual(await names(page), ["bad-2.csar"]);
  await page.getByRole("searchbox", { name: "Search packages" }).fill("nothing like it");
  await page.getByText("No package matches.").waitFor();
  await page.getByText(`${PASSED} passed, ${FAILED} failed`, { exact: true }).waitFor();
});

test("a heading sorts, numbers by their value, and says so", async () => {
  const page = await openMany();
  const heading = page.getByRole("columnheader", { name: "Package" });
  await heading.getByRole("button").click();
  assert.equal(await heading.getAttribute("aria-sort"), "ascending");
  const order = (await names(page)).filter((name) => name.startsWith("good"));
  assert.deepEqual(order, Array.from({ length: PASSED }, (_, index) => `good-${index + 1}.csar`));
  await heading.getByRole("button").click();
  assert.equal(await heading.getAttribute("aria-sort"), "descending");
  assert.equal((await names(page))[0], `good-${PASSED}.csar`);
  await page.getByRole("columnheader", { name: "Verdict" }).getByRole("button").click();
  assert.equal(await heading.getAttribute("aria-sort"), "none");
  assert.match((await names(page))[0], /^bad/);
});

test("arrow keys go through the table, and the report follows", async () => {
  const page = await openMany();
  await page.getByRole("row", { name: /good-1\.csar/ }).click();
  await page.keyboard.press("End");
  await page.locator("section.verdict[data-verdict=failed]").waitFor();
  const focused = page.locator("tr:focus");
  assert.match(await focused.textContent(), new RegExp(`bad-${FAILED}\\.csar`));
  assert.equal(await focused.getAttribute("aria-selected"), "true");
  assert.equal(await page.locator(".batch-table tbody tr[tabindex='0']").count(), 1);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.locator("tr:focus").filter({ hasText: "good-2.csar" }).waitFor();
  await page.locator(".verdict-file").filter({ hasText: "good-2.csar" }).waitFor();
});

test("all packages are kept as a table and as JSON, and no cell is a formula", async () => {
  const page = await openMany();
  const csv = await downloaded(page, () => page.getByRole("button", { name: "Table (CSV) of all packages" }).click());
  assert.equal(csv.name, "vnfseal.csv");
  const lines = csv.text.trimEnd().split("\r\n");
  assert.equal(lines.length, 1 + PASSED + FAILED);
  assert.match(lines[0], /"Verdict","Package","Provider"/);
  const json = await downloaded(page, () => page.getByRole("button", { name: "Reports (JSON) of all packages" }).click());
  const reports = JSON.parse(json.text);
  assert.deepEqual(
    reports.map(({ package: { fileName } }) => fileName),
    many.files.map((path) => path.split("/").at(-1)),
  );
  assert.equal(reports.filter(({ verdict }) => verdict === "passed").length, PASSED);
});

test("a name that a spreadsheet would compute is harmless in the table", async () => {
  const page = await portal.open();
  await page.evaluate(async (address) => {
    const bytes = await (await fetch(address)).arrayBuffer();
    const data = new DataTransfer();
    for (const name of ["=1+1.csar", "@x.csar", "+2.csar", "-3.csar"]) data.items.add(new File([bytes], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
  }, "demo/acme-vnf-option1.csar");
  await page.getByText(/^4 (failed|not determined)$/).first().waitFor();
  const { text } = await downloaded(page, () => page.getByRole("button", { name: "Table (CSV) of all packages" }).click());
  for (const name of ["=1+1", "@x", "+2", "-3"]) assert.ok(text.includes(`"'${name}.csar"`), text);
});

test("clearing removes all packages and keeps what is trusted", async () => {
  const page = await openMany();
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("grid").waitFor({ state: "detached" });
  await page.getByText(/counts? for this visit/).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "packages");
  await drop(page, SMALL_PACKAGE);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
});

test("at the end there is a notification, if the user wants it and is elsewhere", async () => {
  const page = await portal.open({ permissions: ["notifications"] });
  await page.evaluate(() => {
    window.notified = [];
    window.Notification = function Notification(title, { body }) {
      window.notified.push(`${title}: ${body}`);
    };
    window.Notification.permission = "default";
    window.Notification.requestPermission = async () => {
      window.Notification.permission = "granted";
      return "granted";
    };
    document.hasFocus = () => false;
  });
  await dropTrusted(page, ...many.files.slice(0, 4), SMALL_TRUST);
  await page.getByText("4 passed", { exact: true }).waitFor();
  assert.deepEqual(await page.evaluate(() => window.notified), []);
  const wish = page.getByRole("checkbox", { name: "Notify me at the end" });
  assert.equal(await wish.isChecked(), false);
  await wish.check();
  await drop(page, many.files[PASSED]);
  await page.waitForFunction(() => window.notified.length > 0);
  assert.deepEqual(await page.evaluate(() => window.notified), ["All packages are verified: 4 passed, 1 failed"]);
});

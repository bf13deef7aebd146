// Reports that were saved as JSON, read again: what they say is never taken for a verdict of the page.

import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { formatReports, verifyPackage } from "../../pkg/js/index.js";
import { SMALL_PACKAGE, SMALL_TRUST, demoFile, downloaded, drop, dropTrusted, show, trustForVisit, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
let folder;
let good;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vnfseal-reports-"));
  good = await verifyPackage(SMALL_PACKAGE, { trust: SMALL_TRUST });
});
after(() => rm(folder, { recursive: true, force: true }));

async function file(name, content) {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const shown = (page) => page.locator("section.saved");

test("a report that says passed is what a file says, in grey, and no verdict", async () => {
  const page = await portal.open();
  await drop(page, await file("good.report.json", good));
  await shown(page).getByRole("heading", { name: "Says: passed" }).waitFor();
  const text = await shown(page).innerText();
  assert.match(text, /This is a file, not a verdict of this page/);
  assert.match(text, /The package is not here/);
  assert.doesNotMatch(text, /(^|\n)Passed/);
  assert.equal(await page.locator(".tone-right").count(), 0);
  assert.equal(await page.locator("section.verdict").count(), 0);
  assert.deepEqual(page.errors, []);
});

test("the package is verified anew when it is dropped, and what differs is shown", async () => {
  const page = await portal.open();
  const forged = { ...good, verdict: "failed", integrity: "failed" };
  await drop(page, await file("forged.json", forged));
  await shown(page).getByRole("heading", { name: "Says: failed" }).waitFor();
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  assert.equal((await verdict(page)).verdict, "passed");

  await show(page, "Reports");
  await shown(page).getByText("The package is here, and this page has verified it anew.").waitFor();
  const row = shown(page).getByRole("row").filter({ hasText: "Integrity" });
  assert.match(await row.innerText(), /Says: failed\s+Passed/);
  await shown(page).getByText("The two reports say the same of the package, its signers, its artifacts and its findings.").waitFor();
  await shown(page).getByRole("button", { name: "Show the verdict of this page" }).click();
  assert.equal((await verdict(page)).verdict, "passed");
  assert.deepEqual(page.errors, []);
});

test("another package of the same name is told from the one that the file is about", async () => {
  const path = join(folder, good.package.fileName);
  await copyFile(demoFile("acme-vnf-option2.zip"), path);
  const page = await portal.open();
  await drop(page, path);
  await verdict(page);
  await drop(page, await file("good.json", good));
  await shown(page).getByText("it is not the one that the file is about").waitFor();
});

test("several reports come in one file, as the command and the page write them", async () => {
  const second = await verifyPackage(demoFile("acme-vnf-file-added.csar"), { trust: SMALL_TRUST });
  const runs = [
    { path: "a.csar", report: good },
    { path: "b.csar", report: second },
  ];
  const files = {
    "lines.json": formatReports("json", runs),
    "runs.ndjson": formatReports("ndjson", [...runs, { path: "c", error: { code: "FILE_UNREADABLE", message: "gone" } }]),
    "list.json": JSON.stringify([good, second], null, 2),
    "with-mark.json": `\uFEFF${JSON.stringify([good, second])}`,
  };
  for (const [name, content] of Object.entries(files)) {
    const page = await portal.open();
    await drop(page, await file(name, content));
    await shown(page).waitFor();
    assert.deepEqual(await page.locator(".saved-list .queue-stage").allInnerTexts(), ["Says: passed", "Says: failed"], name);
    await page.locator(".saved-list .queue-select").nth(1).click();
    await shown(page).getByText("artifact.unlisted").waitFor();
    await page.getByRole("button", { name: `Remove ${name}` }).last().click();
    assert.equal(await page.locator(".saved-list li").count(), 1);
    await page.context().close();
  }
});

test("the report that the page saves is opened again with a picker", async () => {
  const page = await portal.open();
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await verdict(page);
  const { text } = await downloaded(page, () => page.locator("a[download$='.report.json']").click());
  const other = await portal.open();
  await drop(other, await file("saved.json", text));
  await shown(other).getByRole("heading", { name: "Says: passed" }).waitFor();
  await other.getByRole("button", { name: "Remove saved.json" }).click();
  const picker = other.waitForEvent("filechooser");
  await other.getByRole("button", { name: "Open saved reports" }).click();
  await (await picker).setFiles(join(folder, "saved.json"));
  await shown(other).getByRole("heading", { name: "Says: passed" }).waitFor();
});

const OTHERS = {
  "an object": [{ name: "x", "b\u202Ead": 1 }, "an object with name, b[U+202E]ad"],
  "a list": [[1, 2], "neither a report nor a trust bundle nor a policy"],
  "a text": ["text", "neither a report nor a trust bundle nor a policy"],
  "an empty object": [{}, "neither a report nor a trust bundle nor a policy"],
  "a policy": [{ edition: "4.5.1", revocation: "required" }, "is a policy. Nothing was changed."],
};
for (const [what, [content, told]] of Object.entries(OTHERS)) {
  test(`${what} is told what it is, and changes nothing`, async () => {
    const page = await portal.open();
    await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
    await verdict(page);
    await drop(page, await file("other.json", JSON.stringify(content)));
    await page.locator(".notices").getByText(told).waitFor();
    assert.equal((await verdict(page)).verdict, "passed");
    assert.equal(await page.getByText("other.json", { exact: true }).count(), 0);
    assert.deepEqual(page.errors, []);
  });
}

test("a damaged trust bundle still has to be settled before there is a verdict", async () => {
  const page = await portal.open();
  await drop(page, await file("bundle.json", { crls: ["no list"] }));
  await drop(page, SMALL_PACKAGE);
  await page.getByRole("heading", { name: "Read. A trust file cannot be read." }).waitFor();
});

const report = (change) => JSON.stringify({ ...good, ...change });
/** Each makes its content when there is a good report to begin with. */
const HOSTILE = {
  "a report of another version": () => report({ schemaVersion: "2" }),
  "artifacts that are none": () => report({ artifacts: [null, 1, { artifactPath: 7 }] }),
  "artifacts that are no list": () => report({ artifacts: { length: 9e9 } }),
  "a number for a text": () => report({ summary: 5 }),
  "a verdict that there is not": () => report({ verdict: "excellent" }),
  "lists within lists": () => report({ extra: 0 }).replace('"extra":0', `"findings":${"[".repeat(5000)}${"]".repeat(5000)}`),
  "a prototype": () => report({}).replace("{", '{"__proto__":{"verdict":"passed"},'),
};
for (const [what, content] of Object.entries(HOSTILE)) {
  test(`hostile: ${what} stops nothing`, async () => {
    const page = await portal.open();
    await drop(page, await file("hostile.json", content()));
    await page.locator(".notices, section.saved").first().waitFor();
    assert.equal(await page.locator(".tone-right").count(), 0);
    await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
    assert.equal((await verdict(page)).verdict, "passed");
    assert.deepEqual(page.errors, []);
  });
}

test("hostile: names are text without tricks, and no markup", async () => {
  const page = await portal.open();
  const name = `<img src=x onerror=alert(1)>\u202Egpj.csar`;
  const long = "x".repeat(200_000);
  const finding = { ...structuredClone(good.conformance && good.findings[0]), what: long };
  await drop(
    page,
    await file("names.json", {
      ...good,
      package: { ...good.package, fileName: name, metadata: [{ key: "vnf_product_name", value: long }] },
      findings: good.findings[0] ? [finding] : [],
    }),
  );
  await shown(page).waitFor();
  assert.equal(await page.locator("main img").count(), 0);
  const text = await shown(page).innerText();
  assert.match(text, /<img src=x onerror=alert\(1\)>U\+202Egpj\.csar/);
  assert.ok(text.length < 40_000, `${text.length}`);
  assert.deepEqual(page.errors, []);
});

test("a saved report never counts: the verdict of a package does not change by it", async () => {
  const page = await portal.open();
  await drop(page, SMALL_PACKAGE);
  const before = await verdict(page);
  await drop(page, await file("good.json", good));
  await shown(page).waitFor();
  await show(page, "Verify");
  assert.deepEqual(await verdict(page), before);
  await drop(page, SMALL_TRUST);
  await trustForVisit(page);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
});

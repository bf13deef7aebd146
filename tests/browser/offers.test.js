// What comes with a package never says whom to trust: each way for a file to come in, before and after the user's word.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { unzip } from "../node/zip.js";
import { GOOD_PACKAGE, TRUST, choose, demoFile, drop, paste, trustForVisit, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
let folder;
let bundle;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vnfseal-offers-"));
  bundle = JSON.parse(await readFile(TRUST, "utf8"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Writes files into a folder of their own, and gives their paths. */
async function files(contents) {
  const place = await mkdtemp(join(folder, "delivery-"));
  for (const [name, content] of Object.entries(contents)) await writeFile(join(place, name), content);
  return { place, paths: Object.keys(contents).map((name) => join(place, name)) };
}

const vnf = () => readFile(GOOD_PACKAGE);
const root = () => bundle.vnfProvider.privateCAs[0];

/** Waits until the package was read, and sees that there is no verdict of any kind. */
async function isHeld(page) {
  await page.getByRole("heading", { name: "Read. Say whom you trust." }).waitFor();
  assert.equal(await page.locator("section.verdict").count(), 0);
  assert.equal(await page.getByRole("link", { name: "JSON" }).count(), 0);
  assert.match(await page.title(), /^Waits for you: /);
  await page.getByRole("region", { name: "Packages" }).getByText("Read; say whom you trust").waitFor();
}

const WAYS = {
  "a CA certificate beside it": async () => (await files({ "vnf.csar": await vnf(), "ca.pem": root() })).paths,
  "a certificate file beside it": async () => (await files({ "vnf.csar": await vnf(), "vnf.cert": root() })).paths,
  "certificates under a name that says nothing": async () => (await files({ "vnf.csar": await vnf(), LICENSE: root() })).paths,
  "a trust bundle beside it": async () => [GOOD_PACKAGE, TRUST],
  "a folder": async () => [(await files({ "vnf.csar": await vnf(), "ca.pem": root() })).place],
  "a folder with a trust bundle": async () => [
    (await files({ "vnf.csar": await vnf(), "trust.json": JSON.stringify(bundle) })).place,
  ],
};
for (const [what, way] of Object.entries(WAYS)) {
  test(`${what} is only offered`, async () => {
    const page = await portal.open();
    await drop(page, ...(await way()));
    await isHeld(page);
    const card = page.locator(".offer");
    await card.getByRole("heading", { name: "Acme Networks root CA" }).waitFor();
    await card.getByText(/Whoever (made the package|filled the folder) may have added it\./).waitFor();
    assert.match((await card.locator(".digest").first().innerText()).replace(/\s/g, ""), /^[0-9a-f]{64}$/);

    await trustForVisit(page);
    assert.equal((await verdict(page)).verdict, "passed");
    await page.reload();
    await page.getByText("Nothing installed in this browser.").waitFor();
    assert.deepEqual(page.errors, []);
  });
}

test("a trust file that comes after the package is only offered, dropped, pasted or chosen", async () => {
  const ways = {
    "You dropped this file.": async (page) => drop(page, (await files({ "ca.pem": root() })).paths[0]),
    "You pasted this text.": (page) => paste(page, `Here it is:\n${root()}`),
    "You chose this file.": (page) => choose(page, "Choose trust files", TRUST),
  };
  for (const [how, give] of Object.entries(ways)) {
    const page = await portal.open();
    await drop(page, GOOD_PACKAGE);
    assert.equal((await verdict(page)).verdict, "indeterminate");
    await give(page);
    await page.locator(".offer").getByText(how).waitFor();
    await isHeld(page);
    await trustForVisit(page);
    assert.equal((await verdict(page)).verdict, "passed");
    await page.context().close();
  }
});

test("the files of an unzipped delivery: its own signature is never trust", async () => {
  const delivery = unzip(await readFile(demoFile("acme-vnf-option2.zip")));
  const { paths } = await files(delivery);
  assert.ok(paths.some((path) => path.endsWith(".cms")));
  const page = await portal.open();
  await drop(page, ...paths);
  const cms = paths.find((path) => path.endsWith(".cms")).split("/").at(-1);
  await page.getByText(`${cms} was not taken as trust`).waitFor();
  for (const path of paths) {
    if (path.endsWith(".cms")) assert.equal(await page.locator(".offer").filter({ hasText: cms }).count(), 0);
  }
  await page.waitForFunction(() => !document.querySelector("progress"));
  assert.equal(await page.locator("section.verdict[data-verdict=passed]").count(), 0);
});

test("what is left out is no more asked for, and the verdict comes without it", async () => {
  const page = await portal.open();
  await drop(page, ...(await files({ "vnf.csar": await vnf(), "ca.pem": root() })).paths);
  await isHeld(page);
  await page.locator(".offer").getByRole("button", { name: "Leave out", exact: true }).click();
  assert.equal((await verdict(page)).verdict, "indeterminate");
  assert.equal(await page.locator(".offer").count(), 0);
});

test("the demo's authority waits for one click", async () => {
  const page = await portal.open();
  await page.getByRole("button", { name: "Try the demo" }).click();
  await page.locator(".offer").getByText("This bundle belongs to the demo.").waitFor();
  const verdicts = page.getByRole("grid", { name: "Packages and their verdicts" }).getByRole("gridcell");
  await verdicts.getByText("Read; say whom you trust").nth(4).waitFor();
  assert.equal(await verdicts.getByText("Passed").count(), 0);
  await trustForVisit(page);
  await verdicts.getByText("Passed").nth(1).waitFor();
  await verdicts.getByText("Failed").nth(2).waitFor();
});

test("another place grants something else, and waits again", async () => {
  const page = await portal.open();
  await drop(page, ...(await files({ "vnf.csar": await vnf(), "root.pem": root() })).paths);
  await isHeld(page);
  const card = page.locator(".offer");
  await card.getByRole("combobox").selectOption({ label: "Service provider: private CA" });
  await isHeld(page);
  await trustForVisit(page);
  assert.equal((await verdict(page)).verdict, "failed");
});

test("the certificate whose fingerprint is shown is the one that counts, however a file is written", async () => {
  const page = await portal.open();
  const body = (pem) => pem.replace(/-----[^-]+-----|\s/g, "");
  const [genuine, other] = [bundle.vnfProvider.privateCAs[0], bundle.serviceProvider.privateCAs[0]];
  // A reader of lines and a reader of boundaries would take different certificates out of this.
  const text = `-----BEGIN CERTIFICATE-----${body(genuine)}-----END x\n${other}`;
  await drop(page, ...(await files({ "vnf.csar": await vnf(), "two.pem": text })).paths);
  const outcome = page.locator(".offer").or(page.locator(".notices"));
  await outcome.first().waitFor();
  if ((await page.locator(".offer").count()) === 0) return;
  const shown = (await page.locator(".offer .digest").allInnerTexts()).map((digest) => digest.replace(/\s/g, ""));
  await trustForVisit(page);
  await verdict(page);
  const counted = await page.evaluate(async () => {
    const report = await (await fetch(document.querySelector("a[download$='.report.json']").href)).json();
    return Object.values(report.trust.vnfProvider).flat().map(({ fingerprint }) => fingerprint);
  });
  assert.deepEqual(counted, shown);
});

test("a trust file that cannot be read keeps the verdict back until it is removed", async () => {
  const page = await portal.open();
  const { paths } = await files({ "notes.json": "[not json" });
  await drop(page, GOOD_PACKAGE, TRUST);
  await trustForVisit(page);
  assert.equal((await verdict(page)).verdict, "passed");
  await drop(page, paths[0]);
  await page.getByRole("heading", { name: "Read. A trust file cannot be read." }).waitFor();
  assert.equal(await page.locator("section.verdict").count(), 0);
  await page.getByRole("button", { name: "Remove notes.json" }).click();
  assert.equal((await verdict(page)).verdict, "passed");
});

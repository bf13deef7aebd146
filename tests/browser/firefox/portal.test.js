// The main path through the portal, in Firefox: the page, the demo, a package and whom to trust, the report, no network.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test as declare } from "node:test";
import { fileURLToPath } from "node:url";
import { GOOD_PACKAGE, TRUST, demoFile, dist } from "../support/portal.js";
import {
  byRole,
  choose,
  click,
  downloaded,
  drop,
  trustForVisit,
  until,
  untilQuiet,
  useFirefox,
  verdict,
  withoutFirefox,
} from "../support/firefox.js";
import { serve } from "../support/server.js";

const npmPackage = process.env.VNFSEAL_PACKAGE ?? fileURLToPath(new URL("../../../pkg", import.meta.url));
const firefox = useFirefox(dist);
const test = (name, run) => declare(name, { skip: withoutFirefox }, run);

const ALL_PASSED = { verdict: "passed", integrity: "passed", authenticity: "passed", completeness: "passed" };
const CHANGED = demoFile("acme-vnf-artifact-changed.csar");

/** A page that has loaded everything, its workers too. */
async function openPortal(server) {
  const page = await firefox.open(server);
  await page.waitForSelector("h1");
  await untilQuiet(page);
  return page;
}

/** Has a package verified as a person does who chooses the files; whom to trust first, so that it is done once. */
async function verifyChosen(page, path) {
  await choose(page, "Choose trust files", TRUST);
  await trustForVisit(page);
  await choose(page, "Choose packages", path);
  return verdict(page);
}

test("the page loads, and nothing in it violates its policy", async () => {
  const page = await openPortal();
  await page.waitForSelector(byRole("button", "Choose packages"));
  assert.deepEqual(page.errors, []);
});

test("the demo has two good packages and three damaged ones", async () => {
  const page = await openPortal();
  await click(page, byRole("button", "Try the demo"));
  await trustForVisit(page);
  await page.waitForFunction(() => {
    const items = [...document.querySelectorAll(".batch tbody tr")];
    const count = (word) => items.filter(({ innerText }) => innerText.includes(word)).length;
    return count("Passed") === 2 && count("Failed") === 3;
  });
  assert.deepEqual(page.errors, []);
});

test("a package and a trust file that are chosen give the verdict passed", async () => {
  const page = await openPortal();
  assert.deepEqual(await verifyChosen(page, GOOD_PACKAGE), ALL_PASSED);
  assert.deepEqual(page.errors, []);
});

test("a damaged package that is dropped fails, and the finding says where", async () => {
  const page = await openPortal();
  await drop(page, CHANGED, TRUST);
  await trustForVisit(page);
  assert.equal((await verdict(page)).verdict, "failed");
  const [code, text] = await page.$eval("#findings li.finding", (item) => [item.dataset.code, item.innerText]);
  assert.equal(code, "artifact.digest-mismatch");
  assert.match(text, /What you can do[\s\S]*Where[\s\S]*Files\/images\/acme-sbc\.img/);
  assert.deepEqual(page.errors, []);
});

test("the finding leads to its line in the manifest, with the digest that the content has below the declared one", async () => {
  const page = await openPortal();
  await verifyChosen(page, CHANGED);
  const finding = "#findings li[data-code='artifact.digest-mismatch']";
  await click(page, `${finding} ${byRole("button", "Show the line")}`);
  await page.waitForSelector("#viewer-marked");
  assert.match(await page.$eval("#viewer-marked", (line) => line.textContent), /Source:/);
  const rows = await page.$$eval(".digest-group:not(.digest-names)", (groups) => groups.map((group) => [...group.querySelectorAll("code")].map((code) => code.textContent)));
  const digests = [0, 1].map((row) => rows.map((pair) => pair[row]).join(""));
  for (const digest of digests) assert.match(digest, /^[0-9a-f]{64}$/);
  assert.notEqual(...digests);
  assert.deepEqual(page.errors, []);
});

for (const path of [GOOD_PACKAGE, CHANGED]) {
  const name = path.split("/").at(-1);
  test(`the report on ${name} is the one that Node gives`, async () => {
    const { verifyPackageAsJson } = await import(`${npmPackage}/js/index.js`);
    const page = await openPortal();
    await verifyChosen(page, path);
    const download = await downloaded(page, "a[download$='.report.json']");
    assert.equal(download.name, `${name}.report.json`);

    const { at } = JSON.parse(download.text).policy;
    assert.equal(download.text, await verifyPackageAsJson(path, { trust: [TRUST], policy: { at } }));
  });
}

test("no request leaves the origin, and none is made while verifying", async () => {
  const page = await openPortal();
  const loaded = page.requests.length;
  await verifyChosen(page, GOOD_PACKAGE);
  // Firefox counts what lies in the page among its requests: the icon, and a font of its own for the bullets of lists.
  const ofPage = (urls) => urls.filter((url) => !url.startsWith("data:"));
  assert.deepEqual(ofPage(page.requests.slice(loaded)), []);
  const foreign = ofPage(page.requests).filter((url) => !url.replace(/^blob:/, "").startsWith(firefox.server.url));
  assert.deepEqual(foreign, []);
});

test("neither the page nor its workers can reach another server", async () => {
  const reached = [];
  const elsewhere = createServer((request, response) => {
    reached.push(request.url);
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end();
  });
  await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${elsewhere.address().port}/taken`;
  // Firefox has nobody evaluate anything in workers: those of the test ask their own server for a name that says it.
  const send = (who) => `
    fetch(${JSON.stringify(address)}, { method: "POST", body: "package" })
      .then(() => "sent", () => "refused")
      .then((outcome) => fetch(new URL("/${who}/" + outcome, import.meta.url)));`;
  const others = {};
  for (const [who, file] of Object.entries({ worker: "worker", lane: "lane-worker" })) {
    const path = `/vnfseal/js/${file}.js`;
    others[path] = (await readFile(`${dist}${path}`, "utf8")) + send(who);
  }
  const server = await serve(dist, others);
  try {
    const page = await openPortal(server);
    const told = (who) => page.requests.filter((url) => url.startsWith(`${server.url}${who}/`));
    const hasLanes = (await page.evaluate(() => navigator.hardwareConcurrency)) > 1;
    await until(() => told("worker").length > 0 && (told("lane").length > 0 || !hasLanes));
    assert.deepEqual(told("worker"), [`${server.url}worker/refused`]);
    // As many as the machine has processors beside one.
    const lanes = new Set(told("lane"));
    const expected = hasLanes ? ["refused"] : [];
    assert.deepEqual(
      [...lanes],
      expected.map((outcome) => `${server.url}lane/${outcome}`),
    );

    const outcome = await page.evaluate(
      (url) =>
        fetch(url, { method: "POST", body: "package" }).then(
          () => "sent",
          () => "refused",
        ),
      address,
    );
    assert.equal(outcome, "refused");
    assert.match(page.errors.join("\n"), /Content-Security-Policy/);
    assert.deepEqual(reached, []);
  } finally {
    elsewhere.close();
    await server.close();
  }
});

test("after the first visit it loads and verifies without a network", async () => {
  const server = await serve(dist);
  const page = await openPortal(server);
  await click(page, byRole("button", "About this tool"));
  await page.waitForSelector("::-p-text(Ready: this page works without a network.)");
  await server.close();
  await page.reload();
  await page.waitForSelector("h1");
  await untilQuiet(page);
  // The address leads to the view that was shown.
  await click(page, byRole("button", "Verify"));
  assert.deepEqual(await verifyChosen(page, GOOD_PACKAGE), ALL_PASSED);
  assert.deepEqual(page.errors, []);
});

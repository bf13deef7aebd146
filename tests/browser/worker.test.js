// The worker: progress, cancelling, and its end before there is a result.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GOOD_PACKAGE, TRUST, drop, dropTrusted, slowDigests, slowDown, trustForVisit, usePortal, verdict, worker } from "./support/portal.js";

const portal = usePortal();

test("progress tells bytes, percent and path, and the page answers meanwhile", async () => {
  const page = await portal.open({ watch: slowDigests });
  await slowDown(page);
  await dropTrusted(page, GOOD_PACKAGE, TRUST);

  const bar = page.getByRole("progressbar", { name: "Computing digests" });
  await page.locator("progress[value]").first().waitFor();
  const panel = page.locator(".progress-panel");
  await panel.getByText("Computing digests").waitFor();
  await panel.getByText(/\d+:\d\d left/).waitFor();
  assert.match(await panel.innerText(), /\d+ %\s+[\d.]+ \w+ of 6\d\.\d MiB\s+[\d.]+ \w+\/s[\s\S]+[\w.]+\//);
  const artifacts = await page.getByRole("list", { name: "Artifacts being read" }).innerText();
  assert.match(artifacts, /acme-sbc\.img[\s\S]*[\d.]+ \w+ of 64\.0 MiB/);
  const first = Number(await bar.getAttribute("value"));
  await page.waitForFunction((value) => Number(document.querySelector("progress")?.value) > value, first);
  assert.equal(await page.evaluate(() => new Promise((resolve) => setTimeout(() => resolve("alive"), 10))), "alive");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
});

test("a verification can be cancelled and started again", async () => {
  const page = await portal.open();
  await slowDown(page);
  await dropTrusted(page, GOOD_PACKAGE, TRUST);

  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("heading", { name: "Cancelled" }).waitFor();
  await page.getByRole("button", { name: "Verify again" }).click();
  assert.equal((await verdict(page)).verdict, "passed");
  assert.deepEqual(page.errors, []);
});

test("trust dropped during a verification counts for it", async () => {
  const page = await portal.open();
  await slowDown(page);
  await drop(page, GOOD_PACKAGE);
  await page.getByRole("button", { name: "Cancel", exact: true }).waitFor();
  await dropTrusted(page, TRUST);

  // The first run, without trust, would have ended as indeterminate.
  assert.equal((await verdict(page)).verdict, "passed");
});

/** Counts from now on the bytes that the worker of a page reads of files. */
async function countBytes(page) {
  const thread = await worker(page);
  await thread.evaluate(() => {
    globalThis.bytesRead = 0;
    for (const name of ["arrayBuffer", "stream"]) {
      const plain = Blob.prototype[name];
      Blob.prototype[name] = function counted(...given) {
        globalThis.bytesRead += this.size;
        return plain.apply(this, given);
      };
    }
  });
  return () => thread.evaluate(() => globalThis.bytesRead);
}

test("a change of trust, policy or edition is answered without reading the packages again", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  assert.equal((await verdict(page)).verdict, "passed");
  const bytesRead = await countBytes(page);

  await page.getByRole("button", { name: "Remove trust.json" }).click();
  await page.locator("section.verdict[data-verdict=indeterminate]").waitFor();
  // One byte shows that the file is still the one that was read.
  assert.equal(await bytesRead(), 1);

  // The trust file itself is read, once.
  await dropTrusted(page, TRUST);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  const before = await bytesRead();
  await page.getByRole("button", { name: "Remove trust.json" }).click();
  await page.locator("section.verdict[data-verdict=indeterminate]").waitFor();
  assert.equal(await bytesRead(), before + 1);
  assert.deepEqual(page.errors, []);
});

test("a package that is verified again on request is read again", async () => {
  const page = await portal.open();
  await slowDown(page);
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("heading", { name: "Cancelled" }).waitFor();
  const bytesRead = await countBytes(page);
  await page.getByRole("button", { name: "Verify again" }).click();
  assert.equal((await verdict(page)).verdict, "passed");
  assert.ok((await bytesRead()) > 1);
});

// The worker is hit by the order to verify, and so in the middle of a run whatever the machine's speed.
const ENDS = {
  "ends without a word": () => addEventListener("message", ({ data }) => data.verify && close()),
  "fails with an error": () =>
    addEventListener("message", ({ data }) => {
      if (data.verify) throw new Error("the worker was hit");
    }),
};
for (const [what, end] of Object.entries(ENDS)) {
  test(`when the worker ${what}, the page says so and the next run works`, async () => {
    const page = await portal.open();
    await (await worker(page)).evaluate(end);
    await drop(page, GOOD_PACKAGE, TRUST);

    await page.getByRole("heading", { name: "The verification ended without a result" }).waitFor();
    await page.getByText("Nothing was decided about the package.").waitFor();
    assert.equal(await page.locator("section.verdict").count(), 0);

    await page.getByRole("button", { name: "Verify again" }).click();
    await trustForVisit(page);
    assert.equal((await verdict(page)).verdict, "passed");
  });
}

test("a digesting worker that never begins holds nothing up", async () => {
  const page = await portal.open();
  const asked = [];
  await page.context().route("**/vnfseal/js/lane-worker.js", (route) => asked.push(route.request().url()));
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  assert.equal((await verdict(page)).verdict, "passed");
  assert.equal(asked.length > 0, await page.evaluate(() => navigator.hardwareConcurrency > 1));
});

test("a worker that never begins is given up, and another one started", async () => {
  const page = await portal.open();
  let asked = 0;
  await page.context().route("**/vnfseal/js/worker.js", (route) => {
    asked += 1;
    // The first is never answered.
    if (asked > 1) route.continue();
  });
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  assert.equal((await verdict(page)).verdict, "passed");
  // On a slow machine the second may be given up, too.
  assert.ok(asked >= 2);
});

test("when the engine cannot be loaded, the page says so", async () => {
  const page = await portal.open();
  await page.route("**/engine_bg.wasm", (route) => route.abort());
  await page.reload();
  // A package dropped before the program runs is lost.
  await page.getByRole("heading", { level: 1 }).waitFor();
  await drop(page, GOOD_PACKAGE, TRUST);
  await page.getByRole("heading", { name: "The verifier could not be loaded" }).waitFor();

  await page.unroute("**/engine_bg.wasm");
  await page.getByRole("button", { name: "Verify again" }).click();
  await trustForVisit(page);
  assert.equal((await verdict(page)).verdict, "passed");
});

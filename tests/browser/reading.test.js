// Trust and policy that change while a package is being read: the reading goes on, and the newest of them judge.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GOOD_PACKAGE, TRUST, demoFile, drop, dropTrusted, show, trustForVisit, usePortal, verdict, worker } from "./support/portal.js";
import { watchReads } from "./support/reads.js";

const portal = usePortal();
const OTHER_PACKAGE = demoFile("acme-vnf-option2.zip");
const MIB = 1 << 20;

const bytesOnce = new Map();

/** The bytes of a package that are read when nothing changes meanwhile. */
async function bytesOf(file) {
  if (!bytesOnce.has(file)) bytesOnce.set(file, await countBytes(file));
  return bytesOnce.get(file);
}

async function countBytes(file) {
  const page = await portal.open();
  const reads = await watchReads(page);
  await drop(page, file);
  await verdict(page);
  const bytes = await reads.bytes();
  await page.context().close();
  return bytes;
}

/** A page that has read a part of a package, and waits with the rest. */
async function openReading(...files) {
  const page = await portal.open();
  const reads = await watchReads(page, { holdAt: 8 * MIB });
  await drop(page, ...files);
  await reads.held();
  return { page, reads };
}

/** Each change costs one byte at most, which shows that the file is the one that was read. */
async function assertReadOnce(reads, file, changes) {
  const [bytes, once] = [await reads.bytes(), await bytesOf(file)];
  assert.ok(bytes >= once && bytes <= once + changes, `${bytes} bytes, and ${once} without a change`);
}

test("trust that comes while a package is being read judges it, and nothing is read twice", async () => {
  const { page, reads } = await openReading(GOOD_PACKAGE);
  await dropTrusted(page, TRUST);
  await reads.release();
  assert.equal((await verdict(page)).verdict, "passed");
  await assertReadOnce(reads, GOOD_PACKAGE, 1);
  assert.deepEqual(page.errors, []);
});

test("trust that goes again while a package is being read does not count", async () => {
  const { page, reads } = await openReading(GOOD_PACKAGE, TRUST);
  await trustForVisit(page);
  await page.getByRole("button", { name: "Remove trust.json" }).click();
  await reads.release();
  assert.equal((await verdict(page)).verdict, "indeterminate");
  await assertReadOnce(reads, GOOD_PACKAGE, 2);
});

test("a policy that comes while a package is being read judges it, and nothing is read twice", async () => {
  const { page, reads } = await openReading(GOOD_PACKAGE, TRUST);
  await trustForVisit(page);
  await show(page, "Policy");
  await page.getByLabel("Time of validation (UTC)").fill("2001-02-03T04:05");
  await page.getByRole("button", { name: "Apply and verify again" }).click();
  await page.getByRole("button", { name: "Cancel", exact: true }).waitFor();
  await reads.release();
  assert.equal((await verdict(page)).authenticity, "failed");
  await page.getByText("Validated at 2001-02-03 04:05:00 UTC, not now").first().waitFor();
  await assertReadOnce(reads, GOOD_PACKAGE, 2);
});

test("a package that was read is judged again at once while another one is being read", async () => {
  const page = await portal.open();
  await drop(page, GOOD_PACKAGE);
  assert.equal((await verdict(page)).verdict, "indeterminate");
  const reads = await watchReads(page, { holdAt: 8 * MIB });
  await drop(page, OTHER_PACKAGE);
  await reads.held();

  const packages = page.getByRole("region", { name: "Packages" }).getByRole("listitem");
  await dropTrusted(page, TRUST);
  await packages.nth(0).getByText("Passed").waitFor();
  await reads.release();
  await packages.nth(1).getByText("Passed").waitFor();
  // The package that was read costs one byte, too.
  await assertReadOnce(reads, OTHER_PACKAGE, 2);
  assert.deepEqual(page.errors, []);
});

test("a package that is cancelled is read no further, also after a change of trust", async () => {
  const { page, reads } = await openReading(GOOD_PACKAGE);
  const thread = await worker(page);
  await dropTrusted(page, TRUST);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("heading", { name: "Cancelled" }).waitFor();
  const before = await reads.bytes();
  await page.getByRole("button", { name: "Verify again" }).click();
  await reads.release();
  assert.equal((await verdict(page)).verdict, "passed");
  assert.equal(await worker(page), thread, "the worker has stopped although it was waiting for bytes");
  const [bytes, once] = [(await reads.bytes()) - before, await bytesOf(GOOD_PACKAGE)];
  // What was asked for before may still come: one chunk for each stream.
  assert.ok(bytes >= once && bytes <= once + 2 * MIB, `${bytes} bytes, and ${once} of one reading`);
});

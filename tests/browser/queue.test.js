// Several packages: a queue, the demo, and a package of four gigabytes that the page itself reads nothing of.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import {
  GOOD_PACKAGE,
  TRUST,
  demoFile,
  drop,
  dropTrusted,
  slowDown,
  trustForVisit,
  usePortal,
} from "./support/portal.js";

const portal = usePortal();

test("several packages are verified one after the other, and each keeps its report", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, demoFile("acme-vnf-file-added.csar"), TRUST);
  const packages = page.getByRole("region", { name: "Packages" }).getByRole("listitem");
  await packages.nth(0).getByText("Passed").waitFor();
  await packages.nth(1).getByText("Failed").waitFor();
  assert.equal(await page.locator("section.verdict").getAttribute("data-verdict"), "passed");
  await packages.nth(1).getByRole("button", { name: /file-added/ }).first().click();
  await page.locator("section.verdict[data-verdict=failed]").waitFor();
  await packages.nth(0).getByRole("button", { name: /option1/ }).first().click();
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
});

test("cancelling one package lets the next begin", async () => {
  const page = await portal.open();
  await slowDown(page);
  await dropTrusted(page, GOOD_PACKAGE, demoFile("acme-vnf-file-added.csar"), TRUST);
  await page.getByRole("button", { name: "Cancel acme-vnf-option1.csar" }).click();
  const packages = page.getByRole("region", { name: "Packages" }).getByRole("listitem");
  await packages.nth(0).getByText("Cancelled").waitFor();
  await packages.nth(1).getByText("Failed").waitFor();
});

test("the demo is fetched on request only, and shows two good packages and three damaged ones", async () => {
  const page = await portal.open();
  assert.ok(page.requests.every((url) => !url.includes("/demo/")));
  await page.getByRole("button", { name: "Try the demo" }).click();
  await trustForVisit(page);
  await page.getByRole("region", { name: "Packages" }).getByText("2 passed, 3 failed", { exact: true }).waitFor();
  assert.equal(await page.locator("section.verdict").getAttribute("data-verdict"), "failed");
});

test("a package of four gigabytes is read by the worker alone, and the page answers meanwhile", async () => {
  const folder = await mkdtemp(join(tmpdir(), "vnfseal-large-"));
  try {
    const file = join(folder, "large.csar");
    await writeLarge(file, 4096 - 1);
    const page = await portal.open();
    await page.evaluate(countReads);
    await drop(page, file);
    await page.getByText(/of 4\.0 GiB/).first().waitFor();
    await page.getByText(/\d+:\d\d left/).first().waitFor();
    await page.getByRole("button", { name: "About this tool" }).click();
    await page.getByRole("button", { name: "Verify", exact: true }).click();
    await page.waitForFunction(() => document.querySelector("progress")?.value >= 97, null, { timeout: 300_000 });
    await page.locator("section.verdict").waitFor({ timeout: 60_000 });
    const { reads, bytesRead } = await page.evaluate(() => window.counted);
    assert.ok(bytesRead < 64, `the page read ${bytesRead} bytes of files in ${reads} reads`);
    assert.equal(await page.locator(".grid-row").filter({ hasText: "disk.img" }).getByText("As declared").count(), 1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** In the page: counts what its own thread reads of files. */
function countReads() {
  window.counted = { reads: 0, bytesRead: 0 };
  for (const name of ["arrayBuffer", "bytes", "stream", "text"]) {
    const read = Blob.prototype[name];
    Blob.prototype[name] = function counted() {
      window.counted.reads += 1;
      window.counted.bytesRead += this.size;
      return read.call(this);
    };
  }
}

/** A CSAR with one stored file of zeros, which takes no room on the disk, and a manifest that declares its digest. */
async function writeLarge(path, mebibytes) {
  const block = Buffer.alloc(1 << 20);
  const sha256 = createHash("sha256");
  let crc = 0;
  for (let done = 0; done < mebibytes; done += 1) {
    sha256.update(block);
    crc = crc32(block, crc);
  }
  const manifest = `metadata:\n  vnf_provider_id: x\n\nSource: disk.img\nAlgorithm: SHA-256\nHash: ${sha256.digest("hex")}\n`;
  const meta = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: x\nEntry-Definitions: v.yaml\nETSI-Entry-Manifest: v.mf\n";
  const small = { "TOSCA-Metadata/TOSCA.meta": meta, "v.mf": manifest, "v.yaml": "" };
  const handle = await open(path, "w");
  const directory = [];
  let offset = 0;
  const entry = async (name, size, sum, content) => {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(sum, 10);
    fields.writeUInt32LE(size, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name)]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, rest, Buffer.from(name));
    await handle.write(local, 0, local.length, offset);
    if (content) await handle.write(content, 0, content.length, offset + local.length);
    offset += local.length + size;
  };
  for (const [name, text] of Object.entries(small)) await entry(name, text.length, crc32(text), Buffer.from(text));
  await entry("disk.img", mebibytes * (1 << 20), crc);
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(4, 8);
  end.writeUInt16LE(4, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  await handle.write(Buffer.concat([central, end]), 0, central.length + 22, offset);
  await handle.close();
}

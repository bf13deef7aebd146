// Files past 4 GiB, right to the byte. They are sparse: zeros take no room.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { crc32 } from "node:zlib";

import { Maker, zeros } from "../../scripts/bench/packages.mjs";
import { folder, packageFolder, vnfseal } from "./installed.js";

const load = (file) => import(pathToFileURL(join(packageFolder, file)));
const { digestAll } = await load("js/digests/digesting.js");
const { openNodeDigester } = await load("js/digests/node/digester.js");
const { openFile } = await load("js/sources/node/files.js");
const { Progress } = await load("js/verification/progress.js");

const GIB = 2 ** 30;

describe("a task at an offset", () => {
  const path = join(folder, "sparse");
  const content = Buffer.from("what stands at this offset and nowhere else");
  const offsets = [2 ** 31 - 20, 2 ** 32 - 20, 2 ** 32 + 99, 2 ** 33 + 1, 5 * 2 ** 40 + 7];
  let source;
  before(async () => {
    const handle = await open(path, "w");
    for (const offset of offsets) await handle.write(content, 0, content.length, offset);
    await handle.truncate(offsets.at(-1) + 1000);
    await handle.close();
    source = await openFile(path);
  });
  after(async () => {
    await source.close();
    await rm(path);
  });

  for (const [index, offset] of offsets.entries()) {
    it(`${offset} reads there`, async () => {
      const of = (offset) => ({
        index,
        source: 0,
        path: "a",
        offset,
        compressedSize: content.length,
        size: content.length,
        method: "stored",
        crc32: crc32(content),
        algorithms: ["SHA-256"],
        expand: false,
      });
      const run = {
        host: { createDigester: () => (_, task) => openNodeDigester(task) },
        instance: { failure: null },
        sources: [source],
        progress: new Progress(),
      };
      const [{ digests }] = await digestAll([of(offset)], run);
      assert.deepEqual(digests, [createHash("sha256").update(content).digest("hex")]);
      for (const beside of [offset - 1, offset + 1]) {
        assert.equal((await digestAll([of(beside)], run))[0].intact, false);
      }
    });
  }

  it("that no number holds is refused", async () => {
    const task = { index: 3, source: 0, path: "a", offset: 0, compressedSize: 5, size: 2 ** 64, method: "deflated" };
    const run = { host: {}, instance: { failure: null }, sources: [source], progress: new Progress() };
    run.host.createDigester = () => assert.fail;
    assert.deepEqual(await digestAll([{ ...task, algorithms: [] }], run), [
      { index: 3, intact: false, digests: [], head: "" },
    ]);
  });
});

describe("a package past 4 GiB", () => {
  it("passes, and fails for one byte behind them", async () => {
    const maker = new Maker(join(folder, "past-4-gib"));
    const path = await maker.make("large.csar", [
      { path: "Files/large.img", content: zeros(4 * 1024 + 1) },
      { path: "Files/behind.txt", content: Buffer.from("behind the large one") },
    ]);
    const verify = () => vnfseal.verifyPackage(path, { trust: maker.trust });
    const report = await verify();
    assert.equal(report.verdict, "passed", JSON.stringify(report.findings));
    assert.ok(report.package.fileSize > 4 * GIB);
    assert.equal(
      report.artifacts.find(({ artifactPath }) => artifactPath === "Files/large.img").size,
      4 * GIB + 2 ** 20,
    );

    // The last byte of the large artifact: the archive has not changed its size.
    const handle = await open(path, "r+");
    await handle.write(Buffer.from([1]), 0, 1, 4 * GIB + 2 ** 20);
    await handle.close();
    const changed = await verify();
    assert.equal(changed.verdict, "failed");
    assert.equal(changed.integrity, "failed");
    await rm(path);
  });
});

// The text of a file in an opened package, packages inside a file, and the digest of a file.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";

import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip, zip } from "./zip.js";

const { digestFile, openPackage, verifyPackage } = vnfseal;
const OPTION_1 = demo("acme-vnf-option1.csar");
const OPTION_2 = demo("acme-vnf-option2.zip");
const trust = demo("trust.json");
const at = new Date();
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const refused = (reason) => ({ name: "VnfsealError", code: "FILE_REFUSED", reason });

/** `work` has the package open. */
async function opened(input, work) {
  const each = await openPackage(input);
  try {
    return await work(each);
  } finally {
    each.close();
  }
}

/** A package of the files of the demo and more, without a signature that would fit. */
function packageWith(files, options) {
  return zip({ ...unzip(readFileSync(OPTION_1)), ...files }, options);
}

describe("the text of a file", () => {
  it("is that of the file, stored or deflated", async () => {
    const files = unzip(readFileSync(OPTION_1));
    await opened(OPTION_1, async (each) => {
      const { package: described, artifacts } = await each.report();
      const small = artifacts.filter(({ size }) => size <= 1 << 20);
      assert.ok(small.length > 3);
      for (const { artifactPath, size } of small) {
        const given = await each.readText(artifactPath);
        assert.deepEqual(given, { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(files[artifactPath]), isUtf8: given.isUtf8, size });
      }
      const { text } = await each.readText(described.manifestPath);
      assert.equal(described.manifestDigest, sha256(text));
    });
    const many = "line\n".repeat(9000);
    for (const deflate of [false, true]) {
      const given = await opened(packageWith({ "many.txt": Buffer.from(many) }, { deflate }), (each) => each.readText("many.txt"));
      assert.deepEqual(given, { text: many, isUtf8: true, size: many.length });
    }
  });

  it("is read from a delivery, in the CSAR and beside it, stored or decompressed", async () => {
    const files = unzip(readFileSync(OPTION_2));
    for (const input of [OPTION_2, zip(files, { deflate: true })]) {
      await opened(input, async (each) => {
        const { package: described, signatures } = await each.report();
        const inside = unzip(Buffer.from(files[described.csarPath]));
        const { text } = await each.readText(described.manifestPath);
        assert.equal(text, inside[described.manifestPath].toString());
        const beside = await each.readText(signatures[0].path, { inDelivery: true });
        assert.equal(beside.size, files[signatures[0].path].length);
        await assert.rejects(each.readText(described.manifestPath, { inDelivery: true }), refused("file.missing"));
        await assert.rejects(each.readText(signatures[0].path), refused("file.missing"));
      });
    }
  });

  it("shows what is no UTF-8 by replacement marks, and says so", async () => {
    const bytes = Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x00, 0x0a]);
    const given = await opened(packageWith({ "bytes.bin": bytes }), (each) => each.readText("bytes.bin"));
    assert.deepEqual(given, { text: "a\ufffd\ufffdb\0\n", isUtf8: false, size: 6 });
  });

  it("is refused with a reason where there is none to give", async () => {
    const large = Buffer.alloc((1 << 20) + 1, 0x20);
    const input = packageWith({ "large.txt": large, "most.txt": large.subarray(1), "A.txt": Buffer.from("1"), "a.txt": Buffer.from("2") }, { deflate: true });
    await opened(input, async (each) => {
      assert.equal((await each.readText("most.txt")).size, 1 << 20);
      await assert.rejects(each.readText("large.txt"), refused("file.too-large"));
      await assert.rejects(each.readText("a.txt"), refused("file.ambiguous"));
      await assert.rejects(each.readText("A.txt"), refused("file.ambiguous"));
      for (const path of ["", "none", "/etc/passwd", "../x", "__proto__"]) await assert.rejects(each.readText(path), refused("file.missing"));
      await assert.rejects(each.readText(7), { code: "ARGUMENT_INVALID" });
      await assert.rejects(each.readText("a", { inDelivery: "no" }), { code: "ARGUMENT_INVALID" });
      await assert.rejects(each.readText("a", { line: 1 }), { code: "ARGUMENT_INVALID" });
    });
    await assert.rejects(opened(Buffer.from("no archive"), (each) => each.readText("a")), refused("file.missing"));
  });

  it("is refused where the content is not what the archive states", async () => {
    const input = packageWith({ "damaged.txt": Buffer.from("text that stands here alone") });
    input[input.indexOf("text that stands here alone")] ^= 1;
    await assert.rejects(opened(input, (each) => each.readText("damaged.txt")), refused("file.damaged"));
  });

  it("is refused where the file has changed since it was verified", async () => {
    const folder = mkdtempSync(join(tmpdir(), "vnfseal-changed-"));
    const path = join(folder, "changed.csar");
    copyFileSync(OPTION_1, path);
    await opened(path, async (each) => {
      const { manifestPath } = (await each.report()).package;
      assert.ok((await each.readText(manifestPath)).text.startsWith("metadata:"));
      const bytes = readFileSync(path);
      const files = unzip(bytes);
      const start = bytes.indexOf(files[manifestPath].subarray(0, 20));
      if (start > 0) bytes[start] ^= 1;
      else bytes.fill(0, 0, 4096);
      writeFileSync(path, bytes);
      await assert.rejects(each.readText(manifestPath), refused("file.changed"));
      writeFileSync(path, bytes.subarray(0, 10));
      await assert.rejects(each.readText(manifestPath), { code: "SOURCE_CHANGED" });
    });
  });

  it("can be aborted, and is not given by a closed package", async () => {
    const each = await openPackage(OPTION_1);
    const { manifestPath } = (await each.report()).package;
    await assert.rejects(each.readText(manifestPath, { signal: AbortSignal.abort() }), { name: "AbortError" });
    const [given] = await Promise.all([each.readText(manifestPath), each.close()]);
    assert.ok(given.size > 0);
    await assert.rejects(each.readText(manifestPath), { code: "PACKAGE_CLOSED" });
  });

  it("changes no verdict", async () => {
    await opened(OPTION_1, async (each) => {
      const before = await each.reportAsJson({ trust, policy: { at } });
      await each.readText((JSON.parse(before)).package.manifestPath);
      assert.equal(await each.reportAsJson({ trust, policy: { at } }), before);
    });
  });
});

describe("a package inside a file", () => {
  const inner = readFileSync(OPTION_1);
  for (const deflate of [false, true]) {
    it(`is verified by itself, ${deflate ? "decompressed" : "where it is stored"}`, async () => {
      const outer = zip({ "readme.txt": Buffer.from("x"), "folder/inner.csar": inner }, { deflate });
      await opened(new File([outer], "outer.zip"), async (each) => {
        const { package: described } = await each.report();
        assert.deepEqual(described.packagesInside, ["folder/inner.csar"]);
        const inside = await each.openInside("folder/inner.csar");
        assert.deepEqual([inside.name, inside.size], ["outer.zip › inner.csar", inner.length]);
        const report = await verifyPackage(inside, { trust });
        assert.deepEqual([report.verdict, report.package.fileName], ["passed", "outer.zip › inner.csar"]);
        if (!deflate) assert.deepEqual(Buffer.from(await inside.blob.arrayBuffer()), inner);
        // Not a byte of what stands around it.
        assert.equal((await inside.read(inner.length - 2, 100)).length, 2);
        await inside.close();
        await assert.rejects(each.openInside("readme.txt"), refused("file.missing"));
      });
    });
  }

  it("that is larger than the limits or damaged is refused", async () => {
    const bomb = zip({ "inner.zip": Buffer.alloc(1 << 20) }, { deflate: true });
    const small = await openPackage(bomb, { limits: { expandedBytes: 1000 } });
    await assert.rejects(small.openInside("inner.zip"), refused("file.too-large"));
    small.close();
    const damaged = zip({ "inner.zip": Buffer.from("some content ".repeat(100)) }, { deflate: true });
    damaged[50] ^= 0xff;
    await assert.rejects(opened(damaged, (each) => each.openInside("inner.zip")), refused("file.damaged"));
  });

  it("is offered of several CSARs too, and of a package never", async () => {
    const two = zip({ "a.csar": inner, "b.csar": inner });
    await opened(two, async (each) => assert.deepEqual((await each.report()).package.packagesInside, ["a.csar", "b.csar"]));
    await opened(OPTION_2, async (each) => assert.equal((await each.report()).package.packagesInside, undefined));
  });
});

describe("the digest of a file", () => {
  it("is that of all its bytes, with and without a report", async () => {
    for (const path of [OPTION_1, OPTION_2]) {
      const expected = sha256(readFileSync(path));
      assert.equal(await digestFile(path), expected);
      assert.equal(await digestFile(readFileSync(path)), expected);
      const question = { trust, policy: { at } };
      const [without, withIt] = [await verifyPackage(path, question), await verifyPackage(path, { ...question, fileDigest: true })];
      assert.equal(withIt.package.fileDigest, expected);
      delete withIt.package.fileDigest;
      assert.deepEqual(withIt, without);
    }
    assert.equal(await digestFile(new Uint8Array()), sha256(""));
    const report = await verifyPackage(Buffer.from("no archive"), { fileDigest: true });
    assert.equal(report.package.fileDigest, sha256("no archive"));
  });

  it("reports progress, can be aborted, and takes no other option", async () => {
    const phases = new Set();
    await digestFile(OPTION_1, { onProgress: ({ phase, bytesTotal }) => phases.add(`${phase} ${bytesTotal > 0}`) });
    assert.ok(phases.has("digesting true"), [...phases].join());
    await assert.rejects(digestFile(OPTION_1, { signal: AbortSignal.abort() }), { name: "AbortError" });
    await assert.rejects(digestFile(OPTION_1, { algorithm: "MD5" }), { code: "ARGUMENT_INVALID" });
    await assert.rejects(verifyPackage(OPTION_1, { fileDigest: "yes" }), { code: "ARGUMENT_INVALID" });
    await assert.rejects(digestFile(join(tmpdir(), "vnfseal-none")), { code: "FILE_UNREADABLE" });
  });
});

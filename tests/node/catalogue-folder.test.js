// The catalogue in a folder: what is put is found, what is damaged is said, and nothing leads out of the folder.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { PACKAGE, all, content, openCatalogue, read } from "./catalogue.js";
import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const sha256 = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

describe("a catalogue in a folder", () => {
  let folder;
  let catalogue;
  const path = (...names) => join(folder, "store", ...names);
  const blob = (bytes) => path("blobs", "sha256", sha256(bytes).slice(7));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "vnfseal-catalogue-"));
    catalogue = openCatalogue(`dir:${path()}`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const names = async () => (await all(catalogue.list())).map(({ name }) => name);

  it("gives back a package, its report and its signers", async () => {
    const signers = [{ role: "vnfProvider", subject: "CN=Acme" }];
    const progress = [];
    const options = { ...PACKAGE, report: '{"verdict":"passed"}', signers, annotations: { note: "x" }, onProgress: (each) => progress.push(each) };
    const bytes = content("a", 3_000_000);
    assert.deepEqual(await catalogue.put("acme-1.0", bytes, options), { digest: sha256(bytes) });
    const entry = await catalogue.get("acme-1.0");
    const { source, chunks, report, ...listed } = entry;
    assert.deepEqual(await all(catalogue.list()), [listed]);
    assert.deepEqual([entry.size, entry.mediaType, entry.fileName], [3_000_000, "application/zip", "acme-1.0.csar"]);
    assert.deepEqual([entry.signers, entry.annotations], [signers, { note: "x" }]);
    assert.equal(await entry.report(), '{"verdict":"passed"}');
    assert.deepEqual(await read(catalogue, "acme-1.0"), bytes);
    assert.deepEqual(Buffer.from(await source.read(2_999_990, 10)), bytes.subarray(-10));
    assert.deepEqual(progress.at(-1), { phase: "storing", bytesDone: 3_000_000, bytesTotal: 3_000_000 });
    const { bytes: _, ...found } = await catalogue.fsck();
    assert.deepEqual(found, { entries: 1, blobs: 5, problems: [], leftOvers: [] });
  });

  it("verifies a package where it lies", async () => {
    await catalogue.put("acme", demo("acme-vnf-option1.csar"), PACKAGE);
    const { source } = await catalogue.get("acme");
    const report = await vnfseal.verifyPackage(source, { trust: demo("trust.json") });
    assert.equal(report.verdict, "passed");
    assert.equal(report.package.fileName, "acme-vnf-option1.csar");
  });

  it("replaces an entry only when it is asked to, and takes the same again", async () => {
    await catalogue.put("acme", content("a"), PACKAGE);
    await catalogue.put("acme", content("a"), PACKAGE);
    await assert.rejects(catalogue.put("acme", content("b"), PACKAGE), { code: "ENTRY_EXISTS" });
    assert.equal(existsSync(blob(content("b"))), false, "nothing was written");
    await assert.rejects(catalogue.put("acme", content("a"), { ...PACKAGE, report: "{}" }), { code: "ENTRY_EXISTS" });
    await catalogue.put("acme", content("b"), { ...PACKAGE, replace: true });
    assert.deepEqual(await read(catalogue, "acme"), content("b"));
  });

  it("decides which of two writers was first", async () => {
    const puts = ["a", "b"].map((letter) => catalogue.put("acme", content(letter), PACKAGE).then(() => letter));
    const [one, other] = await Promise.allSettled(puts);
    const [won, lost] = one.status === "fulfilled" ? [one, other] : [other, one];
    assert.equal(lost.reason?.code, "ENTRY_EXISTS");
    assert.deepEqual(await read(catalogue, "acme"), content(won.value));
  });

  it("deletes an entry, and what no other needs", async () => {
    await catalogue.put("one", content("a"), { ...PACKAGE, report: "1" });
    await catalogue.put("two", content("a"), PACKAGE);
    await catalogue.put("three", content("c"), PACKAGE);
    await catalogue.delete("one");
    await catalogue.delete("three");
    assert.deepEqual(await names(), ["two"]);
    assert.deepEqual(await read(catalogue, "two"), content("a"));
    assert.equal(existsSync(blob(content("c"))), false);
    assert.equal(existsSync(blob("1")), false, "the report");
    await assert.rejects(catalogue.get("one"), { code: "ENTRY_NOT_FOUND" });
    await assert.rejects(catalogue.delete("one"), { code: "ENTRY_NOT_FOUND" });
    assert.deepEqual((await catalogue.fsck()).problems, []);
  });

  it("sweeps what is old and needed by no entry", async () => {
    await catalogue.put("acme", content("a"), PACKAGE);
    await catalogue.put("acme", content("b"), { ...PACKAGE, replace: true });
    writeFileSync(path("incoming", "killed"), "half");
    assert.deepEqual(await catalogue.sweep(), { bytes: 0 }, "all is young");
    assert.equal((await catalogue.fsck()).leftOvers.length, 3, "the old package, its manifest, what was half written");
    for (const left of [blob(content("a")), path("incoming", "killed")]) utimesSync(left, 0, 0);
    assert.deepEqual(await catalogue.sweep(), { bytes: 1004 });
    assert.deepEqual(await read(catalogue, "acme"), content("b"));
  });

  it("puts a package back that a killed sweep left aside", async () => {
    await catalogue.put("acme", content("a"), PACKAGE);
    renameSync(blob(content("a")), `${blob(content("a"))}.swept-00000000-0000-4000-8000-000000000000`);
    assert.deepEqual(await read(catalogue, "acme"), content("a"));
    assert.deepEqual((await catalogue.fsck()).problems, []);
  });

  it("refuses names that are no names", async () => {
    const names = ["", ".", "..", "../x", "a/b", "a\\b", "-a", ".a", "con", "NUL.csar", "com1", "a".repeat(129), "a\0", "ä", `sha256-${"0".repeat(64)}`, undefined];
    for (const name of names) {
      await assert.rejects(catalogue.put(name, content("a"), PACKAGE), { code: "ARGUMENT_INVALID" }, String(name));
      await assert.rejects(catalogue.get(name), { code: "ARGUMENT_INVALID" });
      await assert.rejects(catalogue.delete(name), { code: "ARGUMENT_INVALID" });
    }
    assert.equal(existsSync(path()), false);
  });

  it("refuses arguments that make no sense", async () => {
    const refused = { code: "ARGUMENT_INVALID" };
    for (const options of [undefined, {}, { mediaType: "text/plain" }, { ...PACKAGE, signers: "CN=x" }, { ...PACKAGE, annotations: { a: 1 } }, { ...PACKAGE, unknown: 1 }, { ...PACKAGE, fileName: "../x" }, { ...PACKAGE, annotations: { "vnd.vnfseal.name": "x" } }]) {
      await assert.rejects(catalogue.put("acme", content("a"), options), refused, JSON.stringify(options));
    }
    await assert.rejects(catalogue.put("acme", new Uint8Array(), PACKAGE), refused);
    for (const address of ["", "dir:", "/x", "oci://host", "oci://host/UPPER", "oci://user@host/a", "oci://host/a:tag", "oci://host/../a", "oci:///a", "http://host/a", undefined]) {
      assert.throws(() => openCatalogue(address), refused, String(address));
    }
    assert.throws(() => openCatalogue("dir:x", { unknown: 1 }), refused);
    for (const credentials of [{ username: "a" }, { username: "a:b", password: "c" }, { token: "a b" }, { token: "a\r\nb" }, { token: "a", username: "b", password: "c" }]) {
      assert.throws(() => openCatalogue("oci://host/a", { credentials }), refused, JSON.stringify(credentials));
    }
  });

  it("is not made in a file or where nothing can be made, and is where its folders are missing", { timeout: 20_000 }, async () => {
    const file = join(folder, "file");
    writeFileSync(file, "x");
    const put = (path) => openCatalogue(`dir:${path}`).put("acme", content("a"), PACKAGE);
    for (const path of [file, join(file, "below"), ...(process.platform === "linux" ? ["/proc/vnfseal-test", "/proc/vnfseal-test/below"] : [])]) {
      await assert.rejects(put(path), ({ code }) => /^CATALOGUE_/.test(code), path);
    }
    await put(join(folder, "one", "two", "three"));
    await put(join(folder, "one", "two", "three"));
  });

  it("is not made by reading, nor in a folder of something else", async () => {
    await assert.rejects(all(catalogue.list()), { code: "CATALOGUE_INVALID" });
    await assert.rejects(catalogue.get("acme"), { code: "CATALOGUE_INVALID" });
    assert.equal(existsSync(path()), false);
    mkdirSync(path());
    writeFileSync(path("letter.txt"), "x");
    await assert.rejects(catalogue.put("acme", content("a"), PACKAGE), { code: "CATALOGUE_INVALID" });
    assert.deepEqual(readdirSync(path()), ["letter.txt"]);
    rmSync(path(), { recursive: true });
    mkdirSync(path("blobs", "sha256"), { recursive: true });
    writeFileSync(path("index.json"), '{"schemaVersion":2,"manifests":[{}]}');
    await assert.rejects(catalogue.put("acme", content("a"), PACKAGE), { code: "CATALOGUE_INVALID" }, "a layout of another program");
  });

  it("leaves nothing of a package that cannot be read to its end", async () => {
    await catalogue.put("acme", content("a"), PACKAGE);
    const failing = { size: 5_000_000, read: async (offset, length) => (offset > 2_000_000 ? new Uint8Array(1) : new Uint8Array(length)) };
    await assert.rejects(catalogue.put("other", failing, PACKAGE), { code: "SOURCE_CHANGED" });
    const abort = AbortSignal.abort(new Error("enough"));
    await assert.rejects(catalogue.put("other", content("b"), { ...PACKAGE, signal: abort }), /enough/);
    assert.deepEqual([readdirSync(path("incoming")), readdirSync(path("refs"))], [[], ["acme.json"]]);
    assert.equal(readdirSync(path("blobs", "sha256")).length, 3);
  });

  it("says what is damaged, and is mended by putting the package again", async () => {
    for (const letter of ["a", "b", "c"]) await catalogue.put(letter, content(letter), { ...PACKAGE, report: `"${letter}"` });
    writeFileSync(blob(content("a")), content("x"));
    unlinkSync(blob(content("b")));
    writeFileSync(path("index.json"), "{}");
    const { problems } = await catalogue.fsck();
    assert.deepEqual(problems.map((problem) => [problem.path, problem.name]).sort(), [
      [blob(content("a")), "a"],
      [blob(content("b")), "b"],
      [path("index.json"), undefined],
    ].sort());
    await assert.rejects(read(catalogue, "a"), { code: "ENTRY_DAMAGED" });
    await assert.rejects(catalogue.get("b"), { code: "ENTRY_DAMAGED" });
    assert.deepEqual((await all(catalogue.list())).map(({ name, problem }) => [name, problem !== undefined]), [["a", false], ["b", true], ["c", false]]);
    for (const letter of ["a", "b"]) await catalogue.put(letter, content(letter), { ...PACKAGE, report: `"${letter}"` });
    assert.deepEqual((await catalogue.fsck()).problems, []);
    assert.deepEqual(await read(catalogue, "a"), content("a"));
  });

  it("keeps all blobs where an entry cannot be read, as nobody knows what it needs", async () => {
    await catalogue.put("a", content("a"), PACKAGE);
    await catalogue.put("b", content("b"), PACKAGE);
    writeFileSync(path("refs", "a.json"), "{");
    await catalogue.delete("b");
    assert.deepEqual(await names(), ["a"]);
    assert.equal(existsSync(blob(content("a"))) && existsSync(blob(content("b"))), true);
    await assert.rejects(catalogue.sweep(), { code: "ENTRY_DAMAGED" });
    assert.deepEqual((await catalogue.fsck()).problems.map(({ name }) => name), ["a"]);
    await catalogue.delete("a");
    await catalogue.delete("a").catch(({ code }) => assert.equal(code, "ENTRY_NOT_FOUND"));
    assert.deepEqual((await catalogue.fsck()).problems, []);
  });
});

describe("a hostile folder", () => {
  let folder;
  let catalogue;
  const path = (...names) => join(folder, ...names);
  const addBlob = (bytes) => writeFileSync(path("blobs", "sha256", sha256(bytes).slice(7)), bytes);
  const descriptorOf = (bytes, mediaType) => ({ mediaType, digest: sha256(bytes), size: Buffer.byteLength(bytes) });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "vnfseal-catalogue-"));
    catalogue = openCatalogue(`dir:${folder}`);
    await catalogue.put("acme", content("a"), { ...PACKAGE, report: "{}" });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const reference = () => JSON.parse(readFileSync(path("refs", "acme.json")));
  const setReference = (value) => writeFileSync(path("refs", "acme.json"), typeof value === "string" ? value : JSON.stringify(value));
  /** The entry has this manifest, and its file names the blob. */
  const setManifest = (manifest) => {
    const bytes = typeof manifest === "string" ? manifest : JSON.stringify(manifest);
    addBlob(bytes);
    const descriptor = descriptorOf(bytes, "application/vnd.oci.image.manifest.v1+json");
    setReference({ ...reference(), manifest: descriptor, blobs: [...reference().blobs, descriptor] });
  };
  const isDamaged = async (why) => {
    await assert.rejects(catalogue.get("acme"), { code: "ENTRY_DAMAGED" }, why);
    const [entry] = await all(catalogue.list());
    assert.equal(typeof entry.problem, "string", why);
    assert.ok((await catalogue.fsck()).problems.some(({ name }) => name === "acme"), why);
  };

  it("has files of entries that are none", async () => {
    const right = reference();
    const wrong = {
      "no JSON": "{",
      "deep JSON": "[".repeat(60_000),
      "long JSON": `"${"a".repeat(1 << 20)}"`,
      "no object": "null",
      "another name": { ...right, name: "../../etc" },
      "no blobs": { ...right, blobs: undefined },
      "a digest that is a path": { ...right, blobs: [{ ...right.blobs[0], digest: "sha256:../../../etc/passwd" }] },
      "a digest of another kind": { ...right, manifest: { ...right.manifest, digest: `md5:${"0".repeat(32)}` } },
      "a size that is none": { ...right, blobs: [{ ...right.blobs[0], size: -1 }] },
    };
    for (const [why, value] of Object.entries(wrong)) {
      setReference(value);
      await isDamaged(why);
      await assert.rejects(catalogue.sweep(), { code: "ENTRY_DAMAGED" }, why);
    }
  });

  it("has manifests that are none", async () => {
    const right = JSON.parse(readFileSync(path("blobs", "sha256", reference().manifest.digest.slice(7))));
    const [layer] = right.layers;
    const wrong = {
      "no JSON": "{",
      "deep JSON": "[".repeat(1_000_000),
      "long JSON": `"${"a".repeat(5 << 20)}"`,
      "another kind": { ...right, artifactType: "application/x" },
      "two packages": { ...right, layers: [layer, layer] },
      "another media type": { ...right, layers: [{ ...layer, mediaType: "text/html" }] },
      "another package": { ...right, layers: [{ ...layer, digest: sha256("other") }] },
      "another size": { ...right, layers: [{ ...layer, size: 999 }] },
      "annotations of numbers": { ...right, annotations: { a: 1 } },
      "a report by a path": { ...right, annotations: { "vnd.vnfseal.report": "../x" } },
      "signers that are none": { ...right, annotations: { "vnd.vnfseal.signers": '[{"a":{}}]' } },
    };
    const before = readFileSync(path("refs", "acme.json"));
    for (const [why, manifest] of Object.entries(wrong)) {
      writeFileSync(path("refs", "acme.json"), before);
      setManifest(manifest);
      await isDamaged(why);
    }
  });

  it("has links, folders and pipes in the place of files", { skip: process.platform === "win32" && "it has no such links" }, async () => {
    const secret = path("secret");
    writeFileSync(secret, content("a"));
    const package_ = path("blobs", "sha256", sha256(content("a")).slice(7));
    for (const make of [() => symlinkSync(secret, package_), () => mkdirSync(package_)]) {
      rmSync(package_, { recursive: true });
      make();
      await isDamaged("a link or a folder");
    }
    unlinkSync(path("refs", "acme.json"));
    execFileSync("mkfifo", [path("refs", "acme.json")]);
    await isDamaged("a pipe");
    unlinkSync(path("refs", "acme.json"));
    symlinkSync(secret, path("refs", "acme.json"));
    await assert.rejects(catalogue.get("acme"), { code: "CATALOGUE_UNAVAILABLE" }, "a link");
  });

  it("has strange files, which are named and left alone", async () => {
    writeFileSync(path("refs", "acme.json~"), "x");
    writeFileSync(path("blobs", "sha256", "stranger"), "x");
    const { problems } = await catalogue.fsck();
    assert.deepEqual(problems.map((problem) => problem.path).sort(), [path("blobs", "sha256", "stranger"), path("refs", "acme.json~")]);
    assert.deepEqual(await read(catalogue, "acme"), content("a"));
    await assert.rejects(catalogue.sweep(), { code: "ENTRY_DAMAGED" });
  });
});

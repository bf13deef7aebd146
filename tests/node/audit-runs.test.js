// `vnfseal audit` on one machine: what a run keeps, goes on with and loses nothing of.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { PACKAGE, openCatalogue } from "./catalogue.js";
import { assertCouldNotRun } from "./command.js";
import { command, folder } from "./installed.js";
import { putPackage, serveNfvo } from "./nfvo-server.js";
import { zip } from "./zip.js";
import { audit, byPath, catalogueOf, linesOf, place, recordsOf, small, trust } from "./audit-fixture.js";

describe("an audit of a thousand packages", () => {
  const many = join(folder, "audited");
  const file = join(folder, "audited.ndjson");
  const paths = Array.from({ length: 1000 }, (_, index) => join(many, String(index % 7), `${index}.csar`));
  before(() => {
    for (const [index, path] of paths.entries()) {
      mkdirSync(join(many, String(index % 7)), { recursive: true });
      writeFileSync(path, zip({ "TOSCA-Metadata/TOSCA.meta": `number ${index}` }));
    }
  });

  /** Kills the command, which cannot notice, as soon as the file has so many bytes. */
  async function killAt(bytes) {
    const child = spawn(command, ["audit", many, "--results", file, "--resume", "--jobs", "3"], { stdio: "ignore" });
    const exit = once(child, "exit");
    while ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < bytes) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    assert.deepEqual(await exit, [null, "SIGKILL"]);
  }

  it("loses and doubles nothing when it is killed three times", async () => {
    for (const bytes of [500_000, 2_000_000, 4_000_000]) await killAt(bytes);
    const first = linesOf(file).length;
    assert.ok(first < 1000, `${first} lines before the last start`);
    const { status, stdout, stderr } = await audit(many, "--results", file, "--resume", "--json");
    assert.deepEqual([status, stderr], [1, ""]);
    const totals = JSON.parse(stdout);
    assert.deepEqual([totals.packages, totals.verdicts.failed], [1000, 1000], "what was there already is counted too");
    assert.deepEqual(totals.findings.find(({ code }) => code === "tosca-meta.syntax")?.packages, 1000);
    const records = recordsOf(file);
    assert.deepEqual(records.map(({ path }) => path).sort(), [...paths].sort());
    assert.ok(records.every(({ path, report }) => report.package.fileName === path.split("/").at(-1)));
  });
});

describe("a package that is replaced", () => {
  const other = zip({ "TOSCA-Metadata/TOSCA.meta": "another" });
  const js = (path) => import(join(folder, "node_modules", "vnfseal", "js", path));
  const codesOf = (path) => byPath(recordsOf(path)).map(({ status, error }) => error?.code ?? status);
  const terms = { trust: [trust], policy: {} };

  /** What becomes of the first package of `source` if `between()` comes between being found and being read, and `meanwhile()` while it is read. */
  async function outcomeOf(source, { between = () => {}, meanwhile = () => {}, planned = {} }) {
    const { findItems } = await js("audit/sources.js");
    const { findPackages } = await js("cli/packages.js");
    const { verifyFound } = await js("cli/found.js");
    const { packages: [item] } = await findItems(source, { findPackages });
    await between(item);
    const left = [meanwhile];
    const onProgress = () => {
      for (const work of left.splice(0)) work();
    };
    return verifyFound({ ...item, ...planned }, await js("index.js"), { ...terms, onProgress }).then(
      (json) => JSON.parse(json).verdict,
      ({ code }) => code,
    );
  }

  it("has no result in a run on one machine", async () => {
    const packages = place(...Array.from({ length: 300 }, (_, index) => `a${index}.csar`), "z.csar");
    const [results, replacement] = [join(place(), "results.ndjson"), join(place(), "other")];
    writeFileSync(replacement, other);
    const running = audit(packages, "--trust", trust, "--results", results, "--jobs", "1");
    while (!existsSync(results) || statSync(results).size === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    renameSync(replacement, join(packages, "z.csar"));
    assert.equal((await running).status, 3);
    const [last] = recordsOf(results).filter(({ path }) => path.endsWith("z.csar"));
    assert.equal(last.error?.code, "SOURCE_CHANGED");
    assert.equal(codesOf(results).filter((word) => word === "indeterminate").length, 300);
  });

  it("is noticed by size, times and inode of its file, and on another machine by its size and time", async () => {
    const elsewhere = { plannedOn: "another.machine.example" };
    const packages = place("a.csar");
    const path = join(packages, "a.csar");
    const bytes = Buffer.from(small);
    bytes[bytes.length - 1] ^= 1;
    /** In its place, of the same size and with the same time of change. */
    const sameTime = (work) => () => {
      const { atime, mtime } = statSync(path);
      work();
      utimesSync(path, atime, mtime);
    };
    const written = sameTime(() => writeFileSync(path, bytes));
    const moved = sameTime(() => {
      writeFileSync(join(packages, "new"), small);
      renameSync(join(packages, "new"), path);
    });
    assert.equal(await outcomeOf(packages, {}), "indeterminate");
    assert.equal(await outcomeOf(packages, { planned: elsewhere }), "indeterminate");
    for (const work of [written, moved]) {
      assert.equal(await outcomeOf(packages, { between: work }), "SOURCE_CHANGED");
      for (const planned of [{}, elsewhere]) assert.equal(await outcomeOf(packages, { meanwhile: work, planned }), "SOURCE_CHANGED");
    }
    assert.equal(await outcomeOf(packages, { between: () => writeFileSync(path, small.subarray(1)), planned: elsewhere }), "SOURCE_CHANGED");
    writeFileSync(path, small);
    const touched = () => utimesSync(path, new Date(), new Date(0));
    assert.equal(await outcomeOf(packages, { between: touched, planned: elsewhere }), "SOURCE_CHANGED");
    assert.equal(await outcomeOf(packages, { between: sameTime(() => copyFileSync(path, path)), planned: elsewhere }), "indeterminate");
  });

  it("has no result under the digest of what a folder's catalogue had, whatever its file says", async () => {
    const contents = { one: small };
    const blobOf = async (address) => join(address.slice(4), "blobs", "sha256", (await openCatalogue(address).get("one")).digest.slice(7));
    const changed = Buffer.from(contents.one);
    changed[changed.length - 1] ^= 1;
    for (const planned of [{}, { plannedOn: "another.machine.example" }]) {
      const address = await catalogueOf(contents);
      const blob = await blobOf(address);
      assert.equal(await outcomeOf(address, { planned }), "indeterminate");
      const put = (bytes) => () => {
        writeFileSync(`${blob}.new`, bytes);
        renameSync(`${blob}.new`, blob);
      };
      assert.equal(await outcomeOf(address, { meanwhile: put(contents.one), planned }), "SOURCE_CHANGED");
      assert.equal(await outcomeOf(address, { between: put(contents.one), planned }), "indeterminate", "the same content, put again");
      assert.equal(await outcomeOf(address, { between: put(changed), planned }), "ENTRY_DAMAGED");
      assert.equal(await outcomeOf(address, { planned }), "ENTRY_DAMAGED", "also if it was so before");
      assert.equal(await outcomeOf(address, { between: put(Buffer.alloc(9)), planned }), "ENTRY_DAMAGED");
      await openCatalogue(address).put("one", contents.one, PACKAGE);
      const replace = () => openCatalogue(address).put("one", changed, { ...PACKAGE, replace: true });
      assert.equal(await outcomeOf(address, { between: replace, planned }), "SOURCE_CHANGED");
    }
  });

  it("is noticed in an NFVO by the checksum that it says, and otherwise by size and version", async () => {
    let modified;
    const nfvo = await serveNfvo((_, response) => {
      if (modified !== undefined) response.setHeader("Last-Modified", modified);
      return false;
    });
    try {
      const source = `nfvo:${nfvo.url}`;
      const id = putPackage(nfvo, small);
      const kept = nfvo.packages.get(id);
      const said = { algorithm: kept.algorithm, hash: kept.hash };
      for (const isSilent of [false, true]) {
        const settle = () => Object.assign(kept, { content: small, ...(isSilent ? { algorithm: undefined, hash: undefined } : said) });
        settle();
        assert.equal(await outcomeOf(source, {}), "indeterminate");
        assert.equal(await outcomeOf(source, { between: () => Object.assign(kept, { content: other, ...(!isSilent && { hash: "00".repeat(64) }) }) }), "SOURCE_CHANGED");
        settle();
        modified = "Mon, 30 Nov 2026 00:00:00 GMT";
        const later = () => {
          modified = "Mon, 30 Nov 2026 00:00:01 GMT";
        };
        assert.equal(await outcomeOf(source, { between: later }), isSilent ? "SOURCE_CHANGED" : "indeterminate");
        modified = undefined;
      }
      Object.assign(kept, said);
      assert.equal(await outcomeOf(source, { meanwhile: () => Object.assign(kept, { hash: "11".repeat(64) }) }), "SOURCE_CHANGED");
    } finally {
      nfvo.close();
    }
  });
});

describe("an audit that goes on", () => {
  it("verifies an entry again that was replaced, or written into", async () => {
    const address = await catalogueOf({ one: small, two: small.subarray(0, 6000), three: small.subarray(0, 5000) });
    const results = join(place(), "results.ndjson");
    const again = () => audit(address, "--trust", trust, "--results", results, "--resume");
    await again();
    const before = readFileSync(results, "utf8");
    await again();
    assert.equal(readFileSync(results, "utf8"), before, "nothing is left to do");
    await openCatalogue(address).put("one", small.subarray(0, 4000), { ...PACKAGE, replace: true });
    const blob = join(address.slice(4), "blobs", "sha256", (await openCatalogue(address).get("two")).digest.slice(7));
    const { mtime, atime } = statSync(blob);
    writeFileSync(blob, Buffer.alloc(6000));
    utimesSync(blob, atime, mtime);
    await again();
    const [one, three, two] = byPath(recordsOf(results));
    const [oldOne, oldThree] = byPath(before.trimEnd().split("\n").map((line) => JSON.parse(line)));
    assert.notEqual(one.digest, oldOne.digest);
    assert.deepEqual([two.status, two.error?.code], ["error", "ENTRY_DAMAGED"], "it is not what its digest says");
    assert.deepEqual(three, oldThree);
  });

  it("is asked for: a file that is there is neither gone on with nor lost otherwise", async () => {
    const packages = place("a.csar");
    const results = join(place(), "results.ndjson");
    writeFileSync(results, "precious");
    await assertCouldNotRun(["audit", packages, "--results", results], /this file is there already; --resume goes on with it/);
    await assertCouldNotRun(["audit", packages, "--results", results, "--resume"], /this is not a line of a run/);
    assert.equal(readFileSync(results, "utf8"), "precious");
    await assertCouldNotRun(["audit", packages, "--trust", trust, "--results", trust, "--resume"], /not a line|it is what is read/);
  });

  it("refuses other trust files", async () => {
    const packages = place("a.csar");
    const results = join(place(), "results.ndjson");
    await audit(packages, "--trust", trust, "--results", results);
    await assertCouldNotRun(["audit", packages, "--results", results, "--resume"], /written with other trust files/);
  });
});

describe("the sums of an audit", () => {
  it("name the certificates that end soon", async () => {
    const packages = place("a.csar");
    const results = join(packages, "results.ndjson");
    await audit(packages, "--trust", trust, "--results", results);
    const { notAfter, fingerprint } = recordsOf(results)[0].report.signatures[0].chain[0];
    const { Totals } = await import(join(folder, "node_modules", "vnfseal", "js", "audit", "totals.js"));
    const { outlineOf } = await import(join(folder, "node_modules", "vnfseal", "js", "audit", "outline.js"));
    const endingAt = (days) => {
      const totals = new Totals(Date.parse(notAfter) - days * 24 * 3600 * 1000);
      totals.add(outlineOf(recordsOf(results)[0].report));
      return totals.value().ending.map((certificate) => certificate.fingerprint);
    };
    assert.ok(!endingAt(91).includes(fingerprint));
    assert.ok(endingAt(89).includes(fingerprint));
    assert.ok(endingAt(-1).includes(fingerprint), "also one that has ended");
  });
});

// `vnfseal audit` on one machine: every kind of source, runs that are broken off, sums, and what changed between two runs.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { PACKAGE, openCatalogue } from "./catalogue.js";
import { serveRegistry } from "./catalogue-server.js";
import { assertCouldNotRun, run } from "./command.js";
import { answer, listen } from "./http-server.js";
import { command, folder } from "./installed.js";
import { putPackage, serveNfvo } from "./nfvo-server.js";
import { demo } from "./packages.js";
import { encryptWithOpenssl, makeRecipient } from "./recipients.js";
import { zip } from "./zip.js";

const trust = demo("trust.json");
const small = readFileSync(demo("acme-vnf-external.csar"));
const linesOf = (path) => readFileSync(path, "utf8").trimEnd().split("\n");
const recordsOf = (path) => linesOf(path).map((line) => JSON.parse(line));
const byPath = (records) => records.toSorted((a, b) => (a.path < b.path ? -1 : 1));
const audit = (...args) => run("audit", ...args);

/** A folder of its own for each test, with small packages in it. */
function place(...names) {
  const path = mkdtempSync(join(folder, "audit-"));
  for (const name of names) writeFileSync(join(path, name), small);
  return path;
}

/** A folder's catalogue with these entries. */
async function catalogueOf(entries) {
  const address = `dir:${mkdtempSync(join(folder, "audited-"))}`;
  for (const [name, bytes] of Object.entries(entries)) await openCatalogue(address).put(name, bytes, PACKAGE);
  return address;
}

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

describe("the sources of an audit", () => {
  it("are folders and files", async () => {
    const packages = place("a.csar", "b.zip", "c.txt");
    const results = join(packages, "results.ndjson");
    const { status, stdout } = await audit(packages, "--trust", trust, "--results", results);
    assert.equal(status, 2);
    assert.match(stdout, /^Summary of 2 packages: 2 indeterminate$/m);
    assert.match(stdout, /^ {8}2 {2}\? artifact\.external$/m);
    assert.match(stdout, /^ {8}2 {2}VNF provider: CN=Acme Networks package signing,O=Acme Networks,C=DE$/m);
    assert.deepEqual(recordsOf(results).map(({ path }) => path).sort(), [join(packages, "a.csar"), join(packages, "b.zip")]);
  });

  it("are catalogues in folders: what is damaged could not be verified, and what is encrypted is not determined", async () => {
    const address = await catalogueOf({ "acme-1.0": small, lost: Buffer.from("lost") });
    const message = join(place("plain"), "secret.cms");
    encryptWithOpenssl(demo("acme-vnf-external.csar"), message, [makeRecipient(folder, "P-256")]);
    await openCatalogue(address).put("secret", Buffer.from(readFileSync(message)), { mediaType: "application/cms" });
    const { digest } = await openCatalogue(address).get("lost");
    rmSync(join(address.slice(4), "blobs", "sha256", digest.slice(7)));
    const results = join(place(), "results.ndjson");
    const { status, stdout } = await audit(address, "--trust", trust, "--results", results, "--json");
    assert.equal(status, 3);
    const records = byPath(recordsOf(results));
    assert.deepEqual(records.map(({ path, status: word, error }) => [path.slice(address.length), word, error?.code]), [
      [":acme-1.0", "indeterminate", undefined],
      [":lost", "error", "ENTRY_DAMAGED"],
      [":secret", "indeterminate", undefined],
    ]);
    assert.equal(records[0].digest, (await openCatalogue(address).get("acme-1.0")).digest);
    assert.deepEqual(JSON.parse(stdout).errors, [{ code: "ENTRY_DAMAGED", packages: 1 }]);
  });

  it("are registries, of which only parts are read", async () => {
    const registry = await serveRegistry();
    const padded = Buffer.concat([small]);
    try {
      const address = `oci://${registry.host}/vnf`;
      await openCatalogue(address).put("acme", padded, PACKAGE);
      registry.requests.length = 0;
      const results = join(place(), "results.ndjson");
      assert.equal((await audit(address, "--trust", trust, "--results", results)).status, 2);
      assert.deepEqual(recordsOf(results).map(({ path }) => path), [`${address}:acme`]);
      const blobs = registry.requests.filter(({ url }) => url.includes("/blobs/"));
      assert.ok(blobs.length > 0 && blobs.every(({ headers }) => /^bytes=\d+-\d+$/.test(headers.range)), "by ranges");
    } finally {
      registry.close();
    }
  });

  it("have something in them: nothing is no success", async () => {
    const list = join(place(), "empty.list");
    writeFileSync(list, "# nothing\n\n");
    const address = await catalogueOf({ gone: small });
    await openCatalogue(address).delete("gone");
    const empty = join(place(), "empty");
    mkdirSync(empty);
    const nfvo = await serveNfvo();
    putPackage(nfvo, small, { states: ["CREATED"] });
    const registry = await serveRegistry();
    const registered = `oci://${registry.host}/vnf`;
    await openCatalogue(registered).put("gone", small, PACKAGE);
    await openCatalogue(registered).delete("gone");
    try {
      for (const [source, why] of [
        [empty, /no file in this folder ends with/],
        [`list:${list}`, /no URL is in this list/],
        [address, /this catalogue has no entries/],
        [registered, /this catalogue has no entries/],
        [`nfvo:${nfvo.url}`, /this NFVO has no packages that it has taken/],
      ]) {
        const { status, stdout, stderr } = await audit(source, "--trust", trust, "--results", join(place(), "results.ndjson"));
        assert.equal(status, 3, source);
        assert.match(stderr, why);
        assert.match(stdout, /^Summary of 1 package: 1 could not run$/m);
      }
    } finally {
      nfvo.close();
      registry.close();
    }
  });

  it("are lists of URLs, and nothing else in them", async () => {
    const list = join(place(), "list");
    const results = join(place(), "results.ndjson");
    for (const [text, why] of [
      ["https://a.example/a.csar\nvnf.csar", /line 2: this is no http: or https: URL/],
      ["# secrets\nhttps://a.example/a?x=secret1\n\nhttps://a.example/a?x=secret2", /^(?!.*secret[12]).*lines 2 and 4: these differ in their query alone/],
    ]) {
      writeFileSync(list, text);
      await assertCouldNotRun(["audit", `list:${list}`, "--results", results], why);
    }
    await assertCouldNotRun(["audit", "list:/nowhere", "--results", results], /cannot read the list \/nowhere \(ENOENT\)/);
  });
});

describe("an audit of URLs", () => {
  const files = { "/a.csar": { bytes: small, etag: '"a1"' }, "/b.csar": { bytes: small, etag: 'W/"b1"' } };
  let server;
  let asked = [];
  let before_ = () => {};
  before(async () => {
    server = await listen((request, response) => {
      const { pathname } = new URL(request.url, "http://x");
      asked.push(pathname);
      before_(pathname, asked);
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range);
      if (!files[pathname]) response.writeHead(404).end();
      else answer(files[pathname], response, { first: Number(first), last: Number(last) });
    });
  });
  after(() => server.close());
  const listOf = (...names) => {
    const list = join(place(), "list");
    writeFileSync(list, names.map((name) => `${server.url}/${name}?token=secret\n`).join(""));
    return `list:${list}`;
  };
  const count = (name) => asked.filter((path) => path === name).length;

  it("goes on where it was, by strong entity tags alone", async () => {
    const list = listOf("a.csar", "b.csar", "none.csar");
    const results = join(place(), "results.ndjson");
    const again = () => audit(list, "--trust", trust, "--results", results, "--resume");
    assert.equal((await again()).status, 3);
    assert.doesNotMatch(readFileSync(results, "utf8"), /secret/);
    const first = byPath(recordsOf(results));
    assert.deepEqual(first.map(({ status }) => status), ["indeterminate", "indeterminate", "error"]);
    asked = [];
    await again();
    assert.equal(count("/a.csar"), 1, "its version alone is asked for");
    assert.ok(count("/b.csar") > 2, "a weak tag does not say that every byte is the same");
    files["/a.csar"].etag = '"a2"';
    asked = [];
    await again();
    assert.ok(count("/a.csar") > 2);
    assert.equal(recordsOf(results).length, 3);
  });

  it("records no result of a version that was not found, also where its tag is weak", async () => {
    for (const [name, tag] of [["a.csar", '"a3"'], ["b.csar", 'W/"b2"']]) {
      const results = join(place(), "results.ndjson");
      asked = [];
      before_ = (pathname, { length }) => {
        if (length === 2) files[pathname].etag = tag;
      };
      const { status } = await audit(listOf(name), "--trust", trust, "--results", results);
      before_ = () => {};
      assert.equal(status, 3);
      assert.deepEqual(recordsOf(results).map(({ error }) => error?.code), ["SOURCE_CHANGED"], name);
    }
  });
});

describe("an audit of an NFVO", () => {
  it("reads what it has taken by ranges, goes on, and says who we are", async () => {
    const nfvo = await serveNfvo((request, response) => {
      if (request.headers.authorization === "Bearer of-the-test") return false;
      response.writeHead(401).end();
      return true;
    });
    try {
      const [one, two] = [putPackage(nfvo, small), putPackage(nfvo, small.subarray(0, 6000))];
      putPackage(nfvo, small, { states: ["CREATED"] });
      const secret = join(place(), "secret");
      writeFileSync(secret, "of-the-test\n", { mode: 0o600 });
      const results = join(place(), "results.ndjson");
      const source = `nfvo:${nfvo.url}`;
      const again = (...args) => audit(source, "--trust", trust, "--results", results, "--resume", "--auth", "bearer", "--secret-file", secret, ...args);
      const { status, stderr } = await again();
      assert.equal(status, 1, stderr);
      assert.match(stderr, /left out of .*\(CREATED\)/);
      const expected = [[`${source}:${one}`, "indeterminate"], [`${source}:${two}`, "failed"]].sort();
      assert.deepEqual(recordsOf(results).map(({ path, status: verdict }) => [path, verdict]).sort(), expected);
      const contents = nfvo.requests.filter(({ url }) => url.endsWith("/package_content"));
      assert.ok(contents.length > 4 && contents.every(({ headers }) => /^bytes=\d+-\d+$/.test(headers.range)), "by ranges");
      const before = readFileSync(results, "utf8");
      assert.equal((await again("--quiet")).status, 1);
      assert.equal(readFileSync(results, "utf8"), before, "nothing was left to do");
      assert.doesNotMatch(before, /of-the-test/);
    } finally {
      nfvo.close();
    }
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

describe("audit diff", () => {
  const names = (changes) => changes.map(({ path, change, why }) => [path.split("/").at(-1), change, why]);
  const diff = async (...args) => {
    const { status, stdout, stderr } = await run("audit", "diff", ...args, "--json");
    return { status, stderr, ...JSON.parse(stdout) };
  };

  it("says which packages are judged otherwise, and why", async () => {
    const packages = place("a.csar", "b.csar", "c.csar");
    const [old, now, later] = ["old", "new", "later"].map((name) => join(place(), `${name}.ndjson`));
    await audit(packages, "--trust", trust, "--results", old);
    assert.deepEqual((await diff(old, old)).changes, []);
    const { signatures: [{ chain: [signer] }] } = recordsOf(old)[0].report;
    rmSync(join(packages, "a.csar"));
    writeFileSync(join(packages, "b.csar"), small.subarray(0, 5000));
    writeFileSync(join(packages, "d.csar"), small);
    await audit(packages, "--trust", trust, "--results", now);
    const { status, changes, settings, worse, ...counts } = await diff(old, now);
    assert.deepEqual(names(changes).sort(), [["a.csar", "removed", []], ["b.csar", "verdict", ["content"]], ["d.csar", "added", []]]);
    assert.deepEqual([status, worse, settings, counts.old, counts.new], [1, 2, [], 3, 3], "b.csar failed, and d.csar did not pass");
    const afterTheEnd = new Date(Date.parse(signer.notAfter) + 1000).toISOString().replace(/\.\d+Z$/, "Z");
    await audit(packages, "--trust", trust, "--at", afterTheEnd, "--results", later);
    const expired = await diff(now, later);
    assert.deepEqual([expired.status, expired.settings], [1, ["policy"]]);
    assert.ok(expired.changes.every(({ why }) => why.includes("policy")));
    assert.ok(expired.changes.some(({ gained }) => gained.some(({ code }) => code.startsWith("certificate."))));
    assert.equal((await run("audit", "diff", later, now)).status, 0, "it became better");
    const { stdout } = await run("audit", "diff", now, later);
    assert.match(stdout, /^Worse \(\d\)\n {2}\? indeterminate → ✗ failed {2}.*\n {6}because of another policy or --at\n {6}\+ certificate\./m);
  });

  it("names no reason where only the time has passed, but the time", async () => {
    const packages = place("a.csar");
    const file = join(packages, "old.ndjson");
    await audit(packages, "--trust", trust, "--results", file);
    const [record] = recordsOf(file);
    const changed = structuredClone(record);
    changed.status = changed.report.verdict = "failed";
    changed.report.policy.at = "2099-01-01T00:00:00Z";
    const later = join(packages, "later.ndjson");
    writeFileSync(later, `${JSON.stringify(changed)}\n`);
    assert.deepEqual(names((await diff(file, later)).changes), [["a.csar", "verdict", ["time"]]]);
  });

  /** The comparison of two made-up records of the same package, each with what `old` and `now` say otherwise. */
  async function compared(old, now) {
    const { compareRuns } = await import(join(folder, "node_modules", "vnfseal", "js", "audit", "comparison.js"));
    const recordOf = ({ findings = [], at = "2026-11-30T00:00:00Z", engine = "e", error, status = "failed" }) => ({
      ...{ path: "a", settings: { trust: "t", policy: "p", engine }, digest: "d" },
      ...(error ? { status: "error", error: { code: error, message: error } } : { status, report: { verdict: status, headline: status, findings, policy: { at } } }),
    });
    const list = async function* (record) {
      yield recordOf(record);
    };
    const { changes, worse } = await compareRuns(list(old), list(now));
    return changes.map(({ change, gained, lost, why }) => [change, gained.map(({ what }) => what), lost.map(({ what }) => what), why, worse]);
  }
  const finding = (more) => ({ code: "certificate.revoked", severity: "fail", place: { path: "x" }, what: "A is revoked; validated at 2026-11-30T00:00:00Z.", ...more });

  it("misses no other error, severity, certificate or number of findings", async () => {
    const one = finding({});
    const { what } = one;
    assert.deepEqual(await compared({ findings: [one] }, { findings: [one] }), []);
    assert.deepEqual(await compared({ error: "CATALOGUE_UNAVAILABLE" }, { error: "SOURCE_CHANGED" }), [["error", [], [], [], 0]]);
    assert.deepEqual(await compared({ error: "SOURCE_CHANGED" }, { error: "SOURCE_CHANGED" }), []);
    const changes = [
      { severity: "warn" },
      { accepted: true },
      { what: "B is revoked." },
      { place: { path: "x", fingerprint: "ab" } },
      { details: { subject: "CN=B" } },
    ];
    for (const other of changes.map(finding)) {
      assert.deepEqual(await compared({ findings: [one] }, { findings: [other] }), [["findings", [other.what], [what], [], 0]], JSON.stringify(other));
    }
    assert.deepEqual(await compared({ findings: [one] }, { findings: [one, one] }), [["findings", [what], [], [], 0]]);
    assert.deepEqual(await compared({ findings: [one, one] }, { findings: [one] }), [["findings", [], [what], [], 0]]);
    const [a, b] = ["CN=A", "CN=B"].map((subject) => finding({ details: { subject } }));
    assert.equal((await compared({ findings: [a] }, { findings: [b] })).length, 1, "of two signers, another one");
  });

  it("takes neither the time of the run nor other words of another engine for a change", async () => {
    const at = "2026-12-01T00:00:00Z";
    const later = finding({ what: `A is revoked; validated at ${at}.` });
    assert.deepEqual(await compared({ findings: [finding({})] }, { findings: [later], at }), []);
    assert.deepEqual(await compared({ findings: [finding({})] }, { findings: [finding({ what: "The certificate A was revoked." })], engine: "f" }), []);
    assert.deepEqual(await compared({ findings: [finding({})] }, { findings: [finding({ severity: "warn" })], engine: "f" }).then(([[, , , why]]) => why), ["engine"]);
  });

  it("refuses what is no run, or no whole one", async () => {
    const packages = place("a.csar");
    const file = join(packages, "run.ndjson");
    await audit(packages, "--trust", trust, "--results", file);
    const other = join(packages, "other");
    for (const text of [readFileSync(trust), '{"verdict":"passed"}\n', '{"verdict":"passed"']) {
      writeFileSync(other, text);
      await assertCouldNotRun(["audit", "diff", file, other], /^(?!.*--resume).*other, line 1: this is not a line of results; name a file that 'audit' has written/);
    }
    await assertCouldNotRun(["audit", "diff", "8acf", "157f"], /^vnfseal: 8acf: this file of results cannot be read \(ENOENT\); a run of a queue is named together with --queue URL/);
    await assertCouldNotRun(["audit", "diff", file, packages], /cannot be read \(EISDIR\)/);
    appendFileSync(file, '{"path":"x');
    await assertCouldNotRun(["audit", "diff", file, file], /line 2: the run was broken off here/);
    assert.ok(readdirSync(packages).includes("run.ndjson"));
  });
});

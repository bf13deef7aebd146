// `vnfseal audit` over many packages: from where they come.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { PACKAGE, openCatalogue } from "./catalogue.js";
import { serveRegistry } from "./catalogue-server.js";
import { assertCouldNotRun } from "./command.js";
import { answer, listen } from "./http-server.js";
import { folder } from "./installed.js";
import { putPackage, serveNfvo } from "./nfvo-server.js";
import { demo } from "./packages.js";
import { encryptWithOpenssl, makeRecipient } from "./recipients.js";
import { audit, byPath, catalogueOf, place, recordsOf, small, trust } from "./audit-fixture.js";

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

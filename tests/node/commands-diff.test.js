// `comparePackages` and `vnfseal diff`: what changed from one version of a package to the next.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip, zip } from "./zip.js";

const { comparePackages, verifyPackage } = vnfseal;
const { renderComparison } = await import(join(packageFolder, "js", "formats", "comparison.js"));
const trust = demo("trust.json");
const option1 = demo("acme-vnf-option1.csar");
const changed = demo("acme-vnf-artifact-changed.csar");
const added = demo("acme-vnf-file-added.csar");
const image = "Files/images/acme-sbc.img";

describe("comparePackages", () => {
  let reports;
  before(async () => {
    const names = { option1, changed, added, option2: demo("acme-vnf-option2.zip"), other: demo("acme-vnf-signer-not-trusted.csar") };
    const pairs = Object.entries(names).map(async ([name, path]) => [name, await verifyPackage(path, { trust })]);
    reports = Object.fromEntries(await Promise.all(pairs));
  });

  it("finds nothing between a package and itself, its manifest by the digest that stands beside the artifacts", () => {
    const { verdicts, package: changes, metadata, signers, artifacts, unchanged } = comparePackages(reports.option1, reports.option1);
    assert.deepEqual(verdicts.old, verdicts.new);
    assert.equal(verdicts.new.verdict, "passed");
    assert.deepEqual([changes, metadata, signers], [[], [], []]);
    assert.deepEqual(artifacts, []);
    assert.equal(unchanged, reports.option1.artifacts.length);
    const { manifestDigest, ...earlier } = reports.option1.package;
    assert.match(manifestDigest, /^[0-9a-f]{64}$/);
    const without = comparePackages(reports.option1, { ...reports.option1, package: earlier }).artifacts;
    assert.deepEqual(without.map(({ path, change }) => [path, change]), [["acme_vnf.mf", "unknown"]]);
  });

  it("finds an artifact with other content, by its digest", () => {
    const { verdicts, artifacts } = comparePackages(reports.option1, reports.changed);
    assert.deepEqual([verdicts.old.integrity, verdicts.new.integrity], ["passed", "failed"]);
    const { change, old, new: now } = artifacts.find(({ path }) => path === image);
    const { checksum } = reports.changed.artifacts.find(({ artifactPath }) => artifactPath === image);
    assert.equal(change, "content");
    assert.deepEqual(old.digest, { algorithm: "SHA-256", value: checksum.expected, isDeclared: false });
    assert.deepEqual(now.digest, { algorithm: "SHA-256", value: checksum.actual, isDeclared: false });
    assert.equal(old.size, now.size);
  });

  it("finds artifacts that came and went", () => {
    const paths = (artifacts, change) => artifacts.filter((each) => each.change === change).map(({ path }) => path);
    const came = comparePackages(reports.option1, reports.added).artifacts;
    const [path] = paths(came, "added");
    assert.ok(path);
    assert.ok(!reports.option1.artifacts.some(({ artifactPath }) => artifactPath === path));
    assert.equal(came.find((each) => each.path === path).old, undefined);
    assert.deepEqual(paths(comparePackages(reports.added, reports.option1).artifacts, "removed"), [path]);
  });

  it("finds findings that came and went, by code and what they are about", () => {
    const came = comparePackages(reports.option1, reports.changed);
    const mismatch = reports.changed.findings.find(({ code }) => code === "artifact.digest-mismatch");
    assert.ok(came.findings.some((each) => each.change === "added" && each.code === mismatch.code && each.new === mismatch && each.old === undefined));
    const went = comparePackages(reports.changed, reports.option1);
    assert.deepEqual(went.findings.map(({ change, old }) => [change, old.code]), came.findings.map(({ new: now }) => ["removed", now.code]));
    const { findings, unchangedFindings } = comparePackages(reports.changed, reports.changed);
    assert.deepEqual([findings, unchangedFindings], [[], reports.changed.findings.length]);
  });

  describe("findings", () => {
    const finding = (more) => ({ ...reports.changed.findings[0], code: "manifest.syntax", place: {}, details: {}, what: "It is wrong.", ...more });
    const reportWith = (findings, more) => ({ ...reports.option1, findings, ...more });
    const changes = (before, now, more) => comparePackages(reportWith(before.map(finding)), reportWith(now.map(finding), more)).findings.map(({ change }) => change);
    const digest = (actual) => ({ details: { digest: { algorithm: "SHA-256", expected: "aa", actual } }, place: { path: "a" } });

    it("are changed where they are about the same and say something else", () => {
      assert.deepEqual(changes([digest("bb")], [digest("cc")]), ["changed"]);
      assert.deepEqual(changes([{}], [{ accepted: true }]), ["changed"]);
      assert.deepEqual(changes([digest("bb")], [{ ...digest("bb"), place: { path: "b" } }]), ["added", "removed"]);
      assert.deepEqual(changes([{ details: { subject: "CN=A" } }], [{ details: { subject: "CN=B" } }]), ["added", "removed"]);
      assert.deepEqual(changes([{ place: { fingerprint: "aa" } }], [{ place: { fingerprint: "bb" } }]), ["added", "removed"]);
      assert.deepEqual(changes([{}], [{ what: "Something else is wrong." }]), ["changed"]);
      assert.deepEqual(changes([{ details: { subject: "CN=A" }, what: "Nobody issued it." }], [{ details: { subject: "CN=A" }, what: "It is forged." }]), ["changed"]);
      assert.deepEqual(changes([{ details: null, place: null }], [{}]), []);
      assert.deepEqual(changes([{ code: "manifest.algorithm" }], [{}]), ["added", "removed"]);
    });

    it("are the same in another line, at another time, and in the words of another engine", () => {
      const at = (time) => ({ what: `It is wrong at ${time}.`, place: { path: "a", line: 1, manifestLine: 2, signature: 0 } });
      const { at: time } = reports.option1.policy;
      const later = { policy: { ...reports.option1.policy, at: "2099-01-01T00:00:00Z" } };
      assert.deepEqual(changes([at(time)], [{ ...at("2099-01-01T00:00:00Z"), place: { path: "a", line: 5, manifestLine: 6, signature: 1 } }], later), []);
      assert.deepEqual(changes([{}], [{ what: "Other words." }], { engine: { name: "vnfseal", version: "0" } }), []);
    });

    it("are neither new nor gone where the other side does not list all of the rule", () => {
      const about = (path, leftOut) => ({ place: { path }, details: leftOut ? { leftOut } : {} });
      const compared = (before, now) => {
        const { findings, unlistedFindings } = comparePackages(reportWith(before.map(finding)), reportWith(now.map(finding)));
        return [findings.map(({ change }) => change), unlistedFindings];
      };
      assert.deepEqual(compared([about("a"), about("b", 5)], [about("b"), about("c", 4)]), [[], { old: 6, new: 5 }]);
      assert.deepEqual(compared([about("a"), about("b", 5)], [about("b"), about("c")]), [["removed"], { old: 5, new: 1 }]);
      assert.deepEqual(compared([about("a")], [about("b", 5), { ...about("a"), code: "manifest.algorithm" }]), [["added", "added"], { old: 1, new: 5 }]);
    });

    it("are counted as often as they are there", () => {
      assert.deepEqual(changes([{}], [{}, {}]), ["added"]);
      assert.deepEqual(changes([{}, {}], [{}]), ["removed"]);
      assert.deepEqual(changes([digest("bb"), digest("cc")], [digest("cc"), digest("dd")]), ["changed"]);
    });
  });

  it("says of how many findings nothing is known, because there are too many to list", async () => {
    const crowded = (count) => {
      const extra = Array.from({ length: count }, (_, index) => [`extra/${String(index).padStart(5, "0")}`, Buffer.from("x")]);
      return zip({ ...unzip(readFileSync(option1)), ...Object.fromEntries(extra) });
    };
    const [few, many] = [await verifyPackage(crowded(1100), { trust }), await verifyPackage(crowded(1200), { trust })];
    const { findings, unlistedFindings } = comparePackages(few, many);
    assert.deepEqual(unlistedFindings, { old: 100, new: 200 });
    assert.deepEqual(findings, []);
    const text = renderComparison(comparePackages(few, many), { oldPath: "a", newPath: "b" });
    assert.match(text, /\nNot compared, because the reports do not list all of them: 100 old and 200 new findings\.\n/);
  });

  it("finds signers by the fingerprints of their certificates", () => {
    const { signers } = comparePackages(reports.option1, reports.other);
    const fingerprint = ({ signatures }) => signatures[0].chain[0].fingerprint;
    assert.notEqual(fingerprint(reports.option1), fingerprint(reports.other));
    assert.deepEqual(
      signers.map((signer) => [signer.change, signer.fingerprint]),
      [
        ["removed", fingerprint(reports.option1)],
        ["added", fingerprint(reports.other)],
      ],
    );
    assert.deepEqual(signers[0].old.roles, ["vnfProvider"]);
    assert.deepEqual(signers[1].new, { integrity: "passed", authenticity: "failed", roles: [], trustAnchors: [], cmsDigests: [reports.other.signatures[0].cmsDigest] });
  });

  it("finds that a package was signed anew by the same signer, and that its file is another", () => {
    const [signature] = reports.option1.signatures;
    const anew = {
      ...reports.option1,
      package: { ...reports.option1.package, fileDigest: "bb".repeat(32) },
      signatures: [{ ...signature, cmsDigest: "aa".repeat(32) }],
    };
    const { signers, package: changes } = comparePackages(reports.option1, anew);
    assert.deepEqual(signers.map(({ change, old, new: now }) => [change, old.cmsDigests, now.cmsDigests]), [["changed", [signature.cmsDigest], ["aa".repeat(32)]]]);
    assert.deepEqual(changes, [], "only one of the two was digested");
    const digested = { ...reports.option1, package: { ...reports.option1.package, fileDigest: "cc".repeat(32) } };
    assert.deepEqual(comparePackages(digested, anew).package, [{ key: "fileDigest", old: "cc".repeat(32), new: "bb".repeat(32) }]);
  });

  it("finds a signer that is judged otherwise", async () => {
    const untrusted = await verifyPackage(option1);
    const { signers } = comparePackages(reports.option1, untrusted);
    assert.deepEqual(signers.map(({ change }) => change), ["changed"]);
    assert.deepEqual([signers[0].old.authenticity, signers[0].new.authenticity], ["passed", "indeterminate"]);
  });

  it("finds another layout, and takes the same content in another package for the same", () => {
    const { package: changes, artifacts, signers } = comparePackages(reports.option1, reports.option2);
    assert.deepEqual(changes, [
      { key: "packageSecurityOption", old: "OPTION_1", new: "OPTION_2" },
      { key: "csarPath", new: "acme_vnf.csar" },
    ]);
    assert.ok(artifacts.every(({ change, path }) => change !== "content" || path === "acme_vnf.mf"), "each manifest has a signature of its own");
    const [{ change, old, new: now }, ...others] = signers;
    assert.deepEqual([change, others], ["changed", []]);
    assert.deepEqual({ ...old, cmsDigests: [] }, { ...now, cmsDigests: [] });
    assert.notDeepEqual(old.cmsDigests, now.cmsDigests);
  });

  const artifact = (more) => ({ artifactPath: "a", kind: "local", status: "passed", size: 1, coverage: [], findings: [], ...more });
  const withArtifact = (more) => ({ ...reports.option1, artifacts: [artifact(more)] });
  const changeOf = (one, other) => comparePackages(withArtifact(one), withArtifact(other)).artifacts[0]?.change;
  const sum = (expected, actual, algorithm = "SHA-256") => ({ checksum: { algorithm, expected, actual } });

  it("takes nothing for the same that was not digested", () => {
    assert.equal(changeOf({}, {}), "unknown");
    assert.equal(changeOf(sum("aa"), sum("aa")), "unknown");
    assert.equal(changeOf(sum("aa", "aa"), sum("aa")), "unknown");
    assert.equal(changeOf(sum("aa", "aa"), sum("aa", "aa", "SHA-512")), "unknown");
    assert.equal(changeOf(sum("aa", "bb"), sum("aa", "cc")), "content");
    assert.equal(changeOf(sum("aa", "bb"), sum("cc", "bb")), undefined);
    assert.equal(changeOf({}, { size: 2 }), "content");
    assert.equal(changeOf(sum("aa", "aa"), { ...sum("aa", "aa"), status: "failed" }), "status");
    assert.equal(changeOf(sum("aa", "aa"), { ...sum("aa", "aa"), kind: "manifest" }), "kind");
  });

  it("compares what is not in the package by what the manifest declares", () => {
    const external = (more) => ({ kind: "external", size: undefined, ...more });
    assert.equal(changeOf(external(sum("aa")), external(sum("aa"))), undefined);
    assert.equal(changeOf(external(sum("aa")), external(sum("bb"))), "content");
    assert.equal(changeOf(external(sum("aa")), external({ ...sum("aa", "aa"), size: 1 })), undefined);
    assert.equal(changeOf(external(sum("aa")), external({ ...sum("aa", "bb"), size: 1 })), "content");
  });

  it("compares metadata key by key, also where a key stands twice", () => {
    const withMetadata = (...metadata) => ({ ...reports.option1, package: { ...reports.option1.package, metadata } });
    const [a1, a2, b, p] = [["a", "1"], ["a", "2"], ["b", "1"], ["__proto__", "1"]].map(([key, value]) => ({ key, value }));
    assert.deepEqual(comparePackages(withMetadata(a1, b), withMetadata(b, a1, a2, p)).metadata, [
      { key: "a", old: ["1"], new: ["1", "2"] },
      { key: "__proto__", old: [], new: ["1"] },
    ]);
  });

  it("refuses what is no report, and reports of different schemas", () => {
    for (const wrong of [undefined, null, {}, "report", { ...reports.option1, findings: undefined }]) {
      assert.throws(() => comparePackages(reports.option1, wrong), { code: "ARGUMENT_INVALID" });
      assert.throws(() => comparePackages(wrong, reports.option1), { code: "ARGUMENT_INVALID" });
    }
    assert.throws(() => comparePackages(reports.option1, { ...reports.option1, schemaVersion: "0" }), { code: "ARGUMENT_INVALID" });
  });

  it("shows nothing that could fool a terminal", () => {
    const hostile = "a\x1b[2J\u202egnp.exe\u200b\nb";
    const artifacts = [artifact({ artifactPath: hostile, checksum: { algorithm: hostile, expected: hostile, actual: hostile } })];
    const [found] = reports.changed.findings;
    const findings = [{ ...found, code: hostile, what: hostile, place: { path: hostile } }];
    const [signature] = reports.option1.signatures;
    const signatures = [{ ...signature, trustAnchor: hostile, chain: [{ subject: hostile, fingerprint: hostile }] }];
    const described = { ...reports.option1.package, csarPath: hostile, metadata: [{ key: hostile, value: hostile }] };
    const comparison = comparePackages(reports.option1, { ...reports.option1, artifacts, findings, signatures, package: described });
    const text = renderComparison(comparison, { oldPath: hostile, newPath: hostile });
    assert.doesNotMatch(text, /[^\n\P{C}]/u);
    assert.equal(text.split("a\\u{1b}[2J\\u{202e}gnp.exe\\u{200b}\\u{a}b").length, 14);
    assert.match(renderComparison(comparison, { oldPath: "a", newPath: "b", colour: true }), /\x1b\[32m/);
  });
});

describe("vnfseal diff", () => {
  it("says what changed", async () => {
    const { status, stdout, stderr } = await run("diff", option1, changed, "--trust", trust);
    assert.equal(status, 1);
    assert.equal(stderr, "");
    assert.match(stdout, /\nVerdict +✓ passed -> ✗ failed\n/);
    assert.match(stdout, /\nFindings \(\d\)\n(.*\n)* {2}\+ ✗ failed artifact\.digest-mismatch: new\n {6}.*acme-sbc\.img/);
    assert.match(stdout, /\n {2}~ Files\/images\/acme-sbc\.img: other content\n {6}old: .* SHA-256 .*\n {6}new: /);
  });

  it("has the status of the new package", async () => {
    assert.equal((await run("diff", changed, option1, "--trust", trust)).status, 0);
    assert.equal((await run("diff", option1, added, "--trust", trust)).status, 1);
    assert.equal((await run("diff", option1, option1)).status, 2);
  });

  it("says why it is not known, where nobody is trusted", async () => {
    assert.match((await run("diff", option1, option1)).stdout, /^Completeness .*\n\nTrusted: nobody\. Say whom with --trust FILE: /m);
    assert.doesNotMatch((await run("diff", option1, option1, "--trust", trust)).stdout, /Trusted/);
  });

  it("is the API's comparison with --json", async () => {
    const { stdout } = await run("diff", option1, added, "--trust", trust, "--json");
    const [old, now] = [await verifyPackage(option1, { trust }), await verifyPackage(added, { trust })];
    assert.deepEqual(JSON.parse(stdout), comparePackages(old, now));
  });

  it("shows changed metadata", async () => {
    const files = unzip(readFileSync(demo("acme-vnf-external.csar")));
    const manifest = files["acme_vnf.mf"].toString("latin1");
    const later = join(folder, "later.csar");
    writeFileSync(later, zip({ ...files, "acme_vnf.mf": Buffer.from(manifest.replace("vnf_package_version: 1.4.0", "vnf_package_version: 1.5.0"), "latin1") }));
    const { status, stdout } = await run("diff", demo("acme-vnf-external.csar"), later, "--trust", trust);
    assert.equal(status, 1);
    assert.match(stdout, /\nMetadata \(1\)\n {2}vnf_package_version\n {4}- 1\.4\.0\n {4}\+ 1\.5\.0\n/);
  });

  it("could not run where one cannot be read, or the usage is wrong", async () => {
    await assertCouldNotRun(["diff", option1, "missing.csar"], /missing\.csar/);
    await assertCouldNotRun(["diff", option1], /argument.*new/);
    await assertCouldNotRun(["diff", option1, changed, added], /too many arguments/);
    await assertCouldNotRun(["diff", option1, changed, "--trust", "missing.pem"], /missing\.pem/);
    await assertCouldNotRun(["diff", "-", "-"], /standard input/);
    const [one, other] = ["one.txt", "other.txt"].map((name) => join(folder, name));
    for (const path of [one, other]) writeFileSync(path, "no package");
    await assertCouldNotRun(["diff", one, other, "--trust", trust], /neither .*one\.txt nor .*other\.txt is a package: there is nothing to compare/);
    assert.equal((await run("diff", option1, one, "--trust", trust)).status, 1);
  });
});

// `vnfseal audit diff`: what changed from one run to another.

import assert from "node:assert/strict";
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder } from "./installed.js";
import { audit, place, recordsOf, small, trust } from "./audit-fixture.js";

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

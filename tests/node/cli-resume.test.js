// `vnfseal verify --resume`: a run that is broken off goes on, and loses and doubles nothing.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { command, folder } from "./installed.js";
import { demo } from "./packages.js";
import { zip } from "./zip.js";

const linesOf = (path) => readFileSync(path, "utf8").trimEnd().split("\n");
const recordsOf = (path) => linesOf(path).map((line) => JSON.parse(line));

describe("a run over a thousand packages", () => {
  const many = join(folder, "many");
  const file = join(folder, "many.ndjson");
  const paths = Array.from({ length: 1000 }, (_, index) => join(many, String(index % 7), `${index}.csar`));
  before(() => {
    for (const [index, path] of paths.entries()) {
      mkdirSync(join(many, String(index % 7)), { recursive: true });
      writeFileSync(path, zip({ "TOSCA-Metadata/TOSCA.meta": `number ${index}` }));
    }
  });

  /** Kills the command, which cannot notice, as soon as the file has so many bytes. */
  async function killAt(bytes, ...args) {
    const child = spawn(command, ["verify", many, "--resume", file, ...args], { stdio: "ignore" });
    const exit = once(child, "exit");
    while ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < bytes) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    assert.deepEqual(await exit, [null, "SIGKILL"]);
  }

  it("loses and doubles nothing when it is killed in the middle, twice", async () => {
    await killAt(1_000_000);
    const first = linesOf(file).length;
    assert.ok(first < 900, `${first} lines before it was killed`);
    await killAt(4_000_000, "--jobs", "2");
    // As it looks when the machine itself stops in the middle of a line.
    truncateSync(file, statSync(file).size - 100);
    const whole = readFileSync(file, "utf8");
    const kept = whole.slice(0, whole.lastIndexOf("\n") + 1);
    const { status, stdout, stderr } = await run("verify", many, "--resume", file, "--jobs", "2");
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^Summary of 1000 packages: 1000 failed$/m);
    assert.ok(readFileSync(file, "utf8").startsWith(kept), "what was there stays as it was");
    const records = recordsOf(file);
    assert.deepEqual(records.map(({ path }) => path).sort(), [...paths].sort());
    assert.ok(records.every(({ path, report }) => report.package.fileName === path.split("/").at(-1)));
  });

  it("has nothing left to do then", async () => {
    const before = readFileSync(file);
    assert.equal((await run("verify", many, "--resume", file)).status, 1);
    assert.ok(readFileSync(file).equals(before));
  });
});

describe("--resume", () => {
  const place = join(folder, "resumed");
  mkdirSync(place);
  const [a, b] = ["a.csar", "b.csar"].map((name) => join(place, name));
  for (const path of [a, b]) writeFileSync(path, readFileSync(demo("acme-vnf-external.csar")));
  const trust = demo("trust.json");
  const fresh = async (name) => {
    const file = join(folder, name);
    await run("verify", a, b, "missing.csar", "--trust", trust, "--resume", file);
    return file;
  };

  it("writes NDJSON with what tells a package from another", async () => {
    const records = recordsOf(await fresh("fields.ndjson"));
    assert.deepEqual(records.map(({ status }) => status), ["indeterminate", "indeterminate", "error"]);
    const { size, mtime } = statSync(a);
    assert.equal(records[0].size, size);
    assert.equal(records[0].modified, mtime.toISOString());
    assert.deepEqual(Object.keys(records[0].settings), ["trust", "policy", "engine"]);
  });

  it("verifies again what changed, and what could not be read", async () => {
    const file = await fresh("changed.ndjson");
    const [first, second] = linesOf(file);
    utimesSync(b, new Date(), new Date(2001, 1, 1));
    const { status } = await run("verify", a, b, "missing.csar", "--trust", trust, "--resume", file);
    assert.equal(status, 3);
    const lines = linesOf(file);
    assert.equal(lines.length, 3);
    assert.equal(lines[0], first);
    assert.notEqual(lines[1], second);
    assert.equal(JSON.parse(lines[1]).modified, new Date(2001, 1, 1).toISOString());
    assert.equal(JSON.parse(lines[2]).status, "error");
  });

  it("verifies again what was changed in its place, with its time set back", async () => {
    const file = await fresh("in-place.ndjson");
    const bytes = readFileSync(b);
    const settled = statSync(b);
    await run("verify", b, "--trust", trust, "--resume", file);
    writeFileSync(b, bytes.fill(0, 200, 220));
    utimesSync(b, settled.atime, settled.mtime);
    assert.deepEqual([statSync(b).ino, statSync(b).mtimeMs], [settled.ino, settled.mtimeMs]);
    assert.equal((await run("verify", b, "--trust", trust, "--resume", file)).status, 1);
    writeFileSync(b, readFileSync(a));
  });

  it("verifies again what a day or the end of a certificate has made doubtful, unless the time is fixed", async () => {
    const day = 24 * 3600 * 1000;
    const at = (offset) => new Date(Date.now() + offset).toISOString().replace(/\.\d+Z$/, "Z");
    const changes = [
      ({ policy }) => (policy.at = at(-day - 60_000)),
      ({ policy }) => (policy.at = at(day)),
      ({ policy, signatures }) => {
        policy.at = at(-60_000);
        signatures[0].chain[0].notAfter = at(-30_000);
      },
      ({ policy, trust: { vnfProvider } }) => {
        policy.at = at(-60_000);
        vnfProvider.privateCAs[0].notAfter = at(-30_000);
      },
    ];
    for (const [index, change] of changes.entries()) {
      const file = await fresh(`doubtful-${index}.ndjson`);
      const records = recordsOf(file).filter(({ report }) => report);
      change(records[0].report);
      records[0].mark = records[1].mark = "as it was";
      writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
      await run("verify", a, b, "--trust", trust, "--resume", file);
      assert.deepEqual(recordsOf(file).map(({ mark }) => mark), ["as it was", undefined], `change ${index}`);
    }
    const file = join(folder, "fixed.ndjson");
    const args = ["verify", a, "--trust", trust, "--at", at(-3_600_000), "--resume", file];
    await run(...args);
    const before = readFileSync(file, "utf8");
    await run(...args);
    assert.equal(readFileSync(file, "utf8"), before);
  });

  it("does not believe a line of a package that was not there", async () => {
    const file = await fresh("absent.ndjson");
    const [first] = recordsOf(file);
    for (const key of ["size", "modified", "changed", "inode"]) delete first[key];
    writeFileSync(file, `${JSON.stringify({ ...first, path: "missing.csar" })}\n`);
    assert.equal((await run("verify", "missing.csar", "--trust", trust, "--resume", file)).status, 3);
  });

  it("refuses a line with a verdict that does not exist, or an error with a report", async () => {
    const file = await fresh("verdict.ndjson");
    const [first] = recordsOf(file);
    for (const [status, verdict] of [["__proto__", "__proto__"], ["fine", "fine"], ["error", "passed"]]) {
      writeFileSync(file, `${JSON.stringify({ ...first, status, report: { ...first.report, verdict } })}\n`);
      await assertCouldNotRun(["verify", a, "--trust", trust, "--resume", file], /line 1: this is not a line/);
    }
  });

  it("leaves a file of something else as it was, also one without an end of line", async () => {
    for (const content of ['{ "stage": "instantiation" }', "x"]) {
      const file = join(folder, "one-line");
      writeFileSync(file, content);
      await assertCouldNotRun(["verify", a, "--trust", trust, "--resume", file], /line 1: this is not a line of a run with --resume/);
      assert.equal(readFileSync(file, "utf8"), content);
    }
  });

  it("keeps what is not asked for", async () => {
    const file = await fresh("kept.ndjson");
    const before = linesOf(file).slice(0, 2);
    assert.equal((await run("verify", b, "--trust", trust, "--resume", file)).status, 2);
    assert.deepEqual(linesOf(file), before);
  });

  it("refuses other settings, and says which", async () => {
    const file = await fresh("settings.ndjson");
    const before = readFileSync(file);
    await assertCouldNotRun(["verify", a, "--resume", file], /written with other trust files; use the same/);
    const policy = join(folder, "other-policy.json");
    writeFileSync(policy, '{ "stage": "instantiation" }');
    await assertCouldNotRun(["verify", a, "--trust", trust, "--policy", policy, "--resume", file], /written with another policy or --at;/);
    const engine = readFileSync(file, "utf8").replaceAll(/"engine":"\w{64}"/g, `"engine":"${"0".repeat(64)}"`);
    writeFileSync(file, engine);
    await assertCouldNotRun(["verify", a, "--trust", trust, "--resume", file], /written with another version of the engine;/);
    writeFileSync(file, before);
    const copy = join(folder, "same-trust.json");
    writeFileSync(copy, readFileSync(trust));
    assert.equal((await run("verify", a, "--trust", copy, "--resume", file)).status, 2);
  });

  it("refuses a file of something else, and leaves it as it was", async () => {
    const file = await fresh("else.ndjson");
    appendFileSync(file, "{}\n");
    const before = readFileSync(file);
    await assertCouldNotRun(["verify", a, "--trust", trust, "--resume", file], /line 4: this is not a line of a run with --resume/);
    assert.ok(readFileSync(file).equals(before));
    await assertCouldNotRun(["verify", a, "--resume", place], /it is not a regular file/);
    await assertCouldNotRun(["verify", a, "--resume", trust], /line 1: this is not a line/);
  });

  it("goes with files and NDJSON alone", async () => {
    for (const [args, why] of [
      [["-"], /goes with files, and '-' is none/],
      [["https://host.example/a.csar?token=secret"], /goes with files, and 'https:\/\/host\.example\/a\.csar' is none/],
      [[a, "--json"], /NDJSON/],
      [[a, "--format", "text"], /NDJSON/],
      [[a, "--output", "x"], /--output/],
      [[a, "--external", "https://a=b"], /--external/],
    ]) {
      await assertCouldNotRun(["verify", ...args, "--resume", join(folder, "never.ndjson")], why);
    }
  });
});

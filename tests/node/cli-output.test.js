// `vnfseal verify --output`: whole or not at all.

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder } from "./installed.js";
import { demo } from "./packages.js";

const trust = demo("trust.json");
const external = demo("acme-vnf-external.csar");
const place = join(folder, "output");
mkdirSync(place);
const to = (name) => join(place, name);

describe("--output", () => {
  it("has what standard output would have, and no colour", async () => {
    const args = ["verify", external, trust, "--trust", trust, "--at", new Date().toISOString()];
    for (const format of ["text", "ndjson", "json"]) {
      const { stdout } = await run(...args, "--format", format);
      const { status, stdout: nothing } = await run(...args, "--format", format, "--output", to(format));
      assert.equal(status, 1);
      assert.equal(nothing, "");
      assert.equal(readFileSync(to(format), "utf8"), stdout);
    }
    assert.deepEqual(readdirSync(place).sort(), ["json", "ndjson", "text"]);
  });

  it("is also written when a package could not be read", async () => {
    const { status } = await run("verify", "missing.csar", external, "--format", "ndjson", "--output", to("partly"));
    assert.equal(status, 3);
    const lines = readFileSync(to("partly"), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ status }) => status), ["error", "indeterminate"]);
    assert.equal(lines[0].error.code, "FILE_UNREADABLE");
  });

  it("takes the place of a file, with its mode, behind a link", async () => {
    writeFileSync(to("old"), "old");
    chmodSync(to("old"), 0o600);
    symlinkSync(to("old"), to("link"));
    await run("verify", external, "--json", "--output", to("link"));
    assert.equal(JSON.parse(readFileSync(to("old"), "utf8")).verdict, "indeterminate");
    assert.equal(statSync(to("old")).mode & 0o777, 0o600);
  });

  it("refuses what it cannot write, before anything is verified", async () => {
    await assertCouldNotRun(["verify", external, "--output", place], /cannot write .*output: it is a folder/);
    await assertCouldNotRun(["verify", external, "--output", to("no/where")], /cannot write .*where: its folder cannot be written to \(ENOENT\)/);
    await assertCouldNotRun(["verify", external, "--output", "/dev/null"], /\/dev\/null: it is not a regular file/);
    await assertCouldNotRun(["verify", external, "--output", join(external, "x")], /cannot write .*\(ENOTDIR\)/);
  });

  it("never writes over what is read", async () => {
    const policy = to("policy.json");
    writeFileSync(policy, "{}");
    const args = ["verify", external, "--trust", trust, "--policy", policy];
    for (const file of [external, trust, policy]) await assertCouldNotRun([...args, "--output", file], /it is what is read/);
    assert.equal(readFileSync(policy, "utf8"), "{}");
  });

  it("leaves what was there when the run does not come to its end", async () => {
    writeFileSync(to("kept"), "kept");
    await assertCouldNotRun(["verify", external, "--output", to("kept"), "--at", "noon"], /noon/);
    assert.equal(readFileSync(to("kept"), "utf8"), "kept");
    assert.deepEqual(readdirSync(place).filter((name) => name.startsWith(".")), []);
  });
});

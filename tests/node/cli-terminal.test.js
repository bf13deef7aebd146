// The command on a terminal: colours, width and the bar, none of which is in a pipe.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { run, runWith } from "./command.js";
import { folder } from "./installed.js";
import { demo } from "./packages.js";
import { runOnTerminal, withoutTerminal } from "./pseudo-terminal.js";

const external = demo("acme-vnf-external.csar");
const large = demo("acme-vnf-option1.csar");
const trust = demo("trust.json");
const COLOUR = /\x1b\[[0-9;]*m/;
const withoutCodes = (text) => text.replace(/\x1b\[[0-9;?]*[a-zA-Z]/g, "");

/** What a terminal shows of a line is what was written since the beginning of the line, or since it was cleared. */
const seenOf = (shown) => shown.split("\r\n").map((line) => withoutCodes(line.split(/\r?\x1b\[0?K|\r|\x1b\[1G|\x1b\[2K/).at(-1)));

describe("the command on a terminal", { skip: withoutTerminal }, () => {
  it("shows a bar with rate and time left, and takes it away", async () => {
    const { status, shown } = await runOnTerminal({ columns: 100 }, "verify", large, external, "--trust", trust);
    assert.equal(status, 2);
    const bar = /\d+ % \| \d+\.\d MB\/s \| (\d+:\d\d|-:--) left \| \d of 2 packages/;
    assert.match(shown, bar);
    const seen = seenOf(shown);
    assert.deepEqual(seen.filter((line) => bar.test(line)), []);
    assert.ok(seen.some((line) => /^PASSED: /.test(line)), seen.slice(0, 5).join("\n"));
    assert.doesNotMatch(shown, /\x1b(\[\?|[78])/, "nothing of the terminal has to be set back, and the cursor goes nowhere");
  });

  it("shows none when it is to be quiet", async () => {
    assert.equal((await runOnTerminal({}, "verify", large, "--trust", trust, "--quiet")).shown, "");
  });

  it("has colours, unless NO_COLOR says no", async () => {
    assert.match((await runOnTerminal({}, "verify", external)).shown, COLOUR);
    for (const env of [{ NO_COLOR: "1" }, { NO_COLOR: "1", FORCE_COLOR: "1" }, { FORCE_COLOR: "0" }, { TERM: "dumb" }]) {
      assert.doesNotMatch((await runOnTerminal({ env }, "verify", external)).shown, COLOUR);
    }
  });

  it("keeps the summary and the help within its width", async () => {
    const { shown } = await runOnTerminal({ columns: 60 }, "verify", external, "missing.csar");
    const table = withoutCodes(shown.slice(shown.indexOf("Summary of"))).trimEnd().split("\r\n");
    assert.equal(table.length, 3);
    for (const line of table) assert.ok(line.length <= 60, line);
    const help = (await runOnTerminal({ columns: 120 }, "verify", "--help")).shown;
    assert.ok(help.split("\r\n").some((line) => line.length > 90));
  });

  it("says the verdict again at the end of a long report, and not where the summary is", async () => {
    const lines = async (...args) => seenOf((await runOnTerminal({ columns: 200 }, "verify", ...args, "--trust", trust)).shown).filter(Boolean);
    const shown = await lines(external);
    assert.match(shown[0], /^INDETERMINATE: /);
    assert.equal(shown.at(-1), shown[0]);
    const ofTwo = await lines(external, demo("acme-vnf-signer-not-trusted.csar"));
    assert.equal(ofTwo.filter((line) => line.startsWith("INDETERMINATE: ")).length, 1);
    assert.match(ofTwo.at(-1), /^ {2}\? indeterminate {2}/);
    assert.equal((await run("verify", external, "--trust", trust)).stdout.match(/^INDETERMINATE: /gm).length, 1, "in a pipe");
  });

  it("says each error once", async () => {
    const { status, shown } = await runOnTerminal({ columns: 120 }, "verify", "one.csar", "other.csar");
    assert.equal(status, 3);
    for (const name of ["one.csar", "other.csar"]) {
      assert.equal(withoutCodes(shown).split(`ENOENT: ${name} does not exist`).length, 2, shown);
      assert.match(withoutCodes(shown), new RegExp(`^ {2}✗ could not run {2}${name} *\\r?$`, "m"));
    }
  });

  it("ends at once with Ctrl-C, and takes the bar away", async () => {
    let isTyped = false;
    const type = (shown) => {
      if (isTyped || !shown.includes(" left")) return undefined;
      isTyped = true;
      return "\x03";
    };
    const { status, shown } = await runOnTerminal({ type }, "verify", large, large.replace("option1", "artifact-changed"));
    assert.equal(status, 130);
    assert.doesNotMatch(shown, /Summary/);
    assert.match(shown, /\r?\x1b\[[02]?K$|\x1b\[1G\x1b\[0K$/);
  });

  it("does not wait for a package that nobody types", async () => {
    const { status, shown } = await runOnTerminal({}, "verify", "-");
    assert.equal(status, 3);
    assert.match(shown, /standard input is a terminal: pipe a package/);
  });
});

describe("the command in a pipe", () => {
  it("writes no code for a terminal, and no bar", async () => {
    const { stdout, stderr } = await run("verify", external, large, "--trust", trust);
    assert.doesNotMatch(stdout + stderr, /\x1b|\r|MB\/s/);
  });

  it("has colours where FORCE_COLOR says so, but not in a file", async () => {
    assert.match((await runWith({ env: { FORCE_COLOR: "1" } }, "verify", external)).stdout, COLOUR);
    const output = `${folder}/coloured.txt`;
    await runWith({ env: { FORCE_COLOR: "1" } }, "verify", external, "--output", output);
    assert.doesNotMatch(readFileSync(output, "utf8"), COLOUR);
  });
});

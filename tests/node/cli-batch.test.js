// `vnfseal verify` over many packages: what is taken, what is left out, and how it ends.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run, runWith } from "./command.js";
import { command, folder } from "./installed.js";
import { demo } from "./packages.js";
import { zip } from "./zip.js";

const trust = demo("trust.json");
/** Small, and without its external artifact `indeterminate`. */
const external = demo("acme-vnf-external.csar");
/** With this it passes. */
const accepting = join(folder, "accepting.json");
writeFileSync(accepting, '{ "accept": ["artifact.external"] }');
const broken = zip({ "TOSCA-Metadata/TOSCA.meta": "nothing" });

const tree = join(folder, "tree");
for (const path of ["b/deep", "hidden/.git", "a [1]"]) mkdirSync(join(tree, path), { recursive: true });
copyFileSync(external, join(tree, "b/deep/good.CSAR"));
for (const path of ["z.zip", "b/one.csar", "hidden/.git/two.csar", "a [1]/three.csar"]) writeFileSync(join(tree, path), broken);
for (const path of ["b/one.cms", "readme.txt"]) writeFileSync(join(tree, path), "x");
symlinkSync(tree, join(tree, "b/round"));
symlinkSync(join(tree, "z.zip"), join(tree, "linked.zip"));
const inTree = ["a [1]/three.csar", "b/deep/good.CSAR", "b/one.csar", "hidden/.git/two.csar", "linked.zip", "z.zip"];
const pathsOf = (stdout) => stdout.trimEnd().split("\n").map((line) => JSON.parse(line).path);

const astray = join(folder, "astray");
mkdirSync(astray);
copyFileSync(external, join(astray, "good.csar"));
symlinkSync(join(tree, "z.zip"), join(astray, "linked.zip"));
symlinkSync(join(astray, "nowhere"), join(astray, "gone.csar"));
execFileSync("mkfifo", [join(astray, "pipe.csar")]);

for (const [what, name] of [["a folder", astray], ["a pattern", join(astray, "*.{csar,zip}")]]) {
  it(`${what} passes over no link, and nothing else that is named like a package`, async () => {
    const { status, stdout } = await run("verify", name, "--trust", trust, "--policy", accepting, "--format", "ndjson");
    assert.equal(status, 3);
    const records = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    const statuses = Object.fromEntries(records.map((record) => [basename(record.path), record.status]));
    assert.deepEqual(statuses, { "good.csar": "passed", "linked.zip": "failed", "gone.csar": "error", "pipe.csar": "error" });
  });
}

describe("a folder", () => {
  it("is searched for packages, in order, and what is left out is said", async () => {
    const { status, stdout, stderr } = await run("verify", tree, "--trust", trust, "--format", "ndjson");
    assert.equal(status, 1);
    assert.deepEqual(pathsOf(stdout), inTree.map((path) => join(tree, path)));
    const [leftOut] = stderr.split("\n");
    assert.match(leftOut, /^vnfseal: left out of .*tree: .*one\.cms \(other file\), .*round \(link to a folder\), .*readme\.txt \(other file\)$/);
  });

  it("without a package could not be verified", async () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    await assertCouldNotRun(["verify", empty], /empty: no file in this folder ends with \.csar or \.zip/);
  });

  it("beside its packages is no second package", async () => {
    const one = join(tree, "b/one.csar");
    const { stdout } = await run("verify", one, tree, `${tree}/b/../z.zip`, one, "--format", "ndjson", "--quiet");
    assert.deepEqual(pathsOf(stdout), [one, ...inTree.map((path) => join(tree, path)).filter((path) => path !== one)]);
  });
});

describe("a pattern", () => {
  it("stands for the files that match", async () => {
    const { stdout } = await runWith({ cwd: tree }, "verify", "**/*.csar", "--format", "ndjson");
    assert.deepEqual(pathsOf(stdout), ["a [1]/three.csar", "b/one.csar", "hidden/.git/two.csar"]);
  });

  it("is a name first", async () => {
    const { stdout } = await runWith({ cwd: tree }, "verify", "a [1]/three.csar", "--format", "ndjson");
    assert.deepEqual(pathsOf(stdout), ["a [1]/three.csar"]);
  });

  it("that nothing matches could not be verified", async () => {
    await assertCouldNotRun(["verify", "no*where"], /no\*where: no such file, and no file that matches/);
  });
});

describe("standard input", () => {
  it("is verified as a file is", async () => {
    const args = ["--trust", trust, "--format", "json", "--at", new Date().toISOString()];
    const { status, stdout } = await runWith({ input: readFileSync(external) }, "verify", "-", ...args);
    assert.equal(status, 2);
    const report = JSON.parse(stdout);
    assert.equal(report.package.fileName, "-");
    const [beside] = (await run("verify", external, ...args)).stdout.split("\n").map((line) => JSON.parse(line || "null"));
    beside.package.fileName = "-";
    assert.deepEqual(report, beside);
  });

  it("goes with files, also in threads", async () => {
    const args = ["verify", external, "-", external, "--jobs", "2", "--format", "ndjson"];
    const { status, stdout } = await runWith({ input: broken }, ...args);
    assert.equal(status, 1);
    assert.deepEqual(pathsOf(stdout), [external, "-"]);
  });
});

describe("standard input", () => {
  it("is called so for people, and '-' for programs", async () => {
    const input = readFileSync(external);
    const said = async (...args) => (await runWith({ input }, ...args, "--trust", trust)).stdout;
    assert.match(await said("verify", "-"), /^standard input: VNF package, /m);
    assert.match(await said("verify", "-", "missing.csar"), /^ {2}\? indeterminate {2}standard input /m);
    assert.match(await said("verify", "-", "--format", "markdown"), /^### .*`standard input`$/m);
    assert.match(await said("diff", external, "-"), /^new: standard input$/m);
    assert.deepEqual(pathsOf(await said("verify", "-", "--format", "ndjson")), ["-"]);
  });
});

describe("several jobs", () => {
  it("give the same output, in the same order, as one", async () => {
    const args = ["verify", tree, "missing.csar", "--trust", trust, "--at", new Date().toISOString()];
    const one = await run(...args);
    const three = await run(...args, "--jobs", "3");
    assert.equal(one.status, 3);
    assert.deepEqual(three, one);
  });

  it("are a number", async () => {
    for (const jobs of ["0", "1.5", "-1", "100"]) await assertCouldNotRun(["verify", external, "--jobs", jobs], /--jobs/);
  });
});

describe("the summary", () => {
  it("ends a batch, the gravest first", async () => {
    const { stdout, stderr } = await run("verify", external, "missing.csar", join(tree, "z.zip"), demo("acme-vnf-option1.csar"), "--trust", trust);
    const [, table] = stdout.split(/^(?=Summary)/m);
    const lines = table.trimEnd().split("\n");
    assert.equal(lines[0], "Summary of 4 packages: 1 could not run, 1 failed, 1 indeterminate, 1 passed");
    assert.match(lines[1], /^ {2}✗ could not run {2}missing\.csar +ENOENT: missing\.csar does not exist: check the path$/);
    assert.match(lines[2], /^ {2}✗ failed {9}.*z\.zip {2}/);
    assert.match(lines[3], /^ {2}\? indeterminate {2}.*external\.csar +An external artifact was not checked/);
    assert.match(lines[4], /^ {2}✓ passed {9}.*option1\.csar +Every artifact/);
    assert.equal(lines.length, 5);
    assert.equal(stderr, "vnfseal: ENOENT: missing.csar does not exist: check the path\n");
  });

  it("stands beside what is for programs, and not in it", async () => {
    const { stdout, stderr } = await run("verify", tree, "--json");
    assert.equal(stdout.trimEnd().split("\n").length, inTree.length);
    assert.match(stderr, /^Summary of 6 packages: 5 failed, 1 indeterminate$/m);
    const { stderr: wrong } = await run("verify", "one.csar", "other.csar", "--json");
    assert.equal(wrong.split("ENOENT: one.csar does not exist").length, 2, "the summary is where the errors are");
    assert.match(wrong, /^ {2}✗ could not run {2}other\.csar$/m);
  });

  it("is not there for one package, nor when it is to be quiet", async () => {
    assert.doesNotMatch((await run("verify", external)).stdout, /Summary/);
    const { stdout, stderr } = await run("verify", tree, "--quiet");
    assert.doesNotMatch(stdout, /Summary/);
    assert.equal(stderr, "");
  });
});

describe("--quiet", () => {
  it("writes as text only what did not pass", async () => {
    const args = ["verify", external, "--trust", trust, "--quiet"];
    assert.deepEqual(await run(...args, "--policy", accepting), { status: 0, stdout: "", stderr: "" });
    assert.match((await run(...args)).stdout, /^INDETERMINATE/);
    assert.equal(JSON.parse((await run(...args, "--policy", accepting, "--json")).stdout).verdict, "passed");
  });
});

describe("--fail-on", () => {
  const statusOn = async (severity, ...args) => (await run("verify", ...args, "--trust", trust, "--fail-on", severity)).status;

  it("fail lets pass what is not determined, and says so", async () => {
    const { status, stdout, stderr } = await run("verify", external, "--trust", trust, "--fail-on", "fail");
    assert.equal(status, 0);
    assert.match(stdout, /^INDETERMINATE/);
    assert.match(stderr, /not counted because of --fail-on fail: .*'indeterminate': 1/);
    assert.equal(await statusOn("fail", external, join(tree, "z.zip")), 1);
    assert.equal(await statusOn("fail", external, "missing.csar"), 3);
  });

  it("unknown is the default", async () => {
    assert.equal(await statusOn("unknown", external), 2);
    assert.equal(await statusOn("unknown", external, "--policy", accepting), 0);
  });

  it("warn counts warnings", async () => {
    const warned = join(folder, "warned.json");
    writeFileSync(warned, '{ "accept": ["artifact.external"], "serviceProviderSigned": ["no/such/**"] }');
    assert.equal(await statusOn("warn", external, "--policy", accepting), 0);
    assert.equal(await statusOn("warn", external, "--policy", warned), 1);
    assert.equal(await statusOn("unknown", external, "--policy", warned), 0);
  });

  it("is one of three", async () => {
    await assertCouldNotRun(["verify", external, "--fail-on", "note"], /unknown severity 'note'; it is one of fail, unknown, warn/);
  });
});

describe("a hostile name", () => {
  it("is shown as what it is", async () => {
    const path = join(folder, "\x1b[2J\u202e::error::\n.csar");
    writeFileSync(path, broken);
    const { stdout, stderr } = await run("verify", path, join(folder, "\x1b[8mmissing"), "http://\x1b[2Jhost", "--format", "text");
    assert.doesNotMatch(stdout + stderr, /[^\n\P{C}]|^::/mu);
    assert.match(stdout, /\\u\{1b\}\[2J\\u\{202e\}/);
  });
});

describe("a signal", () => {
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]]) {
    it(`${signal} ends at once with ${status} and leaves no file`, async () => {
      const [output, temporary] = [join(folder, `${signal}.json`), join(folder, `${signal}-tmp`)];
      mkdirSync(temporary);
      const child = spawn(command, ["verify", "-", external, "--output", output, "--json"], {
        env: { ...process.env, TMPDIR: temporary },
        stdio: ["pipe", "ignore", "inherit"],
      });
      // It waits for the rest of standard input, with its files open.
      child.stdin.write(broken);
      const beside = () => readdirSync(folder).filter((name) => name.startsWith(`.${signal}.json.`));
      while (beside().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      const [code] = await once(child, "exit");
      assert.equal(code, status);
      assert.deepEqual(beside(), []);
      assert.deepEqual(readdirSync(temporary), []);
      assert.ok(!existsSync(output));
    });
  }
});

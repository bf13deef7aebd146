// The command `vnfseal`: exit statuses, output and complaints.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { command, folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip, zip } from "./zip.js";

const option1 = demo("acme-vnf-option1.csar");
const option2 = demo("acme-vnf-option2.zip");
const changed = demo("acme-vnf-artifact-changed.csar");
const trust = demo("trust.json");

describe("the exit status", () => {
  it("is 0 when the package passed", async () => {
    const { status, stdout, stderr } = await run("verify", option1, "--trust", trust);
    assert.equal(status, 0);
    assert.match(stdout, /^PASSED/);
    assert.match(stdout, /Integrity +✓ passed\nAuthenticity +✓ passed\nCompleteness +✓ passed/);
    assert.equal(stderr, "");
  });

  it("is 1 when it failed", async () => {
    const { status, stdout } = await run("verify", changed, "--trust", trust);
    assert.equal(status, 1);
    assert.match(stdout, /^FAILED/);
    assert.match(stdout, /✗ failed artifact\.digest-mismatch\n/);
  });

  it("is 3 when the version is asked for behind a command, which then verifies nothing", async () => {
    await assertCouldNotRun(["verify", changed, "--trust", trust, "-v"], /unknown option '-v'/);
    await assertCouldNotRun(["verify", changed, "--trust", trust, "--version"], /unknown option '--version'/);
  });

  it("is 3 when an option has an empty value, as by a variable that is not set", async () => {
    for (const option of ["--output", "--resume", "--config", "--trust", "--policy", "--at"]) {
      await assertCouldNotRun(["verify", option1, option, ""], /the value is empty;/);
    }
  });

  it("is explained by a report also where --quiet and a warning come together", async () => {
    const policy = join(folder, "warns.json");
    writeFileSync(policy, '{ "serviceProviderSigned": ["nothing/*"] }');
    const args = ["verify", option1, "--trust", trust, "--policy", policy, "--quiet"];
    assert.deepEqual(await run(...args), { status: 0, stdout: "", stderr: "" });
    const { status, stdout } = await run(...args, "--fail-on", "warn");
    assert.equal(status, 1);
    assert.match(stdout, /policy\.unmatched-glob/);
  });

  it("is 2 when nothing is wrong and something is not known", async () => {
    const { status, stdout } = await run("verify", option1);
    assert.equal(status, 2);
    assert.match(stdout, /^INDETERMINATE/);
  });

  it("is 3 when a file cannot be read", async () => {
    await assertCouldNotRun(["verify", "missing.csar"], /ENOENT.*missing\.csar/);
    await assertCouldNotRun(["verify", option1, "--trust", "missing.pem"], /ENOENT.*missing\.pem/);
    await assertCouldNotRun(["verify", option1, "--policy", folder], /EISDIR.* is a directory/);
    await assertCouldNotRun(["verify", option1, "--trust", changed], /artifact-changed\.csar: ./);
    await assertCouldNotRun(["verify", option1, "--policy", trust], /vnfProvider/);
  });

  it("is 3 when an option names a file that cannot be read, and says which option", async () => {
    const plain = { "--key": trust, "--certificate": trust, "--trust": trust, "--output": join(folder, "never.csar") };
    const argumentsOf = (options) => Object.entries(options).flat();
    for (const [option, args] of [
      ["--trust", ["verify", option1, "--trust", "missing.pem"]],
      ["--policy", ["verify", option1, "--policy", "missing.pem"]],
      ["--external", ["verify", option1, "--external", "https://vnf.example/a?b=c=missing.pem"]],
      ["--trust", ["diff", option1, option1, "--trust", "missing.pem"]],
      ["--certificate", ["manifest", trust, "--certificate", "missing.pem"]],
      ["--place", ["trust", "bundle", "--place", "timestampAuthorities=missing.pem"]],
      ["--key", ["sign", option1, ...argumentsOf({ ...plain, "--key": "missing.pem" })]],
      ["--trust", ["sign", option1, ...argumentsOf({ ...plain, "--trust": "missing.pem" })]],
      ["--recipient", ["encrypt", option1, "--recipient", "missing.pem", "--output", plain["--output"]]],
      ["--trust", ["onboard", option1, "--catalogue", "dir:never", "--trust", "missing.pem"]],
    ]) {
      await assertCouldNotRun(args, new RegExp(`^vnfseal: ${option}: ENOENT: missing\\.pem does not exist: check the path\n$`));
    }
    await assertCouldNotRun(["verify", option1, "--trust", changed], /^vnfseal: --trust: .*artifact-changed\.csar: The file is a ZIP archive/);
    await assertCouldNotRun(["verify", "missing.pem", "--policy", "missing.pem"], /^vnfseal: --policy|^vnfseal: ENOENT/);
    await assertCouldNotRun(["verify", "missing.csar"], /^vnfseal: ENOENT/);
  });

  it("is 3 when --at is no time, and says that it is that", async () => {
    const why = /^vnfseal: --at: 'yesterday' is not a time; write it like /;
    for (const args of [["verify", option1], ["diff", option1, option1], ["manifest", option1.replace(/[^/]*$/, "trust.json")], ["trust", "check", trust]]) {
      await assertCouldNotRun([...args, "--at", "yesterday"], why);
    }
  });

  it("is 3 when the usage is wrong", async () => {
    await assertCouldNotRun([], /no command given; see vnfseal --help/);
    await assertCouldNotRun(["verify"], /no package given/);
    await assertCouldNotRun(["check", option1], /unknown command 'check'; see vnfseal --help/);
    await assertCouldNotRun(["help", "check"], /unknown command 'check'/);
    await assertCouldNotRun(["verfiy", option1], /unknown command 'verfiy' \(Did you mean verify\?\)/);
    await assertCouldNotRun(["verify", option1, "--trsut", trust], /--trsut.*Did you mean --trust\?.*see vnfseal verify --help/);
    await assertCouldNotRun(["verify", option1, "--trust"], /--trust/);
    await assertCouldNotRun(["verify", option1, "--trust", "--json"], /--trust/);
    await assertCouldNotRun(["verify", option1, "--format", "xml"], /xml/);
    await assertCouldNotRun(["verify", option1, "--at", "noon"], /noon/);
  });

  it("is that of the gravest of several packages", async () => {
    const status = async (...packages) => (await run("verify", "--trust", trust, ...packages)).status;
    assert.equal(await status(option1, option2), 0);
    assert.equal(await status(option1, changed, option2), 1);
    assert.equal(await status("missing.csar", changed, option1), 3);
  });
});

describe("the output", () => {
  it("says where, why and what to do", async () => {
    const { stdout } = await run("verify", changed, "--trust", trust);
    for (const word of ["Where: ", "Why: ", "Fix: ", "Clause: ", "Signatures (1)", "VNF provider", "Artifacts ("]) {
      assert.ok(stdout.includes(word), word);
    }
  });

  it("explains a rule once, and names each place where it is broken", async () => {
    const unlisted = ["Files/a.sh", "Files/b.sh", "Files/c.sh"];
    const added = Object.fromEntries(unlisted.map((path) => [path, "true"]));
    const withUnlisted = join(folder, "unlisted.csar");
    writeFileSync(withUnlisted, zip({ ...unzip(readFileSync(option1)), ...added }));
    const { status, stdout } = await run("verify", withUnlisted, "--trust", trust);
    assert.equal(status, 1);
    // From the line with the code to the next such line, or to the next section.
    const blocks = stdout.split(/^(?= {2}\S)|^(?=\S)/m).filter((block) => block.includes("artifact.unlisted\n"));
    assert.equal(blocks.length, 1, stdout);
    const [, ...lines] = blocks[0].trimEnd().split("\n");
    const labels = lines.map((line) => /^ {4}(Why|Fix|Vendor|Clause): /.exec(line)?.[1] ?? "occurrence");
    assert.deepEqual(labels, ["occurrence", "occurrence", "occurrence", "Why", "Fix", "Vendor", "Clause"]);
    for (const [index, path] of unlisted.entries()) assert.ok(lines[index].includes(`'${path}'`), lines[index]);
  });

  it("lists the artifacts that did not pass and counts the others, and with --verbose lists all", async () => {
    const { artifacts } = await vnfseal.verifyPackage(changed, { trust });
    const failed = artifacts.filter(({ status }) => status !== "passed");
    assert.deepEqual([failed.length, artifacts.length > 2], [1, true]);
    const listed = async (...args) => {
      const { stdout } = await run("verify", ...args, "--trust", trust);
      return /^Artifacts .*\n((?: {2}.*\n)+)/m.exec(stdout)[1].trimEnd().split("\n");
    };
    const [row, rest, ...more] = await listed(changed);
    assert.match(row, new RegExp(`^ {2}✗ failed .* ${failed[0].artifactPath} `));
    assert.deepEqual([rest, more], [`  ✓ ${artifacts.length - 1} passed`, []]);
    const all = await listed(changed, "--verbose");
    assert.equal(all.length, artifacts.length);
    for (const [index, { artifactPath }] of artifacts.entries()) assert.ok(all[index].includes(artifactPath), artifactPath);
    assert.deepEqual(await listed(option1), [`  ✓ ${artifacts.length} passed`]);
    assert.ok(!(await listed(demo("acme-vnf-external.csar"))).some((line) => / 0 passed/.test(line)));
  });

  it("says the verdict once, and has one word for what is not determined", async () => {
    for (const args of [[], ["--trust", trust]]) {
      const { stdout } = await run("verify", demo("acme-vnf-external.csar"), ...args);
      assert.match(stdout, /^INDETERMINATE: [A-Z]/);
      assert.match(stdout, /^ {2}\? indeterminate artifact\.external$/m);
      assert.doesNotMatch(stdout, /not determined/i);
    }
  });

  it("says whom to trust where nobody is, and that it is the root", async () => {
    assert.match((await run("verify", option1)).stdout, /^Trusted: nobody\. Say whom with --trust FILE: the vendor's root CA certificate\.$/m);
  });

  it("has no colour when it is no terminal", async () => {
    const { stdout } = await run("verify", changed, "--trust", trust);
    assert.doesNotMatch(stdout, /\x1b/);
  });

  it("is the API's report with --json", async () => {
    const at = new Date().toISOString();
    const { status, stdout } = await run("verify", option1, "--trust", trust, "--at", at, "--json");
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), await vnfseal.verifyPackage(option1, { trust, policy: { at } }));
  });

  it("is one line for each package with --format json", async () => {
    const { stdout } = await run("verify", option1, changed, "--trust", trust, "--format", "json");
    const verdicts = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).verdict);
    assert.deepEqual(verdicts, ["passed", "failed"]);
  });

  it("goes on after a package that cannot be read", async () => {
    const { stdout, stderr } = await run("verify", "missing.csar", option1, "--trust", trust);
    assert.match(stderr, /^vnfseal: ENOENT/);
    assert.match(stdout, /^PASSED/);
  });

  it("survives a reader that has seen enough", () => {
    const script = '"$0" verify "$@" | head -c 1; echo " ${PIPESTATUS[0]}"';
    const output = execFileSync("bash", ["-c", script, command, option1, changed, "--trust", trust], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    assert.equal(output, "P 1\n");
  });

  it("helps, and tells the version", async () => {
    const help = await run("--help");
    assert.equal(help.status, 0);
    assert.match(help.stdout, /^Usage: vnfseal .*\n {2}verify /s);
    const ofVerify = await run("verify", "--help");
    assert.match(ofVerify.stdout, /^Usage: vnfseal verify .*\nExamples:\n/s);
    assert.deepEqual(await run("verify", "-h"), ofVerify);
    assert.deepEqual(await run("help", "verify"), ofVerify);
    const { stdout } = await run("--version");
    assert.equal(stdout, `vnfseal ${vnfseal.version}\n`);
  });
});

describe("trust, policy and time", () => {
  it("take several trust files", async () => {
    const [pem] = JSON.parse(readFileSync(trust)).vnfProvider.privateCAs;
    const [nobody, root] = [join(folder, "nobody.json"), join(folder, "root.pem")];
    writeFileSync(nobody, "{}");
    writeFileSync(root, pem);
    assert.equal((await run("verify", option1, "--trust", nobody, "--trust", root)).status, 0);
  });

  it("prefer --at to the policy file", async () => {
    const policy = join(folder, "policy.json");
    writeFileSync(policy, JSON.stringify({ at: "2001-01-01T00:00:00Z", stage: "instantiation" }));
    const args = ["verify", option1, "--trust", trust, "--policy", policy, "--json"];
    const byFile = await run(...args);
    assert.equal(byFile.status, 1);
    const byFlag = await run(...args, "--at", new Date().toISOString());
    assert.equal(byFlag.status, 0);
    assert.equal(JSON.parse(byFlag.stdout).policy.stage, "instantiation");
  });
});

describe("the text report", async () => {
  const { renderReport } = await import(join(packageFolder, "js", "formats", "text.js"));

  it("makes what could fool a terminal visible", async () => {
    const report = await vnfseal.verifyPackage(changed, { trust });
    const hostile = "a\x1b[2J\u202egnp.exe\u200b\nb\x9b";
    report.artifacts[0].artifactPath = hostile;
    report.findings[0].what = hostile;
    report.package.metadata.push({ key: hostile, value: hostile });
    report.signatures[0].chain[0].subject = hostile;
    report.summary = hostile;
    const rendered = renderReport(report, { path: hostile, verbose: true });
    assert.doesNotMatch(rendered, /[^\n\P{C}]/u);
    assert.equal(rendered.split("a\\u{1b}[2J\\u{202e}gnp.exe\\u{200b}\\u{a}b\\u{9b}").length, 8);
  });

  it("is coloured where that is wanted", async () => {
    const report = await vnfseal.verifyPackage(changed, { trust });
    assert.match(renderReport(report, { path: changed, colour: true }), /^\x1b\[1;31mFAILED/);
  });
});

// `vnfseal rules` and `vnfseal explain`: what can be found.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { runOnTerminal, withoutTerminal } from "./pseudo-terminal.js";

const { rules, refusalReasons } = vnfseal;

describe("vnfseal rules", () => {
  it("has a line for each rule", async () => {
    const { status, stdout } = await run("rules");
    assert.equal(status, 0);
    const [heading, ...lines] = stdout.trimEnd().split("\n");
    assert.deepEqual(heading.split(/ +/), ["Severity", "Aspect", "Code", "Title"]);
    assert.equal(lines.length, rules.length);
    for (const [index, { severity, aspect, code, title }] of rules.entries()) {
      assert.deepEqual(lines[index].split(/ +/).slice(0, 3), [severity, aspect, code]);
      assert.ok(lines[index].endsWith(title));
    }
  });

  it("leaves out other severities and aspects", async () => {
    const { stdout } = await run("rules", "--severity", "warn", "--aspect", "completeness", "--json");
    const expected = rules.filter(({ severity, aspect }) => severity === "warn" && aspect === "completeness");
    assert.ok(expected.length > 1);
    assert.deepEqual(JSON.parse(stdout), expected);
    assert.deepEqual(JSON.parse((await run("rules", "--json")).stdout), rules);
  });

  it("offers every severity and aspect that rules have", async () => {
    const values = (key) => [...new Set(rules.map((rule) => rule[key]))];
    for (const value of values("severity")) assert.equal((await run("rules", "--severity", value)).status, 0);
    for (const value of values("aspect")) assert.equal((await run("rules", "--aspect", value)).status, 0);
  });

  it("has a line for each reason of a refusal", async () => {
    const reasons = await refusalReasons();
    const { status, stdout } = await run("rules", "--refusals");
    assert.equal(status, 0);
    const [heading, ...lines] = stdout.trimEnd().split("\n");
    assert.deepEqual(heading.split(/ +/), ["Code", "Title"]);
    assert.equal(lines.length, reasons.length);
    for (const [index, { code, title }] of reasons.entries()) {
      assert.deepEqual([lines[index].split(" ")[0], lines[index].endsWith(`  ${title}`)], [code, true]);
    }
    assert.deepEqual(JSON.parse((await run("rules", "--refusals", "--json")).stdout), reasons);
    await assertCouldNotRun(["rules", "--refusals", "--severity", "fail"], /cannot be used with/);
  });

  it("keeps its lines within the width of a terminal, and all words of a title", { skip: withoutTerminal }, async () => {
    for (const columns of [70, 80, 110]) {
      for (const args of [["--severity", "warn"], ["--refusals"]]) {
        const { shown } = await runOnTerminal({ columns, env: { NO_COLOR: "1" } }, "rules", ...args);
        for (const line of shown.split("\r\n")) assert.ok(line.length <= columns, `${columns}: ${line}`);
        const words = shown.replace(/\s+/g, " ");
        for (const { title } of args.length > 1 ? rules.filter(({ severity }) => severity === "warn") : await refusalReasons()) assert.ok(words.includes(title), title);
      }
    }
  });

  it("could not run where the usage is wrong", async () => {
    await assertCouldNotRun(["rules", "--severity", "grave"], /--severity: 'grave' is not one of these: fail, unknown, warn, note/);
    await assertCouldNotRun(["rules", "artifact"], /too many arguments/);
  });
});

describe("vnfseal explain", () => {
  it("says all that is known of a rule", async () => {
    const rule = rules.find(({ onap }) => onap.length > 0);
    const { status, stdout } = await run("explain", rule.code);
    assert.equal(status, 0);
    const { code, title, severity, aspect, why, fix, clause, onap } = rule;
    for (const text of [code, title, severity, aspect, why, fix, clause, ...onap]) assert.ok(stdout.includes(text), text);
  });

  it("knows an example for every rule", async () => {
    const examples = JSON.parse(readFileSync(join(packageFolder, "js", "cli", "examples.json"), "utf8"));
    assert.deepEqual(Object.keys(examples), rules.map(({ code }) => code).sort());
    for (const [code, example] of Object.entries(examples)) assert.match(example, /^\S.*[.!?)]$/s, code);
    const [{ acceptable: _, ...rule }] = rules;
    const { acceptable: __, ...explained } = JSON.parse((await run("explain", rule.code, "--json")).stdout);
    assert.deepEqual(explained, { ...rule, example: examples[rule.code] });
  });

  it("shows as the example what a report says", async () => {
    const { findings } = await vnfseal.verifyPackage(demo("acme-vnf-artifact-changed.csar"), { trust: demo("trust.json") });
    const { code, what } = findings.find((finding) => finding.code === "artifact.digest-mismatch");
    const { stdout } = await run("explain", code);
    const [, shown] = /^Example: (.+)$/m.exec(stdout);
    const plain = (sentence) => sentence.replace(/'[^']*'|\b[0-9a-f]{8}\b/g, "#");
    assert.equal(plain(shown), plain(what));
  });

  it("says of every rule whether a policy may accept it", async () => {
    const said = async (code) => /^A policy may accept it: (yes|no)/m.exec((await run("explain", code)).stdout)[1];
    for (const severity of ["fail", "unknown", "warn", "note"]) {
      const { code } = rules.findLast((rule) => rule.severity === severity) ?? {};
      if (!code) continue;
      const accepted = await vnfseal.checkPolicy({ accept: [code] }).then(() => "yes", () => "no");
      assert.equal(await said(code), accepted, code);
    }
    assert.equal(await said("artifact.digest-mismatch"), "no");
    assert.equal(await said("artifact.external"), "yes");
  });

  it("says all that is known of the reason of a refusal", async () => {
    const reasons = await refusalReasons();
    const codes = reasons.map(({ code }) => code);
    for (const code of ["signer.not-trusted", "message.encrypted-already", "key-file.wrong-password", "artifact.none-matched", "signer.certificate-missing"]) {
      assert.ok(codes.includes(code), code);
      const reason = reasons.find((each) => each.code === code);
      const { status, stdout } = await run("explain", code);
      assert.equal(status, 0);
      for (const text of Object.values(reason)) assert.ok(stdout.includes(text), text);
      assert.deepEqual(JSON.parse((await run("explain", code, "--json")).stdout), reason);
    }
  });

  it("takes a code in capitals", async () => {
    for (const code of ["artifact.digest-mismatch", "signer.not-trusted"]) assert.deepEqual(await run("explain", code.toUpperCase()), await run("explain", code));
  });

  it("offers first the codes that have the word in them, and no others for a short one", async () => {
    const all = [...rules, ...(await refusalReasons())].map(({ code }) => code);
    for (const word of ["digest", "DIGEST", "not-zip", "signer"]) {
      const having = all.filter((code) => code.includes(word.toLowerCase()));
      const { stderr } = await run("explain", word);
      const [, shown] = /; did you mean (.*)\?\n$/.exec(stderr);
      const offered = [...shown.matchAll(/'([^']+)'/g)].map(([, code]) => code);
      assert.deepEqual(offered, having.slice(0, 5), word);
      assert.equal(/ or one of (\d+) more$/.exec(shown)?.[1], having.length > 5 ? String(having.length - 5) : undefined, word);
    }
    for (const word of ["xx", "zip!", "qwertyuiop", ""]) await assertCouldNotRun(["explain", word], /'vnfseal rules' and 'vnfseal rules --refusals' list all/);
  });

  it("knows which code was meant", async () => {
    await assertCouldNotRun(["explain", "signer.not-trustd"], /did you mean 'signer\.not-trusted'\?/);
    await assertCouldNotRun(["explain", "artifact.digestmismatch"], /did you mean 'artifact\.digest-mismatch'\?/);
    await assertCouldNotRun(["explain", "Signer.Not-Trustd"], /did you mean 'signer\.not-trusted'\?/);
    await assertCouldNotRun(["explain", "what is all this about"], /'vnfseal rules' and 'vnfseal rules --refusals' list all/);
    await assertCouldNotRun(["explain", "a\x1b[2J"], /'a\\u\{1b\}\[2J'/);
    await assertCouldNotRun(["explain"], /argument.*code/);
  });
});

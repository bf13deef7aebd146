// The settings of `vnfseal verify`: the configuration file, and what `--trust` takes.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run, runWith } from "./command.js";
import { folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const { FORMATS } = await import(join(packageFolder, "js", "cli", "choices.js"));

const external = demo("acme-vnf-external.csar");
const place = join(folder, "configured");
mkdirSync(join(place, "trusted"), { recursive: true });
copyFileSync(demo("trust.json"), join(place, "trusted", "bundle.json"));
writeFileSync(join(place, "policy.json"), '{ "accept": ["artifact.external"] }');

let number = 0;
function configuration(content) {
  number += 1;
  const path = join(place, `${number}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("--format", () => {
  it("takes each format there is", () => {
    assert.deepEqual([...FORMATS].sort(), Object.keys(vnfseal.formats).sort());
  });
});

describe("a configuration file", () => {
  const whole = { trust: ["trusted/bundle.json"], policy: "policy.json", format: "ndjson", failOn: "fail", jobs: 2 };

  it("says what the options would, with paths relative to itself", async () => {
    const { status, stdout } = await run("verify", external, "--config", configuration(whole));
    assert.equal(status, 0);
    const { report } = JSON.parse(stdout);
    assert.equal(report.verdict, "passed");
    assert.ok(report.trust.vnfProvider.privateCAs.length > 0);
  });

  it("may be named by the environment, before which --config counts", async () => {
    const env = { VNFSEAL_CONFIG: configuration(whole) };
    assert.equal(JSON.parse((await runWith({ env }, "verify", external)).stdout).status, "passed");
    const other = configuration({ format: "json" });
    assert.equal(JSON.parse((await runWith({ env }, "verify", external, "--config", other)).stdout).verdict, "indeterminate");
    assert.match((await runWith({ env: { VNFSEAL_CONFIG: "" } }, "verify", external)).stdout, /^INDETERMINATE/);
  });

  it("counts after the options of the command", async () => {
    const nobody = configuration("{}");
    const args = ["--format", "json", "--trust", nobody, "--policy", nobody, "--fail-on", "unknown"];
    const { status, stdout } = await run("verify", external, "--config", configuration(whole), ...args);
    assert.equal(status, 2);
    assert.deepEqual(JSON.parse(stdout).trust.vnfProvider.privateCAs, []);
  });

  it("is shown with where each setting comes from", async () => {
    const config = configuration({ trust: ["trusted"], jobs: 2 });
    const { status, stdout } = await run("verify", "--show-config", "--config", config, "--fail-on", "warn");
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), {
      config,
      trust: { value: [join(place, "trusted")], from: config },
      policy: { value: null, from: "default" },
      format: { value: "text", from: "default" },
      failOn: { value: "warn", from: "command line" },
      jobs: { value: 2, from: config },
    });
  });

  it("is refused when any of it makes no sense", async () => {
    for (const [content, why] of [
      ["{", /: .*JSON/],
      ["[]", /a configuration file is a JSON object/],
      [{ trsut: [] }, /unknown key 'trsut'; the keys are trust, policy, format, failOn, jobs/],
      ['{ "__proto__": {} }', /unknown key '__proto__'/],
      [{ trust: "trusted" }, /'trust' has to be a list of paths/],
      [{ trust: [""] }, /'trust' has to be/],
      [{ policy: {} }, /'policy' has to be a path/],
      [{ format: "xml" }, /'format' has to be one of text, json, /],
      [{ failOn: "note" }, /'failOn' has to be one of fail, unknown, warn/],
      [{ jobs: 0 }, /'jobs' has to be a number from 1 to 99/],
    ]) {
      await assertCouldNotRun(["verify", external, "--config", configuration(content)], why);
    }
    await assertCouldNotRun(["verify", external, "--config", "nowhere.json"], /cannot read the configuration file nowhere\.json \(ENOENT\)/);
    await assertCouldNotRun(["verify", external, "--config", configuration({ trust: ["nowhere.pem"] })], /configured\/nowhere\.pem/);
  });

  it("is never one that happens to lie somewhere", async () => {
    const cwd = join(folder, "attacked");
    mkdirSync(cwd);
    copyFileSync(external, join(cwd, "a.csar"));
    const content = JSON.stringify({ trust: [demo("trust.json")], policy: join(place, "policy.json") });
    for (const name of ["vnfseal.json", ".vnfseal.json", "vnfseal.config.json", ".vnfsealrc", "package.json", "config.json"]) {
      writeFileSync(join(cwd, name), name === "package.json" ? `{ "vnfseal": ${content} }` : content);
    }
    const { stdout } = await runWith({ cwd, env: { HOME: cwd, XDG_CONFIG_HOME: cwd } }, "verify", "a.csar", "--json");
    assert.equal(JSON.parse(stdout).verdict, "indeterminate");
    const shown = JSON.parse((await runWith({ cwd, env: { HOME: cwd } }, "verify", "--show-config")).stdout);
    assert.equal(shown.config, null);
  });
});

describe("--trust with a folder", () => {
  const trusted = join(folder, "trust-folder");
  const [pem] = JSON.parse(readFileSync(demo("trust.json"))).vnfProvider.privateCAs;
  mkdirSync(join(trusted, "acme"), { recursive: true });
  // A volume of Kubernetes looks so.
  mkdirSync(join(trusted, "..2026"));
  writeFileSync(join(trusted, "..2026", "ca.pem"), pem);
  symlinkSync("..2026", join(trusted, "..data"));
  symlinkSync("..data/ca.pem", join(trusted, "ca.pem"));
  writeFileSync(join(trusted, "acme", "nobody.json"), "{}");

  it("takes each file in it, and says what each grants and what is left out", async () => {
    const { stdout, stderr } = await run("verify", external, "--trust", trusted);
    assert.match(stdout, /trust-folder\/acme\/nobody\.json: nothing\n.*trust-folder\/ca\.pem: 1 certificate that is trusted\n/s);
    assert.match(stdout, /by .*trust-folder\/ca\.pem\n/);
    assert.match(stderr, /^vnfseal: left out of .*trust-folder: .*\.\.2026\/ca\.pem \(hidden file\)\n$/);
    assert.equal((await run("verify", external, "--trust", trusted, "--quiet")).stderr, stderr, "a list that is passed over could revoke");
  });

  it("refuses what is no trust file, rather than pass over it", async () => {
    const mixed = join(folder, "trust-mixed");
    mkdirSync(mixed);
    await assertCouldNotRun(["verify", external, "--trust", mixed], /trust-mixed: no file in this trust folder/);
    symlinkSync(trusted, join(mixed, "more"));
    await assertCouldNotRun(["verify", external, "--trust", mixed], /trust-mixed\/more: .*link to a folder/);
    const withText = join(folder, "trust-text");
    mkdirSync(withText);
    writeFileSync(join(withText, "readme.txt"), "hello");
    await assertCouldNotRun(["verify", external, "--trust", withText], /trust-text\/readme\.txt: /);
  });
});

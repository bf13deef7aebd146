// The examples of pipelines: their shell steps are run as the pipeline would, with the packed package in place of the one in
// the registry.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "node:test";

import { parse } from "yaml";

import { folder, npmEnvironment, repository, tarball, vnfseal } from "../node/installed.js";
import { demo } from "../node/packages.js";

const project = join(folder, "project");
const read = (name) => readFileSync(join(repository, "pkg", "examples", name), "utf8");

/** The shell steps of each example, in order. */
const steps = {
  "github-actions.yml": parse(read("github-actions.yml")).jobs.verify.steps.flatMap(({ run = [] }) => run),
  "gitlab-ci.yml": parse(read("gitlab-ci.yml"))["verify packages"].script,
  Jenkinsfile: [...read("Jenkinsfile").matchAll(/\bsh '([^']*)'/g)].map(([, step]) => step),
};

beforeEach(() => {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(join(project, "packages"), { recursive: true });
  cpSync(demo("trust.json"), join(project, "trust.json"));
});

function run(step) {
  const env = { ...npmEnvironment(), GITHUB_STEP_SUMMARY: join(project, "summary.md"), npm_config_cache: join(folder, "cache") };
  const script = step.replaceAll(`vnfseal@${vnfseal.version}`, `file:${join(folder, tarball)}`);
  assert.notEqual(script, step, "it names the version of this package");
  return spawnSync("bash", ["-eo", "pipefail", "-c", script], { cwd: project, env, encoding: "utf8" });
}

const statuses = (name) =>
  steps[name].map((step) => {
    const { status, stderr } = run(step);
    if (status > 1) assert.fail(stderr);
    return status;
  });
const written = (name) => readFileSync(join(project, name), "utf8");

describe("the pipeline", () => {
  for (const [name, report] of Object.entries({ "gitlab-ci.yml": "vnfseal.xml", Jenkinsfile: "vnfseal.xml" })) {
    it(`${name} goes on only if all packages passed, and has a report of tests`, () => {
      assert.ok(read(name).split(report).length > 2, "what is written is taken");
      cpSync(demo("acme-vnf-option1.csar"), join(project, "packages", "good.csar"));
      assert.deepEqual(statuses(name), [0]);
      assert.doesNotMatch(written(report), /<failure/);
      cpSync(demo("acme-vnf-artifact-changed.csar"), join(project, "packages", "bad.csar"));
      assert.deepEqual(statuses(name), [1]);
      assert.match(written(report), /<failure/);
    });
  }

  it("github-actions.yml goes on only if all packages passed, and says why not", () => {
    const [{ with: upload }] = parse(read("github-actions.yml")).jobs.verify.steps.filter(({ uses }) => /upload-sarif/.test(uses));
    cpSync(demo("acme-vnf-option1.csar"), join(project, "packages", "good.csar"));
    assert.deepEqual(statuses("github-actions.yml"), [0, 0]);
    assert.ok(JSON.parse(written(upload.sarif_file)).runs[0].results.every(({ level }) => level !== "error"));
    cpSync(demo("acme-vnf-artifact-changed.csar"), join(project, "packages", "bad.csar"));
    assert.deepEqual(statuses("github-actions.yml"), [1, 0]);
    const [{ results }] = JSON.parse(written(upload.sarif_file)).runs;
    assert.ok(results.some(({ ruleId, level }) => ruleId === "artifact.digest-mismatch" && level === "error"));
    assert.match(written("summary.md"), /Failed: `packages\/bad\.csar`/);
  });

  it("is broken off where there is nothing to verify", () => {
    for (const [step] of Object.values(steps)) {
      assert.equal(run(step).status, 3);
      if (step.includes("junit")) assert.match(written("vnfseal.xml"), / errors="1"/);
    }
  });
});

// The manifest for workers on Kubernetes: it fits the API's schema, has no field that the API does not know, and its command is right.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { parse } from "yaml";

import { command, repository } from "../node/installed.js";

const manifest = parse(readFileSync(join(repository, "pkg", "examples", "audit-workers.yaml"), "utf8"));
const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
const here = dirname(fileURLToPath(import.meta.url));

/** What the compiler says of the manifest as a value of the type: it finds the fields that the schema lets pass. */
function compile(value) {
  const program = join(here, "manifest.check.mts");
  writeFileSync(program, `import type { IDeployment } from "kubernetes-models/apps/v1/Deployment";\nexport const manifest: IDeployment = ${JSON.stringify(value)};\n`);
  try {
    const { stdout } = spawnSync(process.execPath, [compiler, "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022", "--types", "node", program], { encoding: "utf8" });
    return stdout;
  } finally {
    rmSync(program);
  }
}

describe("audit-workers.yaml", () => {
  it("fits the schema", () => {
    new Deployment(manifest).validate();
    const wrong = structuredClone(manifest);
    wrong.spec.replicas = "four";
    assert.throws(() => new Deployment(wrong).validate(), /replicas must be integer/);
  });

  it("has no field that Kubernetes does not know", () => {
    assert.equal(compile(manifest), "");
    const wrong = structuredClone(manifest);
    wrong.spec.template.spec.containers[0].securityContext.readOnlyRootFileSystem = true;
    assert.match(compile(wrong), /readOnlyRootFileSystem/);
  });

  it("has volumes for its mounts, and labels that are selected", () => {
    const { containers: [{ volumeMounts }], volumes } = manifest.spec.template.spec;
    assert.deepEqual(volumeMounts.map(({ name }) => name).sort(), volumes.map(({ name }) => name).sort());
    assert.deepEqual(manifest.spec.selector.matchLabels, manifest.spec.template.metadata.labels);
  });

  it("runs a worker with options that there are", () => {
    const [name, ...args] = manifest.spec.template.spec.containers[0].args;
    assert.equal(name, "worker");
    const help = execFileSync(command, [name, "--help"], { encoding: "utf8" });
    const options = args.filter((arg) => arg.startsWith("--"));
    assert.ok(options.length > 0);
    for (const option of options) assert.match(help, new RegExp(`^ +${option} `, "m"));
  });
});

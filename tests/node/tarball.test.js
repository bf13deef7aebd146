// What is in the npm package, and that its README is right.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";

import { folder, packageFolder } from "./installed.js";
import { demo } from "./packages.js";

describe("the npm package", () => {
  it("holds what it needs and nothing else", () => {
    const files = readdirSync(packageFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(packageFolder.length + 1));
    const expected =
      /^(package\.json|README\.md|LICENSE-(MIT|APACHE)|js\/([a-z]+\/)*[a-z-]+(\.d)?\.[jt]s|dist\/(engine|report)[._].*|dist\/libraries\/([a-z-]+\.js|LICENSES))$/;
    assert.deepEqual(
      files.filter((file) => !expected.test(file)),
      [],
    );
    for (const file of ["LICENSE-MIT", "README.md", "dist/engine_bg.wasm", "dist/report.d.ts", "dist/libraries/commander.js", "js/worker.js", "js/types/index.d.ts"]) {
      assert.ok(files.includes(file), file);
    }
  });

  it("depends on nothing", () => {
    assert.deepEqual(
      readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith(".")),
      ["vnfseal"],
    );
    const { dependencies, scripts } = JSON.parse(readFileSync(join(packageFolder, "package.json")));
    assert.equal(dependencies, undefined);
    assert.deepEqual(Object.keys(scripts), ["prepack"], "nothing runs when it is installed");
  });

  it("has a README whose programs run", () => {
    const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
    const programs = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, program]) => program);
    assert.ok(programs.length > 0);
    for (const program of programs.filter((text) => !text.includes("new Worker"))) {
      const file = join(folder, "readme.mjs");
      writeFileSync(file, program);
      execFileSync(process.execPath, [file], { cwd: dirname(demo("trust.json")), stdio: ["ignore", "ignore", "pipe"] });
    }
  });
});

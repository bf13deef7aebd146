// What is in the npm package, and that its README is right.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";

import { folder, npmEnvironment, packageFolder, repository, tarball } from "./installed.js";
import { demo } from "./packages.js";

const files = readdirSync(packageFolder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(packageFolder.length + 1));

describe("the npm package", () => {
  it("holds what it needs and nothing else", () => {
    const expected =
      /^(package\.json|README\.md|LICENSE-(MIT|APACHE)|js\/([a-z]+\/)*[a-z-]+(\.d)?\.[jt]s|js\/cli\/examples\.json|examples\/[\w.-]+|page\/([\w-]+\/)*[\w.-]+|dist\/(engine|sealing|report)[._].*|dist\/libraries\/([a-z-]+\.js|LICENSES)|dist\/command\/([a-z-]+\.cjs|sources\.json))$/;
    assert.deepEqual(
      files.filter((file) => !expected.test(file)),
      [],
    );
    for (const file of ["LICENSE-MIT", "README.md", "dist/engine_bg.wasm", "dist/sealing_bg.wasm", "dist/report.d.ts", "dist/libraries/commander.js", "dist/command/verify.cjs", "page/index.html", "page/files.json", "page/vnfseal/js/worker.js", "page/vnfseal/dist/engine_bg.wasm.br", "js/worker.js", "js/types/index.d.ts"]) {
      assert.ok(files.includes(file), file);
    }
  });

  it("has the command bundled out of the sources that are in it", () => {
    const { sources, sha256 } = JSON.parse(readFileSync(join(packageFolder, "dist/command/sources.json"), "utf8"));
    assert.ok(sources.length > 60, `${sources.length} sources`);
    const digest = createHash("sha256");
    for (const path of sources) digest.update(readFileSync(join(packageFolder, path.replace(/^pkg\//, ""))));
    assert.equal(digest.digest("hex"), sha256, "make command bundles it again");
  });

  it("is small", () => {
    const { size } = statSync(join(folder, tarball));
    // The programs of the page and the engine are in it compressed as well, as `serve` sends them.
    assert.ok(size < 3_200_000, `${size} bytes`);
  });

  it("has no path of the machine that built it", () => {
    const local = [repository, homedir(), "/home/", "/root/", "/.cargo/"];
    const found = files.flatMap((file) => {
      const bytes = readFileSync(join(packageFolder, file));
      return local.filter((path) => bytes.includes(path)).map((path) => `${file}: ${path}`);
    });
    assert.deepEqual(found, []);
  });

  it("has all that it exports", () => {
    const { exports, bin } = JSON.parse(readFileSync(join(packageFolder, "package.json")));
    const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
    for (const target of [...targets(exports), ...targets(bin)]) assert.ok(files.includes(target.replace("./", "")), target);
  });

  it("could be published: npm has nothing to say against it", () => {
    // Nothing is sent in a dry run; should that ever change, nobody listens there.
    const registry = ["--registry", "http://127.0.0.1:9"];
    const { status, stderr } = spawnSync("npm", ["publish", "--dry-run", ...registry], {
      cwd: join(repository, "pkg"),
      env: npmEnvironment(),
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    const complaints = stderr.split("\n").filter((line) => /^npm (warn|error)/i.test(line) && !/logged in/.test(line));
    assert.deepEqual(complaints, []);
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

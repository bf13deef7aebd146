// The installed package in each version of Node.js that it is for: imported, required, and as a command.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { promisify } from "node:util";

import { command, folder } from "../node/installed.js";
import { demo } from "../node/packages.js";
import { nodeVersions, withoutTools } from "./tools.js";

const run = promisify(execFile);
const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
const verify = (load) => `
  const print = async ({ verifyPackageAsJson }) =>
    console.log(await verifyPackageAsJson(${JSON.stringify(demo("acme-vnf-option1.csar"))},
      { trust: ${JSON.stringify(demo("trust.json"))}, policy: { at: "${at}" } }));
  ${load}`;
const programs = {
  "imported.mjs": verify('print(await import("vnfseal"));'),
  "required.cjs": verify('print(require("vnfseal"));'),
};

describe("the installed package", { skip: withoutTools }, () => {
  const printed = new Set();
  before(() => {
    for (const [name, program] of Object.entries(programs)) writeFileSync(join(folder, name), program);
  });

  for (const [major, node] of Object.entries(nodeVersions)) {
    const start = async (...args) => (await run(node, args, { cwd: folder, maxBuffer: 1 << 26 })).stdout;

    it(`is imported, required and run by Node.js ${major}`, async () => {
      assert.match(await start("--version"), new RegExp(`^v${major}\\.`));
      for (const name of Object.keys(programs)) printed.add(await start(name));
      const args = [demo("acme-vnf-option1.csar"), "--trust", demo("trust.json"), "--at", at, "--json"];
      printed.add(await start(realpathSync(command), "verify", ...args));
    });

    it(`says in Node.js ${major} what to do where it cannot be required`, async () => {
      // As all versions before 20.17 and 22.12 do.
      const flag = "--no-experimental-require-module";
      await assert.rejects(start(flag, "required.cjs"), ({ stderr }) => {
        assert.match(stderr, /ERR_REQUIRE_ESM/);
        assert.match(stderr, /dynamic import\(\)/);
        return true;
      });
    });
  }

  it("gives the same bytes in all of them", () => {
    assert.equal(printed.size, 1);
    assert.equal(JSON.parse([...printed][0]).verdict, "passed");
  });
});

// However the bytes of a package are digested, its report is the same to the byte: by one thread, and with all of it in passes that
// threads share. Otherwise these are for files so large that no package of others is one.

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { folder, packageFolder, vnfseal } from "./installed.js";
import { demo, shared, withoutShared } from "./packages.js";

const AT = new Date("2026-11-30T12:00:00Z");

/** The files below a folder, by their paths. */
function filesBelow(place) {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

describe("passes that are shared, for every file whatever its size,", { skip: availableParallelism() < 2 && "one processor only" }, () => {
  const copy = join(folder, "sharing");
  let sharing;
  /** How many passes were shared. */
  let count;
  before(async () => {
    cpSync(packageFolder, copy, { recursive: true });
    const change = (name, from, to) => {
      const path = join(copy, "js/digests", name);
      const text = readFileSync(path, "utf8");
      assert.ok(text.includes(from), name);
      writeFileSync(path, text.replace(from, to));
    };
    change("parts.js", "DIVISIBLE = 64 << 20", "DIVISIBLE = 1");
    change("shared-passes.js", "isIdle = large < lanes", "isIdle = true");
    change("digesting.js", "BYTES_PER_LANE = 16 << 20", "BYTES_PER_LANE = 1");
    change("node/lanes.js", "run: (pass) => lane.run(", "run: (pass) => ((globalThis.sharedPasses += pass.isShared ? 1 : 0), lane.run)(");
    globalThis.sharedPasses = 0;
    count = () => globalThis.sharedPasses;
    sharing = await import(pathToFileURL(join(copy, "js/index.js")));
  });

  async function same(path, trust) {
    const options = { trust, policy: { at: AT } };
    const [expected, actual] = [await vnfseal.verifyPackageAsJson(path, options), await sharing.verifyPackageAsJson(path, options)];
    assert.equal(actual, expected, path);
  }

  for (const name of ["acme-vnf-option1.csar", "acme-vnf-option2.zip", "acme-vnf-artifact-changed.csar", "acme-vnf-file-added.csar"]) {
    it(`give the same report of ${name}`, async () => {
      const before = count();
      await same(demo(name), demo("trust.json"));
      assert.ok(count() > before, "a pass was shared");
    });
  }

  it("give the same report of every package of others", { skip: withoutShared }, async () => {
    const files = filesBelow(shared("."));
    const packages = files.filter((path) => /\.(csar|zip)$/.test(path));
    assert.ok(packages.length > 40, `${packages.length} packages`);
    const trust = files.filter((path) => /\.(crt|cert)$/.test(path));
    for (const path of packages) await same(path, trust);
  });
});

// Many packages from the few of the page's own demo: copies under other names, which a vendor's delivery looks like.

import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { dist } from "./portal.js";

/** The packages of 21: 15 that pass once the demo's trust counts, and 6 that do not. */
export const PASSED = 15;
export const FAILED = 6;

const BAD = ["acme-vnf-artifact-changed.csar", "acme-vnf-file-added.csar", "acme-vnf-signer-not-trusted.csar"];

/** Makes the copies before the tests of a file, and removes them afterwards. `many.files` has their paths. */
export function useMany(passed = PASSED, failed = FAILED) {
  const many = { files: [] };
  before(async () => {
    many.folder = await mkdtemp(join(tmpdir(), "vnfseal-many-"));
    const copy = async (source, name) => {
      const path = join(many.folder, name);
      await copyFile(`${dist}/demo/${source}`, path);
      many.files.push(path);
    };
    for (let number = 1; number <= passed; number += 1) await copy("acme-vnf-option1.csar", `good-${number}.csar`);
    for (let number = 1; number <= failed; number += 1) await copy(BAD[number % BAD.length], `bad-${number}.csar`);
  });
  after(() => rm(many.folder, { recursive: true, force: true }));
  return many;
}

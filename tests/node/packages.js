// The packages that the tests verify.

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { repository } from "./installed.js";

const demoFolder = resolve(process.env.VNFSEAL_DEMO ?? join(repository, "demo"));
const sharedFolder = resolve(process.env.VNFSEAL_SHARED ?? join(repository, "..", "shared"));

/** The path of a file of the demo. */
export function demo(name) {
  const path = join(demoFolder, name);
  if (!existsSync(path)) throw new Error(`${path} is missing: make the demo first, or set VNFSEAL_DEMO`);
  return path;
}

/** The path of a file of the packages that are shared beside the repository. */
export const shared = (name) => join(sharedFolder, "packages", name);

/** The path of a file of the test vectors that are shared beside the repository. */
export const vectors = (name) => join(sharedFolder, "vectors", name);

/** Why tests on shared packages are skipped, if they are. */
export const withoutShared = existsSync(shared("README.md"))
  ? false
  : "the packages of others are not here; VNFSEAL_SHARED names the folder that has them";
if (withoutShared) console.log(`skipping: ${withoutShared}`);

// Verifies every package of folders by two builds of the npm package, and compares the reports byte by byte: what makes it faster
// must change nothing else.
//
// Usage: node scripts/compare-reports.mjs PKG OTHER_PKG FOLDER...
// PKG is a folder like pkg/ with what `make build` leaves in it. The digest of the engine, which is in each report, is left out.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [one, other, ...folders] = process.argv.slice(2).map((path) => resolve(path));
if (folders.length === 0) {
  console.error("usage: node scripts/compare-reports.mjs PKG OTHER_PKG FOLDER...");
  process.exit(3);
}

const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)));
const packages = files.filter((name) => /\.(csar|zip)$/.test(name)).sort();
const certificates = files.filter((name) => /\.(crt|cert|pem)$/.test(name)).sort();
const builds = await Promise.all([one, other].map((folder) => import(pathToFileURL(join(folder, "js/index.js")))));

let different = 0;
let compared = 0;
/** Compares what two ways to a report give. Why there is none is compared as well. */
async function compare(what, ...ways) {
  const given = await Promise.all(ways.map((way) => way().catch(({ code, message }) => `${code}: ${message}`)));
  const [first, second] = given.map((text, index) => text.replaceAll(builds[index].engine.wasmSha256, ""));
  compared += 1;
  if (first === second) return;
  different += 1;
  console.error(`different: ${what}`);
}

for (const path of packages) {
  for (const trust of [[], certificates]) {
    const options = { trust, policy: { at: new Date("2026-11-30T12:00:00Z") } };
    await compare(`${path}, ${trust.length} trust files`, ...builds.map((build) => () => build.verifyPackageAsJson(path, options)));
  }
  const command = (folder) => async () => {
    const args = [join(folder, "js/cli.js"), "verify", path, "--at", "2026-11-30T12:00:00Z", "--json"];
    try {
      return execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
    } catch ({ status, stdout }) {
      return `${status} ${stdout}`;
    }
  };
  await compare(`${path}, by the command`, command(one), command(other));
}
console.log(`${packages.length} packages, ${compared} reports compared, ${different} different`);
process.exitCode = different > 0 || packages.length === 0 ? 1 : 0;

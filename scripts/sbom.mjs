// Makes the lists of parts that cargo-cyclonedx and npm write such that the same commit gives the same bytes, and that they name
// what is in the product. Their time is that of the commit, SOURCE_DATE_EPOCH.
//   sbom.mjs crates FILE ROOT TREE TARGET  what `cargo tree` has for the target in TREE, of the list in FILE of a workspace in ROOT
//   sbom.mjs npm FILE PACKAGE LICENSES     the parts of the package and, as excluded, the tools that build it
//   sbom.mjs versioned FOLDER VERSION TO   a copy of package.json and package-lock.json with a version, which npm asks for

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const KINDS = { crates, npm, versioned };
const [kind, ...given] = process.argv.slice(2);
const list = KINDS[kind](...given);
if (list) process.stdout.write(`${JSON.stringify(dated(list), null, 2)}\n`);

function crates(file, root, tree, target) {
  // The place where the list was made is no part of any name.
  const all = JSON.parse(readFileSync(file, "utf8").replaceAll(`file://${root}`, "file://."));
  const compiled = new Set(readFileSync(tree, "utf8").split("\n").map((line) => line.split(" ", 2).join("@").replace("@v", "@")));
  const isCompiled = ({ name, version }) => compiled.has(`${name}@${version}`);
  const missing = [...compiled].filter((each) => each && ![all.metadata.component, ...all.components].some(({ name, version }) => each === `${name}@${version}`));
  if (missing.length > 0) throw new Error(`compiled, and not in the list: ${missing.join(", ")}`);
  all.metadata.properties = [{ name: "cdx:rustc:sbom:target:triple", value: target }];
  return keeping(all, isCompiled);
}

function npm(file, packageFile, licenses) {
  const all = JSON.parse(readFileSync(file, "utf8"));
  const { name, version, license, description } = JSON.parse(readFileSync(packageFile, "utf8"));
  // Each text in the file of licences begins with the name and version of what was bundled.
  const bundled = new Set(readFileSync(licenses, "utf8").split(/^-{80}$/m).map((text) => text.trim().split("\n")[0].replace(" ", "@")));
  for (const component of all.components) {
    const isPart = bundled.delete(`${component.name}@${component.version}`);
    component.scope = isPart ? "required" : "excluded";
  }
  if (bundled.size > 0) throw new Error(`bundled, and not in the list: ${[...bundled].join(", ")}`);
  const old = all.metadata.component["bom-ref"];
  const ref = `${name}@${version}`;
  all.metadata.component = { type: "library", "bom-ref": ref, name, version, description, licenses: [{ expression: license }], purl: `pkg:npm/${name}@${version}` };
  all.dependencies = all.dependencies.map((each) => (each.ref === old ? { ...each, ref } : each));
  return all;
}

/** The list with those components alone, and in an order that does not depend on how it was found. */
function keeping(all, isKept) {
  const components = all.components.filter(isKept);
  const refs = new Set([all.metadata.component, ...components].map((component) => component["bom-ref"]));
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)).sort() }));
  return { ...all, components, dependencies };
}

/** The list with the time of the commit, and with a number that is made of the list itself (RFC 9562, version 8). */
function dated({ bomFormat, specVersion, version, metadata, components, dependencies }) {
  const byRef = (key) => (a, b) => (a[key] < b[key] ? -1 : 1);
  const parts = {
    metadata: { ...metadata, timestamp: new Date(process.env.SOURCE_DATE_EPOCH * 1000).toISOString() },
    components: [...components].sort(byRef("bom-ref")),
    dependencies: [...dependencies].sort(byRef("ref")),
  };
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  const number = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `a${digest.slice(17, 20)}`, digest.slice(20, 32)].join("-");
  return { bomFormat, specVersion, serialNumber: `urn:uuid:${number}`, version, ...parts };
}

function versioned(folder, version, to) {
  for (const name of ["package.json", "package-lock.json"]) {
    const content = JSON.parse(readFileSync(join(folder, name), "utf8"));
    content.version = version;
    if (content.packages) content.packages[""].version = version;
    writeFileSync(join(to, name), JSON.stringify(content));
  }
}

// Bundles each library into one module, and writes the licences of all that is in them into one file.
// Usage: node scripts/build-libraries.mjs FOLDER

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** What is taken of each. None has native code, and none reaches the network. */
const LIBRARIES = {
  // Arguments, help and "did you mean". Version 15 needs a newer Node than we do.
  commander: ["Argument", "Command", "InvalidArgumentError", "Option"],
  // The code nearest to a mistyped one.
  "fastest-levenshtein": ["closest", "distance"],
  // The bar on a terminal.
  "cli-progress": ["SingleBar", "Presets"],
  // Patterns such as packages/*.csar.
  tinyglobby: ["glob"],
  // The same patterns over paths in a package, where nothing is looked up in folders.
  picomatch: ["default"],
};

/** What is also loaded in browsers, and from where in the library: it asks for no module of Node. */
const IN_BROWSERS = { picomatch: "picomatch/posix" };

const REQUIRE = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

const tools = fileURLToPath(new URL("./npm/", import.meta.url));
const { build } = createRequire(join(tools, "package.json"))("esbuild");
const [folder] = process.argv.slice(2);

const packages = new Set();
for (const [library, names] of Object.entries(LIBRARIES)) {
  const { metafile } = await build({
    stdin: { contents: `export { ${names} } from "${IN_BROWSERS[library] ?? library}";`, resolveDir: tools },
    outfile: join(folder, `${library}.js`),
    bundle: true,
    minify: true,
    format: "esm",
    platform: library in IN_BROWSERS ? "neutral" : "node",
    target: "node20",
    // What asks for a module of Node by `require` finds none in a module.
    banner: library in IN_BROWSERS ? {} : { js: REQUIRE },
    legalComments: "none",
    metafile: true,
  });
  for (const file of Object.keys(metafile.inputs)) {
    const [path] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file) ?? [];
    if (path) packages.add(path);
  }
}
writeFileSync(join(folder, "LICENSES"), [...packages].sort().map(licenceOf).join(`\n${"-".repeat(80)}\n\n`));

function licenceOf(path) {
  const { name, version } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const file = readdirSync(path).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${relative(tools, path)} has no licence text`);
  return `${name} ${version}\n\n${readFileSync(join(path, file), "utf8").trim()}\n`;
}

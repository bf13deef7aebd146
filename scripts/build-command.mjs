// Bundles `vnfseal verify` into one module, because each module that Node loads costs its start about a millisecond. The other
// commands, and what `verify` seldom needs, are loaded from the readable sources, and the engine from where these look for it.
// Usage: node scripts/build-command.mjs FOLDER

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const { build } = createRequire(join(root, "scripts/npm/package.json"))("esbuild");
const folder = resolve(process.argv[2]);
const scripts = join(root, "pkg/js");

const ENTRIES = {
  verify: join(scripts, "cli/main.js"),
  // The threads lie beside the command.
  "lane-worker": join(scripts, "digests/node/lane-worker.js"),
  "digest-worker": join(scripts, "digests/node/digest-worker.js"),
  "answer-worker": join(scripts, "digests/node/answer-worker.js"),
};

/** What is loaded when it is needed, and is needed by every verification of a file. */
const NEEDED = ["commands/verify", "configuration", "packages", "threads", "trust-files", "question", "progress", "verifier", "verifying"]
  .map((name) => `cli/${name}.js`)
  .concat("in-node.js", "formats/text.js", "formats/json.js", "formats/ndjson.js")
  // What is in the bundle anyway must not be loaded a second time: it may have a state.
  .concat("cli/resume.js", "sinks/node/file-sink.js")
  .map((name) => join(scripts, name));

/** All else that is loaded when it is needed stays where it is. */
const onlyNeeded = {
  name: "only what is needed",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      const source = join(resolveDir, path);
      if (kind !== "dynamic-import" || NEEDED.includes(source)) return undefined;
      return { path: placeOf(source), external: true };
    });
  },
};

/** Where a source is, as the bundle says it. */
function placeOf(source) {
  return relative(folder, source).split(sep).join("/");
}

/** What a source says of its own place, `import.meta.url`, is the same in the bundle. */
const inPlace = {
  name: "in place",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]pkg[\\/](js|dist)[\\/].*\.js$/ }, ({ path }) => {
      const url = `urlOf(${JSON.stringify(placeOf(path))})`;
      return { contents: withThreads(path, readFileSync(path, "utf8")).replaceAll("import.meta.url", url) };
    });
  },
};

/** The source of a module that starts bundled threads: it finds them in the bundle. */
function withThreads(path, text) {
  if (path !== join(scripts, "digests/node/threads.js")) return text;
  return text.replaceAll(/new URL\("\.\/([a-z-]+)\.js", import\.meta\.url\)/g, 'new URL(urlOf("$1.cjs"))');
}

const { metafile } = await build({
  entryPoints: ENTRIES,
  outdir: folder,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  minify: true,
  // A module of ECMAScript would load at once what of Node any command needs. Here each is loaded where it is needed.
  format: "cjs",
  platform: "node",
  target: "node20",
  banner: { js: 'const urlOf = (path) => new URL(path, require("node:url").pathToFileURL(__filename)).href;' },
  plugins: [onlyNeeded, inPlace],
  metafile: true,
  absWorkingDir: root,
});

// A test compares this with the sources: what was bundled earlier would be another command.
const sources = Object.keys(metafile.inputs).sort();
const digest = createHash("sha256");
for (const path of sources) digest.update(readFileSync(join(root, path)));
writeFileSync(join(folder, "sources.json"), `${JSON.stringify({ sources, sha256: digest.digest("hex") }, null, 2)}\n`);

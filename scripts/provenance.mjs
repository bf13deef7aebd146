// provenance.mjs FOLDER COMMIT CHANGED: writes where the files in FOLDER come from, as an in-toto Statement (v1) with the predicate
// of SLSA provenance (v1). It is not signed. It has no time and no name of a machine, so that it is the same wherever it is made with
// the same tools. CHANGED says how the sources differ from the commit, and is empty for a release.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, commit, changed] = process.argv.slice(2);
const root = fileURLToPath(new URL("../", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));

/** What decides how the files are made, beside the sources. The digests of all else that is fetched are in the lock files. */
const INPUTS = ["Cargo.lock", "scripts/npm/package-lock.json", "rust-toolchain.toml", ".cargo/config.toml", "scripts/env.sh"];
const BUILDER = ["Makefile", "scripts/build-engine.sh", "scripts/build-portal.sh", "scripts/make-release.sh"];
/** The programs that turn sources into files: each says its own version. */
const TOOLS = { rustc: ["rustc"], "wasm-bindgen-cli": ["wasm-bindgen"], trunk: ["trunk"], "cargo-cyclonedx": ["cargo", "cyclonedx"], nodejs: ["node"], npm: ["npm"] };

const digestOf = (path) => ({ sha256: createHash("sha256").update(readFileSync(path)).digest("hex") });
const inRoot = (path) => ({ name: path, uri: `file:${path}`, digest: digestOf(join(root, path)) });

const statement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: readdirSync(folder).sort().map((name) => ({ name, digest: digestOf(join(folder, name)) })),
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {
    buildDefinition: {
      buildType: "urn:vnfseal:make-release:v1",
      externalParameters: { commit, version, command: "make release", ...(changed && { changed: changed.trim() }) },
      internalParameters: {},
      resolvedDependencies: [
        { name: "vnfseal", uri: "git+file:.", digest: { gitCommit: commit }, ...(changed && { annotations: { changed: changed.trim() } }) },
        ...INPUTS.map(inRoot),
        { name: "wasm_split_cli_support", uri: `pkg:generic/wasm_split_cli_support@${pinned("WASM_SPLIT_VERSION")}` },
        ...Object.entries(TOOLS).map(([name, command]) => ({ name, uri: `pkg:generic/${name}@${versionOf(command)}` })),
        ...parts(),
      ],
    },
    runDetails: {
      builder: { id: "urn:vnfseal:scripts/make-release.sh", version: { vnfseal: version }, builderDependencies: BUILDER.map(inRoot) },
    },
  },
};
process.stdout.write(`${JSON.stringify(statement, null, 2)}\n`);

/** The version of a tool that never says it: it is installed at the pinned one. */
function pinned(name) {
  return new RegExp(`^${name}=(.+)$`, "m").exec(readFileSync(join(root, "scripts/env.sh"), "utf8"))[1];
}

function versionOf([program, ...args]) {
  const said = execFileSync(program, [...args, "--version"], { encoding: "utf8" });
  return /\d+\.\d+\.\d+[\w.+-]*/.exec(said)[0];
}

/** What was fetched to be compiled in or to build, as the lists of parts in the folder have it: each once. */
function parts() {
  const lists = readdirSync(folder).filter((name) => name.endsWith(".cdx.json"));
  const all = lists.flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")).components);
  const fetched = all.filter(({ hashes }) => hashes?.length > 0);
  const byPurl = new Map(fetched.map(({ purl, hashes }) => [purl, { uri: purl, digest: Object.fromEntries(hashes.map(({ alg, content }) => [alg.toLowerCase().replace("-", ""), content])) }]));
  return [...byPurl.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

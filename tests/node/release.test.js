// The files of a release: the same commit gives the same bytes, and the lists of parts name what is in them.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import addFormats from "ajv-formats";

import { npmEnvironment } from "./installed.js";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "vnfseal-release-"));
const [first, second] = ["first", "second"].map((name) => join(place, name));
const git = (...args) => execFileSync("git", args, { cwd: repository, encoding: "utf8" }).trim();
const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const { version } = JSON.parse(readFileSync(join(repository, "pkg/package.json"), "utf8"));
const listOf = (name) => JSON.parse(readFileSync(join(first, `vnfseal-${version}.${name}.json`), "utf8"));

function makeRelease(folder, environment) {
  const env = { ...npmEnvironment(), VNFSEAL_UNCOMMITTED: "1", ...environment };
  // A clone may have other modes than this one: they are those that its owner asks for.
  execFileSync("bash", ["-c", 'umask "$UMASK"; exec scripts/make-release.sh "$1"', "bash", folder], { cwd: repository, env, stdio: ["ignore", "ignore", "inherit"] });
}

/** What the comparison of two folders says, and its status. */
function compare(one, other) {
  const { status, stdout, stderr } = spawnSync("scripts/compare-releases.sh", [one, other], { cwd: repository, encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

/** A copy of the first release with something done to it. */
function changed(change) {
  const copy = mkdtempSync(join(place, "changed-"));
  cpSync(first, copy, { recursive: true });
  change(copy);
  return copy;
}

function sealAgain(folder) {
  const names = readdirSync(folder).filter((name) => name !== "SHA256SUMS").sort();
  writeFileSync(join(folder, "SHA256SUMS"), names.map((name) => `${sha256(join(folder, name))}  ${name}\n`).join(""));
}

/** A clone, with the scripts of here, of which some may not be committed. */
function cloned(name) {
  const clone = join(place, name);
  git("clone", "--quiet", "--shared", repository, clone);
  cpSync(join(repository, "scripts"), join(clone, "scripts"), { recursive: true, filter: (path) => !path.includes("node_modules") });
  return clone;
}

before(() => {
  makeRelease(first, { UMASK: "022", TZ: "UTC" });
  makeRelease(second, { UMASK: "077", TZ: "Pacific/Auckland", LC_ALL: "C" });
});
after(() => rmSync(place, { recursive: true, force: true }));

describe("a release", () => {
  it("has the same bytes whenever and however it is made", () => {
    const { status, said } = compare(first, second);
    assert.equal(status, 0, said);
    assert.match(said, /^ {3}the same: 8 files, byte for byte$/m);
  });

  it("has the package, the page, the modules, and a digest of each file", () => {
    const expected = ["engine_bg.wasm", "sealing_bg.wasm", `vnfseal-${version}.engine.cdx.json`, `vnfseal-${version}.npm.cdx.json`, `vnfseal-${version}.page.cdx.json`, `vnfseal-${version}.provenance.json`, `vnfseal-${version}.tgz`, `vnfseal-portal-${version}.tar.gz`];
    assert.deepEqual(readdirSync(first).sort(), ["SHA256SUMS", ...expected]);
    const sums = readFileSync(join(first, "SHA256SUMS"), "utf8");
    assert.equal(sums, expected.map((name) => `${sha256(join(first, name))}  ${name}\n`).join(""));
    const inside = execFileSync("tar", ["-xOzf", join(first, `vnfseal-${version}.tgz`), "package/dist/engine_bg.wasm"], { maxBuffer: 1 << 26 });
    assert.ok(inside.equals(readFileSync(join(first, "engine_bg.wasm"))), "the package has that engine");
  });

  it("has files and folders that everybody may read and nobody else may write, with no time and owner of the machine", () => {
    for (const archive of [`vnfseal-${version}.tgz`, `vnfseal-portal-${version}.tar.gz`]) {
      const lines = execFileSync("tar", ["-tvzf", join(first, archive)], { encoding: "utf8", env: { ...process.env, TZ: "UTC" } }).trim().split("\n");
      assert.ok(lines.length > 10, archive);
      for (const line of lines) assert.match(line, /^(?:-rw-r--r--|-rwxr-xr-x|drwxr-xr-x) (?:0\/0|root\/root) /, line);
      assert.equal(new Set(lines.map((line) => line.split(/ +/).slice(3, 5).join(" "))).size, 1, archive);
    }
  });

  it("is not made of what is not committed or not built, nor where a path would stand in it", () => {
    const clone = cloned("uncommitted");
    const asked = (environment) => spawnSync("scripts/make-release.sh", [join(place, "none")], { cwd: clone, env: { ...npmEnvironment(), ...environment }, encoding: "utf8" });
    writeFileSync(join(clone, "scripts", "uncommitted"), "x");
    const cases = [
      [{}, /there is what is not committed/],
      [{ VNFSEAL_UNCOMMITTED: "1" }, /pkg\/dist\/engine_bg\.wasm is missing/],
      [{ VNFSEAL_UNCOMMITTED: "1", CARGO_HOME: join(place, "a space") }, /a space has a space/],
      [{ VNFSEAL_UNCOMMITTED: "1", CARGO_TARGET_DIR: join(place, "a space") }, /a space has a space/],
    ];
    for (const [environment, expected] of cases) {
      const { status, stderr } = asked(environment);
      assert.equal(status, 1);
      assert.match(stderr, expected);
    }
    assert.ok(!existsSync(join(place, "none")));
  });

  it("has no path of this machine in its lists and its provenance", () => {
    for (const name of readdirSync(first).filter((each) => each.endsWith(".json"))) {
      const text = readFileSync(join(first, name), "utf8");
      for (const path of [repository.slice(0, -1), place, `${dirname(place)}/`, `${process.env.HOME}/`]) assert.ok(!text.includes(path), `${name}: ${path}`);
    }
  });
});

describe("the comparison of two releases", () => {
  it("names a file that differs, and the file in an archive", () => {
    const copy = changed((folder) => {
      appendFileSync(join(folder, "engine_bg.wasm"), "x");
      const inside = mkdtempSync(join(place, "inside-"));
      const archive = join(folder, `vnfseal-${version}.tgz`);
      execFileSync("tar", ["-xzf", archive, "-C", inside]);
      appendFileSync(join(inside, "package/js/worker.js"), "\n");
      execFileSync("tar", ["-czf", archive, "-C", inside, "package"]);
      sealAgain(folder);
    });
    const { status, said } = compare(first, copy);
    assert.equal(status, 1, said);
    assert.deepEqual(said.trimEnd().split("\n").map((line) => line.trim()), ["differs: engine_bg.wasm", `differs: vnfseal-${version}.tgz`, "./package/js/worker.js"]);
  });

  it("says that an archive was only packed otherwise, and is no success", () => {
    const copy = changed((folder) => {
      const inside = mkdtempSync(join(place, "inside-"));
      const archive = join(folder, `vnfseal-${version}.tgz`);
      execFileSync("tar", ["-xzf", archive, "-C", inside]);
      execFileSync("tar", ["-czf", archive, "-C", inside, "package"]);
      sealAgain(folder);
    });
    const { status, said } = compare(first, copy);
    assert.equal(status, 1, said);
    assert.match(said, /all files in it are the same: it was packed by other versions/);
  });

  it("believes no list of digests that is not that of the files, all of them", () => {
    const cases = [
      [(folder) => appendFileSync(join(folder, "engine_bg.wasm"), "x"), /are not those of its SHA256SUMS/],
      [(folder) => writeFileSync(join(folder, "more"), "x"), /are not in its SHA256SUMS:\n {2}more/],
      [(folder) => rmSync(join(folder, "sealing_bg.wasm")), /are not those of its SHA256SUMS/],
      [(folder) => writeFileSync(join(folder, "SHA256SUMS"), ""), /is not a release/],
    ];
    for (const [change, expected] of cases) {
      const { status, said } = compare(first, changed(change));
      assert.equal(status, 1, said);
      assert.match(said, expected);
      assert.ok(!/the same/.test(said), said);
    }
    const { status, said } = compare(first, changed((folder) => {
      rmSync(join(folder, "sealing_bg.wasm"));
      sealAgain(folder);
    }));
    assert.equal(status, 1);
    assert.match(said, /only in one of them: sealing_bg\.wasm/);
  });
});

describe("the verification of a release", () => {
  it("says what is no commit and no folder before it builds", () => {
    const verify = (...args) => spawnSync("scripts/verify-release.sh", args, { cwd: repository, encoding: "utf8" });
    for (const [args, expected] of [[[], /how to use it/], [["v999.0.0", first], /v999\.0\.0 is no commit or tag/], [["HEAD", join(place, "none")], /there is no folder/]]) {
      const { status, stderr } = verify(...args);
      assert.equal(status, 1);
      assert.match(stderr, expected);
    }
  });
});

describe("the verification of a release, once it is built", () => {
  it("says in one sentence whether the files are those of the commit, and has a status", () => {
    // Building takes minutes: `make compare` does that. Here something was built already.
    const clone = cloned("built");
    const verify = (built) => {
      writeFileSync(join(clone, "scripts", "build-elsewhere.sh"), `#!/bin/sh\necho said on the way\necho "${built}"\n`);
      const { status, stdout, stderr } = spawnSync("scripts/verify-release.sh", ["HEAD", first], { cwd: clone, encoding: "utf8" });
      return { status, said: `${stdout}${stderr}` };
    };
    const commit = git("rev-parse", "HEAD");
    const right = verify(second);
    assert.equal(right.status, 0, right.said);
    assert.ok(right.said.endsWith(`== The files in ${first} are those that commit ${commit} gives.\n`), right.said);

    const other = changed((folder) => {
      appendFileSync(join(folder, "engine_bg.wasm"), "x");
      sealAgain(folder);
    });
    const wrong = verify(other);
    assert.equal(wrong.status, 1, wrong.said);
    assert.match(wrong.said, /differs: engine_bg\.wasm/);
    assert.ok(wrong.said.includes(`The files in ${first} are NOT those that commit ${commit} gives.`), wrong.said);
    assert.ok(!wrong.said.includes("are those that"), wrong.said);

    writeFileSync(join(clone, "scripts", "build-elsewhere.sh"), "#!/bin/sh\necho could not >&2\nexit 1\n");
    const { status, stdout } = spawnSync("scripts/verify-release.sh", ["HEAD", first], { cwd: clone, encoding: "utf8" });
    assert.equal(status, 1);
    assert.ok(!stdout.includes("are those that"), stdout);
  });
});

describe("the lists of parts", () => {
  const schemas = join(dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json")), "res/schema");
  const schema = (name) => JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), "utf8"));

  it("keep to the schema of CycloneDX, and have the time of the commit", () => {
    // The schema has formats that nothing checks here, of names in other alphabets.
    const ajv = new Ajv({ strict: false, validateFormats: true, formats: { "idn-email": true, "iri-reference": true } });
    addFormats(ajv);
    for (const name of ["spdx", "jsf-0.82"]) ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
    const validate = ajv.compile(schema("bom-1.5"));
    for (const name of ["engine", "page", "npm"]) {
      const list = listOf(`${name}.cdx`);
      assert.ok(validate(list), JSON.stringify(validate.errors, null, 1));
      assert.equal(new Date(list.metadata.timestamp).getTime() / 1000, Number(git("log", "-1", "--format=%ct")), name);
      assert.ok(!validate({ ...list, serialNumber: "x" }), "the schema refuses something");
    }
    assert.equal(new Set(["engine", "page", "npm"].map((name) => listOf(`${name}.cdx`).serialNumber)).size, 3);
  });

  it("have each crate that is compiled for the engine and the page, with the digest that Cargo.lock has", () => {
    const locked = new Map([...readFileSync(join(repository, "Cargo.lock"), "utf8").matchAll(/^name = "(.*)"\nversion = "(.*)"\n(?:source = .*\nchecksum = "(.*)"\n)?/gm)].map(([, name, number, digest]) => [`${name}@${number}`, digest]));
    for (const [name, crate, features] of [["engine", "vnfseal-wasm", "sealing"], ["page", "vnfseal-web", ""]]) {
      const { metadata, components } = listOf(`${name}.cdx`);
      assert.equal(metadata.component.name, crate);
      const listed = new Map([metadata.component, ...components].map((part) => [`${part.name}@${part.version}`, part.hashes?.find(({ alg }) => alg === "SHA-256")?.content]));
      const tree = execFileSync("cargo", ["tree", "--locked", "--offline", "--package", crate, "--features", features, "--target", "wasm32-unknown-unknown", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"], { cwd: repository, encoding: "utf8" });
      const compiled = new Set(tree.trim().split("\n").map((line) => line.split(" ", 2).join("@").replace("@v", "@")));
      assert.ok(compiled.size > 50, `${compiled.size} crates`);
      assert.deepEqual([...listed.keys()].sort(), [...compiled].sort());
      for (const [part, digest] of listed) assert.equal(digest, locked.get(part), part);
    }
  });

  it("have each crate that the modules themselves name", () => {
    const crates = new Set(listOf("engine.cdx").components.map((part) => `${part.name}-${part.version}`));
    for (const file of ["engine_bg.wasm", "sealing_bg.wasm"]) {
      const named = new Set([...readFileSync(join(first, file), "latin1").matchAll(/cargo\/registry\/src\/[^/]+\/([\w.+-]+)\//g)].map(([, crate]) => crate));
      assert.ok(named.size > 10, `${file} names ${named.size} crates`);
      assert.deepEqual([...named].filter((crate) => !crates.has(crate)), [], file);
    }
  });

  it("tell the libraries of npm that are in the package from the tools that build it", () => {
    const { packages } = JSON.parse(readFileSync(join(repository, "scripts/npm/package-lock.json"), "utf8"));
    const { components } = listOf("npm.cdx");
    const locked = Object.entries(packages).filter(([path]) => path !== "").map(([path, { version: number }]) => `${path.slice(path.lastIndexOf("node_modules/") + 13)}@${number}`);
    assert.deepEqual([...new Set(components.map((part) => `${part.name}@${part.version}`))].sort(), [...new Set(locked)].sort());
    const inPackage = components.filter(({ scope }) => scope === "required").map(({ name }) => name);
    for (const library of readdirSync(join(repository, "pkg/dist/libraries")).filter((name) => name.endsWith(".js"))) {
      assert.ok(inPackage.includes(library.slice(0, -3)), library);
    }
    assert.ok(!inPackage.includes("esbuild") && components.some(({ name, scope }) => name === "esbuild" && scope === "excluded"));
  });
});

describe("the provenance", () => {
  it("is an in-toto Statement about each file, of the commit that it was made from", () => {
    const { _type, subject, predicateType, predicate } = listOf("provenance");
    assert.equal(_type, "https://in-toto.io/Statement/v1");
    assert.equal(predicateType, "https://slsa.dev/provenance/v1");
    const files = readdirSync(first).filter((name) => !/^SHA256SUMS$|\.provenance\.json$/.test(name)).sort();
    assert.deepEqual(subject, files.map((name) => ({ name, digest: { sha256: sha256(join(first, name)) } })));

    const { buildDefinition, runDetails } = predicate;
    assert.match(buildDefinition.buildType, /^urn:/);
    assert.equal(buildDefinition.externalParameters.commit, git("rev-parse", "HEAD"));
    assert.equal("changed" in buildDefinition.externalParameters, git("status", "--porcelain") !== "");
    const [source, ...materials] = buildDefinition.resolvedDependencies;
    assert.equal(source.digest.gitCommit, git("rev-parse", "HEAD"));
    assert.match(runDetails.builder.id, /^urn:/);
    for (const { name, digest } of [...materials.filter(({ uri }) => uri.startsWith("file:")), ...runDetails.builder.builderDependencies]) {
      assert.deepEqual(digest, { sha256: sha256(join(repository, name)) }, name);
    }
    assert.ok(runDetails.builder.builderDependencies.some(({ name }) => name === "scripts/make-release.sh"));
    const uris = materials.map(({ uri }) => uri);
    for (const tool of ["rustc", "wasm-bindgen-cli", "trunk", "wasm_split_cli_support", "nodejs", "npm"]) assert.ok(uris.some((uri) => uri.startsWith(`pkg:generic/${tool}@`)), tool);
    for (const { purl, hashes } of listOf("engine.cdx").components.filter(({ hashes }) => hashes)) {
      assert.deepEqual(materials.find(({ uri }) => uri === purl)?.digest, { sha256: hashes[0].content }, purl);
    }
    assert.deepEqual(Object.keys(runDetails), ["builder"], "no time and no name of a machine");
  });
});

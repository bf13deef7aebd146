// page-files.mjs FOLDER: puts beside the page what its program loads. Trunk calls it when the program is built: the module of what few
// visits need and the catalogues of languages, which the program's build has made, the package's engine with its scripts as a few small
// files, and one style sheet.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const { build, transformSync } = createRequire(join(root, "scripts/npm/package.json"))("esbuild");
const folder = resolve(process.argv[2] ?? process.env.TRUNK_STAGING_DIR);
const SCRIPTS = join(root, "pkg/js");
const WORKERS = [join(SCRIPTS, "worker.js"), join(SCRIPTS, "digests/browser/lane-worker.js")];
const TARGET = "es2022";

const PAGE = join(folder, "index.html");
/** What wasm-split-cli calls the module and the script that loads it. */
const SPLIT = { module: "split_seldom.wasm", loader: "__wasm_split.js" };

const program = findProgram();
joinStyles();
nameProgram();
await joinProgram(copySeldom());
copyCatalogues();
copyEngine();
await bundleScripts();

/**
 * Where the build of the program has left what is not compiled into it. Cargo, which builds nothing again, says where that is:
 * `made` is the folder of its build script, and `split` the one of scripts/trunk/wasm-bindgen.
 */
function findProgram() {
  const profile = isRelease() ? ["--release"] : [];
  const asked = ["build", "--locked", "--offline", "--target", "wasm32-unknown-unknown", "--manifest-path", join(root, "web/Cargo.toml"), ...profile];
  const said = execFileSync("cargo", [...asked, "--quiet", "--message-format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const messages = said.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const ofPage = (wanted) => messages.findLast(({ reason, package_id: id }) => reason === wanted && /\/web(?:#|$)/.test(id));
  const { out_dir: made } = ofPage("build-script-executed");
  const [wasm] = ofPage("compiler-artifact").filenames.filter((name) => name.endsWith(".wasm"));
  return { made, split: join(dirname(wasm), "split") };
}

function isRelease() {
  return process.env.TRUNK_PROFILE === "release";
}

/** The style sheets as one, in their order: each answer of a server has headers of its own, which nothing compresses. */
function joinStyles() {
  let html = readFileSync(PAGE, "utf8");
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g)];
  const text = sheets.map(([, name]) => readFileSync(join(folder, name), "utf8")).join("\n");
  const name = named("style", text, "css");
  for (const [tag, old] of sheets) {
    html = html.replace(tag, tag === sheets[0][0] ? `<link rel="stylesheet" href="./${name}" integrity="${integrityOf(text)}">` : "");
    rmSync(join(folder, old));
  }
  writeFileSync(join(folder, name), text);
  writeFileSync(PAGE, html);
}

/**
 * The program, under a name that its own content gives it. Trunk takes the name from what the compiler wrote, in which wasm-split-cli
 * still found the path of this folder: the same bytes would have other names elsewhere.
 */
function nameProgram() {
  const html = readFileSync(PAGE, "utf8");
  const [, old] = /<link rel="preload" href="\.\/([^"]+_bg\.wasm)"/.exec(html);
  const name = named("vnfseal-web", readFileSync(join(folder, old)), "wasm");
  renameSync(join(folder, old), join(folder, name));
  writeFileSync(PAGE, html.replaceAll(old, name));
}

/** The module of what few visits need, made small by the flags with which Trunk makes the first one small. Returns its name and digest. */
function copySeldom() {
  const module = join(program.split, SPLIT.module);
  if (!existsSync(module)) throw new Error(`${module} is missing: build the page by scripts/build-portal.sh`);
  const [, level, flags] = /data-wasm-opt="([^"]+)" data-wasm-opt-params="([^"]+)"/.exec(readFileSync(join(root, "index.html"), "utf8"));
  const small = join(program.split, "seldom.wasm");
  // It remarks on names that it does not know.
  if (isRelease()) execFileSync("wasm-opt", [`-O${level}`, ...flags.split(" "), module, "--output", small], { stdio: "pipe" });
  else cpSync(module, small);
  const bytes = readFileSync(small);
  const name = named("seldom", bytes, "wasm");
  writeFileSync(join(folder, name), bytes);
  return { name, integrity: integrityOf(bytes) };
}

/**
 * The script that starts the program, without what only people read, and in it the one that loads the module of what few visits need. It
 * has another name then: the module's digest is in it, and no browser may take it for the one before.
 */
async function joinProgram(seldom) {
  const html = readFileSync(PAGE, "utf8");
  const [tag, old] = /<link rel="modulepreload" href="\.\/([^"]+)"[^>]*>/.exec(html);
  const entry = join(folder, old);
  const loader = loaderOf(seldom);
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [entry],
    write: false,
    bundle: true,
    minify: true,
    format: "esm",
    target: TARGET,
    logLevel: "warning",
    plugins: [{ name: "loader", setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /\/__wasm_split\.js$/ }, () => ({ path: SPLIT.loader, namespace: "loader" }));
      // It asks the script that starts the program, which imports it, for what both modules share.
      onResolve({ filter: /./, namespace: "loader" }, () => ({ path: entry }));
      onLoad({ filter: /./, namespace: "loader" }, () => ({ contents: loader }));
    } }],
  });
  const name = named("vnfseal-web", text, "js");
  rmSync(entry);
  writeFileSync(join(folder, name), text);
  writeFileSync(PAGE, html.replace(tag, tag.replace(old, name).replace(/integrity="[^"]*"/, `integrity="${integrityOf(text)}"`)));
}

/** The script that loads the module, and takes only the one of this build. */
function loaderOf({ name, integrity }) {
  const made = readFileSync(join(program.split, SPLIT.loader), "utf8");
  const fetching = `fetch(new URL("./${SPLIT.module}", import.meta.url))`;
  if (made.split("fetch(").length !== 2 || !made.includes(fetching)) throw new Error(`${SPLIT.loader} loads otherwise than is known here`);
  return made.replace(fetching, `fetch(new URL("./${name}", import.meta.url), { integrity: "${integrity}" })`);
}

/** The name of a file that may change: it changes with the content. */
function named(name, content, ending) {
  return `${name}-${createHash("sha256").update(content).digest("hex").slice(0, 16)}.${ending}`;
}

function integrityOf(content) {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}

function shorten(script) {
  return transformSync(script, { minify: true, format: "esm", target: TARGET }).code;
}

function copyCatalogues() {
  // What earlier builds have left has other names, and the program knows its own.
  const names = readFileSync(join(program.made, "catalogues.txt"), "utf8").split("\n");
  for (const name of names.filter(Boolean)) cpSync(join(program.made, name), join(folder, name));
}

/** The WebAssembly as it is, and the scripts that start it without what only people read. */
function copyEngine() {
  const [from, to] = [join(root, "pkg/dist"), join(folder, "vnfseal/dist")];
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (/^(?:engine|sealing)_bg\.wasm$/.test(name)) cpSync(join(from, name), join(to, name));
    if (/^(?:engine|sealing)\.js$/.test(name)) writeFileSync(join(to, name), shorten(readFileSync(join(from, name), "utf8")));
  }
}

/**
 * The scripts of the package, as the page loads them: its two workers, and what both share or load later in files of their own, side
 * by side. Nothing of Node comes along: it would not be found for this platform.
 */
async function bundleScripts() {
  await build({
    entryPoints: WORKERS,
    outdir: join(folder, "vnfseal/js"),
    entryNames: "[name]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: TARGET,
    legalComments: "none",
    logLevel: "warning",
    plugins: [{ name: "places", setup: keepPlaces }],
  });
}

/** A module is told where others are by their addresses beside it: these are other ones now. */
function keepPlaces({ onResolve, onLoad }) {
  // They stay files of their own: one is loaded again when an instance of the engine has stopped.
  onResolve({ filter: /\/dist\/(?:engine|sealing)\.js$/ }, ({ path, resolveDir }) => ({ path: addressOf(join(resolveDir, path)), external: true }));
  onLoad({ filter: /\.js$/ }, ({ path }) => {
    const moved = (_, address) => `new URL(${JSON.stringify(addressOf(join(dirname(path), address)))}, import.meta.url)`;
    return { contents: readFileSync(path, "utf8").replace(/\bnew URL\("(\.[^"]+)", import\.meta\.url\)/g, moved) };
  });
}

/** The address of a file of the package beside the scripts of the page. */
function addressOf(path) {
  const worker = WORKERS.find((each) => each === path);
  if (worker) return `./${basename(worker)}`;
  return relative(SCRIPTS, path).split(sep).join("/");
}

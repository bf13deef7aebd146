// page-files.mjs FOLDER: puts beside the page what its program loads. Trunk calls it when the program is built: the catalogues of
// languages, which the program's build has made, the package's engine with its scripts as a few small files, and one style sheet.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const { build, transformSync } = createRequire(join(root, "scripts/npm/package.json"))("esbuild");
const folder = resolve(process.argv[2] ?? process.env.TRUNK_STAGING_DIR);
const SCRIPTS = join(root, "pkg/js");
const WORKERS = [join(SCRIPTS, "worker.js"), join(SCRIPTS, "digests/browser/lane-worker.js")];
const TARGET = "es2022";

shortenPage();
copyCatalogues();
copyEngine();
await bundleScripts();

/**
 * The style sheets as one, in their order: each answer of a server has headers of its own, which nothing compresses. And the script
 * that starts the program without what only people read.
 */
function shortenPage() {
  const page = join(folder, "index.html");
  let html = readFileSync(page, "utf8");
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g)];
  const text = sheets.map(([, name]) => readFileSync(join(folder, name), "utf8")).join("\n");
  const name = `style-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.css`;
  for (const [tag, old] of sheets) {
    html = html.replace(tag, tag === sheets[0][0] ? `<link rel="stylesheet" href="./${name}" integrity="${integrityOf(text)}">` : "");
    rmSync(join(folder, old));
  }
  writeFileSync(join(folder, name), text);

  const [tag, program] = /<link rel="modulepreload" href="\.\/([^"]+)"[^>]*>/.exec(html);
  const short = shorten(readFileSync(join(folder, program), "utf8"));
  writeFileSync(join(folder, program), short);
  writeFileSync(page, html.replace(tag, tag.replace(/integrity="[^"]*"/, `integrity="${integrityOf(short)}"`)));
}

function integrityOf(text) {
  return `sha384-${createHash("sha384").update(text).digest("base64")}`;
}

function shorten(script) {
  return transformSync(script, { minify: true, format: "esm", target: TARGET }).code;
}

/** The catalogues are where the build of the program has left them. Cargo, which builds nothing again, says where that is. */
function copyCatalogues() {
  const profile = process.env.TRUNK_PROFILE === "release" ? ["--release"] : [];
  const asked = ["build", "--locked", "--offline", "--target", "wasm32-unknown-unknown", "--manifest-path", join(root, "web/Cargo.toml"), ...profile];
  const said = execFileSync("cargo", [...asked, "--quiet", "--message-format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const messages = said.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const { out_dir: made } = messages.find(({ reason, package_id: id }) => reason === "build-script-executed" && /\/web(?:#|$)/.test(id));
  // What earlier builds have left has other names, and the program knows its own.
  const names = readFileSync(join(made, "catalogues.txt"), "utf8").split("\n");
  for (const name of names.filter(Boolean)) cpSync(join(made, name), join(folder, name));
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

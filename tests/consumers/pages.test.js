// The installed package in pages: as it lies, from two bundlers, and in a worker under a strict policy.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { folder, packageFolder, vnfseal } from "../node/installed.js";
import { demo } from "../node/packages.js";
import { usePages } from "./browser.js";
import { importTool, withoutTools } from "./tools.js";

const file = demo("acme-vnf-option1.csar");
const trust = JSON.parse(readFileSync(demo("trust.json"), "utf8"));
const policy = { at: new Date().toISOString().replace(/\.\d+Z$/, "Z") };
const used = usePages();
let expected;
before(async () => {
  expected = await vnfseal.verifyPackageAsJson(file, { trust, policy });
});

/** What a page lets through that uses the package in the usual way. */
const USUAL = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:";
/** No script but from files, in workers as well. */
const STRICT = USUAL.replace(" blob:", "");

/** A page whose script, called `app.js`, sets `verify(file, options)`, and may set `sign` likewise. */
const html = '<!doctype html><title>page</title><input type="file"><script type="module" src="app.js"></script>';
const usual = 'import { signPackage, verifyPackageAsJson } from "vnfseal";\nglobalThis.verify = verifyPackageAsJson;\nglobalThis.sign = signPackage;\n';

function project(name, files) {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries({ "index.html": html, ...files })) writeFileSync(join(path, file), text);
  return path;
}

/** Has the page verify the file: the same bytes as in Node, by several workers, and nothing is refused or missing. */
async function assertVerifies(path, { policy: contentPolicy, lane }) {
  const page = await used.open(path, { policy: contentPolicy, file });
  await page.waitForFunction(() => globalThis.verify, null, { timeout: 30_000 }).catch(() => assert.deepEqual(page.errors, []));
  const report = await page.evaluate(
    (options) => globalThis.verify(document.querySelector("input").files[0], options),
    { trust, policy },
  );
  assert.equal(report, expected);
  await assertLoadsSealing(page);
  assert.deepEqual(page.errors, []);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  assert.ok(page.requests.some((url) => lane.test(url)) || cores === 1, `${page.requests}`);
  await page.close();
}

/** A page that can sign loads the second module for that, and not before. It is refused here: nobody trusts this signer. */
async function assertLoadsSealing(page) {
  const isSealing = (url) => /sealing[\w.-]*\.wasm$/.test(url);
  assert.ok(!page.requests.some(isSealing), "it is loaded without need");
  if (!(await page.evaluate(() => Boolean(globalThis.sign)))) return;
  const refusal = await page.evaluate(async (certificate) => {
    const signer = { certificate, sign: () => new Uint8Array(1) };
    return globalThis.sign(document.querySelector("input").files[0], { signer }).catch(({ code, reason, message }) => reason ?? `${code}: ${message}`);
  }, trust.vnfProvider.privateCAs[0]);
  assert.equal(refusal, "signer.not-trusted");
  assert.ok(page.requests.some(isSealing));
}

describe("a page without a bundler", () => {
  it("imports the package as it lies on a server", async () => {
    const path = project("plain", { "app.js": usual.replace('"vnfseal"', '"./vnfseal/js/browser.js"') });
    cpSync(packageFolder, join(path, "vnfseal"), { recursive: true });
    await assertVerifies(path, { policy: USUAL, lane: /lane-worker\.js$/ });
  });

  it("has its files elsewhere, and no scripts from `blob:`", async () => {
    const load = `import { load } from "./scripts/js/load.js";
      const { verifyPackageAsJson } = await load({ wasmSrc: "engine-1.wasm", workerSrc: "scripts/js/digests/browser/lane-worker.js" });
      globalThis.verify = verifyPackageAsJson;`;
    const path = project("elsewhere", { "app.js": load });
    cpSync(join(packageFolder, "js"), join(path, "scripts/js"), { recursive: true });
    for (const name of ["engine.js", "engine.integrity.js"]) cpSync(join(packageFolder, "dist", name), join(path, "scripts/dist", name));
    cpSync(join(packageFolder, "dist/engine_bg.wasm"), join(path, "engine-1.wasm"));
    await assertVerifies(path, { policy: STRICT, lane: /\/scripts\/js\/digests\/browser\/lane-worker\.js$/ });
  });

  it("takes no other engine than that of its version", async () => {
    const path = project("changed", {
      "app.js": 'import { load } from "./vnfseal/js/load.js";\nglobalThis.verify = () => load().catch(({ code }) => code);\n',
    });
    cpSync(packageFolder, join(path, "vnfseal"), { recursive: true });
    const wasm = join(path, "vnfseal/dist/engine_bg.wasm");
    // A section of one's own at the end changes nothing but the digest.
    writeFileSync(wasm, Buffer.concat([readFileSync(wasm), Buffer.from([0, 2, 1, 0x78])]));
    const page = await used.open(path, { file });
    await page.waitForFunction(() => globalThis.verify);
    assert.equal(await page.evaluate(() => globalThis.verify()), "ENGINE_UNAVAILABLE");
    cpSync(join(packageFolder, "dist/engine_bg.wasm"), wasm);
    assert.notEqual(await page.evaluate(() => globalThis.verify()), "ENGINE_UNAVAILABLE", "it can be tried again");
    await page.close();
  });
});

describe("a worker under a strict policy", () => {
  it("verifies with the scripts of files alone", async () => {
    const app = `
      const sources = new URLSearchParams({ workerSrc: "/vnfseal/js/digests/browser/lane-worker.js" });
      const worker = new Worker("vnfseal/js/worker.js?" + sources, { type: "module" });
      globalThis.verify = (file, { trust, policy }) =>
        new Promise((resolve, reject) => {
          worker.onerror = reject;
          worker.onmessage = ({ data: { id, report, error } }) => (error ? reject(new Error(error.message)) : report && resolve(report));
          worker.postMessage({ id: 1, verify: { file, trust, policy } });
        });`;
    const path = project("worker", { "app.js": app });
    cpSync(packageFolder, join(path, "vnfseal"), { recursive: true });
    await assertVerifies(path, { policy: STRICT, lane: /lane-worker\.js$/ });
  });
});

describe("a program built with esbuild", { skip: withoutTools }, () => {
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
  const [, program] = /```javascript\n(.*?)```/s.exec(readme);
  const app = `${program}\nglobalThis.verify = async (...given) => JSON.stringify(await verifyPackage(...given));`;

  it("verifies in a page, as the README says", async () => {
    const path = project("esbuild", { "app.js": app });
    const { build } = await importTool("esbuild");
    const outdir = join(path, "out");
    const { warnings } = await build({
      entryPoints: { app: join(path, "app.js"), "lane-worker": "vnfseal/lane-worker" },
      absWorkingDir: path,
      bundle: true,
      minify: true,
      format: "esm",
      loader: { ".wasm": "file" },
      outdir,
      logLevel: "silent",
    });
    assert.deepEqual(warnings, []);
    writeFileSync(join(outdir, "index.html"), html);
    await assertVerifies(outdir, { policy: STRICT, lane: /\/lane-worker\.js$/ });
  });
});

describe("a program built with Vite", { skip: withoutTools }, () => {
  async function buildWithVite(name, app) {
    const path = project(name, { "app.js": app });
    const { build } = await importTool("vite");
    const warnings = [];
    const customLogger = { info() {}, warn: (text) => warnings.push(text), warnOnce: (text) => warnings.push(text), error: (text) => warnings.push(text), clearScreen() {}, hasErrorLogged: () => false };
    await build({ root: path, configFile: false, customLogger, worker: { format: "es" }, build: { outDir: "out", modulePreload: { polyfill: false }, rolldownOptions: { checks: { pluginTimings: false } } } });
    assert.deepEqual(warnings, []);
    return join(path, "out");
  }

  it("verifies in a page", async () => {
    await assertVerifies(await buildWithVite("vite", usual), { policy: USUAL, lane: /lane-worker-.*\.js$/ });
  });

  it("verifies in a page with workers of its own, under a strict policy", async () => {
    const app = `
      import { load } from "vnfseal/load";
      import wasmSrc from "vnfseal/engine.wasm?url";
      import sealingSrc from "vnfseal/sealing.wasm?url";
      import workerSrc from "vnfseal/lane-worker?worker&url";
      const { signPackage, verifyPackageAsJson } = await load({ wasmSrc, sealingSrc, workerSrc });
      Object.assign(globalThis, { verify: verifyPackageAsJson, sign: signPackage });`;
    await assertVerifies(await buildWithVite("vite-strict", app), { policy: STRICT, lane: /\/lane-worker-.*\.js$/ });
  });
});

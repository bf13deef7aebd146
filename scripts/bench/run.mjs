// Whole runs, beside what others need for the same bytes: prints a table. `make bench` calls it.
//
// ROUNDS=5 rounds of each comparison; ONLY=node,browser,portal,scale,start,size picks parts; BENCH_DIR is for the packages, which
// take 6 GB and are removed at the end.

import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { openPage, openPortal } from "./browser.mjs";
import { command, compare, line, median, ratio } from "./measure.mjs";
import { Maker, noise, text, zeros } from "./packages.mjs";
import { verifyByPkijs } from "./peers.mjs";
import { weights } from "./weights.mjs";

const MIB = 1 << 20;
const PYTHON = "Python zipfile and hashlib";
const INFLATE_BY_PYTHON = `
import hashlib, sys, zipfile
digest = hashlib.sha256()
with zipfile.ZipFile(sys.argv[1]).open(sys.argv[2]) as content:
    while piece := content.read(1 << 20):
        digest.update(piece)
print(digest.hexdigest())
`;
/** The engine as the compiler made it. */
const PROGRAM = `${process.env.CARGO_TARGET_DIR ?? "target"}/wasm32-unknown-unknown/release/vnfseal_wasm.wasm`;
const root = fileURLToPath(new URL("../../", import.meta.url));
const cli = join(root, "pkg/js/cli.js");
const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), "bench-vnfseal-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
const peers = join(root, "scripts/bench/peers.mjs");
const maker = new Maker(folder);
const wanted = process.env.ONLY?.split(",");
const parts = { size, start, signatures, node, memory, browser, portal, scale };
const cores = availableParallelism();

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model.trim()}, ${cores} cores, Node ${process.version}\n`,
);
console.log(
  "| run | min / median / max s | processor s | ratio: median (of the minima) | to reach | quiet rounds, load |",
);
console.log("|---|---|---|---|---|---|");
for (const [name, part] of Object.entries(parts)) if (!wanted || wanted.includes(name)) await part();

function verify(path, { status = 0, prefix = "", peak = false } = {}) {
  const preload = peak ? `--import ${join(root, "scripts/bench/peak.mjs")}` : "";
  return command(`${prefix} node ${preload} ${cli} verify ${path} --trust ${maker.trust} --json`, { status });
}

function row(name, compared, key, against, goal) {
  const { min, median, max, cpu } = compared.results[key];
  const times = [min, median, max].map((seconds) => seconds.toFixed(2)).join(" / ");
  const ofMinima = against ? min / compared.results[against].min : 0;
  const said = against ? `${ratio(compared, key, against).toFixed(2)} (${ofMinima.toFixed(2)}) × ${against}` : "";
  console.log(
    `| ${name} | ${times} | ${cpu.toFixed(2)} | ${said} | ${goal ?? ""} | ${compared.quiet}, ${compared.load} |`,
  );
}

/** Compares our run with others, and prints all of them. */
async function rows(title, goal, ours, others) {
  const compared = await compare({ ours, ...others });
  row(title, compared, "ours", Object.keys(others)[0], goal);
  for (const name of Object.keys(others)) row(`– ${name}`, compared, name);
  return compared;
}

async function node() {
  const stored = await maker.make("stored.csar", [{ path: "a.img", content: noise(1024) }]);
  await rows("Node, Option 1, stored 1 GiB", "≤ 1.08", verify(stored), {
    "openssl dgst": command(`openssl dgst -sha256 ${stored}`),
  });
  rmSync(stored);

  const deflated = await maker.make("deflated.csar", [{ path: "a.img", content: text(1024), deflate: true }]);
  const unzipped = await rows("Node, deflated, 1 GiB out", "≤ 0.25", verify(deflated), {
    "unzip and openssl dgst": command(`unzip -p ${deflated} a.img | openssl dgst -sha256`),
    "zip.js and node:crypto": command(`node ${peers} zip.js ${deflated} a.img`),
    "fflate and node:crypto": command(`node ${peers} fflate ${deflated} a.img`),
    [PYTHON]: command(`python3 -c '${INFLATE_BY_PYTHON}' ${deflated} a.img`),
  });
  row("the same", unzipped, "ours", PYTHON, "≤ 0.65");
  rmSync(deflated);

  const delivery = await maker.make("delivery.zip", [{ path: "a.img", content: noise(1024) }], { option: 2 });
  const cms = `-binary -inform PEM -in ${maker.path("vnf.cms")} -content ${maker.path("inner.csar")}`;
  await rows("Node, Option 2, 1 GiB", "≤ 1.20", verify(delivery), {
    "openssl cms": command(`openssl cms -verify ${cms} -CAfile ${maker.trust} -purpose any -out /dev/null`),
  });
  rmSync(delivery);
  rmSync(maker.path("inner.csar"));

  const many = await maker.make(
    "many.csar",
    artifacts(16, () => noise(64)),
  );
  await rows("Node, 16 artifacts of 64 MiB", "≤ 0.62 (1.6 times as fast)", verify(many), {
    "one core": verify(many, { prefix: "taskset -c 0" }),
  });
  rmSync(many);
}

async function memory() {
  const path = await maker.make("large.csar", [{ path: "a.img", content: zeros(10 << 10) }]);
  const { results } = await compare({ ours: verify(path, { peak: true }) }, 1);
  console.log(
    `| Node, memory at 10 GiB | ${results.ours.median.toFixed(2)} | | ${megabytes(results.ours.peak)} resident | ≤ 150 MB | |`,
  );
  rmSync(path);
}

async function scale() {
  const sizes = [];
  for (const mebibytes of [64, 256, 1024, 2048, 4096, 8192]) {
    const path = await maker.make("scale.csar", [{ path: "a.img", content: zeros(mebibytes) }]);
    const { results } = await compare({ ours: verify(path) }, 3);
    sizes.push([mebibytes / 1024, results.ours.min]);
    rmSync(path);
  }
  straight("Node, 64 MiB to 8 GiB", sizes, "GiB");
  const counts = [];
  for (const count of [16, 1024, 8192, 32_768, 65_530]) {
    const path = await maker.make(
      "scale.csar",
      artifacts(count, (index) => Buffer.from(`content of ${index}\n`)),
    );
    const { results } = await compare({ ours: verify(path) }, 3);
    counts.push([count / 1000, results.ours.min]);
    rmSync(path);
  }
  straight("Node, 16 to 65,530 entries", counts, "1000 entries");
  const signatures = [];
  for (const count of [10, 100, 500]) {
    const path = await maker.make(
      "scale.csar",
      artifacts(count, (index) => Buffer.from(`content of ${index}\n`), true),
    );
    const { results } = await compare({ ours: verify(path) }, 3);
    signatures.push([count / 1000, results.ours.min]);
    rmSync(path);
  }
  straight("Node, 10 to 500 individual signatures", signatures, "1000 signatures");
}

function straight(name, points, unit) {
  const { slope, intercept, r2 } = line(points);
  const seen = points.map(([x, y]) => `${x < 1 ? x.toFixed(3) : Math.round(x)}: ${y.toFixed(2)}`).join(", ");
  const said = `${intercept.toFixed(2)} s + ${slope.toFixed(3)} s per ${unit}, r² ${r2.toFixed(4)}`;
  console.log(`| ${name} | ${seen} | | ${said} | a straight line | |`);
}

async function start() {
  const path = await maker.make("small.csar", [
    { path: "a.img", content: Buffer.from([...noise(1)][0].subarray(0, 1e5)) },
  ]);
  const compared = await compare({ ours: verify(path), "node -e 0": command("node -e 0") }, 15);
  row("Node, 100 KB package", compared, "ours", "node -e 0", "≤ 65 ms more");
  row("– node -e 0", compared, "node -e 0");
  const page = await openPage(path);
  const times = [];
  const trust = readFileSync(maker.trust, "utf8");
  for (let round = 0; round < 8; round += 1) {
    times.push((await page.call("firstReport", trust)) / 1000);
    await page.reload();
  }
  await page.close();
  const warm = times.slice(1);
  console.log(
    `| Chromium, import to report, 100 KB | ${[Math.min(...warm), median(warm), Math.max(...warm)].map((s) => s.toFixed(3)).join(" / ")} | | | 150 ms | |`,
  );
}

/** A CMS signature by an ECDSA key and the chain to its anchor, a hundred times in one program. */
async function signatures() {
  const { verifySignedData } = await import(join(root, "pkg/js/index.js"));
  const content = Buffer.from("what is signed");
  const signature = maker.sign(content, "DER");
  const trust = readFileSync(maker.trust, "utf8");
  const anchor = new X509Certificate(trust).raw;
  const times = 100;
  const timed = (work) => async () => {
    const [began, before] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(before);
    return { wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
  };
  await rows("Node, 100 signatures with their chains", "", timed(async () => {
    for (let time = 0; time < times; time += 1) {
      const { verdict } = await verifySignedData({ signedData: signature, content, trust });
      if (verdict !== "passed") throw new Error(verdict);
    }
  }), { pkijs: timed(() => verifyByPkijs(signature, content, anchor, times)) });
}

async function browser() {
  const trust = () => readFileSync(maker.trust, "utf8");
  const timed =
    (page, ...call) =>
    async () => {
      const before = await page.cpu();
      const wall = (await page.call(...call)) / 1000;
      return { wall, cpu: (await page.cpu()) - before };
    };
  const bare = ["slice and subtle.digest", "engine over a stream", "hash-wasm"];

  const one = await maker.make("one.csar", [{ path: "a.img", content: noise(256) }]);
  let page = await openPage(one);
  const whole = [[0, 256 * MIB]];
  const compared = await compare({
    ours: timed(page, "verify", trust()),
    ...Object.fromEntries(bare.map((loop) => [loop, timed(page, "bare", loop, whole)])),
  });
  const best = bare.slice(0, 2).sort((a, b) => compared.results[a].median - compared.results[b].median)[0];
  row("Chromium, stored 256 MiB", compared, "ours", best, "≤ 1.15");
  row("the same", compared, "ours", "hash-wasm", "≤ 0.67 (1.5 times as fast)");
  for (const loop of bare) row(`– ${loop}`, compared, loop);
  const milliseconds = async (name) => Math.round(await page.call(name, trust()));
  console.log(`| Chromium, from an abort to its answer | ${await milliseconds("abort")} ms | | | 100 ms | |`);
  console.log(`| Chromium, a page that verifies itself, busy at a time | ${await milliseconds("busy")} ms | | | 50 ms | |`);
  await page.close();
  rmSync(one);

  const many = await maker.make(
    "many.csar",
    artifacts(16, () => noise(64)),
  );
  page = await openPage(many);
  await timed(page, "verify", trust())();
  const peak = await page.peak();
  const ranges = Array.from({ length: 16 }, (_, index) => [index * 64 * MIB, (index + 1) * 64 * MIB]);
  const shared = await compare({
    ours: timed(page, "verify", trust()),
    "hash-wasm": timed(page, "bare", "hash-wasm", ranges, cores),
  });
  row("Chromium, 16 × 64 MiB", shared, "ours", "hash-wasm", "≤ 0.62");
  row("– hash-wasm, one worker per core", shared, "hash-wasm");
  console.log(`| Chromium, memory at 16 × 64 MiB | | | ${megabytes(peak)} resident, the page's process | < 250 MB | |`);
  await page.close();
  rmSync(many);
}

/** How long the portal answers nobody, at the most. */
async function portal() {
  const busy = (what, milliseconds) => console.log(`| Portal, busy at a time: ${what} | ${milliseconds} ms | | | 50 ms | |`);
  const { page, verify, longest, close } = await openPortal();
  const verdict = () => page.locator("section.verdict").waitFor();

  const many = await maker.make(
    "many.csar",
    artifacts(65_000, () => Buffer.alloc(0)),
  );
  busy("reading a report of 65,000 artifacts", await longest(() => verify(many).then(verdict)));
  await page.getByRole("button", { name: "Open all folders" }).click();
  const grid = page.getByRole("treegrid", { name: "Artifacts" });
  await grid.focus();
  const scrolling = await longest(async () => {
    for (let press = 0; press < 30; press += 1) await page.keyboard.press("PageDown");
    await page.waitForTimeout(200);
  });
  busy("scrolling them", scrolling);
  rmSync(many);

  const large = await maker.make("large.csar", [{ path: "a.img", content: zeros((4 << 10) - 1) }]);
  const verifying = await longest(async () => {
    await verify(large);
    await page.locator("progress").first().waitFor();
    await verdict();
  });
  busy("while 4 GiB are verified", verifying);
  rmSync(large);
  await close();
}

function size() {
  const wasm = readFileSync(join(root, "pkg/dist/engine_bg.wasm"));
  const zipped = gzipSync(wasm, { level: 9 }).length;
  console.log(`| engine | ${wasm.length} bytes | | ${zipped} bytes gzipped | ≤ 350 KB | |`);
  for (const { name, bytes, zipped: less } of weights(join(root, PROGRAM)).slice(0, 12)) {
    console.log(`| – of it ${name} | ${bytes} bytes | | ${less} bytes less without it | | |`);
  }
}

function artifacts(count, content, isSigned = false) {
  return Array.from({ length: count }, (_, index) => ({
    path: `Files/${index}.img`,
    content: content(index),
    isSigned,
  }));
}

function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}

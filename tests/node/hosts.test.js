// A report is a function of bytes, trust, policy and time, whatever host the engine runs in: natively, in Node and in a worker, twice
// each, and from a package that was opened and asked other things meanwhile. The texts are compared byte for byte.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

import { folder, packageFolder, repository, vnfseal } from "./installed.js";
import { demo, shared, withoutShared } from "./packages.js";

const { openPackage, verifyPackageAsJson } = vnfseal;
const native = join(process.env.CARGO_TARGET_DIR ?? join(repository, "target"), "release/judge");
// The native engine knows no name of a file.
const fileName = "package";

const at = new Date().toISOString().replace(/\.\d+/, "");
const AT_THE_CORPUS = JSON.parse(readFileSync(join(repository, "fuzz/verdicts.json"), "utf8"));
const trustOfDemo = readFileSync(demo("trust.json"), "utf8");

/** What a report of WebAssembly has more than a native one: the digest of the module. */
const wasm = readFileSync(join(packageFolder, "dist/engine_bg.wasm"));
const MODULE = `,"wasmSha256":"${createHash("sha256").update(wasm).digest("hex")}"`;

/** Questions that differ in trust, policy and time. */
const questionsBy = (trust, at) => [
  { trust, policy: { at } },
  { policy: { at } },
  { trust, policy: { at, revocation: "required", serviceProviderSignature: "required" } },
  { trust, policy: { at: "2001-01-01T00:00:00Z" } },
  { trust, policy: { at, edition: "4.5.1", unlistedFiles: "report", otherSigners: "report", accept: ["artifact.external"] } },
];

const filesIn = (path) => readdirSync(path, { recursive: true }).map((name) => join(path, name));

/** The native reports, in the order of the questions. */
function natively(asked) {
  const input = asked.map(({ path, question: { trust, policy } }) => JSON.stringify({ package: path, trust, policy })).join("\n");
  return execFileSync(native, { input: `${input}\n`, encoding: "utf8", maxBuffer: 1 << 30 }).trimEnd().split("\n");
}

const inNode = ({ path, question }) => verifyPackageAsJson(readFileSync(path), withBuffers(question));

function withBuffers({ trust, policy }) {
  return { trust: trust && Buffer.from(trust), policy, fileName };
}

/** Compares a report with the native one, which has no module to name. Shows where they differ, not megabytes. */
function assertSame(report, expected, what) {
  assert.ok(report.includes(MODULE), `${what} does not name the module`);
  const text = report.replace(MODULE, "");
  if (text === expected) return;
  let place = 0;
  while (text[place] === expected[place]) place++;
  const around = (text) => text.slice(Math.max(0, place - 100), place + 100);
  assert.fail(`${what}, octet ${place}: ${around(text)}\nnatively: ${around(expected)}`);
}

/** A worker with an engine of its own. */
function worker() {
  const entry = pathToFileURL(join(folder, "node_modules/vnfseal/js/index.js")).href;
  const program = `
    import { readFileSync } from "node:fs";
    import { parentPort } from "node:worker_threads";
    import { verifyPackageAsJson } from ${JSON.stringify(entry)};
    parentPort.on("message", async ({ path, options }) => {
      if (options.trust) options.trust = Buffer.from(options.trust);
      parentPort.postMessage(await verifyPackageAsJson(readFileSync(path), options).catch(String));
    });`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
}

describe("a report", () => {
  const lane = worker();
  after(() => lane.terminate());
  const inWorker = ({ path, question: { trust, policy } }) =>
    new Promise((resolve, reject) => {
      lane.once("message", resolve).once("error", reject);
      lane.postMessage({ path, options: { policy, fileName, ...(trust && { trust }) } });
    });

  async function same(paths, questions) {
    const asked = paths.flatMap((path) => questions.map((question) => ({ path, question })));
    const expected = natively(asked);
    assert.equal(expected.length, asked.length);
    for (const [index, each] of asked.entries()) {
      const what = `${each.path}, question ${index % questions.length}`;
      for (const host of [inNode, inWorker, inNode, inWorker]) assertSame(await host(each), expected[index], what);
    }
    for (const [index, path] of paths.entries()) {
      const opened = await openPackage(readFileSync(path), { fileName });
      // There and back: no question leaves anything behind for the next.
      const numbers = [...questions.keys()];
      for (const number of [...numbers, ...numbers.toReversed()]) {
        const { trust, policy } = withBuffers(questions[number]);
        const report = await opened.reportAsJson(trust ? { trust, policy } : { policy });
        assertSame(report, expected[index * questions.length + number], `${path}, opened, question ${number}`);
      }
      opened.close();
    }
    return expected.map((report) => JSON.parse(report).verdict);
  }

  it("on every package of the demo is the same in each host, and of an opened package", async () => {
    const packages = filesIn(demo(".")).filter((path) => /\.(csar|zip)$/.test(path));
    const verdicts = await same(packages, questionsBy(trustOfDemo, at));
    assert.deepEqual([...new Set(verdicts)].toSorted(), ["failed", "indeterminate", "passed"]);
  });

  it("on every package of the fuzzer's corpus is", async () => {
    const packages = filesIn(join(repository, "fuzz/corpus/archive"));
    assert.ok(packages.length > 10, `${packages.length} packages`);
    await same(packages, questionsBy(AT_THE_CORPUS.trust, AT_THE_CORPUS.at));
  });

  it("on every package of others is", { skip: withoutShared }, async () => {
    const packages = filesIn(shared(".")).filter((path) => /\.(csar|zip)$/.test(path));
    assert.ok(packages.length > 40, `${packages.length} packages`);
    const trust = readFileSync(shared("acme/root.crt"), "utf8");
    await same(packages, questionsBy(trust, at).slice(0, 2));
  });
});

// The work is shared among threads: every verdict is the same as without them, whatever becomes of a thread.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { crc32, deflateRawSync } from "node:zlib";

import { folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const load = (file) => import(pathToFileURL(join(packageFolder, file)));
const { planPasses, runPass } = await load("js/digests/pass.js");
const { LaneLost, runPasses } = await load("js/digests/lanes.js");
const { Holding } = await load("js/digests/holding.js");
const { divide, unite } = await load("js/digests/parts.js");
const { openNodeDigester } = await load("js/digests/node/digester.js");
const { nodeLanes } = await load("js/digests/node/lanes.js");
const { digestAll } = await load("js/digests/digesting.js");
const { openFile } = await load("js/sources/node/files.js");
const { asSource } = await load("js/sources/sources.js");
const { Progress } = await load("js/verification/progress.js");

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const trust = demo("trust.json");

/** Contents one after the other with gaps between, and the tasks that digest them. */
function layOut(contents, { method = () => "stored" } = {}) {
  const bytes = [];
  let offset = 0;
  const tasks = contents.map((content, index) => {
    const held = method(index) === "stored" ? content : deflateRawSync(content);
    const gap = Buffer.alloc(30 + (index % 7));
    bytes.push(gap, held);
    const at = offset + gap.length;
    offset = at + held.length;
    return {
      index,
      source: 0,
      path: `Files/${index}`,
      offset: at,
      compressedSize: held.length,
      size: content.length,
      method: method(index),
      crc32: crc32(content),
      algorithms: ["SHA-256"],
      expand: false,
    };
  });
  return { bytes: Buffer.concat(bytes), tasks };
}

function runOn(source, changes) {
  return {
    host: { createDigester: () => (_, task, sink) => openNodeDigester(task, sink), lanes: nodeLanes },
    instance: { failure: null },
    sources: [source],
    progress: new Progress(),
    ...changes,
  };
}

const inOrder = (outcomes) => [...outcomes].sort((a, b) => a.index - b.index);
const digestsOf = (outcomes) => inOrder(outcomes).map(({ digests }) => digests[0]);

describe("a pass", () => {
  it("reads once what several tasks need", async () => {
    const contents = [randomBytes(3 << 20), Buffer.alloc(0), randomBytes(10), randomBytes(2 << 20)];
    const { bytes, tasks } = layOut(contents, { method: (index) => (index === 3 ? "deflated" : "stored") });
    const whole = { ...tasks[0], index: 4, offset: 0, compressedSize: bytes.length, size: bytes.length };
    const read = [];
    const source = asSource({
      size: bytes.length,
      read: async (offset, length) => {
        read.push(length);
        return bytes.subarray(offset, offset + length);
      },
    });
    const outcomes = await digestAll([...tasks, { ...whole, crc32: crc32(bytes) }], runOn(source));
    assert.deepEqual(digestsOf(outcomes), [...contents, bytes].map(sha256));
    assert.equal(
      read.reduce((sum, length) => sum + length),
      bytes.length,
    );
  });

  it("serves thousands of small entries in a few reads", async () => {
    const contents = Array.from({ length: 5000 }, (_, index) => Buffer.from(`content ${index}`));
    const { bytes, tasks } = layOut(contents, { method: (index) => (index % 2 ? "stored" : "deflated") });
    let reads = 0;
    const source = asSource({
      size: bytes.length,
      read: async (offset, length) => {
        reads += 1;
        return bytes.subarray(offset, offset + length);
      },
    });
    assert.deepEqual(digestsOf(await digestAll(tasks, runOn(source))), contents.map(sha256));
    assert.ok(reads <= 2, `${reads} reads`);
  });

  it("leaves out what no task needs", () => {
    const at = (offset, compressedSize) => ({
      source: 0,
      offset,
      compressedSize,
      size: compressedSize,
      algorithms: [],
    });
    const far = 10 << 20;
    for (const readOnce of [true, false]) {
      const passes = planPasses([at(far, 5), at(0, 5)], { readOnce });
      assert.deepEqual(
        passes.map(({ start, end }) => [start, end]),
        [
          [0, 5],
          [far, far + 5],
        ],
      );
    }
  });

  it("closes the digesters it has not finished when the bytes stop coming", async () => {
    const { tasks } = layOut([randomBytes(100)]);
    let closed = 0;
    const gone = new Error("the store is gone");
    const chunks = (async function* () {
      yield new Uint8Array(40);
      throw gone;
    })();
    const openDigester = () => ({ update() {}, finish() {}, close: () => (closed += 1) });
    const running = runPass({ start: 0, tasks }, { chunks, openDigester, count() {}, pause() {} });
    await assert.rejects(running, gone);
    assert.equal(closed, 1);
  });
});

describe("lanes", () => {
  const passes = [1, 5, 3, 4, 2].map((cost) => ({ cost, tasks: [] }));
  const lane = (run) => ({ run: async (pass) => [await run(pass)], close: async () => {} });
  const slow = () => new Promise((resolve) => setTimeout(resolve, 5));

  it("take the longest passes first", async () => {
    const begun = [];
    const take = lane(async (pass) => void begun.push(pass.cost));
    await runPasses(passes, { own: take });
    assert.deepEqual(begun, [5, 4, 3, 2, 1]);
  });

  it("are not held up by one that takes long", async () => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    let done = 0;
    const own = lane(async (pass) => {
      if (pass.cost === 5) await held;
    });
    const other = lane(async () => {
      await slow();
      if (++done === 4) release();
    });
    assert.equal((await runPasses(passes, { own, workers: [other] })).length, 5);
  });

  it("that are lost leave their work to the others", async () => {
    const lost = lane(async () => {
      await slow();
      throw new LaneLost();
    });
    const own = lane(async (pass) => pass.cost);
    for (const isSpared of [false, true]) {
      const outcomes = await runPasses(passes, { own, isSpared, workers: [lost, lost] });
      assert.deepEqual(outcomes.sort(), [1, 2, 3, 4, 5]);
    }
  });

  it("spare the caller's thread where they are asked to", async () => {
    const outcomes = await runPasses(passes, {
      own: lane(async () => "own"),
      isSpared: true,
      workers: [lane(async () => "worker")],
    });
    assert.deepEqual(new Set(outcomes), new Set(["worker"]));
  });

  it("stop, all of them, when the package cannot be read", async () => {
    const gone = new Error("the store is gone");
    let closed = 0;
    const close = async () => {
      closed += 1;
    };
    const other = { run: () => new Promise(() => {}), close };
    const own = lane(async () => Promise.reject(gone));
    await assert.rejects(runPasses(passes, { own, workers: [other] }), gone);
    assert.equal(closed, 1);
  });
});

describe("what is held by all lanes together", () => {
  const passOf = (...sizes) => ({ tasks: sizes.map((size) => ({ size })) });
  const create = (max) => {
    const holding = new Holding({ max, sizeOf: ({ size }) => size });
    const running = [];
    const lane = holding.bound({ run: (pass) => new Promise((resolve, reject) => running.push({ pass, resolve, reject })) });
    return { running, begin: (...sizes) => lane.run(passOf(...sizes)), granted: () => running.map(({ pass }) => pass.heldMax) };
  };

  it("is bounded, and not the number of lanes", async () => {
    const { begin, granted } = create(100);
    for (const sizes of [[60], [1, 2], [0], [30], [10], [7]]) begin(...sizes);
    assert.deepEqual(granted(), [60, 3, 0, 30, 0, 7]);
  });

  it("is for one content all of it or nothing, and for several what there is", () => {
    const { begin, granted } = create(100);
    for (const sizes of [[101], [60, 101, 30], [11], [5, 6], [1]]) begin(...sizes);
    assert.deepEqual(granted(), [0, 90, 0, 10, 0]);
  });

  it("is free again when a pass is over, however it ends", async () => {
    const { begin, granted, running } = create(100);
    const [first, second] = [begin(100), begin(1)];
    running[1].resolve();
    running[0].reject(new LaneLost());
    await assert.rejects(first, LaneLost);
    await second;
    begin(100);
    assert.deepEqual(granted(), [100, 0, 100]);
  });
});

describe("a large task", () => {
  const task = { ...layOut([Buffer.alloc(1)]).tasks[0], compressedSize: 1 << 30, size: 1 << 30 };
  const two = { ...task, algorithms: ["SHA-512", "SHA-256"] };
  const outcome = (part, digest, intact = true) => ({
    index: 0,
    part,
    intact,
    digests: intact && digest ? [digest] : [],
    head: intact ? "00" : "",
  });

  it("is divided only where lanes would be idle, and never a deflated one", () => {
    assert.equal(divide([task], 2).length, 2);
    assert.equal(divide([two], 2).length, 3);
    assert.equal(divide([task, { ...task, index: 1 }], 2).length, 2);
    assert.equal(divide([{ ...task, method: "deflated" }], 2).length, 1);
  });

  it("always has one part that checks the CRC-32", () => {
    for (const each of [task, two, { ...task, algorithms: [] }]) {
      assert.deepEqual(
        divide([each], 8)
          .map(({ crc32 }) => crc32)
          .filter((crc32) => crc32 !== null),
        [task.crc32],
      );
    }
  });

  it("has no such part when it is in no archive", () => {
    const external = { ...two, crc32: null };
    const parts = divide([external], 8);
    assert.deepEqual(
      parts.map(({ algorithms }) => algorithms),
      two.algorithms.map((algorithm) => [algorithm]),
    );
    assert.deepEqual(unite([external], [outcome(1, "bb"), outcome(0, "aa")])[0].digests, ["aa", "bb"]);
    assert.equal(unite([external], [outcome(0, "aa"), outcome(1, "bb", false)])[0].intact, false);
    assert.deepEqual(divide([{ ...task, crc32: null }], 8), [{ ...task, crc32: null }]);
  });

  it("has one part that finds the CRC-32 that is asked for", () => {
    const asked = { ...task, crc32: null, findsCrc32: true };
    assert.deepEqual(divide([asked], 8).map(({ findsCrc32 }) => findsCrc32), [false, true]);
    assert.deepEqual(divide([{ ...asked, algorithms: [] }], 8), [{ ...asked, algorithms: [] }]);
    const parts = [{ ...outcome(1), crc32: 7 }, outcome(0, "aa")];
    assert.deepEqual(unite([asked], parts), [{ index: 0, intact: true, digests: ["aa"], head: "00", crc32: 7 }]);
    assert.equal(unite([asked], [parts[1]])[0].crc32, undefined);
  });

  it("has a part for each digest behind a prefix, after the others", () => {
    const prefixed = { ...two, prefixes: ["aa", "bb"] };
    const parts = divide([prefixed], 8);
    assert.deepEqual(
      parts.map(({ algorithms, prefixes }) => [algorithms, prefixes]),
      [
        [["SHA-512"], []],
        [["SHA-256"], []],
        [[], ["aa"]],
        [[], ["bb"]],
        [[], []],
      ],
    );
    const outcomes = [outcome(4), outcome(3, "dd"), outcome(2, "cc"), outcome(1, "bb"), outcome(0, "aa")];
    assert.deepEqual(unite([prefixed], outcomes)[0].digests, ["aa", "bb", "cc", "dd"]);
    assert.equal(unite([prefixed], outcomes.slice(1))[0].intact, false);
  });

  it("is intact only if every part is there and is intact", () => {
    const parts = [outcome(2), outcome(0, "aa"), outcome(1, "bb")];
    assert.deepEqual(unite([two], parts), [{ index: 0, intact: true, digests: ["aa", "bb"], head: "00" }]);
    const broken = [{ index: 0, intact: false, digests: [], head: "" }];
    for (const [position, part] of parts.entries()) {
      assert.deepEqual(unite([two], parts.with?.(position, outcome(part.part, "", false)) ?? broken), broken);
      assert.deepEqual(
        unite(
          [two],
          parts.filter((other) => other !== part),
        ),
        broken,
      );
    }
  });
});

describe("worker threads", { skip: availableParallelism() < 2 && "one processor only" }, () => {
  const path = join(folder, "large");
  const contents = [randomBytes(70 << 20), Buffer.alloc(9 << 20, 7), randomBytes(1000), randomBytes(8 << 20)];
  const { bytes, tasks } = layOut(contents, { method: (index) => (index === 1 ? "deflated" : "stored") });
  let source;
  before(async () => {
    writeFileSync(path, bytes);
    source = await openFile(path);
  });
  after(async () => {
    await source.close();
    await rm(path);
  });

  it("digest as one thread does", async () => {
    const seen = [];
    const progress = new Progress((state) => seen.push(state));
    const outcomes = await digestAll(tasks, runOn(source, { progress }));
    assert.deepEqual(digestsOf(outcomes), contents.map(sha256));
    progress.verifying();
    assert.equal(seen.at(-1).bytesDone, seen.at(-1).bytesTotal);
    const { intact, head } = outcomes.find(({ index }) => index === 0);
    assert.ok(intact);
    assert.equal(head, contents[0].toString("hex", 0, 32));
  });

  it("refuse a CRC-32 that is another, also of a task that is divided", async () => {
    const wrong = tasks.map((task) => ({ ...task, crc32: (task.crc32 ^ 4) >>> 0 }));
    for (const outcome of await digestAll(wrong, runOn(source))) {
      assert.deepEqual(outcome, { index: outcome.index, intact: false, digests: [], head: "" });
    }
  });

  it("that die are done without", async () => {
    const lanes = {
      ...nodeLanes,
      start(run) {
        const lane = nodeLanes.start(run);
        const dying = (pass) => {
          setTimeout(() => lane.close(), 15);
          return lane.run(pass);
        };
        return { ...lane, run: dying };
      },
    };
    const seen = [];
    const progress = new Progress((state) => seen.push(state));
    const run = runOn(source, { progress });
    const outcomes = await digestAll(tasks, { ...run, host: { ...run.host, lanes } });
    assert.deepEqual(digestsOf(outcomes), contents.map(sha256));
    progress.verifying();
    assert.equal(seen.at(-1).bytesDone, seen.at(-1).bytesTotal, "what was done twice is counted once");
  });

  it("tell when the file becomes shorter", async () => {
    const shrinking = join(folder, "shrinking");
    writeFileSync(shrinking, bytes);
    const shrunk = await openFile(shrinking);
    const handle = await open(shrinking, "r+");
    await handle.truncate(60 << 20);
    await handle.close();
    await assert.rejects(digestAll(tasks, runOn(shrunk)), /did the file change/);
    await shrunk.close();
    await rm(shrinking);
  });

  it("stop at an abort, and digest no more", async () => {
    const whole = tasks.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
    for (const share of [0, 0.1, 0.3]) {
      const abort = new AbortController();
      let [done, doneAtAbort] = [0, null];
      class Aborting extends Progress {
        count(task, bytes) {
          done += bytes;
          if (doneAtAbort === null && done >= share * whole) {
            doneAtAbort = done;
            abort.abort();
          }
          super.count(task, bytes);
        }
      }
      const digesting = digestAll(tasks, runOn(source, { signal: abort.signal, progress: new Aborting(undefined, abort.signal) }));
      await assert.rejects(digesting, { name: "AbortError" });
      assert.ok(done - doneAtAbort < whole / 4, `${done - doneAtAbort} of ${whole} bytes more`);
      const doneAtEnd = done;
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(done, doneAtEnd, "nothing goes on behind its back");
    }
  });
});

describe("a worker that cannot be started", () => {
  it("is done without", async () => {
    const copy = join(folder, "without-worker");
    mkdirSync(copy);
    cpSync(packageFolder, copy, { recursive: true });
    writeFileSync(join(copy, "js", "digests", "node", "lane-worker.js"), "throw new Error('no worker today');");
    const { verifyPackage } = await import(pathToFileURL(join(copy, "js", "index.js")));
    for (const name of ["acme-vnf-option1.csar", "acme-vnf-option2.zip"]) {
      assert.equal((await verifyPackage(demo(name), { trust })).verdict, "passed");
    }
    assert.equal((await verifyPackage(demo("acme-vnf-artifact-changed.csar"), { trust })).verdict, "failed");
  });
});

describe("progress", () => {
  it("tells of each file being digested", async () => {
    const { bytes, tasks } = layOut([randomBytes(4 << 20), randomBytes(10)]);
    const source = asSource({
      size: bytes.length,
      read: async (offset, length) => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return bytes.subarray(offset, offset + length);
      },
    });
    const seen = [];
    const progress = new Progress((state) => seen.push(state));
    await digestAll(tasks, runOn(source, { progress }));
    progress.verifying();
    const ofTasks = seen.flatMap(({ tasks }) => tasks);
    assert.ok(ofTasks.length > 0);
    for (const { path, bytesDone, bytesTotal } of ofTasks) {
      assert.equal(path, "Files/0");
      assert.ok(bytesDone > 0 && bytesDone < bytesTotal);
    }
    assert.deepEqual(seen.at(-1).tasks, []);
  });
});

describe("the same package by its path, as bytes and piece by piece", () => {
  it("gives the same report", async () => {
    const policy = { at: new Date() };
    for (const name of ["acme-vnf-option2.zip", "acme-vnf-artifact-changed.csar"]) {
      const bytes = readFileSync(demo(name));
      const read = async (offset, length) => bytes.subarray(offset, offset + length);
      const options = { trust, policy, fileName: name };
      const [first, ...others] = await Promise.all(
        [demo(name), bytes, new Blob([bytes]), { size: bytes.length, read }].map((source) =>
          vnfseal.verifyPackageAsJson(source, options),
        ),
      );
      for (const other of others) assert.equal(other, first);
    }
  });
});

// Large contents are read once for several digests: what other threads take from the ring is what one thread would have digested,
// and whatever goes wrong is found as it is otherwise.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { truncateSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { crc32, deflateRawSync } from "node:zlib";

import { folder, packageFolder } from "./installed.js";

const load = (file) => import(pathToFileURL(join(packageFolder, file)));
const { Checksums, combineCrc32 } = await load("js/digests/node/checksums.js");
const { openNodeDigester } = await load("js/digests/node/digester.js");
const { nodeLanes } = await load("js/digests/node/lanes.js");
const { createRing, digestLeft, leaveDigest, RingFiller, takeChunks } = await load("js/digests/node/ring.js");
const { share } = await load("js/digests/node/sharing.js");
const { planSharedPasses } = await load("js/digests/shared-passes.js");
const { digestAll } = await load("js/digests/digesting.js");
const { openFile } = await load("js/sources/node/files.js");
const { Progress } = await load("js/verification/progress.js");

const MIB = 1 << 20;
const whole = { source: 0, method: "stored", findsCrc32: false, algorithms: ["SHA-256"], prefixes: [], expand: false };

describe("checksums of parts inside each other", () => {
  it("are combined as if the bytes had been one", () => {
    for (const [first, second] of [[0, 0], [0, 5], [7, 0], [1, 1], [1000, 65_537], [3, 1 << 20]]) {
      const [one, other] = [randomBytes(first), randomBytes(second)];
      assert.equal(combineCrc32(crc32(one), crc32(other), second), crc32(Buffer.concat([one, other])));
    }
  });

  it("are right past 4 GiB", () => {
    // Zeros behind a byte, twice as many each time.
    const zeros = Buffer.alloc(MIB);
    let [of, length] = [crc32(zeros), MIB];
    while (length < 2 ** 33) [of, length] = [combineCrc32(of, of, length), length * 2];
    let expected = 0;
    for (let left = 64; left > 0; left -= 1) expected = crc32(zeros, expected);
    const rest = combineCrc32(of, expected, 64 * MIB);
    let slow = of;
    for (let left = 64; left > 0; left -= 1) slow = crc32(zeros, slow);
    assert.equal(rest, slow);
  });

  it("whatever the borders and the pieces are", () => {
    const bytes = randomBytes(5000);
    for (let round = 0; round < 200; round += 1) {
      const at = () => Math.floor(Math.random() * (bytes.length + 1));
      const parts = Array.from({ length: 1 + (round % 7) }, () => [at(), at()].sort((a, b) => a - b)).map(([start, end]) => ({ start, end }));
      const checksums = new Checksums(parts);
      for (let position = 0; position < bytes.length; ) {
        const piece = bytes.subarray(position, position + 1 + Math.floor(Math.random() * 900));
        checksums.take(piece, position);
        position += piece.length;
      }
      for (const { start, end } of parts) assert.equal(checksums.of(start, end), crc32(bytes.subarray(start, end)));
    }
  });
});

describe("a ring", () => {
  it("gives each taker every chunk, and holds the filler until the slowest has taken it", async () => {
    const ring = createRing(2, 2);
    const script = `
      const { parentPort, workerData: { ring, taker, path, slow } } = require("node:worker_threads");
      const { createHash } = require("node:crypto");
      import(path).then(({ takeChunks, leaveDigest }) => {
        const hash = createHash("sha256");
        for (const chunk of takeChunks(ring, taker)) {
          if (slow) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
          hash.update(chunk);
        }
        leaveDigest(ring, taker, hash.digest());
        parentPort.postMessage(null);
      });`;
    const path = pathToFileURL(join(packageFolder, "js/digests/node/ring.js")).href;
    const takers = [0, 1].map((taker) => new Worker(script, { eval: true, workerData: { ring, taker, path, slow: taker === 1 } }));
    const done = takers.map((worker) => new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject)));
    const filler = new RingFiller(ring);
    const content = randomBytes(9 * MIB + 17);
    for (let at = 0; at < content.length; at += 700_001) filler.write(content.subarray(at, at + 700_001));
    filler.end();
    await Promise.all(done);
    const expected = createHash("sha256").update(content).digest("hex");
    assert.deepEqual([0, 1].map((taker) => digestLeft(ring, taker)), [expected, expected]);
    await Promise.all(takers.map((worker) => worker.terminate()));
  });

  it("ends for who takes it, and says that no digest was left", () => {
    const ring = createRing(1, 2);
    const filler = new RingFiller(ring);
    filler.write(Buffer.from("abc"));
    filler.publish(0);
    const taken = Array.from(takeChunks(ring, 0), (chunk) => Buffer.from(chunk).toString());
    assert.deepEqual(taken, ["abc", ""]);
    leaveDigest(ring, 1, Buffer.from([1, 2]));
    assert.deepEqual([digestLeft(ring, 0), digestLeft(ring, 1)], ["", "0102"]);
  });
});

describe("the threads that digest", () => {
  const digest = (start, end) => ({ start, end });
  const costs = (digests, most) => share(digests, most).map((each) => each.map(({ start, end }) => [start, end]));

  it("are as many as keep none busier than the largest digest does", () => {
    assert.deepEqual(costs([digest(0, 100)], 8), [[[0, 100]]]);
    assert.deepEqual(costs([digest(0, 100), digest(1, 99), digest(99, 100)], 8).length, 2);
    assert.deepEqual(costs([digest(0, 100), digest(50, 90), digest(0, 50)], 8), [[[0, 100]], [[0, 50], [50, 90]]]);
    assert.deepEqual(costs([digest(0, 100), digest(0, 100), digest(0, 100)], 2).length, 2);
    assert.deepEqual(costs([], 8), [[]]);
  });
});

describe("a plan", () => {
  const task = (offset, size, changes) => ({ ...whole, index: 0, path: "a", offset, size, compressedSize: size, crc32: 1, ...changes });
  const plan = (tasks, lanes, large) =>
    planSharedPasses(tasks, { lanes, large }).map(({ isShared = false, start, end, tasks: each }) => [isShared, start, end, each.length]);

  it("shares what overlaps, with the small files in it", () => {
    const small = { method: "deflated", compressedSize: 50 };
    const tasks = [task(0, 200 * MIB), task(MIB, 150 * MIB), task(10, 100), task(160 * MIB, 100, small), task(300 * MIB, 10)];
    assert.deepEqual(plan(tasks, 2, 2), [
      [true, 0, 200 * MIB, 4],
      [false, 300 * MIB, 300 * MIB + 10, 1],
    ]);
  });

  it("leaves a large one that has to be inflated to another lane", () => {
    const tasks = [task(0, 200 * MIB), task(MIB, 150 * MIB), task(100 * MIB, 90 * MIB, { method: "deflated", compressedSize: 50 * MIB })];
    assert.deepEqual(plan(tasks, 2, 3).map(([isShared, , , count]) => [isShared, count]), [[true, 2], [false, 1]]);
  });

  it("shares one large one only where lanes would be idle", () => {
    const inflated = task(0, 90 * MIB, { method: "deflated", compressedSize: MIB });
    for (const each of [task(0, 90 * MIB), inflated]) {
      assert.deepEqual(plan([each], 2, 1).map(([isShared]) => isShared), [true]);
      assert.deepEqual(plan([each], 2, 2).map(([isShared]) => isShared), [false]);
    }
  });

  it("shares nothing of another source, and nothing small", () => {
    const tasks = [task(0, 90 * MIB), task(0, 90 * MIB, { source: 1 }), task(0, MIB), task(0, MIB, { source: 2 })];
    assert.deepEqual(plan(tasks, 2, 2).filter(([isShared]) => isShared), []);
  });
});

describe("a shared pass", { skip: availableParallelism() < 2 && "one processor only" }, () => {
  const path = join(folder, "shared");
  const text = Buffer.from("all work and no play makes jack a dull boy\n".repeat(1_800_000));
  const deflated = deflateRawSync(text, { level: 1 });
  const inner = randomBytes(70 * MIB + 3);
  const small = Buffer.from("small and deflated ".repeat(100));
  const smallDeflated = deflateRawSync(small);
  const bytes = Buffer.concat([Buffer.alloc(99, 1), inner, smallDeflated, randomBytes(MIB), deflated]);
  const at = { inner: 99, small: 99 + inner.length, text: bytes.length - deflated.length };
  const stored = (index, start, content, changes) => ({
    ...whole,
    ...{ index, path: `Files/${index}`, offset: start, size: content.length, compressedSize: content.length, crc32: crc32(content) },
    ...changes,
  });
  const csar = bytes.subarray(0, at.text);
  const delivery = [
    stored(0, 0, csar, { algorithms: ["SHA-256", "SHA-512"], prefixes: ["ab".repeat(64)] }),
    stored(1, at.inner, inner),
    stored(2, at.small, small, { method: "deflated", compressedSize: smallDeflated.length }),
    stored(3, 10, bytes.subarray(10, 10)),
    stored(4, 20, bytes.subarray(20, 40), { crc32: null, findsCrc32: true, algorithms: [] }),
  ];
  const alone = [stored(0, at.text, text, { method: "deflated", compressedSize: deflated.length, algorithms: ["SHA-384", "SHA-256"] })];
  const contents = { delivery: [csar, inner, small, Buffer.alloc(0), bytes.subarray(20, 40)], alone: [text] };
  let source;
  before(async () => {
    writeFileSync(path, bytes);
    source = await openFile(path);
  });
  after(async () => {
    await source.close();
    await rm(path);
  });

  /** Runs tasks, and gives their outcomes in order, the passes that were shared, and the progress. */
  async function run(tasks, { from = source, start = nodeLanes.start, count = nodeLanes.count, signal } = {}) {
    const seen = [];
    const shared = [];
    const watched = (given) => {
      const lane = start(given);
      const take = (pass) => {
        if (pass.isShared) shared.push(pass);
        return lane.run(pass);
      };
      return { ...lane, run: take };
    };
    const progress = new Progress((state) => seen.push(state), signal);
    const host = { createDigester: () => (_, task, sink) => openNodeDigester(task, sink), lanes: { ...nodeLanes, start: watched, count } };
    const outcomes = await digestAll(tasks, { host, instance: { failure: null }, sources: [from], progress, signal });
    progress.verifying();
    return { outcomes: outcomes.sort((one, other) => one.index - other.index), shared, last: seen.at(-1) };
  }

  const onOne = (tasks, options) => run(tasks, { ...options, count: () => 1 });

  for (const [name, tasks] of Object.entries({ delivery, alone })) {
    it(`says what one thread says: ${name}`, async () => {
      const [{ outcomes, shared, last }, expected] = [await run(tasks), await onOne(tasks)];
      assert.equal(shared.length, 1);
      assert.deepEqual(outcomes, expected.outcomes);
      assert.deepEqual(expected.shared, []);
      for (const [index, { algorithms, prefixes }] of tasks.entries()) {
        const content = contents[name][index];
        const plain = algorithms.map((algorithm) => createHash(algorithm.replace("-", "")).update(content).digest("hex"));
        const behind = prefixes.map((prefix) => createHash("sha512").update(Buffer.from(prefix, "hex")).update(content).digest("hex"));
        assert.deepEqual(outcomes[index].digests, [...plain, ...behind]);
        assert.ok(outcomes[index].intact);
      }
      assert.equal(last.bytesDone, last.bytesTotal);
    });

    it(`refuses a CRC-32 and a size that are others: ${name}`, async () => {
      for (const changes of [{ crc32: 5 }, { size: tasks[0].size - 1 }, { size: tasks[0].size + 1 }]) {
        const changed = [{ ...tasks[0], ...changes }, ...tasks.slice(1)];
        const { outcomes } = await run(changed);
        assert.deepEqual(outcomes[0], { index: 0, intact: false, digests: [], head: "" });
        assert.deepEqual(outcomes, (await onOne(changed)).outcomes);
      }
    });

    it(`is done again where a thread dies that digests: ${name}`, async () => {
      const { postMessage } = Worker.prototype;
      let died = 0;
      Worker.prototype.postMessage = function watched(message, ...rest) {
        postMessage.call(this, message, ...rest);
        if (message.ring && message.taker === 0) setTimeout(() => this.terminate().then(() => (died += 1)), 5);
      };
      try {
        const { outcomes, last } = await run(tasks);
        assert.equal(died, 1);
        assert.deepEqual(outcomes, (await onOne(tasks)).outcomes);
        assert.equal(last.bytesDone, last.bytesTotal);
      } finally {
        Worker.prototype.postMessage = postMessage;
      }
    });

    it(`is done again where the one who reads dies: ${name}`, async () => {
      const start = (given) => {
        const lane = nodeLanes.start(given);
        const die = (pass) => {
          const running = lane.run(pass);
          if (pass.isShared) setTimeout(() => lane.close(), 10);
          return running;
        };
        return { ...lane, run: die };
      };
      const { outcomes, shared, last } = await run(tasks, { start });
      assert.equal(shared.length, 1);
      assert.deepEqual(outcomes, (await onOne(tasks)).outcomes);
      assert.equal(last.bytesDone, last.bytesTotal);
    });

    it(`tells when the file becomes shorter: ${name}`, async () => {
      const shrinking = join(folder, "shrinking");
      writeFileSync(shrinking, bytes);
      const from = await openFile(shrinking);
      truncateSync(shrinking, name === "alone" ? at.text + 1000 : 60 * MIB);
      await assert.rejects(run(tasks, { from }), { code: "SOURCE_CHANGED", message: /did the file change/ });
      await from.close();
      await rm(shrinking);
    });
  }

  it("finds a byte that changed, in what is inside and in the whole", async () => {
    const changed = join(folder, "changed");
    const other = Buffer.from(bytes);
    other[at.inner + 5 * MIB] ^= 1;
    writeFileSync(changed, other);
    const from = await openFile(changed);
    const { outcomes } = await run(delivery, { from });
    assert.deepEqual(outcomes.map(({ intact }) => intact), [false, false, true, true, true]);
    // Where no CRC-32 is stated, the digest says so.
    const external = [{ ...delivery[0], crc32: null }, { ...delivery[1], crc32: null }];
    const { outcomes: digested } = await run(external, { from });
    assert.equal(digested[1].digests[0], createHash("sha256").update(other.subarray(at.inner, at.small)).digest("hex"));
    await from.close();
    await rm(changed);
  });

  it("leaves the caller's thread alone: it reads nothing, and its timers run", async () => {
    const asked = [];
    const counting = { ...source, chunks: (...given) => asked.push(given) && source.chunks(...given) };
    let turns = 0;
    const turn = () => {
      turns += 1;
      waiting = setImmediate(turn);
    };
    let waiting = setImmediate(turn);
    await run(delivery, { from: counting });
    clearImmediate(waiting);
    assert.deepEqual(asked, []);
    assert.ok(turns > 20, `${turns} turns of the event loop`);
  });

  it("ends at an abort, at once and for good", async () => {
    const abort = new AbortController();
    let counted = 0;
    const lanesBefore = process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const start = (given) => {
      const { progress } = given;
      const count = (...of) => {
        counted += 1;
        progress.count(...of);
        abort.abort();
      };
      return nodeLanes.start({ ...given, progress: { count } });
    };
    await assert.rejects(run(delivery, { start, signal: abort.signal }), { name: "AbortError" });
    const countedThen = counted;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(counted > 0);
    assert.equal(counted, countedThen);
    const lanesAfter = process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    assert.equal(lanesAfter, lanesBefore, "no thread goes on");
  });
});

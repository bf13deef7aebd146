// The npm package in a page: its workers, its digesters and the way it reads, without the portal.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { crc32, deflateRawSync } from "node:zlib";
import { Maker } from "../../scripts/bench/packages.mjs";
import { usePackagePage } from "./support/package-page.js";
import { GOOD_PACKAGE, TRUST, demoFile } from "./support/portal.js";

const used = usePackagePage();
const sha = (algorithm, bytes) => createHash(algorithm.replace("-", "")).update(bytes).digest("hex");
let folder;
let trust;

before(async () => {
  trust = JSON.parse(await readFile(TRUST, "utf8"));
  folder = await mkdtemp(join(tmpdir(), "vnfseal-lanes-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Calls `work(modules, file, argument)` in a page that has chosen the file. */
async function inPage(file, work, argument) {
  const page = await used.open(file);
  const program = `async (argument) => {
    const load = (name) => import("/js/" + name + ".js");
    const file = document.querySelector("input").files[0];
    return (${work})(load, file, argument);
  }`;
  const result = await page.evaluate(`(${program})(${JSON.stringify(argument)})`);
  assert.deepEqual(page.errors, []);
  await page.close();
  return result;
}

const verify = async (load, file, { trust }) => {
  const seen = [];
  const { verifyPackage } = await load("browser");
  const report = await verifyPackage(file, { trust, onProgress: (progress) => seen.push(progress) });
  const last = seen.at(-1);
  return { verdict: report.verdict, codes: report.findings.map(({ code }) => code), last };
};

describe("a package verified in a page itself", () => {
  const expected = {
    "acme-vnf-option1.csar": "passed",
    "acme-vnf-option2.zip": "passed",
    "acme-vnf-artifact-changed.csar": "failed",
  };
  for (const [name, verdict] of Object.entries(expected)) {
    it(`${name}: ${verdict}`, async () => {
      const report = await inPage(demoFile(name), verify, { trust });
      assert.equal(report.verdict, verdict);
      assert.equal(report.last.bytesDone, report.last.bytesTotal);
    });
  }
});

describe("the digester of browsers agrees with the engine's own", () => {
  const content = randomBytes(3 << 20);
  const text = Buffer.from("all work and no play makes jack a dull boy\n".repeat(80_000));
  const task = (method, held, whole, changes) => ({
    index: 7,
    source: 0,
    path: "a",
    offset: 0,
    compressedSize: held.length,
    size: whole.length,
    method,
    crc32: crc32(whole),
    algorithms: ["SHA-256"],
    expand: false,
    ...changes,
  });
  const inflated = deflateRawSync(text);
  const small = content.subarray(0, 100_000);
  const cases = {
    stored: [content, task("stored", content, content), true],
    "stored, three digests": [
      content,
      task("stored", content, content, { algorithms: ["SHA-256", "SHA-384", "SHA-512"] }),
      true,
    ],
    "stored, a digest that WebCrypto has not": [
      content,
      task("stored", content, content, { algorithms: ["SHA-224", "SHA-256"] }),
      true,
    ],
    "stored, a digest behind a prefix": [
      content,
      task("stored", content, content, { prefixes: ["ab".repeat(64)] }),
      true,
    ],
    "deflated, a digest behind a prefix": [inflated, task("deflated", inflated, text, { prefixes: ["00ff"] }), true],
    "stored and small": [small, task("stored", small, small), true],
    "stored, a CRC-32 that is another": [content, task("stored", content, content, { crc32: 1 }), false],
    "stored, a CRC-32 to be found": [content, task("stored", content, content, { crc32: null, findsCrc32: true }), true],
    "stored, a size that is another": [content, task("stored", content, content, { size: content.length - 1 }), false],
    deflated: [inflated, task("deflated", inflated, text), true],
    "deflated and cut off": [inflated.subarray(0, -1), task("deflated", inflated.subarray(0, -1), text), false],
    "deflated, with a byte behind": [
      Buffer.concat([inflated, Buffer.alloc(1)]),
      task("deflated", Buffer.alloc(inflated.length + 1), text),
      false,
    ],
  };
  const compare = async (load, file, task) => {
    const { runPass } = await load("digests/pass");
    const { blobChunks } = await load("sources/browser/blob-chunks");
    const { ContentMemory } = await load("digests/browser/content-memory");
    const { openBrowserDigester } = await load("digests/browser/digester");
    const { openReferenceDigester } = await load("digests/reference-digester");
    await load("browser"); // initialises the bindings
    const instance = { bindings: await import("/dist/engine.js") };
    const pass = { start: 0, tasks: [task], heldMax: 4 << 20 };
    const run = async (open, memory, canFill) => {
      const place = memory?.begin(pass, canFill);
      const chunks = blobChunks(file, 0, task.compressedSize, undefined, place);
      const openDigester = (task) => open(instance, task, undefined, memory);
      const [outcome] = await runPass(pass, { chunks, openDigester, count() {}, pause() {} });
      return outcome;
    };
    const memory = new ContentMemory();
    const outcomes = [];
    for (const canFill of [false, true, true]) outcomes.push(await run(openBrowserDigester, memory, canFill));
    return [outcomes, await run(openReferenceDigester)];
  };
  for (const [name, [bytes, task, intact]] of Object.entries(cases)) {
    it(name, async () => {
      const file = join(folder, "content");
      await writeFile(file, bytes);
      const [outcomes, expected] = await inPage(file, compare, task);
      for (const outcome of outcomes) assert.deepEqual(outcome, expected);
      const [actual] = outcomes;
      assert.equal(actual.intact, intact);
      if (intact) {
        const whole = task.method === "stored" ? bytes : text;
        const known = task.algorithms.filter((algorithm) => algorithm !== "SHA-224");
        for (const algorithm of known) {
          const position = task.algorithms.indexOf(algorithm);
          assert.equal(actual.digests[position], sha(algorithm.toLowerCase(), whole));
        }
        const behind = (task.prefixes ?? []).map((prefix) => sha("sha-512", Buffer.concat([Buffer.from(prefix, "hex"), whole])));
        assert.deepEqual(actual.digests.slice(task.algorithms.length), behind);
      }
    });
  }

  const shortages = {
    "no memory for the content": () => {
      globalThis.ArrayBuffer = class extends ArrayBuffer {
        constructor(length) {
          if (length > 2 << 20) throw new RangeError("Array buffer allocation failed");
          super(length);
        }
      };
    },
    "a stream that stops in the middle": () => {
      Blob.prototype.stream = function () {
        let isFirst = true;
        const pull = async ({ byobRequest }) => {
          if (!isFirst) return new Promise(() => {});
          isFirst = false;
          const { view } = byobRequest;
          view.set(new Uint8Array(await this.slice(0, view.byteLength).arrayBuffer()));
          return byobRequest.respond(view.byteLength);
        };
        return new ReadableStream({ type: "bytes", pull });
      };
    },
    "a stream that never begins": () => {
      Blob.prototype.stream = () => new ReadableStream({ type: "bytes", pull: () => new Promise(() => {}) });
    },
    "a stream that fills no memory": () => {
      const { stream } = Blob.prototype;
      Blob.prototype.stream = function () {
        const plain = stream.call(this).getReader();
        const pull = async (controller) => {
          const { value, done } = await plain.read();
          if (done) controller.close();
          else controller.enqueue(value);
        };
        return new ReadableStream({ pull });
      };
    },
    "no memory for WebCrypto": () => {
      crypto.subtle.digest = async () => {
        throw new DOMException("out of memory", "OperationError");
      };
    },
  };
  for (const [name, shortage] of Object.entries(shortages)) {
    it(`with ${name}`, async () => {
      const file = join(folder, "content");
      await writeFile(file, content);
      const short = `async (...given) => { const run = ${compare}; (await given[0]("browser")); (${shortage})(); return run(...given); }`;
      const [outcomes, expected] = await inPage(file, short, task("stored", content, content));
      for (const outcome of outcomes) assert.deepEqual(outcome, expected);
      assert.ok(expected.intact);
    });
  }
});

describe("stored contents reach WebCrypto", () => {
  const MIB = 1 << 20;

  /** The lengths of what WebCrypto digests in the workers while a package with an artifact of 40 MiB is verified. */
  const watch = async (load, file, { trust, contentMemory }) => {
    const lengths = [];
    const channel = new BroadcastChannel("digests");
    channel.onmessage = ({ data }) => lengths.push(data);
    const { load: loadPackage } = await load("load");
    const { verifyPackage } = await loadPackage({ contentMemory });
    const { verdict } = await verifyPackage(file, { trust });
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { verdict, lengths };
  };
  const watched = `const { digest } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.digest = function (algorithm, bytes) {
      new BroadcastChannel("digests").postMessage(bytes.byteLength);
      return digest.call(this, algorithm, bytes);
    };`;
  let path;
  let ca;
  before(async () => {
    const maker = new Maker(join(folder, "stored"));
    path = await maker.make("stored.csar", [{ path: "a.img", content: randomBytes(40 * MIB) }]);
    ca = await readFile(maker.trust, "utf8");
  });

  for (const [when, contentMemory, isHeld] of [
    ["by the device's memory", undefined, true],
    ["beside small files, in memory for the one alone", 40 * MIB, true],
    ["but not one that is larger than may be held", 40 * MIB - 1, false],
    ["but none where nothing may be held", 0, false],
  ]) {
    it(when, async () => {
      const page = await used.open(path);
      await page.route("**/digests/browser/lane-worker.js", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${await response.text()}\n${watched}` });
      });
      const program = `(${watch})((name) => import("/js/" + name + ".js"), document.querySelector("input").files[0], ${JSON.stringify({ trust: ca, contentMemory })})`;
      const { verdict, lengths } = await page.evaluate(program);
      assert.equal(verdict, "passed");
      assert.equal(lengths.includes(40 * MIB), isHeld, String(lengths));
      await page.close();
    });
  }

  it("as much as a share of the device's memory", async () => {
    const bounds = async (load) => {
      const { heldMaxOf } = await load("digests/browser/content-memory");
      return [{ deviceMemory: 0.25 }, { deviceMemory: 8 }, { deviceMemory: 32 }, {}, undefined].map(heldMaxOf);
    };
    assert.deepEqual(await inPage(undefined, bounds), [8, 256, 256, 128, 128].map((mebibytes) => mebibytes * MIB));
  });

  it("and no other amount of memory is understood", async () => {
    const refused = async (load) => {
      const { load: loadPackage } = await load("load");
      const refuse = (contentMemory) => loadPackage({ contentMemory }).catch(({ code }) => code);
      return Promise.all([-1, 0.5, "1", Number.NaN].map(refuse));
    };
    assert.deepEqual(new Set(await inPage(undefined, refused)), new Set(["ARGUMENT_INVALID"]));
  });
});

describe("the workers of a page", () => {
  /** What the page, with workers that fail, finds of the package it has chosen. */
  const verdictOn = (page) =>
    page.evaluate(async (trust) => {
      const { verifyPackage } = await import("/js/browser.js");
      return (await verifyPackage(document.querySelector("input").files[0], { trust })).verdict;
    }, trust);

  it("that cannot be loaded are done without", async () => {
    const page = await used.open(GOOD_PACKAGE);
    await page.route("**/digests/browser/lane-worker.js", (route) => route.abort());
    assert.equal(await verdictOn(page), "passed");
    await page.close();
  });

  const change = (page, name, work) =>
    page.route(`**/${name}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: work(await response.text()) });
    });
  const giveUpSooner = (page) =>
    change(page, "digests/remote-lane.js", (script) => script.replace("SILENCE_MS = 10_000", "SILENCE_MS = 500"));

  it("that end without a word are done without", async () => {
    const page = await used.open(GOOD_PACKAGE);
    const dying = 'addEventListener("message", ({ data }) => data.pass && close());';
    await change(page, "digests/browser/lane-worker.js", (script) => `${script}\n${dying}`);
    await giveUpSooner(page);
    assert.equal(await verdictOn(page), "passed");
    await page.close();
  });

  it("that never begin are done without", async () => {
    const page = await used.open(GOOD_PACKAGE);
    await page.route("**/digests/browser/lane-worker.js", () => {});
    await giveUpSooner(page);
    assert.equal(await verdictOn(page), "passed");
    await page.close();
  });

  // A turn of the page's event loop is the least that anything takes which is waited for. A pass takes hundreds.
  for (const moment of ["opening", "digesting"]) {
    it(`stop at an abort while ${moment}, and nobody waits for their passes`, async () => {
      const abort = async (load, file, { trust, moment }) => {
        const { verifyPackage } = await load("browser");
        const abort = new AbortController();
        const seen = { passes: 0, ended: 0, turns: 0 };
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          seen.turns += 1;
          port2.postMessage(null);
        };
        const stop = () => {
          if (!abort.signal.aborted) port2.postMessage(null);
          abort.abort();
        };
        const { postMessage, terminate } = Worker.prototype;
        Worker.prototype.postMessage = function watched(message, ...rest) {
          postMessage.call(this, message, ...rest);
          if (!message.pass) return;
          seen.passes += 1;
          queueMicrotask(stop);
        };
        Worker.prototype.terminate = function watched() {
          seen.ended += 1;
          return terminate.call(this);
        };
        const onProgress = () => moment === "opening" && stop();
        const ended = verifyPackage(file, { trust, signal: abort.signal, onProgress });
        const name = await ended.catch((error) => error.name);
        port1.close();
        return { name, ...seen };
      };
      const { name, passes, ended, turns } = await inPage(GOOD_PACKAGE, abort, { trust, moment });
      assert.equal(name, "AbortError");
      assert.ok(turns < 10, `${turns} turns`);
      assert.equal(passes > 0, moment === "digesting");
      assert.equal(ended, passes, "a worker with a pass is ended");
    });
  }

  it("digest everything, so that the page is free to answer", async () => {
    const share = async (load, file, { trust }) => {
      const { verifyPackage } = await load("browser");
      const { Digester } = await import("/dist/engine.js");
      const bytes = { own: 0, ofWorkers: 0 };
      for (const name of ["update", "updateExpanding"]) {
        const plain = Digester.prototype[name];
        Digester.prototype[name] = function watched(content) {
          bytes.own += content.length;
          return plain.call(this, content);
        };
      }
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function watched(message, ...rest) {
        if (message.pass) bytes.ofWorkers += message.pass.end - message.pass.start;
        return postMessage.call(this, message, ...rest);
      };
      await verifyPackage(file, { trust });
      return bytes;
    };
    const { own, ofWorkers } = await inPage(GOOD_PACKAGE, share, { trust });
    assert.equal(own, 0);
    assert.ok(ofWorkers > 64 << 20, `${ofWorkers} bytes`);
  });
});

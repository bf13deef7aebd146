// Faults of what the engine stands on: reads that fail, files that change, disks that are full, workers that die, packages without an
// end. None of them ever gives `passed` to what is not, and each is said.

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, closeSync, copyFileSync, openSync, readFileSync, renameSync, statSync, truncateSync, utimesSync, writeFileSync, writeSync } from "node:fs";
import { mkdtemp, open } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

import { changed, makePackage, trust, vendor } from "./gate-packages.js";
import { command, folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { makeRecipient } from "./recipients.js";
import { unzip, zip } from "./zip.js";

const { digestFile, encryptFile, inspectPackage, verifyPackage, wrapPackage } = vnfseal;
const load = (file) => import(pathToFileURL(join(packageFolder, file)));
const place = await mkdtemp(join(folder, "faults-"));
const recipient = makeRecipient(place, "P-256");

/** A package of each form, each read in some ten steps. */
const forms = {};
before(async () => {
  const option1 = await makePackage({ size: 2_500_000 });
  const { blob } = await wrapPackage(option1, { signer: { key: vendor.key, certificate: vendor.certificate }, trust });
  const option2 = Buffer.from(await blob.arrayBuffer());
  Object.assign(forms, { option1, option2, "a delivery whose CSAR has to be inflated": zip(unzip(option2), { deflate: true }) });
});

/** A source over bytes that counts what is read of it. `fault(number, bytes, offset)` gives what is read instead. */
function faulty(bytes, fault = (_, right) => right) {
  const source = { size: bytes.length, reads: 0 };
  source.read = async (offset, length) => fault(source.reads++, Uint8Array.from(bytes.subarray(offset, offset + length)), offset);
  return source;
}

async function readsOf(bytes, verify) {
  const source = faulty(bytes);
  assert.equal((await verify(source)).verdict, "passed");
  assert.ok(source.reads > 0);
  return source.reads;
}

/** What may not come of a fault: a report, whatever it says. `expected` is what the promise is rejected with. */
async function assertNoReport(promise, expected, what) {
  const report = await promise.catch((error) => {
    assert.ok(expected(error), `${what}: ${error.stack}`);
  });
  assert.equal(report, undefined, `${what}: ${report?.verdict}`);
}

const isGone = ({ message }) => message === "the store is gone";
const hasCode = (code) => (error) => error.code === code;
const FAULTS = {
  "fails": { fault: () => Promise.reject(new Error("the store is gone")), expected: isGone },
  "throws at once": {
    fault: () => {
      throw new Error("the store is gone");
    },
    expected: isGone,
  },
  "gives one byte too few": { fault: (bytes) => bytes.subarray(0, -1), expected: hasCode("SOURCE_CHANGED") },
  "gives nothing": { fault: () => new Uint8Array(), expected: hasCode("SOURCE_CHANGED") },
  "gives one byte too many": { fault: (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]), expected: hasCode("SOURCE_CHANGED") },
  "gives text": { fault: (bytes) => Buffer.from(bytes).toString("latin1"), expected: hasCode("ARGUMENT_INVALID") },
  "gives an ArrayBuffer": { fault: (bytes) => bytes.buffer, expected: hasCode("ARGUMENT_INVALID") },
  "gives undefined": { fault: () => undefined, expected: hasCode("ARGUMENT_INVALID") },
};

describe("a source of which one read", () => {
  for (const [what, { fault, expected }] of Object.entries(FAULTS)) {
    it(`${what} gives no report, whichever read it is`, async () => {
      for (const [form, bytes] of Object.entries(forms)) {
        const verify = (source) => verifyPackage(source, { trust, fileDigest: true });
        const reads = await readsOf(bytes, verify);
        for (let index = 0; index < reads; index += 1) {
          const source = faulty(bytes, (number, right) => (number === index ? fault(right) : right));
          await assertNoReport(verify(source), expected, `${form}, read ${index}`);
        }
      }
    });
  }

  it("fails gives no report either if it is that of an external artifact", async () => {
    const listing = readFileSync(demo("acme-vnf-external.csar"));
    const image = readFileSync(demo("sbc-recovery.img"));
    const verify = (source) => verifyPackage(listing, { trust: demo("trust.json"), externalArtifacts: { "https://vnf.acme.example/images/sbc-recovery.img": source } });
    const reads = await readsOf(image, verify);
    for (let index = 0; index < reads; index += 1) {
      for (const [what, { fault, expected }] of Object.entries(FAULTS)) {
        const source = faulty(image, (number, right) => (number === index ? fault(right) : right));
        await assertNoReport(verify(source), expected, `${what}, read ${index}`);
      }
    }
  });

  it("never ends can be given up, whichever read it is", async () => {
    for (const [form, bytes] of Object.entries(forms)) {
      const reads = await readsOf(bytes, (source) => verifyPackage(source, { trust }));
      for (let index = 0; index < reads; index += 1) {
        const abort = new AbortController();
        const source = faulty(bytes, (number, right) => {
          if (number !== index) return right;
          setImmediate(() => abort.abort(new Error("the store is gone")));
          return new Promise(() => {});
        });
        await assertNoReport(verifyPackage(source, { trust, signal: abort.signal }), isGone, `${form}, read ${index}`);
      }
    }
  });
});

describe("a source that becomes another one", () => {
  it("from any read on never passes, if what was signed is another", async () => {
    for (const [form, bytes] of Object.entries(forms).slice(0, 2)) {
      const reads = await readsOf(bytes, (source) => verifyPackage(source, { trust, fileDigest: true }));
      const inside = form === "option1" ? bytes : unzip(bytes)[Object.keys(unzip(bytes)).find((name) => name.endsWith(".csar"))];
      for (const content of Object.values(unzip(inside))) {
        const at = bytes.indexOf(Buffer.from(content));
        assert.ok(at > 0 && content.length > 0, "what is signed is stored");
        for (const position of [at, at + (content.length >> 1), at + content.length - 1]) {
          for (let from = 0; from < reads; from += 1) {
            let wasGiven = false;
            const source = faulty(bytes, (number, right, offset) => {
              if (number < from || position < offset || position >= offset + right.length) return right;
              wasGiven = true;
              right[position - offset] ^= 1;
              return right;
            });
            const { verdict } = await verifyPackage(source, { trust, fileDigest: true });
            assert.equal(verdict === "passed", !wasGiven, `${form}, byte ${position}, from read ${from}: ${verdict}`);
          }
        }
      }
    }
  });
});

describe("a file that is written to while it is read", () => {
  const path = join(place, "changing.csar");
  let FileHandle;
  let read;
  before(async () => {
    const handle = await open(trust);
    FileHandle = Object.getPrototypeOf(handle);
    await handle.close();
    read = FileHandle.read;
  });
  afterEach(() => {
    FileHandle.read = read;
  });

  /** Has `change` happen before the read of that number. Gives how many there were. */
  function changeAt(number, change) {
    const seen = { reads: 0 };
    FileHandle.read = async function (...where) {
      if (seen.reads++ === number) change();
      return read.apply(this, where);
    };
    return seen;
  }

  function flip(position) {
    const file = openSync(path, "r+");
    const byte = Buffer.alloc(1, readFileSync(path)[position] ^ 1);
    writeSync(file, byte, 0, 1, position);
    closeSync(file);
  }

  const CHANGES = {
    "grows": () => appendFileSync(path, "more"),
    "shrinks": () => truncateSync(path, statSync(path).size - 1),
    "is emptied": () => truncateSync(path, 0),
    "has another byte": () => flip(100),
    "has another byte, and its old time": () => {
      const { atime, mtime } = statSync(path);
      flip(statSync(path).size - 5);
      utimesSync(path, atime, mtime);
    },
    "has the same bytes written again": () => {
      const file = openSync(path, "r+");
      writeSync(file, readFileSync(path), 0, 10, 0);
      closeSync(file);
    },
    "is replaced by another one": () => {
      const other = join(place, "other.csar");
      writeFileSync(other, forms.option2);
      renameSync(other, path);
    },
  };

  for (const [what, change] of Object.entries(CHANGES)) {
    it(`gives no report if it ${what}, at whichever read`, async () => {
      for (const [form, bytes] of Object.entries(forms)) {
        writeFileSync(path, bytes);
        const counted = changeAt(-1, () => {});
        assert.equal((await verifyPackage(path, { trust, fileDigest: true })).verdict, "passed");
        for (let number = 0; number < counted.reads; number += 1) {
          writeFileSync(path, bytes);
          // The clock of the file system has steps: what happens within one is at the same time.
          await new Promise((resolve) => setTimeout(resolve, 10));
          changeAt(number, change);
          await assertNoReport(verifyPackage(path, { trust, fileDigest: true }), hasCode("SOURCE_CHANGED"), `${form}, read ${number}`);
        }
      }
    });
  }

  it("is not inspected, digested or encrypted either", async () => {
    const asked = [
      (source) => inspectPackage(source),
      (source) => digestFile(source),
      (source) => encryptFile(source, { recipients: [recipient.certificate] }),
    ];
    for (const ask of asked) {
      writeFileSync(path, forms.option1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      changeAt(1, CHANGES["has another byte, and its old time"]);
      await assertNoReport(ask(path), hasCode("SOURCE_CHANGED"), ask);
    }
  });

  it("gives no report if workers read it", async () => {
    copyFileSync(demo("acme-vnf-option1.csar"), path);
    await new Promise((resolve) => setTimeout(resolve, 10));
    let isChanged = false;
    // The phase is told at its beginning, however short it is.
    const onProgress = ({ phase }) => {
      if (phase !== "digesting" || isChanged) return;
      isChanged = true;
      CHANGES["has another byte, and its old time"]();
    };
    await assertNoReport(verifyPackage(path, { trust: demo("trust.json"), onProgress }), hasCode("SOURCE_CHANGED"), "workers");
    assert.ok(isChanged);
  });
});

describe("workers that digest", () => {
  const withWorkers = async (script, options) => {
    const { createVerifier } = await load("js/verification/verifier.js");
    const { RemoteWorker } = await load("js/digests/remote-lane.js");
    const { nodeLanes } = await load("js/digests/node/lanes.js");
    const { openNodeDigester } = await load("js/digests/node/digester.js");
    const { Engine } = await load("js/engine/engine.js");
    const files = await load("js/sources/node/files.js");
    const url = pathToFileURL(join(packageFolder, "dist/engine.js"));
    const bindings = await import(`${url}?faults`);
    const module = new WebAssembly.Module(readFileSync(join(packageFolder, "dist/engine_bg.wasm")));
    bindings.initSync({ module });
    const ends = [];
    const start = (run) => {
      const worker = new Worker(script, { eval: true, execArgv: [], ...options });
      ends.push(new Promise((resolve) => worker.on("error", (error) => resolve(error.code)).on("exit", () => resolve("exit"))));
      const ofWorker = { post: (message) => worker.postMessage(message), listen: (onMessage, onEnd) => worker.on("message", onMessage).on("error", onEnd).on("exit", onEnd), end: () => worker.terminate() };
      return new RemoteWorker(ofWorker).assign(run, { handleOf: ({ fd }) => fd, close: (each) => each.end() });
    };
    const host = { openSource: (path) => files.openFile(path), readFile: files.readFile, createExpansion: files.createTemporaryFile, createDigester: () => (_, task, sink) => openNodeDigester(task, sink), lanes: { ...nodeLanes, count: () => 3, start } };
    return { ...createVerifier(new Engine(bindings, module, "", url), host), ends };
  };
  const good = () => demo("acme-vnf-option1.csar");
  const bad = () => demo("acme-vnf-artifact-changed.csar");
  const real = () => JSON.stringify(pathToFileURL(join(packageFolder, "js/digests/node/lane-worker.js")));
  const WORKERS = {
    "have no memory left": {
      script: `const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => { const all = []; for (;;) all.push(new Array(100_000).fill({})); }); parentPort.postMessage({ ready: true });`,
      options: { resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } },
      end: "ERR_WORKER_OUT_OF_MEMORY",
    },
    "have no memory to begin with": { script: () => `import(${real()})`, options: { resourceLimits: { maxOldGenerationSizeMb: 1, maxYoungGenerationSizeMb: 1 } } },
    "are killed at once": { script: "process.exit(1)" },
    "are killed at their first pass": { script: () => `const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => process.exit(1)); import(${real()});` },
    "throw": { script: `const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => { throw new RangeError("out of memory"); }); parentPort.postMessage({ ready: true });` },
    "say that they are broken": { script: `const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => parentPort.postMessage({ done: [[0, 5]], lost: true })); parentPort.postMessage({ ready: true });` },
  };
  for (const [what, { script, options, end }] of Object.entries(WORKERS)) {
    it(`and ${what} change no verdict`, async () => {
      const { verifyPackage, ends } = await withWorkers(typeof script === "function" ? script() : script, options);
      const asked = { trust: demo("trust.json") };
      assert.equal((await verifyPackage(good(), asked)).verdict, "passed");
      assert.equal((await verifyPackage(bad(), asked)).verdict, "failed");
      assert.ok(ends.length >= 2, "there were workers");
      if (end) assert.ok((await Promise.all(ends)).includes(end));
    });
  }
});

const isMountable = spawnSync("unshare", ["--mount", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", place]).status === 0;

describe("a disk that is full", { skip: isMountable ? false : "no file system can be mounted here" }, () => {
  const small = join(place, "small");
  const option1 = join(place, "option1.csar");
  const message = join(place, "message.cms");
  before(async () => {
    execFileSync("mkdir", ["-p", small]);
    writeFileSync(option1, forms.option1);
    await encryptFile(option1, { recipients: [recipient.certificate], output: message });
  });

  /** Runs the command where `small` is a file system of 1 MiB, which nobody else sees. Gives what is in there afterwards too. */
  async function runInSmall(args, { input, environment } = {}) {
    const script = 'mount -t tmpfs -o size=1m tmpfs "$SMALL" && echo old >"$SMALL/old" && { "$@"; status=$?; ls -A "$SMALL" >&3; cat "$SMALL/old" >&3; exit $status; }';
    const child = spawn("unshare", ["--mount", "--map-root-user", "bash", "-c", script, "bash", command, ...args], { env: { ...process.env, SMALL: small, ...environment }, stdio: ["pipe", "pipe", "pipe", "pipe"] });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    const [stdout, stderr, left, [status]] = await Promise.all([text(child.stdout), text(child.stderr), text(child.stdio[3]), once(child, "close")]);
    return { status, stdout, stderr, left };
  }

  const signer = ["--key", vendor.key, "--certificate", vendor.certificate];
  const COMMANDS = {
    "encrypt": () => ["encrypt", option1, "--recipient", recipient.certificate, "--output", join(small, "old")],
    "decrypt": () => ["decrypt", message, "--key", recipient.key, "--certificate", recipient.certificate, "--trust", trust, "--output", join(small, "old")],
    "wrap": () => ["wrap", option1, ...signer, "--trust", trust, "--output", join(small, "old")],
    "onboard": () => ["onboard", option1, "--trust", trust, "--catalogue", `dir:${join(small, "catalogue")}`],
  };
  for (const [name, args] of Object.entries(COMMANDS)) {
    it(`ends ${name} with an error, and leaves what was there`, async () => {
      const { status, stdout, stderr, left } = await runInSmall(args());
      assert.equal(status, 3, `${stdout}${stderr}`);
      assert.match(stderr, /ENOSPC|the disk is full/);
      assert.doesNotMatch(stdout, /passed/i);
      if (name !== "onboard") assert.equal(left, "old\nold\n");
    });
  }

  it("ends a verification that needs it with an error", async () => {
    const needs = [
      [["verify", "-", "--trust", trust], forms.option1],
      [["verify", join(place, "delivery.zip"), "--trust", trust], undefined],
    ];
    writeFileSync(join(place, "delivery.zip"), forms["a delivery whose CSAR has to be inflated"]);
    for (const [args, input] of needs) {
      const { status, stdout, stderr } = await runInSmall(args, { input, environment: { TMPDIR: small } });
      assert.equal(status, 3, `${args}: ${stdout}${stderr}`);
      assert.match(stderr, /ENOSPC|the disk is full/);
      assert.doesNotMatch(stdout, /passed/i);
    }
  });

  it("ends a verification whose report cannot be written with an error", async () => {
    const full = openSync("/dev/full", "w");
    for (const format of [[], ["--json"], ["--format", "sarif"]]) {
      const { status } = spawnSync(command, ["verify", option1, "--trust", trust, ...format], { stdio: ["ignore", full, "ignore"] });
      assert.equal(status, 3, `${format}`);
    }
    closeSync(full);
  });
});

describe("a thousand packages in one process", { skip: process.platform !== "linux" && "the memory of a process is read from /proc" }, () => {
  it("take no more memory and no more files than a hundred", async () => {
    const files = { good: await makePackage({ size: 200_000 }) };
    files.bad = changed(files.good);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(place, `${name}.csar`), bytes);
    const program = `
      import { readFileSync, readdirSync } from "node:fs";
      import { openPackage, verifyPackage } from ${JSON.stringify(pathToFileURL(join(packageFolder, "js/index.js")))};
      const [place, trust] = process.argv.slice(2);
      const bytes = readFileSync(place + "/good.csar");
      const gone = { size: bytes.length, read: async (offset, length) => { if (offset === 0) throw new Error("gone"); return bytes.subarray(offset, offset + length); } };
      const kinds = [place + "/good.csar", place + "/bad.csar", bytes, bytes.subarray(0, 1000), gone];
      const verdicts = {};
      const measured = [];
      for (let index = 0; index < 1000; index += 1) {
        const verdict = await verifyPackage(kinds[index % kinds.length], { trust }).then((report) => report.verdict, (error) => error.message);
        const key = index % kinds.length + " " + verdict;
        verdicts[key] = (verdicts[key] ?? 0) + 1;
        if (index % 100 !== 99) continue;
        gc();
        const opened = await openPackage(bytes);
        measured.push({ engine: opened.engineMemory, heap: process.memoryUsage().heapUsed, resident: process.memoryUsage().rss, files: readdirSync("/proc/self/fd").length });
        opened.close();
      }
      console.log(JSON.stringify({ verdicts, measured }));
    `;
    const file = join(place, "thousand.mjs");
    writeFileSync(file, program);
    const said = JSON.parse(execFileSync(process.execPath, ["--expose-gc", file, place, trust], { encoding: "utf8", maxBuffer: 1 << 24 }));
    assert.deepEqual(said.verdicts, { "0 passed": 200, "1 failed": 200, "2 passed": 200, "3 failed": 200, "4 gone": 200 });
    const [first, last] = [said.measured[0], said.measured.at(-1)];
    assert.equal(last.engine, first.engine);
    assert.equal(last.files, first.files);
    assert.ok(last.heap - first.heap < 4 << 20, `the heap grew by ${last.heap - first.heap} bytes`);
    assert.ok(last.resident - first.resident < 48 << 20, `the process grew by ${last.resident - first.resident} bytes`);
  });
});

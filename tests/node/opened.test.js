// `openPackage` reads once and judges any number of times; `inspectPackage` judges nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

import { packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { zip } from "./zip.js";

const { inspectPackage, inspectPackageAsJson, openPackage, verifyPackageAsJson } = vnfseal;
const trust = demo("trust.json");
const at = new Date();
const policies = [{ at }, { at, revocation: "required" }, { at: "2001-01-01T00:00:00Z" }, { at, edition: "4.5.1" }];

/** A source that counts what is read of it. */
async function counting(path) {
  const bytes = await readFile(path);
  const source = { size: bytes.length, name: "counted.csar", reads: 0, bytesRead: 0 };
  source.read = async (offset, length) => {
    source.reads += 1;
    source.bytesRead += length;
    return bytes.subarray(offset, offset + length);
  };
  return source;
}

describe("a package that is opened", () => {
  for (const name of ["acme-vnf-option1.csar", "acme-vnf-option2.zip", "acme-vnf-artifact-changed.csar"]) {
    it(`gives the reports of ${name} that a new verification gives, without reading`, async () => {
      const source = await counting(demo(name));
      const opened = await openPackage(source);
      const { reads } = source;
      assert.ok(reads > 0);
      const verdicts = new Set();
      for (const question of policies.flatMap((policy) => [{ policy }, { policy, trust }])) {
        const report = await opened.reportAsJson(question);
        verdicts.add(JSON.parse(report).verdict);
        assert.equal(source.reads, reads);
        assert.equal(report, await verifyPackageAsJson(await counting(demo(name)), question));
      }
      assert.ok(verdicts.size > 1 || verdicts.has("failed"));
      opened.close();
    });
  }

  it("can be asked several things at once, and says how large it is", async () => {
    const opened = await openPackage(demo("acme-vnf-option1.csar"));
    const [passed, unknown] = await Promise.all([opened.report({ trust, policy: { at } }), opened.report()]);
    assert.deepEqual([passed.verdict, unknown.verdict], ["passed", "indeterminate"]);
    assert.ok(opened.entries >= passed.artifacts.length);
    assert.ok(opened.engineMemory > 1 << 20 && opened.engineMemory < 1 << 30);
    opened.close();
  });

  it("keeps the limits it was read with", async () => {
    const opened = await openPackage(demo("acme-vnf-option1.csar"), { limits: { signatures: 7 } });
    const { policy } = await opened.report({ trust });
    assert.equal(policy.limits.signatures, 7);
    for (const limits of [{ signatures: 8 }, {}, { signatures: policy.limits.signatures, entries: 1 }]) {
      await assert.rejects(opened.report({ policy: { limits } }), /policy: .*other limits/);
    }
    await opened.report({ policy: { limits: { signatures: 7 } } });
    opened.close();
    const refused = await openPackage(demo("acme-vnf-option1.csar"), { limits: { entries: 1 } });
    assert.ok((await refused.report()).findings.some(({ code }) => code === "archive.limit"));
    refused.close();
    await assert.rejects(openPackage(demo("acme-vnf-option1.csar"), { limits: { entires: 1 } }), /entires/);
  });

  it("refuses what it does not know, and everything once it is closed", async () => {
    const opened = await openPackage(demo("acme-vnf-option1.csar"));
    await assert.rejects(opened.report({ limits: {} }), /no option 'limits'/);
    await assert.rejects(opened.report({ signal: AbortSignal.abort() }), { name: "AbortError" });
    await assert.rejects(opened.report({ trust: "no-such-file.pem" }), /no-such-file/);
    const last = opened.report({ trust, policy: { at } });
    opened.close();
    assert.equal((await last).verdict, "passed");
    await assert.rejects(opened.report(), /closed/);
    await assert.rejects(opened.inspect(), /closed/);
    opened.close();
  });

  it("writes a long report as a short one, in one JSON text", async () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`Files/${index}.txt`, "x"]));
    const json = await verifyPackageAsJson(zip({ "vnf.yaml": "a", "vnf.mf": "metadata:\n", ...files }));
    const report = JSON.parse(json);
    assert.equal(report.artifacts.length, 1002);
    assert.equal(JSON.stringify(report), json);
  });

  it("is not opened when it is aborted or cannot be read", async () => {
    await assert.rejects(openPackage(demo("acme-vnf-option1.csar"), { signal: AbortSignal.abort() }), { name: "AbortError" });
    const reason = new Error("the store is gone");
    await assert.rejects(openPackage({ size: 1000, read: async () => Promise.reject(reason) }), reason);
  });
});

describe("packages that a worker keeps", async () => {
  const { KeptPackages, canBeKept } = await import(`${packageFolder}/js/verification/kept-packages.js`);
  const fileOf = (name, text, lastModified = 1) => new File([text], name, { lastModified });
  let opened;
  const open = (entries = 1, engineMemory = 0) => async () => {
    const one = { entries, engineMemory, isUsable: true, close: () => (one.isClosed = true) };
    opened.push(one);
    return one;
  };
  const waiting = (signal) => ({ signal, onProgress() {} });
  const reset = () => {
    opened = [];
    const kept = new KeptPackages();
    return { get: (key, files, open) => kept.get(key, files, open, waiting()) };
  };

  it("are given again for the same files under the same key only", async () => {
    const kept = reset();
    const [file, image] = [fileOf("a.csar", "a"), fileOf("i.img", "i")];
    const first = await kept.get("1", { "": file }, open());
    assert.equal(await kept.get("1", { "": file }, open()), first);
    const others = [
      ["2", { "": file }],
      ["1", { "": fileOf("b.csar", "a") }],
      ["1", { "": fileOf("a.csar", "aa") }],
      ["1", { "": fileOf("a.csar", "a", 2) }],
      ["1", { "": file, "https://vnf.example/i": image }],
      ["1", { "": file, "https://vnf.example/j": image }],
    ];
    for (const [key, files] of others) assert.notEqual(await kept.get(key, files, open()), first);
    assert.equal(opened.length, 1 + others.length);
  });

  it("are opened anew when a file has changed on the disk, or the engine is gone", async () => {
    const kept = reset();
    const file = fileOf("a.csar", "a");
    const first = await kept.get("1", { "": file }, open());
    file.slice = () => ({ arrayBuffer: async () => Promise.reject(new DOMException("changed", "NotReadableError")) });
    const second = await kept.get("1", { "": file }, open());
    assert.notEqual(second, first);
    assert.ok(first.isClosed);
    delete file.slice;
    second.isUsable = false;
    assert.notEqual(await kept.get("1", { "": file }, open()), second);
  });

  it("are given up, the oldest first, when they are many or large", async () => {
    const kept = reset();
    for (let index = 0; index < 70; index += 1) await kept.get(`${index}`, { "": fileOf("a", "a") }, open());
    assert.deepEqual(opened.map(({ isClosed = false }) => isClosed).lastIndexOf(true), 5);
    await kept.get("large", { "": fileOf("a", "a") }, open(1_000_000));
    assert.deepEqual(
      opened.filter(({ isClosed }) => !isClosed).map(({ entries }) => entries),
      [1_000_000],
    );
  });

  it("are given up, all but the newest, when the engine has much memory or has failed", async () => {
    const kept = reset();
    const get = (key, memory) => kept.get(key, { "": fileOf("a", "a") }, open(1, memory));
    const closed = () => opened.map(({ isClosed = false }) => isClosed);
    const first = await get("1");
    await get("2");
    first.isUsable = false;
    await get("3");
    assert.deepEqual(closed(), [true, false, false]);
    await get("4", 2 ** 30 + 1);
    assert.deepEqual(closed(), [true, true, true, false]);
  });

  /** One file that is being read, until `finish()`; each who `asks` for it waits, and can `abort`. */
  const beginReading = () => {
    const kept = new KeptPackages();
    const files = { "": fileOf("a.csar", "a") };
    const readings = [];
    const read = ({ signal, onProgress }) =>
      new Promise((resolve, reject) => {
        const one = { entries: 1, isUsable: true, close: () => (one.isClosed = true) };
        readings.push({ one, signal, onProgress, finish: () => resolve(one), fail: reject });
      });
    const ask = (onProgress = () => {}) => {
      const controller = new AbortController();
      const answer = kept.get("1", files, read, { signal: controller.signal, onProgress });
      answer.catch(() => {}); // asserted below
      return { answer, abort: () => controller.abort() };
    };
    return { ask, readings, file: files[""] };
  };

  it("are read once for all who ask meanwhile, and each hears how far it is", async () => {
    const { ask, readings } = beginReading();
    const heard = [[], []];
    const first = ask((progress) => heard[0].push(progress));
    await turn();
    readings[0].onProgress(1);
    const second = ask((progress) => heard[1].push(progress));
    readings[0].onProgress(2);
    readings[0].finish();
    assert.equal(await first.answer, readings[0].one);
    assert.equal(await second.answer, readings[0].one);
    assert.equal(await ask().answer, readings[0].one);
    assert.deepEqual(heard, [
      [1, 2],
      [1, 2],
    ]);
    assert.equal(readings.length, 1);
  });

  it("are read on while anybody waits, and are given up with the last one", async () => {
    const { ask, readings } = beginReading();
    const [first, second] = [ask(), ask()];
    await turn();
    first.abort();
    await assert.rejects(first.answer, { name: "AbortError" });
    assert.ok(!readings[0].signal.aborted);
    second.abort();
    await assert.rejects(second.answer, { name: "AbortError" });
    assert.ok(readings[0].signal.aborted);

    // Nobody joins what was given up, and it is not kept, should it still come to its end.
    const third = ask();
    await turn();
    assert.equal(readings.length, 2);
    readings[0].finish();
    await turn();
    assert.ok(readings[0].one.isClosed);
    const fourth = ask();
    readings[1].finish();
    assert.equal(await third.answer, readings[1].one);
    assert.equal(await fourth.answer, readings[1].one);
    assert.equal(readings.length, 2);
  });

  it("are read anew for who joined late, if the file has changed meanwhile", async () => {
    const { ask, readings, file } = beginReading();
    const first = ask();
    await turn();
    const second = ask();
    file.slice = () => ({ arrayBuffer: async () => Promise.reject(new DOMException("changed", "NotReadableError")) });
    readings[0].finish();
    assert.equal(await first.answer, readings[0].one);
    await turn();
    readings[1].finish();
    assert.equal(await second.answer, readings[1].one);
    assert.ok(readings[0].one.isClosed);
  });

  it("that cannot be read are refused to all who wait, and read anew for the next", async () => {
    const { ask, readings } = beginReading();
    const [first, second] = [ask(), ask()];
    await turn();
    const reason = new Error("the disk is gone");
    readings[0].fail(reason);
    await assert.rejects(first.answer, reason);
    await assert.rejects(second.answer, reason);
    const third = ask();
    await turn();
    readings[1].finish();
    assert.equal(await third.answer, readings[1].one);
  });

  it("are Files: of other Blobs nobody could say whether they are the same", () => {
    assert.ok(canBeKept({ "": fileOf("a", "a"), u: fileOf("b", "b") }));
    assert.ok(!canBeKept({ "": fileOf("a", "a"), u: new Blob(["b"]) }));
  });
});

describe("an inspection of a package", () => {
  let source;
  let inspection;
  before(async () => {
    source = await counting(demo("acme-vnf-option1.csar"));
    inspection = await inspectPackage(source);
  });

  it("says what is in it and who is said to have signed", async () => {
    assert.equal(inspection.package.packageSecurityOption, "OPTION_1");
    const [{ signers, location }] = inspection.signatures;
    assert.equal(location, "manifest");
    assert.match(signers[0].certificate.subject, /CN=/);
    assert.equal(inspection.verdict, undefined);
  });

  it("does not read the artifacts", async () => {
    const artifacts = inspection.files.reduce((sum, { size = 0 }) => sum + size, 0);
    assert.ok(source.bytesRead < artifacts / 10, `${source.bytesRead} of ${artifacts} bytes were read`);
  });

  it("is the same for a package that is opened, and as JSON", async () => {
    const opened = await openPackage(await counting(demo("acme-vnf-option1.csar")));
    assert.deepEqual(await opened.inspect(), inspection);
    opened.close();
    const json = await inspectPackageAsJson(await counting(demo("acme-vnf-option1.csar")));
    assert.deepEqual(JSON.parse(json), inspection);
  });

  it("tells why there is nothing to see", async () => {
    const { findings, files } = await inspectPackage(new Uint8Array(100));
    assert.deepEqual([findings[0].code, files], ["archive.not-zip", []]);
  });
});

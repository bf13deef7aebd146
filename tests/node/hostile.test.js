// What is not a package gets a report or a clear error, and the next package is verified as if nothing had been.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { command, folder, packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip, zip } from "./zip.js";

const { verifyPackage } = vnfseal;
const option1 = demo("acme-vnf-option1.csar");
const option2 = readFileSync(demo("acme-vnf-option2.zip"));
const trust = demo("trust.json");

const { "acme_vnf.cms": signature } = unzip(option2);
const inputs = {
  "a text file": Buffer.from("This is not a ZIP archive.\n".repeat(1000)),
  "an empty file": Buffer.alloc(0),
  "an empty archive": zip({}),
  "a ZIP without a CSAR": zip({ "readme.txt": "nothing here", "acme_vnf.cms": signature }),
  "a ZIP whose CSAR is none": zip({ "acme_vnf.csar": "not a ZIP archive", "acme_vnf.cms": signature }),
  "a ZIP whose deflated CSAR is empty": zip({ "acme_vnf.csar": "", "acme_vnf.cms": signature }, { deflate: true }),
  "10 random bytes": randomBytes(10),
  "10 random bytes that begin like a ZIP": Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(6)]),
  "the first half of a package": option2.subarray(0, option2.length / 2),
  "the last half of a package": option2.subarray(option2.length / 2),
};

describe("what is not a package", () => {
  afterEach(async () => {
    assert.equal((await verifyPackage(option2, { trust })).verdict, "passed", "the next package is verified");
  });

  for (const [name, bytes] of Object.entries(inputs)) {
    it(`${name}: fails with a report, by the API`, async () => {
      const { verdict, findings } = await verifyPackage(bytes, { trust });
      assert.equal(verdict, "failed");
      assert.ok(findings.some(({ severity }) => severity === "fail"));
    });

    it(`${name}: fails with a report, by the command`, () => {
      const path = join(folder, "input");
      writeFileSync(path, bytes);
      const { status, stdout, stderr } = spawnSync(command, ["verify", path, "--trust", trust], { encoding: "utf8" });
      assert.equal(status, 1);
      assert.match(stdout, /^FAILED/);
      assert.equal(stderr, "");
    });
  }

  it("a small file that claims to be larger than memory is one that does not decompress, where the policy allows such sizes", async () => {
    const files = unzip(readFileSync(option1));
    const bytes = zip(files, { deflate: true });
    const manifest = Object.keys(files).find((path) => path.endsWith(".mf"));
    // The uncompressed size in both headers (APPNOTE 4.3.7, 4.3.12).
    for (const [header, size, name] of [[0x04034b50, 22, 30], [0x02014b50, 24, 46]]) {
      for (let at = bytes.indexOf(manifest); at >= 0; at = bytes.indexOf(manifest, at + 1)) {
        if (bytes.readUInt32LE(Math.max(0, at - name)) === header) bytes.writeUInt32LE(0xf0000000, at - name + size);
      }
    }
    const { verdict, findings } = await verifyPackage(bytes, { trust, policy: { limits: { manifestBytes: 0xffffffff } } });
    assert.equal(verdict, "failed");
    assert.ok(findings.some(({ code }) => code === "archive.content"), JSON.stringify(findings.map(({ code }) => code)));
  });

  it("a directory, a missing file and a pipe are clear errors", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    await assert.rejects(verifyPackage(folder), { code: "FILE_UNREADABLE", message: /is a directory/ });
    await assert.rejects(verifyPackage(join(folder, "missing")), { code: "FILE_UNREADABLE", message: /^ENOENT/ });
    await assert.rejects(verifyPackage(pipe), { code: "FILE_UNREADABLE", message: /not a regular file/ });
  });

  it("a trust file as large as a package is not read", async () => {
    const large = join(folder, "large.pem");
    writeFileSync(large, "");
    truncateSync(large, 10 * 2 ** 30);
    await assert.rejects(verifyPackage(option1, { trust: large }), { code: "FILE_UNREADABLE", message: /large\.pem has more than 256 MiB/ });
  });
});

describe("an engine that traps", () => {
  // Nothing is known that makes the real one trap, so one that does is put in front of it.
  const trapping = `
    export * from "./real-engine.js";
    export { default } from "./real-engine.js";
    import { Verification as Real } from "./real-engine.js";
    export class Verification extends Real {
      step() {
        if (!new URL(import.meta.url).search) throw new WebAssembly.RuntimeError("unreachable");
        return super.step();
      }
    }`;

  const importTrapping = (copy) => {
    mkdirSync(copy);
    cpSync(packageFolder, copy, { recursive: true });
    cpSync(join(copy, "dist", "engine.js"), join(copy, "dist", "real-engine.js"));
    writeFileSync(join(copy, "dist", "engine.js"), trapping);
    return import(pathToFileURL(join(copy, "js", "index.js")));
  };

  it("is replaced: the package is refused, the next one verified", async () => {
    const { verifyPackage } = await importTrapping(join(folder, "trapping"));
    await assert.rejects(verifyPackage(option1, { trust }), { code: "ENGINE_STOPPED", message: /engine stopped unexpectedly/ });
    assert.equal((await verifyPackage(option1, { trust })).verdict, "passed");
  });

  it("says so where it cannot be replaced, and is never used again", async () => {
    const copy = join(folder, "irreplaceable");
    const { verifyPackage } = await importTrapping(copy);
    rmSync(join(copy, "dist", "engine.js"));
    await assert.rejects(verifyPackage(option1, { trust }), { code: "ENGINE_STOPPED" });
    await assert.rejects(verifyPackage(option1, { trust }), { code: "ENGINE_UNAVAILABLE" });
  });
});

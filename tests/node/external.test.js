// External artifacts: what is given for them is checked, by the API and by the command.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { zip } from "./zip.js";

const { verifyPackage } = vnfseal;
const uri = "https://vnf.acme.example/images/sbc-recovery.img";
const listing = demo("acme-vnf-external.csar");
const image = demo("sbc-recovery.img");
const trust = demo("trust.json");
const content = readFileSync(image);

const verify = (externalArtifacts, source = listing) => verifyPackage(source, { trust, externalArtifacts });
const artifactOf = ({ artifacts }) => artifacts.find(({ artifactPath }) => artifactPath === uri);
const codes = ({ findings }) => findings.map(({ code }) => code);

/** A file of the test, and its path. */
function written(name, bytes) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe("an external artifact", () => {
  it("is not checked unless it is given", async () => {
    for (const none of [undefined, null, {}]) {
      const report = await verify(none);
      assert.equal(report.verdict, "indeterminate");
      assert.deepEqual(codes(report), ["artifact.external"]);
      assert.equal(artifactOf(report).size, undefined);
    }
  });

  it("may be given in every form that a package may have", async () => {
    const file = await open(image);
    const read = async (offset, length) => (await file.read(new Uint8Array(length), 0, length, offset)).buffer;
    const forms = [image, content, new Blob([content]), new File([content], "x"), { size: content.length, read }];
    for (const source of forms) {
      for (const csar of [listing, readFileSync(listing)]) {
        const report = await verify({ [uri]: source }, csar);
        assert.equal(report.verdict, "passed");
        assert.deepEqual(codes(report), []);
        const { status, size, checksum } = artifactOf(report);
        assert.deepEqual({ status, size }, { status: "passed", size: content.length });
        assert.equal(checksum.actual, checksum.expected);
      }
    }
    await file.close();
  });

  it("is not mixed up with a CSAR that has to be inflated first", async () => {
    const delivery = zip({ "acme.csar": readFileSync(listing) }, { deflate: true });
    for (const source of [image, content, new Blob([content])]) {
      const report = await verify({ [uri]: source }, delivery);
      assert.equal(report.verdict, "passed");
      assert.equal(artifactOf(report).status, "passed");
    }
    assert.deepEqual(codes(await verify({ [uri]: trust }, delivery)), ["artifact.digest-mismatch"]);
  });

  it("fails when it is not what the manifest declares", async () => {
    const flipped = Buffer.from(content);
    flipped[content.length - 1] ^= 1;
    const longer = Buffer.concat([content, Buffer.from("\n")]);
    for (const wrong of [flipped, longer, content.subarray(0, -1), Buffer.alloc(0), written("wrong.img", longer)]) {
      const report = await verify({ [uri]: wrong });
      assert.equal(report.verdict, "failed");
      assert.deepEqual(codes(report), ["artifact.digest-mismatch"]);
      assert.equal(artifactOf(report).status, "failed");
    }
  });

  it("is named by its URI exactly", async () => {
    for (const name of [`${uri}/`, uri.toUpperCase(), "sbc-recovery.img", "__proto__", "Scripts/instantiate.sh"]) {
      const report = await verify(Object.fromEntries([[name, content]]));
      assert.equal(report.verdict, "indeterminate");
      assert.deepEqual(codes(report).sort(), ["artifact.external", "artifact.external-not-listed"]);
    }
  });

  it("is told when the package lists none", async () => {
    const report = await verify({ [uri]: content }, demo("acme-vnf-option1.csar"));
    assert.equal(report.verdict, "indeterminate");
    assert.deepEqual(codes(report), ["artifact.external-not-listed"]);
  });

  it("that cannot be read gives no report", async () => {
    const missing = join(folder, "missing.img");
    await assert.rejects(verify({ [uri]: missing }), { code: "FILE_UNREADABLE", message: `ENOENT: ${missing} does not exist: check the path` });
    await assert.rejects(verify({ [uri]: folder }), { code: "FILE_UNREADABLE" });
    await assert.rejects(verify({ [uri]: { size: 10, read: async () => new Uint8Array(9) } }), /got 9/);
    const reason = new Error("the store is gone");
    await assert.rejects(verify({ [uri]: { size: 10, read: async () => Promise.reject(reason) } }), reason);
  });

  it("that is nothing of the kind is refused", async () => {
    for (const wrong of ["a", 1, [], [[uri, content]], new Map([[uri, content]]), content, new Blob([content])]) {
      await assert.rejects(verify(wrong), { code: "ARGUMENT_INVALID" });
    }
    for (const wrong of [undefined, null, 1, {}, { size: -1, read: async () => content }]) {
      await assert.rejects(verify({ [uri]: wrong }), { code: "ARGUMENT_INVALID" });
    }
  });
});

describe("the command", () => {
  it("takes external artifacts", async () => {
    const without = await run("verify", listing, "--trust", trust);
    assert.equal(without.status, 2);
    assert.match(without.stdout, /sbc-recovery\.img +external, not checked, signed manifest\n/);
    const right = await run("verify", listing, "--trust", trust, "--external", `${uri}=${image}`, "--verbose");
    assert.equal(right.status, 0);
    assert.match(right.stdout, /✓ passed +1\.0 MiB +\S+sbc-recovery\.img +external, signed manifest\n/);
    const wrong = await run("verify", listing, "--trust", trust, "--external", `${uri}=${trust}`);
    assert.equal(wrong.status, 1);
    assert.match(wrong.stdout, /artifact\.digest-mismatch/);
  });

  it("divides at the last '='", async () => {
    const { status, stdout } = await run("verify", listing, "--trust", trust, "--external", `${uri}?a=b=${image}`);
    assert.equal(status, 2);
    assert.ok(stdout.includes(`'${uri}?a=b'`));
  });

  it("refuses what it cannot use", async () => {
    const given = (...externals) => ["verify", listing, ...externals.flatMap((each) => ["--external", each])];
    await assertCouldNotRun(given(uri), /--external needs URI=FILE/);
    await assertCouldNotRun(given(`${uri}=`), /--external needs URI=FILE/);
    await assertCouldNotRun(given(`=${image}`), /--external needs URI=FILE/);
    await assertCouldNotRun(given(`${uri}=${image}`, `${uri}=${trust}`), /names 'https:\S+' twice/);
    await assertCouldNotRun(given(`${uri}=missing.img`), /ENOENT.*missing\.img/);
    await assertCouldNotRun([...given(`${uri}=${image}`), listing], /--external goes with one package at a time/);
  });
});

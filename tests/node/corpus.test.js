// The corpus of the fuzzer, in WebAssembly: the engine says of every input what it says natively (fuzz/verdicts.json), twice.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { repository, vnfseal } from "./installed.js";

const { inspectTrust, verifyPackage, verifyPackageAsJson } = vnfseal;
const native = JSON.parse(readFileSync(join(repository, "fuzz/verdicts.json"), "utf8"));

function corpus(target) {
  const folder = join(repository, "fuzz/corpus", target);
  return readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name))]);
}

// What is refused is an error. Its message is core's sentence, behind the name of the file.
async function said(answer) {
  return await answer.catch(({ message }) => message.replace(/^(trust|policy): /, ""));
}

// A report states the time for which was validated, also where the policy leaves it open.
function withoutTime(policy) {
  return typeof policy === "string" ? policy : { ...policy, at: undefined };
}

describe("the corpus of the fuzzer", () => {
  it("packages get the same verdict and findings as natively, and the same report twice", async () => {
    const options = { trust: Buffer.from(native.trust), policy: { at: native.at } };
    for (const [name, bytes] of corpus("archive")) {
      const json = await verifyPackageAsJson(bytes, options);
      const { verdict, findings } = JSON.parse(json);
      assert.deepEqual([verdict, findings.map(({ code }) => code)], native.archive[name], name);
      assert.equal(await verifyPackageAsJson(bytes, options), json, name);
    }
  });

  it("policies are read as natively", async () => {
    for (const [name, bytes] of corpus("policy")) {
      const found = await said(verifyPackage(Buffer.from("no package"), { policy: bytes }).then(({ policy }) => policy));
      const expected = native.policy[name].policy ?? native.policy[name];
      assert.deepEqual(withoutTime(found), withoutTime(expected), name);
    }
  });

  it("trust files are read as natively", async () => {
    for (const [name, bytes] of corpus("trust_file")) {
      const found = await said(inspectTrust(bytes).then(({ entries }) => entries.map(({ fingerprint }) => fingerprint)));
      assert.deepEqual(found, native.trust_file[name], name);
    }
  });
});

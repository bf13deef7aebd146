// The life of a package on the command line, as a VNF provider and a service provider type it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { run } from "../node/command.js";
import { forms, PASSWORD } from "./key-files.js";
import { verifiedByOpenssl } from "./openssl-verifies.js";
import { fileOf, files, folderOf, signed } from "./packages.js";
import { acme, atInstantiation, operator, provider, recipient, telecom, trusting } from "./parties.js";
import { fresh } from "./programs.js";

describe("on the command line", { concurrency: 2 }, () => {
  for (const option of [1, 2]) {
    it(`a package of Option ${option} lives from pack to instantiation`, async () => {
      const [maker, taker, holder] = await Promise.all([provider("RSA"), operator("P-256"), recipient("P-384")]);
      const json = (value) => fileOf(JSON.stringify(value), "file.json");
      const trust = ["--trust", json(trusting(taker))];
      const [onboarding, instantiation] = [{}, atInstantiation()].map((policy) => [...trust, "--policy", json(policy)]);
      const password = ["--password-file", fileOf(`${PASSWORD}\n`, "password")];
      const step = async (status, ...args) => {
        const result = await run(...args);
        assert.equal(result.status, status, `${args[0]}: ${result.stdout}${result.stderr}`);
        assert.ok(!`${result.stdout}${result.stderr}`.includes(PASSWORD));
      };
      const [csar, zip, countersigned, message, decrypted] = ["a.csar", "a.zip", "b", "b.cms", "c"].map(fresh);
      const by = ["--key", maker.key, "--certificate", maker.chain];
      await step(0, "pack", folderOf(files()), ...by, ...onboarding, "--output", csar);
      if (option === 2) await step(0, "wrap", csar, ...by, ...onboarding, "--output", zip);
      const packed = option === 2 ? zip : csar;
      await step(0, "verify", packed, ...onboarding);
      await step(1, "verify", packed, ...instantiation);
      const store = await forms["PKCS #12"](taker);
      await step(0, "sign", packed, "--key", store, ...password, ...onboarding, "--output", countersigned);
      assert.equal(await verifiedByOpenssl(signed(readFileSync(countersigned)), [acme, telecom]), 2);
      await step(0, "encrypt", countersigned, "--recipient", holder.certificate, "--output", message);
      const opener = ["--key", await forms["encrypted PKCS #8 in PEM"](holder), "--certificate", holder.certificate, ...password];
      await step(1, "decrypt", await unsigned(packed, holder), ...opener, ...instantiation, "--output", fresh("none"));
      await step(0, "decrypt", message, ...opener, ...instantiation, "--output", decrypted);
      assert.deepEqual(readFileSync(decrypted), readFileSync(countersigned));
      await step(0, "verify", decrypted, ...instantiation);
    });
  }
});

/** A message with a package that the service provider has not signed. */
async function unsigned(packed, holder) {
  const message = fresh("unsigned.cms");
  assert.equal((await run("encrypt", packed, "--recipient", holder.certificate, "--output", message)).status, 0);
  return message;
}

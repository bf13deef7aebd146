// Files with private keys: those of OpenSSL and keytool sign, and damaged ones are errors and nothing else.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";

import { forms, PASSWORD } from "./key-files.js";
import { verifiedByOpenssl } from "./openssl-verifies.js";
import { option1, signed } from "./packages.js";
import { acme, operator, provider, telecom, trusting } from "./parties.js";
import { without } from "./programs.js";
import { bytesOf, signPackage, VnfsealError } from "./vnfseal.js";

const withoutKeytool = without("/usr/bin/keytool");
const MUTATIONS = 120;
/** Longer than any of these files takes to read, in milliseconds. An iteration count must not decide it. */
const LONGEST = 5000;

let packed;
before(async () => {
  packed = await option1([await provider()]);
});

/** Signs with a key file of an identity. A PKCS #12 has the certificates too. */
function sign(file, { chain }, form) {
  const certificate = form.startsWith("PKCS #12") ? undefined : chain;
  const trust = trusting({ pem: readFileSync(chain, "utf8").split(/(?=-----BEGIN)/)[0] });
  return signPackage(packed, { signer: { key: file, password: PASSWORD, certificate }, trust });
}

describe("a key file", () => {
  for (const [form, make] of Object.entries(forms)) {
    for (const kind of ["RSA", "P-256", "P-384"]) {
      it(`of ${kind} signs: ${form}`, { skip: form.endsWith("keytool") && withoutKeytool }, async () => {
        const identity = await operator(kind);
        const after = await bytesOf(await sign(await make(identity), identity, form));
        assert.equal(await verifiedByOpenssl(signed(after), [acme, telecom]), 2);
      });
    }

    it(`that is damaged is an error: ${form}`, { skip: form.endsWith("keytool") && withoutKeytool }, async (test) => {
      const identity = await operator("P-256");
      const good = readFileSync(await make(identity));
      const outcomes = {};
      // The mutations are the same in each run, so a failure can be looked at.
      const next = numbers(form);
      for (let index = 0; index < MUTATIONS; index += 1) {
        const bad = mutated(good, next);
        const began = performance.now();
        const outcome = await sign(bad, identity, form).then(({ report }) => report.verdict, (error) => {
          assert.ok(error instanceof VnfsealError, error.stack);
          return error.code;
        });
        assert.ok(performance.now() - began < LONGEST, `mutation ${index} took long`);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
      test.diagnostic(JSON.stringify(outcomes));
      // Some octets say nothing, for example a friendly name. Then the key is right, and so is what it signs.
      const { passed = 0, KEY_UNUSABLE: unusable = 0, SIGNING_REFUSED: refused = 0 } = outcomes;
      assert.equal(passed + unusable + refused, MUTATIONS);
      assert.ok(unusable > MUTATIONS / 2);
    });
  }
});

/** Numbers from 0 to below a limit, by a linear congruence. */
function numbers(seed) {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) >>> 0, 1);
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** One to three octets are others, or octets are left out, doubled or cut off. */
function mutated(bytes, next) {
  const at = next(bytes.length);
  const changed = Buffer.from(bytes);
  switch (next(5)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + next(8))]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(next(at + 1))]);
    default:
      for (let left = 1 + next(3); left > 0; left -= 1) changed[next(bytes.length)] ^= 1 << next(8);
      return changed;
  }
}

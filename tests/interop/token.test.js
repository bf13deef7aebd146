// Keys that stay in a PKCS #11 token: the callback gets what there is to sign, and others verify what comes out.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, it } from "node:test";

import { verifiedByOpenssl } from "./openssl-verifies.js";
import { files, folderOf, option1, option2, signed } from "./packages.js";
import { acme, provider, signersAtInstantiation, telecom, trusting } from "./parties.js";
import { fresh, withoutToken } from "./programs.js";
import { bytesOf, packFolder, signPackage } from "./vnfseal.js";

describe("a key in a token", { skip: withoutToken }, () => {
  let token;
  const keys = {};
  before(async () => {
    const { Token } = await import("./token.js");
    token = Token.open();
    for (const kind of ["RSA", "P-256"]) {
      const key = token.generate(kind);
      keys[kind] = { key, operator: await telecom.signer(key), provider: await acme.signer(key) };
    }
  });
  after(() => token.close());

  const ways = [
    ["RSA", {}],
    ["RSA", { algorithm: "RSA-PSS", hash: "SHA-384" }],
    ["P-256", {}],
    ["P-256", { hash: "SHA-512" }],
  ];
  for (const [kind, more] of ways) {
    it(`signs as service provider: ${kind} ${JSON.stringify(more)}`, async () => {
      const { key, operator } = keys[kind];
      const requests = [];
      const callback = token.signer(key);
      const sign = async (request) => {
        requests.push(request);
        return callback(request);
      };
      const trust = trusting(operator);
      for (const packed of [await option1([await provider()]), await option2([await provider()])]) {
        const by = { certificate: operator.chain, sign, ...more };
        const after = await bytesOf(await signPackage(packed, { signer: by, trust }));
        assert.deepEqual(await signersAtInstantiation(after, trust), ["serviceProvider", "vnfProvider"]);
        assert.deepEqual(await verifiedByOpenssl(signed(after), [acme, telecom]), 2);
      }
      assert.equal(requests.length, 2);
    });

    it(`signs as VNF provider: ${kind} ${JSON.stringify(more)}`, async () => {
      const { key, provider: by } = keys[kind];
      const callback = { certificate: by.chain, sign: token.signer(key), ...more };
      const trust = { vnfProvider: { privateCAs: [acme.root.pem] } };
      const packed = await bytesOf(await packFolder(folderOf(files()), { signer: callback, trust }));
      assert.deepEqual(await verifiedByOpenssl(signed(packed), [acme]), 1);
    });
  }

  it("is not believed: the answer is verified with the certificate before anything is written", async () => {
    const { operator } = keys["P-256"];
    const packed = await option1([await provider()]);
    const good = token.signer(keys["P-256"].key);
    const wrong = [
      () => new Uint8Array(),
      () => new Uint8Array(64),
      () => "signature",
      () => undefined,
      token.signer(keys.RSA.key),
      (request) => good({ ...request, digest: Buffer.alloc(32) }),
      () => {
        throw new Error("the token is gone");
      },
    ];
    for (const sign of wrong) {
      const output = fresh("signed.csar");
      const by = { certificate: operator.chain, sign };
      await assert.rejects(signPackage(packed, { signer: by, trust: trusting(operator), output }));
      assert.equal(existsSync(output), false);
    }
  });
});

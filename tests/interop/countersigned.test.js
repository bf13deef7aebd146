// The service provider's signature: OpenSSL and BouncyCastle verify every signer, ONAP's readers still find the VNF
// provider, and everything else is as it was.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ask } from "./bouncy-castle.js";
import { verifiedByOpenssl } from "./openssl-verifies.js";
import { fileOf, files, option1, option2, signed } from "./packages.js";
import { acme, editions, operator, provider, signer, signersAtInstantiation, telecom, trusting } from "./parties.js";
import { fresh, openssl, python, withoutAsn1Crypto, withoutBouncyCastle } from "./programs.js";
import { bytesOf, signPackage } from "./vnfseal.js";

const PSS = ["-keyopt", "rsa_padding_mode:pss"];

/** How OpenSSL made the provider's signature. */
const originals = {
  "RSA": { keys: ["RSA"] },
  "RSA-PSS": { keys: ["RSA"], options: PSS },
  "RSA with SHA-512": { keys: ["RSA"], md: "sha512" },
  "P-256": { keys: ["P-256"] },
  "P-384 with SHA-384": { keys: ["P-384"], md: "sha384" },
  "P-521 with SHA-512": { keys: ["P-521"], md: "sha512" },
  "a key identifier": { keys: ["RSA"], options: ["-keyid"] },
  "no signed attributes": { keys: ["RSA"], options: ["-noattr"] },
  "BER": { keys: ["RSA"], options: ["-stream"] },
  "BER, a key identifier and no signed attributes": { keys: ["P-256"], options: ["-stream", "-keyid", "-noattr"] },
  "two signers": { keys: ["RSA", "P-384"] },
  "two signers in BER": { keys: ["P-256", "RSA"], options: ["-stream"] },
};

/** How the service provider signs. */
const ways = {
  "RSA": ["RSA", {}],
  "RSA with SHA-512": ["RSA", { hash: "SHA-512" }],
  "RSA-PSS": ["RSA", { algorithm: "RSA-PSS" }],
  "RSA-PSS with SHA-384": ["RSA", { algorithm: "RSA-PSS", hash: "SHA-384" }],
  "P-256": ["P-256", {}],
  "P-384": ["P-384", {}],
  "P-521": ["P-521", {}],
  "P-521 with SHA-256": ["P-521", { hash: "SHA-256" }],
};

const subject = (organisation) => `O=${organisation},CN=${organisation} signing`;

/** Countersigns, and has the others look at the result. Returns the new package. */
async function countersign(packed, signers, [key, how]) {
  const by = await operator(key);
  const trust = trusting(by);
  const result = await signPackage(packed, { signer: signer(by, how), trust });
  assert.equal(result.report.verdict, "passed");
  const after = await bytesOf(result);
  for (const edition of editions) {
    const roles = await signersAtInstantiation(after, trust, edition);
    assert.deepEqual(roles, ["serviceProvider", ...signers.map(() => "vnfProvider")]);
  }
  const { entry, content, signature } = signed(after);
  assert.equal(await verifiedByOpenssl({ content, signature }, [acme, telecom]), signers.length + 1);
  const [data, cms] = [fileOf(content, "content"), fileOf(signature, "signature")];
  if (!withoutBouncyCastle) {
    assert.deepEqual(await ask("signers", cms, data), [...signers.map(() => subject("Acme")), subject("Telecom")]);
    if (signature[0] !== 0x30) {
      assert.deepEqual(await ask("onap", cms, data, acme.root.certificate), [subject("Acme")]);
    }
  }
  if (!withoutAsn1Crypto) {
    const kept = await python("kept.py", fileOf(packed, "old.zip"), fileOf(after, "new.zip"), entry);
    assert.deepEqual(Object.entries(kept).filter(([, same]) => !same), []);
    assert.ok(Object.keys(kept).length >= 8);
  }
  return after;
}

describe("a countersigned package of Option 1", { concurrency: 2 }, () => {
  for (const [name, { keys, ...how }] of Object.entries(originals)) {
    it(`is verified by others where the provider's signature has ${name}`, async () => {
      const signers = await Promise.all(keys.map(provider));
      await countersign(await option1(signers, how), signers, ways.RSA);
    });
  }
});

describe("a countersigned delivery of Option 2", { concurrency: 2 }, () => {
  for (const [name, { keys, ...how }] of Object.entries(originals)) {
    for (const form of ["PEM", "DER"]) {
      it(`is verified by others where the provider's signature has ${name}, in ${form}`, async () => {
        const signers = await Promise.all(keys.map(provider));
        await countersign(await option2(signers, { ...how, form }), signers, ways["P-256"]);
      });
    }
  }
});

describe("the service provider's signature", { concurrency: 2 }, () => {
  for (const [name, way] of Object.entries(ways)) {
    it(`is verified by others with ${name}`, async () => {
      const signers = [await provider("RSA")];
      await countersign(await option1(signers), signers, way);
      await countersign(await option2(signers), signers, way);
    });
  }
});

describe("what the others say", () => {
  it("is no where an entry, a signer or a certificate is another", { skip: withoutAsn1Crypto }, async () => {
    const [rsa, ec] = [await provider("RSA"), await provider("P-256")];
    const [one, both] = await Promise.all([option2([rsa]), option2([rsa, ec])]);
    const kept = (from, to, entry) => python("kept.py", fileOf(from, "old.zip"), fileOf(to, "new.zip"), entry);
    const { signers, certificates } = await kept(both, one, "vnf.cms");
    assert.deepEqual([signers, certificates], [false, false]);
    const { entries, signers: fromOther } = await kept(one, await option2([rsa], {}, files("other")), "vnf.cms");
    assert.deepEqual([entries, fromOther], [false, false]);
  });

  it("is no where the service provider's signer comes first", { skip: withoutBouncyCastle }, async () => {
    const { content, signature } = signed(await option1([await provider("RSA")]));
    const [data, cms, sorted] = [fileOf(content, "content"), fileOf(signature, "signature.pem"), fresh("sorted.pem")];
    const { certificate, key, issuers } = await operator("P-256");
    // OpenSSL sorts the set, and the SignerInfo of a key on a curve is the shorter one.
    const by = ["-signer", certificate, "-inkey", key, "-certfile", issuers];
    await openssl("cms", "-resign", "-inform", "PEM", "-in", cms, ...by, "-outform", "PEM", "-out", sorted);
    assert.deepEqual(await ask("signers", sorted, data), [subject("Telecom"), subject("Acme")]);
    await assert.rejects(ask("onap", sorted, data, acme.root.certificate), /certification path/);
  });
});

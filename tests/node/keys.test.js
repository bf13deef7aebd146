// Signers of every kind and form: keys that openssl made, in files, as CryptoKeys, and elsewhere.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { inspect } from "node:util";

import { KEY_KINDS, makeIdentity, openssl, signWithOpenssl, trustWith } from "./identities.js";
import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";
import { unzip } from "./zip.js";

const { signPackage } = vnfseal;
const bytes = readFileSync(demo("acme-vnf-option1.csar"));
const demoTrust = JSON.parse(readFileSync(demo("trust.json"), "utf8"));
const PASSWORD = "correct horse battery staple";

/** How reports call what a key of each kind signs. */
const REPORTED = {
  "RSA 2048": /^RSA(?! PSS)/,
  "RSA 3072 for PSS only": /^RSA PSS/,
  "EC P-256": /^ECDSA P-256/,
  "EC P-384": /^ECDSA P-384/,
  "EC P-521": /^ECDSA P-521/,
  Ed25519: /^Ed25519/,
};

const identities = {};
before(() => {
  for (const kind of Object.keys(KEY_KINDS)) identities[kind] = makeIdentity("Operator", { kind });
});

/** Signs the demo as this identity, in the way of `signer`. Gives what the report says of the new signature. */
async function sign(identity, signer) {
  const { report, blob } = await signPackage(bytes, { signer, trust: trustWith(demoTrust, identity) });
  const added = report.signatures.filter(({ role }) => role === "serviceProvider");
  assert.equal(added.length, 1);
  await assertOpensslVerifies(identity, blob);
  return added[0];
}

/** Has openssl verify the block in the manifest, over what stands before it. */
async function assertOpensslVerifies(identity, blob) {
  const to = (name) => join(identity.place, name);
  const [, manifest] = Object.entries(unzip(Buffer.from(await blob.arrayBuffer()))).find(([name]) => name.endsWith(".mf"));
  const at = manifest.indexOf("-----BEGIN CMS-----");
  writeFileSync(to("content"), manifest.subarray(0, at));
  writeFileSync(to("cms"), manifest.subarray(at));
  writeFileSync(to("roots.pem"), [...demoTrust.vnfProvider.privateCAs, readFileSync(identity.root)].join("\n"));
  const trusted = ["-CAfile", to("roots.pem"), "-purpose", "any"];
  if (identity.kind === "Ed25519") return assertValueVerifies(identity, to);
  return openssl("cms", "-verify", "-binary", "-inform", "PEM", "-in", to("cms"), "-content", to("content"), ...trusted, "-out", "/dev/null");
}

/** `openssl cms` of version 3.0 knows no Ed25519: the value of the last signer is verified by itself. */
function assertValueVerifies({ certificate }, to) {
  openssl("cms", "-cmsout", "-inform", "PEM", "-in", to("cms"), "-outform", "DER", "-out", to("cms.der"));
  const der = readFileSync(to("cms.der"));
  const lines = openssl("asn1parse", "-inform", "DER", "-in", to("cms.der")).toString().split("\n");
  const elements = lines.map((line) => /^ *(\d+):d=(\d+) +hl=(\d+) +l= *(\d+) \w+: (.*?) *(:.*|\[HEX DUMP\].*)?$/.exec(line)).filter(Boolean);
  const [value, attributes] = ["OCTET STRING", "cont [ 0 ]"].map((type) => {
    const [, start, , head, length] = elements.findLast(([, , , , , found]) => found === type).map(Number);
    return { bytes: der.subarray(start, start + head + length), head };
  });
  writeFileSync(to("value"), value.bytes.subarray(value.head));
  // What is signed is the SET OF itself (RFC 5652 section 5.4).
  writeFileSync(to("attributes"), Buffer.concat([Buffer.from([0x31]), attributes.bytes.subarray(1)]));
  openssl("pkeyutl", "-verify", "-rawin", "-certin", "-inkey", certificate, "-in", to("attributes"), "-sigfile", to("value"));
}

/** The key of an identity in a file of another form, made by openssl. */
function keyFile({ place, key, certificate, root }, form) {
  const path = join(place, `key.${form}`);
  const forms = {
    "der": ["pkcs8", "-topk8", "-nocrypt", "-in", key, "-outform", "DER", "-out", path],
    "encrypted.pem": ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", `pass:${PASSWORD}`, "-in", key, "-out", path],
    "encrypted.der": ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", `pass:${PASSWORD}`, "-in", key, "-outform", "DER", "-out", path],
    "p12": ["pkcs12", "-export", "-inkey", key, "-in", certificate, "-certfile", root, "-passout", `pass:${PASSWORD}`, "-out", path],
  };
  openssl(...forms[form]);
  return path;
}

for (const kind of Object.keys(KEY_KINDS)) {
  describe(`a key of the kind ${kind}`, () => {
    const { name, hash } = KEY_KINDS[kind];

    it("signs from its file", async () => {
      const identity = identities[kind];
      const signature = await sign(identity, { key: identity.key, certificate: identity.certificate });
      assert.match(signature.signatureAlgorithm, REPORTED[kind]);
    });

    it("signs from an encrypted file and from PKCS #12", async () => {
      const identity = identities[kind];
      const certificate = identity.certificate;
      await sign(identity, { key: keyFile(identity, "encrypted.pem"), password: PASSWORD, certificate });
      await sign(identity, { key: keyFile(identity, "encrypted.der"), password: async () => PASSWORD, certificate });
      await sign(identity, { key: keyFile(identity, "p12"), password: PASSWORD });
    });

    it("signs elsewhere", async () => {
      const identity = identities[kind];
      const asked = [];
      const external = (request) => {
        asked.push(request);
        return signWithOpenssl(identity)(request);
      };
      await sign(identity, { sign: external, certificate: identity.certificate });
      const [{ path, algorithm, data, digest }] = asked;
      assert.equal(asked.length, 1);
      assert.ok(path.endsWith(".mf"));
      assert.deepEqual([algorithm.name, algorithm.hash], [name, hash]);
      assert.ok(data instanceof Uint8Array && data.length > 0);
      assert.equal(digest.length, hash ? Number(hash.slice(4)) / 8 : 0);
    });
  });
}

describe("an RSA key", () => {
  it("signs by PSS, and with another digest, if that is asked for", async () => {
    const identity = identities["RSA 2048"];
    const { key, certificate } = identity;
    const pss = await sign(identity, { key, certificate, algorithm: "RSA-PSS", hash: "SHA-384" });
    assert.match(pss.signatureAlgorithm, /PSS/);
    assert.equal(pss.digestAlgorithm, "SHA-384");
    const plain = await sign(identity, { key, certificate, algorithm: "RSASSA-PKCS1-v1_5", hash: "SHA-512" });
    assert.doesNotMatch(plain.signatureAlgorithm, /PSS/);
    assert.equal(plain.digestAlgorithm, "SHA-512");
  });
});

describe("a CryptoKey", () => {
  const importKey = (identity, algorithm, usages = ["sign"]) =>
    crypto.subtle.importKey("pkcs8", readFileSync(keyFile(identity, "der")), algorithm, false, usages);

  it("signs with the digest that it was made for", async () => {
    const [rsa, ec, ed] = ["RSA 2048", "EC P-256", "Ed25519"].map((kind) => identities[kind]);
    const key = await importKey(rsa, { name: "RSA-PSS", hash: "SHA-384" });
    const { signatureAlgorithm, digestAlgorithm } = await sign(rsa, { key, certificate: rsa.certificate });
    assert.match(signatureAlgorithm, /PSS/);
    assert.equal(digestAlgorithm, "SHA-384");
    await sign(ec, { key: await importKey(ec, { name: "ECDSA", namedCurve: "P-256" }), certificate: ec.certificate });
    await sign(ed, { key: await importKey(ed, { name: "Ed25519" }), certificate: ed.certificate });
  });

  it("is refused if it is for something else", async () => {
    const [rsa, ec] = ["RSA 2048", "EC P-256"].map((kind) => identities[kind]);
    const key = await importKey(rsa, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" });
    const { certificate } = rsa;
    const agreement = await importKey(ec, { name: "ECDH", namedCurve: "P-256" }, ["deriveBits"]);
    for (const signer of [
      { key, certificate, hash: "SHA-512" },
      { key, certificate, algorithm: "RSA-PSS" },
      { key, certificate: ec.certificate },
      { key: agreement, certificate: ec.certificate },
    ]) {
      await assert.rejects(signPackage(bytes, { signer, trust: trustWith(demoTrust, rsa) }), { code: "KEY_UNUSABLE" });
    }
  });
});

describe("a password", () => {
  it("is asked for only if it is needed, and once", async () => {
    const identity = identities["EC P-256"];
    let asked = 0;
    const password = () => {
      asked += 1;
      return PASSWORD;
    };
    await sign(identity, { key: identity.key, certificate: identity.certificate, password });
    assert.equal(asked, 0);
    await sign(identity, { key: keyFile(identity, "p12"), password });
    assert.equal(asked, 1);
  });

  it("that is wrong or missing is said, and nothing else", async () => {
    const identity = identities["EC P-256"];
    const [key, certificate] = [keyFile(identity, "encrypted.pem"), identity.certificate];
    const trust = trustWith(demoTrust, identity);
    const wrong = "another password";
    await assert.rejects(signPackage(bytes, { signer: { key, certificate, password: wrong }, trust }), (error) => {
      assert.deepEqual([error.code, error.reason], ["KEY_UNUSABLE", "key-file.wrong-password"]);
      assert.ok(!inspect(error, { depth: 9 }).includes(wrong));
      return true;
    });
    await assert.rejects(signPackage(bytes, { signer: { key, certificate }, trust }), { code: "KEY_UNUSABLE", reason: "key-file.password-needed" });
  });
});

describe("a key that cannot be used", () => {
  const refuses = (signer, expected) =>
    assert.rejects(signPackage(bytes, { signer, trust: trustWith(demoTrust, identities["EC P-256"]) }), (error) => {
      assert.equal(error.code, "KEY_UNUSABLE", error.stack);
      if (expected) assert.match(error.message, expected);
      const secret = readFileSync(identities["EC P-256"].key, "utf8").split("\n")[1].slice(0, 20);
      assert.ok(!inspect(error, { depth: 9 }).includes(secret));
      return true;
    });

  it("is of another certificate", async () => {
    const { certificate } = identities["EC P-256"];
    await refuses({ key: makeIdentity("Other").key, certificate }, /does not (belong to|fit) the certificate/);
    await refuses({ key: identities["EC P-384"].key, certificate }, /does not (belong to|fit) the certificate/);
    await refuses({ key: identities["RSA 2048"].key, certificate }, /does not belong to the certificate/);
  });

  it("is no key, or comes without a certificate", async () => {
    const { certificate, key } = identities["EC P-256"];
    await refuses({ key: new Uint8Array(10), certificate });
    await refuses({ key: certificate, certificate });
    await refuses({ key }, /without a certificate/);
    await refuses({ key, certificate: new Uint8Array(10) });
  });

  it("is for other algorithms", async () => {
    const { certificate, key } = identities["EC P-256"];
    for (const algorithm of ["RSA-PSS", "RSASSA-PKCS1-v1_5", "Ed25519"]) await refuses({ key, certificate, algorithm });
  });

  it("gives answers that are no signatures", async () => {
    const { certificate } = identities["EC P-256"];
    for (const answer of [undefined, "text", new Uint8Array(), new Uint8Array(5000), new Uint8Array(64), [1, 2, 3]]) {
      await refuses({ certificate, sign: async () => answer });
    }
  });

  it("is left as it is in the caller's memory", async () => {
    const identity = identities["EC P-256"];
    const key = new Uint8Array(readFileSync(keyFile(identity, "der")));
    await sign(identity, { key, certificate: identity.certificate });
    assert.deepEqual(Buffer.from(key), readFileSync(keyFile(identity, "der")));
  });

  it("passes on what a caller's own function throws", async () => {
    const failure = new Error("the card was taken out");
    const { certificate } = identities["EC P-256"];
    const sign = () => {
      throw failure;
    };
    await assert.rejects(signPackage(bytes, { signer: { certificate, sign }, trust: trustWith(demoTrust, identities["EC P-256"]) }), failure);
  });
});

// Files encrypted and decrypted by the installed package, and by openssl.

import assert from "node:assert/strict";
import { createHash, randomBytes, webcrypto } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, beforeEach, describe, it } from "node:test";
import { crc32 } from "node:zlib";

import { folder, vnfseal } from "./installed.js";
import { demo, vectors } from "./packages.js";

import { decryptWithOpenssl, encryptWithOpenssl, kinds, makeRecipient, openssl } from "./recipients.js";
import { unzip, zip } from "./zip.js";

const { encryptFile, decryptFile } = vnfseal;
const keys = mkdtempSync(join(folder, "recipients-"));
const recipients = {};
let place;
before(() => {
  for (const kind of kinds) recipients[kind] = makeRecipient(keys, kind);
});
beforeEach(() => {
  place = mkdtempSync(join(folder, "encryption-"));
});
const to = (name) => join(place, name);
const write = (name, bytes) => {
  writeFileSync(to(name), bytes);
  return to(name);
};
const bytesOf = async ({ blob }) => Buffer.from(await blob.arrayBuffer());
const keyOf = ({ key, certificate }) => ({ key, certificate });

/** Rejected with this code and reason, and nothing is in the folder but what was there before. */
async function assertRefused(promise, code, reason) {
  const before = readdirSync(place);
  const error = await promise.then(
    () => assert.fail("it was not refused"),
    (thrown) => thrown,
  );
  assert.equal(error.code, code, error.stack);
  if (reason) assert.equal(error.reason, reason);
  assert.deepEqual(readdirSync(place), before);
  return error;
}

/** The same for a decryption into the folder. */
const assertNotDecrypted = async (message, holder, reason) => {
  const before = readdirSync(place);
  const error = await decryptFile(message, { ...keyOf(holder), verify: false, output: to("released") }).then(
    () => assert.fail("it was decrypted"),
    (thrown) => thrown,
  );
  assert.equal(error.code, "DECRYPTION_REFUSED", error.stack);
  if (reason) assert.equal(error.reason, reason);
  assert.deepEqual(readdirSync(place), before);
};

describe("encryptFile", () => {
  for (const kind of kinds) {
    for (const size of [0, 1, 1000, 3_000_001]) {
      it(`encrypts ${size} bytes for ${kind}, and openssl decrypts them`, async () => {
        const plain = write("plain.csar", randomBytes(size));
        const { certificate } = recipients[kind];
        const result = await encryptFile(plain, { recipients: [certificate], output: to("plain.csar.cms") });
        assert.equal(result.fileName, "plain.csar.cms");
        assert.equal(result.blob, undefined);
        const fingerprint = openssl("x509", "-in", certificate, "-noout", "-fingerprint", "-sha256").toString();
        const sha256 = fingerprint.trim().split("=")[1].replaceAll(":", "").toLowerCase();
        assert.deepEqual(result.recipients, [{ subject: `CN=${kind}`, sha256 }]);
        const decrypted = decryptWithOpenssl(to("plain.csar.cms"), recipients[kind], to("out"));
        assert.ok(decrypted.equals(readFileSync(plain)));
      });
    }
  }

  it("encrypts for several, each of whom decrypts it", async () => {
    const plain = randomBytes(100_000);
    const all = Object.values(recipients);
    const encrypted = await encryptFile(plain, { recipients: all.map(({ certificate }) => certificate), fileName: "several.cms" });
    assert.equal(encrypted.fileName, "several.cms");
    assert.equal(encrypted.blob.size, (await bytesOf(encrypted)).length);
    const message = write("several.cms", await bytesOf(encrypted));
    for (const holder of all) {
      assert.ok(decryptWithOpenssl(message, holder, to("out")).equals(plain), holder.kind);
      assert.ok((await bytesOf(await decryptFile(message, { ...keyOf(holder), verify: false }))).equals(plain), holder.kind);
    }
  });

  it("uses another key and nonce for each message", async () => {
    const plain = Buffer.alloc(4096);
    const { certificate } = recipients["P-256"];
    const messages = [];
    for (let count = 0; count < 2; count += 1) messages.push(await bytesOf(await encryptFile(plain, { recipients: [certificate] })));
    const [first, second] = messages.map((message) => message.subarray(-4114, -18).toString("hex").match(/.{32}/g));
    assert.equal(new Set([...first, ...second]).size, 512, "no block of key stream is used twice");
  });

  it("refuses a certificate that is not fit, and names it", async () => {
    const signing = makeSigner();
    const error = await assertRefused(
      encryptFile(Buffer.from("a"), { recipients: [recipients.rsa.certificate, signing], output: to("out") }),
      "ENCRYPTION_REFUSED",
      "recipient-certificate.key-usage",
    );
    assert.ok(error.message.startsWith(`${signing}: `) && error.fix, error.message);
  });

  it("refuses what is no list of certificates", async () => {
    const { certificate } = recipients.rsa;
    for (const given of [undefined, [], certificate, [1], [null]]) {
      await assertRefused(encryptFile(Buffer.from("a"), { recipients: given, output: to("out") }), "ARGUMENT_INVALID");
    }
    // It is found before anything is read: the file is not there. The error names the certificate.
    const twice = encryptFile(to("missing"), { recipients: [certificate, certificate], output: to("out") });
    const error = await assertRefused(twice, "ENCRYPTION_REFUSED", "recipient-certificate.given-twice");
    assert.ok(error.message.startsWith(`${certificate}: The certificate of `) && error.fix, error.message);
    await assertRefused(encryptFile(Buffer.from("a"), { recipients: [certificate], key: "a" }), "ARGUMENT_INVALID");
    await assertRefused(encryptFile(to("missing"), { recipients: [certificate], output: to("out") }), "FILE_UNREADABLE");
    await assertRefused(encryptFile(Buffer.from("a"), { recipients: [to("missing")], output: to("out") }), "FILE_UNREADABLE");
  });

  it("leaves nothing behind after an abort, or when the file changes", async () => {
    const { certificate } = recipients.rsa;
    const plain = write("plain", randomBytes(20 << 20));
    const abort = new AbortController();
    const onProgress = ({ phase, bytesDone }) => {
      assert.equal(phase, "encrypting");
      if (bytesDone > 0) abort.abort();
    };
    const aborted = encryptFile(plain, { recipients: [certificate], output: to("out"), onProgress, signal: abort.signal });
    await assert.rejects(aborted, { name: "AbortError" });
    const shrinking = { size: 3 << 20, read: async (offset, length) => new Uint8Array(offset === 0 ? length : length - 1) };
    await assert.rejects(encryptFile(shrinking, { recipients: [certificate], output: to("out") }), { code: "SOURCE_CHANGED" });
    assert.deepEqual(readdirSync(place), ["plain"]);
  });

  it("does not overwrite what it reads", async () => {
    const plain = write("plain", "content");
    await assertRefused(encryptFile(plain, { recipients: [recipients.rsa.certificate], output: plain }), "OUTPUT_UNWRITABLE");
    assert.equal(readFileSync(plain, "utf8"), "content");
  });
});

/** A certificate that is for signatures only. */
function makeSigner() {
  const file = join(keys, "signer.pem");
  const usage = ["-addext", "keyUsage=critical,digitalSignature"];
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", "/CN=Signer", ...usage, "-keyout", join(keys, "signer.key"), "-out", file);
  return file;
}

describe("decryptFile", () => {
  for (const kind of kinds) {
    for (const args of [[], ["-stream"], ["-aes-128-gcm"], ["-aes-192-gcm"]]) {
      it(`decrypts what openssl encrypts for ${kind} ${args.join(" ")}`, async () => {
        const plain = randomBytes(1_234_567);
        encryptWithOpenssl(write("plain", plain), to("m.csar.cms"), [recipients["P-384"], recipients[kind]].slice(kind === "P-384" ? 1 : 0), ...args);
        const result = await decryptFile(to("m.csar.cms"), { ...keyOf(recipients[kind]), verify: false, output: to("out") });
        assert.deepEqual(result, { fileName: "m.csar", notes: [], written: true });
        assert.ok(readFileSync(to("out")).equals(plain));
        assert.equal(statSync(to("out")).mode & 0o777, 0o600, "only the user may read it");
      });
    }
  }

  it("takes a CryptoKey that cannot be exported", async () => {
    const plain = randomBytes(1000);
    for (const kind of ["rsa", "P-256"]) {
      const { certificate, key } = recipients[kind];
      const message = await bytesOf(await encryptFile(plain, { recipients: [certificate] }));
      const pkcs8 = openssl("pkey", "-in", key, "-outform", "DER");
      const der = openssl("pkcs8", "-topk8", "-nocrypt", "-in", key, "-outform", "DER");
      assert.ok(pkcs8.length > 0);
      const algorithm = kind === "rsa" ? { name: "RSA-OAEP", hash: "SHA-256" } : { name: "ECDH", namedCurve: kind };
      const usages = kind === "rsa" ? ["decrypt"] : ["deriveBits"];
      const good = await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, usages);
      assert.ok((await bytesOf(await decryptFile(message, { key: good, certificate, verify: false }))).equals(plain));
      const other = kind === "rsa" ? { ...algorithm, hash: "SHA-512" } : algorithm;
      const bad = await webcrypto.subtle.importKey("pkcs8", der, other, false, kind === "rsa" ? ["decrypt"] : ["deriveKey"]);
      await assertRefused(decryptFile(message, { key: bad, certificate, verify: false }), "KEY_UNUSABLE");
      await assertRefused(decryptFile(message, { key: good, verify: false }), "KEY_UNUSABLE");
    }
  });

  it("takes PKCS #12 with a password, which is asked for once", async () => {
    const { key, certificate } = recipients["P-256"];
    const others = ["-certfile", recipients.rsa.certificate];
    openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, ...others, "-passout", "pass:secret", "-out", to("key.p12"));
    const plain = randomBytes(1000);
    const message = await bytesOf(await encryptFile(plain, { recipients: [certificate] }));
    let asked = 0;
    const password = async () => {
      asked += 1;
      return "secret";
    };
    const result = await decryptFile(message, { key: to("key.p12"), password, verify: false });
    assert.ok((await bytesOf(result)).equals(plain));
    assert.equal(asked, 1);
    const error = await assertRefused(decryptFile(message, { key: to("key.p12"), password: "wr0ng", verify: false }), "KEY_UNUSABLE");
    assert.ok(!JSON.stringify([error, error.message, error.stack]).includes("wr0ng"));
    await assertRefused(decryptFile(message, { key: to("key.p12"), verify: false }), "KEY_UNUSABLE");
  });

  it("refuses another key or certificate", async () => {
    const { certificate } = recipients["P-256"];
    const message = write("m.cms", await bytesOf(await encryptFile(randomBytes(1000), { recipients: [certificate, recipients.rsa.certificate] })));
    const other = makeRecipient(keys, "P-256", "other");
    const otherRsa = makeRecipient(keys, "rsa", "other-rsa");
    await assertNotDecrypted(message, other, "recipient.none");
    for (const [{ key }, kind] of [[other, "P-256"], [otherRsa, "rsa"], [recipients.rsa, "P-256"]]) {
      const mixed = { key, certificate: recipients[kind].certificate, verify: false, output: to("released") };
      await assertRefused(decryptFile(message, mixed), "KEY_UNUSABLE");
    }
    // Nothing shows whose a CryptoKey is.
    const cryptoKey = async (algorithm, usage) => (await webcrypto.subtle.generateKey(algorithm, false, [usage])).privateKey;
    const rsa = { name: "RSA-OAEP", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
    const strangers = {
      "P-256": await cryptoKey({ name: "ECDH", namedCurve: "P-256" }, "deriveBits"),
      rsa: (await webcrypto.subtle.generateKey(rsa, false, ["encrypt", "decrypt"])).privateKey,
    };
    for (const [kind, key] of Object.entries(strangers)) {
      await assertNotDecrypted(message, { key, certificate: recipients[kind].certificate }, "recipient.wrong-key");
    }
    await assertRefused(decryptFile(message, { certificate, verify: false }), "ARGUMENT_INVALID");
  });

  it("never releases anything of a message that was changed or cut", async () => {
    const messages = { ours: recipients["P-256"], openssl: recipients.rsa, stream: recipients["P-384"] };
    const plain = write("plain", randomBytes(9000));
    writeFileSync(to("ours"), await bytesOf(await encryptFile(plain, { recipients: [messages.ours.certificate] })));
    encryptWithOpenssl(plain, to("openssl"), [messages.openssl]);
    encryptWithOpenssl(plain, to("stream"), [messages.stream], "-stream");
    for (const [name, holder] of Object.entries(messages)) {
      const good = readFileSync(to(name));
      assert.equal((await decryptFile(good, { ...keyOf(holder), verify: false })).blob.size, 9000);
      for (let count = 0; count < 200; count += 1) {
        const at = Math.floor(Math.random() * good.length);
        const flipped = Buffer.from(good);
        flipped[at] ^= 1 << Math.floor(Math.random() * 8);
        await assertChangeIsSeen(holder, flipped, `${name}: a flip at ${at}`);
        if (count % 4 === 0) await assertNotDecrypted(good.subarray(0, at), holder);
      }
    }

    async function assertChangeIsSeen(holder, message, what) {
      const before = readdirSync(place);
      const options = { ...keyOf(holder), verify: false, output: to("released") };
      const result = await decryptFile(message, options).catch((error) => error);
      assert.match(String(result.code), /^(DECRYPTION_REFUSED|KEY_UNUSABLE)$/, `${what}: ${result.stack}`);
      assert.deepEqual(readdirSync(place), before, what);
    }
  });

  it("says nothing of keys in what it refuses", async () => {
    const { certificate, key } = recipients["P-256"];
    const message = await bytesOf(await encryptFile(Buffer.from("secret content"), { recipients: [certificate] }));
    const bad = Buffer.from(message);
    bad[bad.length - 1] ^= 1;
    const error = await assertRefused(decryptFile(bad, { key, certificate, verify: false }), "DECRYPTION_REFUSED", "message.wrong-tag");
    const said = JSON.stringify([error, error.message, error.stack, error.cause?.message]);
    const secret = readFileSync(key, "utf8").split("\n")[1];
    assert.ok(!said.includes(secret) && !said.includes("secret content"), said);
  });

  it("writes to a stream only what has proved right", async () => {
    const plain = randomBytes(3 << 20);
    const { certificate } = recipients.rsa;
    const message = await bytesOf(await encryptFile(plain, { recipients: [certificate] }));
    const run = async (bytes) => {
      const kept = { chunks: [], end: null };
      const output = new WritableStream({
        write: (chunk) => void kept.chunks.push(chunk),
        close() {
          kept.end = "closed";
        },
        abort({ code }) {
          kept.end = code;
        },
      });
      await decryptFile(bytes, { ...keyOf(recipients.rsa), verify: false, output }).catch(() => {});
      return kept;
    };
    const good = await run(message);
    assert.ok(Buffer.concat(good.chunks).equals(plain) && good.end === "closed");
    message[message.length - 1] ^= 1;
    assert.deepEqual(await run(message), { chunks: [], end: "DECRYPTION_REFUSED" });
  });

  it("leaves nothing behind after an abort", async () => {
    const { certificate } = recipients.rsa;
    const message = write("m.cms", await bytesOf(await encryptFile(randomBytes(20 << 20), { recipients: [certificate] })));
    const abort = new AbortController();
    const onProgress = ({ phase, bytesDone }) => {
      assert.equal(phase, "decrypting");
      if (bytesDone > 0) abort.abort();
    };
    const options = { ...keyOf(recipients.rsa), verify: false, output: to("out"), onProgress, signal: abort.signal };
    await assert.rejects(decryptFile(message, options), { name: "AbortError" });
    assert.deepEqual(readdirSync(place), ["m.cms"]);
  });
});

describe("a package that is encrypted as a whole", () => {
  const trust = demo("trust.json");
  const encrypt = async (path) => {
    const { certificate } = recipients["P-256"];
    await encryptFile(path, { recipients: [certificate], output: to("p.csar.cms") });
    return to("p.csar.cms");
  };

  it("is released if it passes", async () => {
    const phases = new Set();
    const message = await encrypt(demo("acme-vnf-option1.csar"));
    const result = await decryptFile(message, {
      ...keyOf(recipients["P-256"]),
      trust,
      output: to("out"),
      onProgress: ({ phase }) => phases.add(phase),
    });
    assert.equal(result.report.verdict, "passed");
    assert.equal(result.report.package.fileName, "p.csar");
    assert.equal(result.written, true);
    assert.ok(readFileSync(to("out")).equals(readFileSync(demo("acme-vnf-option1.csar"))));
    assert.deepEqual([...phases], ["decrypting", "opening", "digesting", "verifying"]);
  });

  for (const [name, options] of [
    ["acme-vnf-artifact-changed.csar", { trust }],
    ["acme-vnf-option1.csar", {}],
  ]) {
    it(`is not released if it does not pass: ${name}`, async () => {
      const message = await encrypt(demo(name));
      for (const output of [to("out"), undefined]) {
        const result = await decryptFile(message, { ...keyOf(recipients["P-256"]), ...options, output });
        assert.notEqual(result.report.verdict, "passed");
        assert.equal(result.written, false);
        assert.equal(result.blob, undefined);
        assert.deepEqual(readdirSync(place), ["p.csar.cms"]);
      }
    });
  }

  it("is not decrypted with trust or policy that make no sense", async () => {
    const message = await encrypt(demo("acme-vnf-external.csar"));
    const options = { ...keyOf(recipients["P-256"]), output: to("out") };
    await assertRefused(decryptFile(message, { ...options, trust: Buffer.from("no trust") }), "TRUST_INVALID");
    await assertRefused(decryptFile(message, { ...options, policy: { stage: "never" } }), "POLICY_INVALID");
    await assertRefused(decryptFile(message, { ...options, verify: 1 }), "ARGUMENT_INVALID");
  });
});

describe("artifacts in a package", () => {
  const trust = demo("trust.json");
  const package1 = demo("acme-vnf-option1.csar");
  const encrypt = (input, artifacts, output) =>
    encryptFile(input, { recipients: ["P-256", "rsa"].map((kind) => recipients[kind].certificate), artifacts, output });

  it("are encrypted by globs, and decryption restores the package", async () => {
    const encrypted = await encrypt(package1, ["**/*.img", "Scripts/*.sh"], to("e.csar"));
    const paths = ["Files/images/acme-sbc.img", "Scripts/instantiate.sh", "Scripts/terminate.sh"];
    assert.equal(encrypted.fileName, "acme-vnf-option1.csar");
    assert.deepEqual(encrypted.artifacts, paths);
    const report = await vnfseal.verifyPackage(to("e.csar"), { trust });
    assert.equal(report.verdict, "indeterminate");
    const open = report.findings.filter(({ code }) => code === "artifact.encrypted-by-service-provider");
    assert.deepEqual(open.map(({ place: { path } }) => path), paths);

    const old = unzip(readFileSync(package1));
    const files = unzip(readFileSync(to("e.csar")));
    assert.deepEqual(Object.keys(files), Object.keys(old));
    for (const [path, content] of Object.entries(files)) {
      if (!paths.includes(path)) assert.ok(content.equals(old[path]), path);
      else assert.ok(decryptWithOpenssl(write("artifact", content), recipients.rsa, to("out")).equals(old[path]), path);
    }
    for (const kind of ["P-256", "rsa"]) {
      const result = await decryptFile(to("e.csar"), { ...keyOf(recipients[kind]), trust, output: to("d.csar") });
      assert.equal(result.report.verdict, "passed");
      assert.deepEqual([result.written, result.fileName, result.artifacts, result.notes], [true, "e.csar", paths, []]);
      const restored = unzip(readFileSync(to("d.csar")));
      for (const [path, content] of Object.entries(restored)) assert.ok(content.equals(old[path]), path);
    }
  });

  it("are not encrypted twice, nor where nothing would show that they are restored", async () => {
    await encrypt(package1, ["Scripts/*.sh"], to("e.csar"));
    const reasons = [
      [to("e.csar"), "artifact.encrypted-already"],
      [demo("acme-vnf-artifact-changed.csar"), "artifact.not-as-listed"],
      [demo("acme-vnf-option2.zip"), "package.signed-as-a-whole"],
      [randomBytes(1000), "package.no-artifacts"],
    ];
    for (const [input, reason] of reasons) {
      await assertRefused(encrypt(input, ["**"], to("out")), "ENCRYPTION_REFUSED", reason);
    }
    const options = { ...keyOf(recipients.rsa), trust, output: to("out") };
    await assertRefused(decryptFile(package1, options), "DECRYPTION_REFUSED", "artifact.none-encrypted");
  });

  it("are chosen by globs that each match one", async () => {
    for (const glob of ["missing/*", "TOSCA-Metadata/TOSCA.meta", "*.mf"]) {
      const error = await assertRefused(encrypt(package1, ["**/*.sh", glob], to("out")), "ARGUMENT_INVALID");
      assert.ok(error.message.includes(`'${glob}'`), error.message);
    }
    for (const globs of [[], "**", [1]]) await assertRefused(encrypt(package1, globs, to("out")), "ARGUMENT_INVALID");
  });

  it("are not released if one was changed, or is for somebody else", async () => {
    await encrypt(package1, ["Scripts/*.sh"], to("e.csar"));
    const bytes = readFileSync(to("e.csar"));
    const { offset, content } = storedFile(bytes, "Scripts/terminate.sh");
    bytes[offset + content.length - 1] ^= 1;
    bytes.writeUInt32LE(crc32(bytes.subarray(offset, offset + content.length)), bytes.indexOf("Scripts/terminate.sh") - 16);
    bytes.writeUInt32LE(crc32(bytes.subarray(offset, offset + content.length)), bytes.lastIndexOf("Scripts/terminate.sh") - 30);
    write("changed.csar", bytes);
    const options = { ...keyOf(recipients.rsa), trust, output: to("out") };
    const error = await assertRefused(decryptFile(to("changed.csar"), options), "DECRYPTION_REFUSED", "message.wrong-tag");
    assert.match(error.message, /^Scripts\/terminate\.sh: /);
    const other = { ...options, ...keyOf(recipients["P-384"]) };
    await assertRefused(decryptFile(to("e.csar"), other), "DECRYPTION_REFUSED", "recipient.none");
    const aborted = new AbortController();
    const onProgress = ({ phase }) => phase === "decrypting" && aborted.abort();
    await assert.rejects(decryptFile(to("e.csar"), { ...options, onProgress, signal: aborted.signal }), { name: "AbortError" });
    assert.deepEqual(readdirSync(place), ["changed.csar", "e.csar"]);
  });

  it("that the VNF provider has encrypted stay as they are", async () => {
    const result = await decryptFile(await encryptedTwice(), { ...keyOf(recipients.rsa), verify: false });
    assert.deepEqual(result.artifacts, ["Scripts/terminate.sh"]);
  });

  /** A package where one script was encrypted before it was signed, without a signature; and then another one. */
  async function encryptedTwice() {
    const files = unzip(readFileSync(package1));
    const script = "Scripts/instantiate.sh";
    const message = await bytesOf(await encryptFile(files[script], { recipients: [recipients.rsa.certificate] }));
    const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
    const manifest = files["acme_vnf.mf"].toString().replaceAll(sha256(files[script]), sha256(message));
    assert.ok(manifest.includes(sha256(message)));
    const own = write("own.csar", zip({ ...files, [script]: message, "acme_vnf.mf": Buffer.from(manifest) }));
    await encrypt(own, ["Scripts/terminate.sh"], to("twice.csar"));
    return to("twice.csar");
  }
});

/** Where the content of a stored file lies. */
function storedFile(archive, path) {
  const at = archive.indexOf(path);
  const offset = at + path.length + archive.readUInt16LE(at - 2);
  return { offset, content: archive.subarray(offset, offset + archive.readUInt32LE(at - 12)) };
}

const folderOfVectors = vectors("cms-encrypted");
const withoutVectors = existsSync(folderOfVectors) ? false : "the messages of others are not here";

describe("messages of others", { skip: withoutVectors }, () => {
  const file = (name) => join(folderOfVectors, name);
  const holder = (name) => ({ key: file(`keys/${name}.key`), certificate: file(`keys/${name}.pem`) });
  const good = [
    ["rsa", "encRsa"],
    ["p256", "encP256"],
    ["p384", "encP384"],
    ["stream-two", "encRsa"],
    ["stream-two", "encP256"],
    ["aes128", "encP256"],
    ["p256-sha1-kdf", "encP256", /SHA-1/],
    ["rsa-oaep-sha1", "encRsa", /SHA-1/],
  ];
  for (const [name, key, note] of good) {
    it(`${name} is decrypted for ${key}`, async () => {
      const result = await decryptFile(file(`${name}.cms`), { ...holder(key), verify: false });
      assert.ok((await bytesOf(result)).equals(readFileSync(file("plain.bin"))));
      assert.equal(result.notes.length, note ? 1 : 0);
      if (note) assert.match(result.notes[0], note);
    });
    it(`${name} is not decrypted with another key than that of ${key}`, async () => {
      const keyOfOther = key === "encRsa" ? "encP384" : "encP521";
      await assertNotDecrypted(file(`${name}.cms`), holder(keyOfOther), "recipient.none");
    });
  }
  const bad = {
    "rsa-pkcs1": "recipient.rsa-pkcs1",
    "enveloped-cbc": "message.not-authenticated",
    ofb: "cipher.not-accepted",
    tag4: "cipher.tag-length",
    taglie: "cipher.tag-cut",
    tag12default: "cipher.tag-length-missing",
    "bad-ciphertext": "message.wrong-tag",
    "bad-tag": "message.wrong-tag",
    cut: "message.cut",
    trailing: "message.trailing-bytes",
  };
  for (const [name, reason] of Object.entries(bad)) {
    it(`${name} is refused`, () => assertNotDecrypted(file(`${name}.cms`), holder("encRsa"), reason));
  }
});

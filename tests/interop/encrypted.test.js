// Encrypted messages, both ways: OpenSSL and BouncyCastle decrypt ours, and we decrypt theirs.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { ask } from "./bouncy-castle.js";
import { fileOf } from "./packages.js";
import { recipient } from "./parties.js";
import { fresh, openssl, withoutBouncyCastle } from "./programs.js";
import { bytesOf, decryptFile, encryptFile } from "./vnfseal.js";

const keys = ["RSA", "P-256", "P-384", "P-521"];
const content = randomBytes(300_000);
const plain = fileOf(content, "plain");

/** What `openssl cms -encrypt` has to be told for a message that is not weak. */
const options = {
  RSA: ["-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"],
  "P-256": ["-keyopt", "ecdh_kdf_md:sha256", "-aes256-wrap"],
  "P-384": ["-keyopt", "ecdh_kdf_md:sha384", "-aes256-wrap"],
  "P-521": ["-keyopt", "ecdh_kdf_md:sha512", "-aes256-wrap"],
};

const lists = [...keys.map((key) => [key]), ["RSA", "P-256"], keys];
const names = (list) => list.join(", ");

/** Encrypts with vnfseal for these kinds of keys. Returns the path of the message. */
async function encrypted(list) {
  const recipients = (await Promise.all(list.map(recipient))).map(({ certificate }) => certificate);
  const output = fresh("message.cms");
  const result = await encryptFile(plain, { recipients, output });
  assert.equal(result.recipients.length, new Set(list).size);
  return output;
}

/** Decrypts with vnfseal for everybody in the list. Returns the notes. */
async function isDecrypted(message, list) {
  const notes = [];
  for (const key of list) {
    const who = await recipient(key);
    const result = await decryptFile(message, { key: who.key, certificate: who.certificate, verify: false });
    assert.deepEqual(await bytesOf(result), content);
    notes.push(...result.notes);
  }
  return notes;
}

describe("a message for others", { concurrency: 2 }, () => {
  for (const list of lists) {
    it(`is decrypted by OpenSSL for ${names(list)}`, async () => {
      const message = await encrypted(list);
      for (const key of list) {
        const who = await recipient(key);
        const found = ["-inform", "DER", "-in", message, "-inkey", who.key, "-recip", who.certificate];
        assert.deepEqual(await openssl("cms", "-decrypt", "-binary", ...found), content);
      }
    });

    it(`is decrypted by BouncyCastle for ${names(list)}`, { skip: withoutBouncyCastle }, async () => {
      const message = await encrypted(list);
      for (const key of list) {
        const [who, output] = [await recipient(key), fresh("decrypted")];
        await ask("decrypt", message, output, who.key, who.certificate);
        assert.deepEqual(readFileSync(output), content);
      }
    });
  }
});

describe("a message of OpenSSL", { concurrency: 2 }, () => {
  for (const list of lists) {
    for (const stream of [[], ["-stream"]]) {
      it(`is decrypted for ${[names(list), ...stream].join(" with ")}`, async () => {
        const message = fresh("message.cms");
        const each = await Promise.all(list.map(async (key) => ["-recip", (await recipient(key)).certificate, ...options[key]]));
        const from = ["-binary", "-aes-256-gcm", "-in", plain, "-outform", "DER", "-out", message];
        await openssl("cms", "-encrypt", ...from, ...stream, ...each.flat());
        assert.deepEqual(await isDecrypted(message, list), []);
      });
    }
  }

  it("is decrypted with a note where it has SHA-1", async () => {
    for (const [key, weak] of [["P-256", []], ["RSA", ["-keyopt", "rsa_padding_mode:oaep"]]]) {
      const message = fresh("message.cms");
      const to = ["-recip", (await recipient(key)).certificate, ...weak];
      await openssl("cms", "-encrypt", "-binary", "-aes-128-gcm", "-in", plain, "-outform", "DER", "-out", message, ...to);
      assert.match((await isDecrypted(message, [key])).join(" "), /SHA-1/);
    }
  });

  it("is not decrypted where it is weaker than that, and leaves no file", async () => {
    for (const [key, weak] of [["RSA", ["-aes-256-gcm"]], ["P-256", ["-aes-256-cbc"]]]) {
      const message = fresh("message.cms");
      const who = await recipient(key);
      const to = [...weak, "-outform", "DER", "-out", message, "-recip", who.certificate];
      await openssl("cms", "-encrypt", "-binary", "-in", plain, ...to);
      const output = fresh("decrypted");
      const refused = decryptFile(message, { key: who.key, certificate: who.certificate, verify: false, output });
      await assert.rejects(refused, { code: "DECRYPTION_REFUSED" });
      assert.equal(existsSync(output), false);
    }
  });
});

describe("a message of BouncyCastle", { skip: withoutBouncyCastle }, () => {
  for (const attributes of ["none", "attributes"]) {
    for (const list of lists) {
      it(`is decrypted for ${names(list)} with authenticated attributes: ${attributes}`, async () => {
        const message = fresh("message.cms");
        const certificates = (await Promise.all(list.map(recipient))).map(({ certificate }) => certificate);
        await ask("encrypt", plain, message, attributes, ...certificates);
        assert.deepEqual(await isDecrypted(message, list), []);
      });
    }
  }
});

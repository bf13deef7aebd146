// AES-GCM as browsers get it, out of AES-CTR and GMAC, says what node:crypto says.

import assert from "node:assert/strict";
import { createCipheriv, randomBytes } from "node:crypto";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { packageFolder } from "./installed.js";

const load = (file) => import(pathToFileURL(join(packageFolder, "js/encryption", file)));
const implementations = { browser: await load("browser/stream-gcm.js"), node: await load("node/content-cipher.js") };
const MIB = 1 << 20;

function* cut(bytes, length) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function run(cipher, bytes, length) {
  const pieces = [];
  for await (const piece of cipher.pieces(cut(bytes, length))) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** What node:crypto makes of it at once. */
function expected(plain, key, nonce, additionalData) {
  const cipher = createCipheriv(`aes-${key.length * 8}-gcm`, key, nonce);
  cipher.setAAD(additionalData);
  return { ciphertext: Buffer.concat([cipher.update(plain), cipher.final()]), tag: cipher.getAuthTag() };
}

/** A tag with another bit. */
function otherThan(tag) {
  const other = Buffer.from(tag);
  other[Math.floor(Math.random() * 16)] ^= 1 << Math.floor(Math.random() * 8);
  return other;
}

const lengths = [0, 1, 15, 16, 17, 255, 65_537, MIB, 4 * MIB - 1, 4 * MIB, 4 * MIB + 1, 9 * MIB + 7];

for (const [name, { openCipher, openDecipher }] of Object.entries(implementations)) {
  describe(`AES-GCM of the ${name}`, () => {
    for (const length of lengths) {
      it(`encrypts and decrypts ${length} bytes`, async () => {
        const plain = randomBytes(length);
        for (const octets of [16, 24, 32]) {
          const [key, nonce] = [randomBytes(octets), randomBytes(12)];
          const { ciphertext, tag } = expected(plain, key, nonce, Buffer.alloc(0));
          const cipher = await openCipher({ key, nonce });
          assert.ok((await run(cipher, plain, 100_003)).equals(ciphertext));
          assert.deepEqual(Buffer.from(cipher.tag()), tag);
          const decipher = await openDecipher({ key, nonce, additionalData: Buffer.alloc(0) });
          assert.ok((await run(decipher, ciphertext, MIB)).equals(plain));
          assert.ok(decipher.isTag(tag));
        }
      });
    }

    it("takes additional data of any length", async () => {
      for (const length of [1, 15, 16, 17, 48, 65_537]) {
        const [plain, key, nonce, additionalData] = [100_000, 32, 12, length].map((octets) => randomBytes(octets));
        const { ciphertext, tag } = expected(plain, key, nonce, additionalData);
        const decipher = await openDecipher({ key, nonce, additionalData });
        assert.ok((await run(decipher, ciphertext, 4096)).equals(plain));
        assert.ok(decipher.isTag(tag), `${length}`);
        const other = await openDecipher({ key, nonce, additionalData: additionalData.subarray(1) });
        await run(other, ciphertext, 4096);
        assert.ok(!other.isTag(tag), `${length}`);
      }
    });

    it("knows every wrong tag and every changed ciphertext", async () => {
      const [plain, key, nonce] = [5 * MIB, 32, 12].map((octets) => randomBytes(octets));
      const { ciphertext, tag } = expected(plain, key, nonce, Buffer.alloc(0));
      const check = async (bytes, wanted) => {
        const decipher = await openDecipher({ key, nonce, additionalData: Buffer.alloc(0) });
        await run(decipher, bytes, MIB);
        return decipher.isTag(wanted);
      };
      for (let count = 0; count < 10; count += 1) {
        assert.equal(await check(ciphertext, otherThan(tag)), false);
        const changed = Buffer.from(ciphertext);
        changed[Math.floor(Math.random() * changed.length)] ^= 1;
        assert.equal(await check(changed, tag), false);
      }
      assert.equal(await check(ciphertext.subarray(0, -1), tag), false);
      assert.equal(await check(ciphertext, tag), true);
    });

    it("leaves the caller's key and nonce as they are", async () => {
      const [key, nonce] = [randomBytes(32), randomBytes(12)];
      const before = Buffer.concat([key, nonce]);
      await run(await openCipher({ key, nonce }), Buffer.from("a"), 1);
      assert.deepEqual(Buffer.concat([key, nonce]), before);
    });
  });
}

it("chunks of any length give the same", async () => {
  const [plain, key, nonce] = [100_001, 32, 12].map((octets) => randomBytes(octets));
  const { ciphertext, tag } = expected(plain, key, nonce, Buffer.alloc(0));
  for (const chunkLength of [16, 4096, 65_536]) {
    const cipher = await implementations.browser.openCipher({ key, nonce, chunkLength });
    assert.ok((await run(cipher, plain, 5003)).equals(ciphertext));
    assert.deepEqual(Buffer.from(cipher.tag()), tag);
  }
});

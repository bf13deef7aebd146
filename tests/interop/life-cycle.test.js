// The life of a package: the VNF provider packs and signs, the service provider verifies, signs, encrypts, decrypts and
// verifies again before instantiation (SEC 021 clauses 6.1 to 6.5). What is done to it between two steps is noticed.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { fileOf, files, folderOf } from "./packages.js";
import { atInstantiation, editions, operator, provider, recipient, signer, signersAtInstantiation, trusting } from "./parties.js";
import { fresh, withoutAsn1Crypto } from "./programs.js";
import { ofMessages, ofPackages, tamper } from "./tampering.js";
import { bytesOf, decryptFile, encryptFile, packFolder, signPackage, verifyPackage, wrapPackage } from "./vnfseal.js";

const [vnfProvider, serviceProvider, holder] = await Promise.all([provider("RSA"), operator("P-384"), recipient("P-256")]);
const trust = trusting(serviceProvider);
const artifacts = ["Files/**"];

/** The steps of one life. Whoever does a step gives bytes on. */
class Life {
  constructor({ option, edition, artifacts }) {
    Object.assign(this, { option, artifacts, policy: { edition }, atInstantiation: atInstantiation(edition) });
  }

  async pack(content) {
    const by = signer(vnfProvider);
    const csar = await bytesOf(await packFolder(folderOf(content), { signer: by, trust, policy: this.policy }));
    if (this.option === 1) return csar;
    return bytesOf(await wrapPackage(csar, { signer: by, trust, policy: this.policy, fileName: "vnf.csar" }));
  }

  async countersign(packed, output) {
    const result = await signPackage(packed, { signer: signer(serviceProvider), trust, policy: this.policy, output });
    return output ?? bytesOf(result);
  }

  async encrypt(packed, certificate = holder.certificate) {
    return bytesOf(await encryptFile(packed, { recipients: [certificate], artifacts: this.artifacts, fileName: "vnf.csar" }));
  }

  /** Decrypts to a file, and verifies before instantiation. */
  decrypt(message, output) {
    const { key, certificate } = holder;
    return decryptFile(message, { key, certificate, trust, policy: this.atInstantiation, output, fileName: "vnf.csar.cms" });
  }

  async verdict(packed, policy) {
    return (await verifyPackage(packed, { trust, policy })).verdict;
  }
}

/** Does each tampering that makes sense, and asserts that `isNoticed` of what comes out. */
async function tamperings(packed, more, isNoticed) {
  let done = 0;
  for (const name of Object.keys(ofPackages)) {
    const tampered = await tamper(name, packed, { ...more, victim: vnfProvider });
    if (!tampered) continue;
    assert.notDeepEqual(tampered, packed, name);
    await isNoticed(tampered, name);
    done += 1;
  }
  assert.ok(done >= 10);
}

/** Nothing comes out of a message: it is refused, or what is in it does not verify. */
async function isNotDecrypted(life, message, name) {
  const output = fresh("decrypted");
  try {
    const { report, written, blob } = await life.decrypt(message, output);
    assert.notEqual(report.verdict, "passed", name);
    assert.deepEqual([written, blob], [false, undefined], name);
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    assert.equal(error.code, "DECRYPTION_REFUSED", `${name}: ${error.stack}`);
  }
  assert.equal(existsSync(output), false, `${name} leaves a file`);
}

const kinds = [
  { name: "Option 1", option: 1 },
  { name: "Option 2", option: 2 },
  { name: "Option 1 with encrypted artifacts", option: 1, artifacts },
];

describe("the life of a package", { concurrency: 2, skip: withoutAsn1Crypto }, () => {
  for (const { name, ...kind } of kinds) {
    for (const edition of editions) {
      describe(`of ${name}, edition ${edition}`, { concurrency: 1 }, () => {
        const life = new Life({ ...kind, edition });
        let packed, countersigned, message, other;

        it("begins with the VNF provider, who packs and signs", async () => {
          packed = await life.pack(files());
          assert.equal(await life.verdict(packed, life.policy), "passed");
          assert.equal(await life.verdict(packed, life.atInstantiation), "failed", "the service provider has not signed");
          other = await life.pack(files("other"));
        });

        it("does not go on with what was changed before the service provider signs", async () => {
          await tamperings(packed, { other, signers: 1 }, async (tampered, what) => {
            assert.notEqual(await life.verdict(tampered, life.policy), "passed", what);
            const output = fresh("signed");
            await assert.rejects(life.countersign(tampered, output), { code: "SIGNING_REFUSED" }, what);
            assert.equal(existsSync(output), false, what);
          });
        });

        it("goes on with the service provider, who signs", async () => {
          countersigned = await life.countersign(packed);
          const roles = await signersAtInstantiation(countersigned, trust, edition);
          assert.equal(roles[0], "serviceProvider");
          other = await life.countersign(other);
        });

        it("does not go on with what was changed before it is encrypted", async () => {
          await tamperings(countersigned, { other, signers: 2 }, async (tampered, what) => {
            assert.notEqual(await life.verdict(tampered, life.atInstantiation), "passed", what);
            // Where artifacts are encrypted, the package is read, and its manifest may no longer list any.
            const encrypted = await life.encrypt(tampered).catch((error) => {
              if (!life.artifacts || !["ENCRYPTION_REFUSED", "ARGUMENT_INVALID"].includes(error.code)) throw error;
            });
            if (encrypted) await isNotDecrypted(life, encrypted, what);
          });
        });

        it("goes on with encryption", async () => {
          message = await life.encrypt(countersigned);
          assert.equal(message.includes(Buffer.from("image".repeat(10))), false);
          assert.notEqual(await life.verdict(message, life.atInstantiation), "passed");
          const stranger = (await recipient("P-384")).certificate;
          await isNotDecrypted(life, await life.encrypt(countersigned, stranger), "a message for somebody else");
          if (!life.artifacts) await isNotDecrypted(life, countersigned, "what is not encrypted");
        });

        it("does not go on with a message that was changed", async () => {
          if (life.artifacts) {
            const more = { other: await life.encrypt(other), signers: 2 };
            return tamperings(message, more, (tampered, what) => isNotDecrypted(life, tampered, what));
          }
          const another = await life.encrypt(other);
          const start = message.length - 18 - countersigned.length;
          for (const [what, change] of Object.entries(ofMessages)) {
            const tampered = change(message, { start, other: another });
            assert.notDeepEqual(tampered, message, what);
            await isNotDecrypted(life, tampered, what);
          }
        });

        it("ends with what was encrypted, verified before instantiation", async () => {
          const output = fresh("decrypted");
          const { report, written } = await life.decrypt(message, output);
          assert.deepEqual([report.verdict, written], ["passed", true]);
          const decrypted = readFileSync(output);
          if (!life.artifacts) assert.deepEqual(decrypted, countersigned);
          const roles = await signersAtInstantiation(fileOf(decrypted, "decrypted.csar"), trust, edition);
          assert.equal(roles[0], "serviceProvider");
          await tamperings(decrypted, { other, signers: 2 }, async (tampered, what) =>
            assert.notEqual(await life.verdict(tampered, life.atInstantiation), "passed", what),
          );
        });
      });
    }
  }
});

// The life of a package over two NFVOs (SEC 021 edition 5.4.1, clauses 5.1 and 6.1 to 6.5). The VNF provider signs. Quality
// assurance verifies, tries the package in an NFVO of its own, and signs. Production verifies both signatures, stores the package
// encrypted, releases it, and uploads it to its NFVO. What is done to it between two steps is noticed, and goes no further.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { door, openCatalogue } from "../node/catalogue.js";
import { putPackage, serveNfvo } from "../node/nfvo-server.js";
import { fetchPackage, openNfvo, uploadPackage } from "../node/nfvo.js";
import { fileOf, files, folderOf } from "./packages.js";
import { atInstantiation, operator, provider, recipient, signer, trusting } from "./parties.js";
import { fresh, withoutAsn1Crypto } from "./programs.js";
import { ofMessages, ofPackages, tamper } from "./tampering.js";
import { bytesOf, encryptFile, packFolder, signPackage, verifyPackage } from "./vnfseal.js";

const { onboardPackage, releasePackage } = await import(pathToFileURL(door));
const [vnfProvider, qualityAssurance, site] = await Promise.all([provider("RSA"), operator("P-384"), recipient("P-256")]);
const EDITION = "5.4.1";
const NAME = "vnf-1.0";

/** One of the two: its catalogue, its NFVO, and what it asks of a package. */
class Profile {
  static async open(name, { trust, policy, holder }) {
    const profile = new Profile();
    const server = await serveNfvo();
    const folder = fresh(name);
    const catalogue = await openCatalogue(`dir:${folder}`);
    const nfvo = openNfvo(server.url);
    return Object.assign(profile, { name, trust, policy, holder, server, folder, catalogue, nfvo });
  }

  /** Verifies, encrypts if there is a holder of a key, and stores. */
  onboard(content, more = {}) {
    const recipients = this.holder && [this.holder.certificate];
    return onboardPackage(content, { catalogue: this.catalogue, name: NAME, trust: this.trust, policy: this.policy, recipients, fileName: "vnf.csar", ...more });
  }

  /** Decrypts, and verifies before instantiation. */
  release(output) {
    const { key, certificate } = this.holder ?? {};
    const policy = { ...this.policy, stage: "instantiation" };
    return releasePackage(NAME, { catalogue: this.catalogue, trust: this.trust, policy, key, certificate, output });
  }

  upload(path) {
    return uploadPackage(path, { nfvo: this.nfvo, trust: this.trust, policy: this.policy });
  }

  /** The package as its NFVO has it, before instantiation. */
  fetch(id, output) {
    return fetchPackage(id, { nfvo: this.nfvo, trust: this.trust, policy: { ...this.policy, stage: "instantiation" }, output });
  }

  /** Whether the NFVO has heard of a package. */
  get isUntouched() {
    return this.server.requests.every(({ method }) => method === "GET");
  }

  get entries() {
    return existsSync(join(this.folder, "refs")) ? readdirSync(join(this.folder, "refs")) : [];
  }

  /** What the catalogue has. */
  async stored() {
    const parts = [];
    for await (const chunk of (await this.catalogue.get(NAME)).chunks()) parts.push(Buffer.from(chunk));
    return Buffer.concat(parts);
  }

  /** Somebody puts something else in its place. */
  async take(bytes) {
    await this.catalogue.put(NAME, bytes, { mediaType: this.holder ? "application/cms" : "application/zip", fileName: "vnf.csar", replace: true });
  }
}

/** Asserts that nothing comes of each tampering with `packed`: `work(tampered, name)` asserts it of one. */
async function eachTampering(packed, more, work) {
  let done = 0;
  for (const name of Object.keys(ofPackages)) {
    const tampered = await tamper(name, packed, { ...more, victim: vnfProvider });
    if (!tampered) continue;
    assert.notDeepEqual(tampered, packed, name);
    await work(tampered, name);
    done += 1;
  }
  assert.ok(done >= 10);
}

describe("the life of a package over two NFVOs", { concurrency: 1, skip: withoutAsn1Crypto }, () => {
  let qa, production;
  let packed, tried, signed, other, released, id;

  before(async () => {
    const trust = trusting(qualityAssurance);
    qa = await Profile.open("quality-assurance", { trust, policy: { edition: EDITION } });
    production = await Profile.open("production", { trust, policy: atInstantiation(EDITION), holder: site });
    production.policy = { ...production.policy, stage: "onboarding" };
  });
  after(() => {
    qa?.server.close();
    production?.server.close();
  });

  const pack = (content) => packFolder(folderOf(content), { signer: signer(vnfProvider), trust: qa.trust }).then(bytesOf);
  const countersign = (content) => signPackage(content, { signer: signer(qualityAssurance), trust: qa.trust, policy: qa.policy }).then(bytesOf);

  it("begins with the VNF provider, who packs and signs", async () => {
    packed = await pack(files());
    other = await pack(files("other"));
  });

  it("does not reach quality assurance if it was changed on the way", async () => {
    await eachTampering(packed, { other, signers: 1 }, async (tampered, what) => {
      const { stored, report } = await qa.onboard(tampered);
      assert.deepEqual([stored, report.verdict === "passed"], [false, false], what);
    });
    assert.deepEqual(qa.entries, []);
  });

  it("goes on with quality assurance, which verifies and stores it", async () => {
    const { stored, report } = await qa.onboard(packed);
    assert.deepEqual([stored, report.verdict], [true, "passed"]);
  });

  it("is not released to be tried if it was changed in the catalogue", async () => {
    await eachTampering(packed, { other, signers: 1 }, async (tampered, what) => {
      await qa.take(tampered);
      const output = fresh("released");
      const { written } = await qa.release(output);
      assert.deepEqual([written, existsSync(output)], [false, false], what);
    });
    // Whoever writes to the folder past the catalogue leaves bytes that are not those of their name.
    await qa.take(packed);
    const { digest } = await qa.catalogue.get(NAME);
    const blob = join(qa.folder, "blobs", "sha256", digest.slice("sha256:".length));
    writeFileSync(blob, Buffer.concat([readFileSync(blob), Buffer.from([0])]));
    await assert.rejects(qa.release(fresh("released")), { code: "ENTRY_DAMAGED" });
    await qa.catalogue.delete(NAME);
    writeFileSync(blob, packed);
    await qa.onboard(packed);
  });

  it("is tried in the NFVO of quality assurance, and comes back as it was", async () => {
    const output = fresh("released.csar");
    assert.equal((await qa.release(output)).written, true);
    const { uploaded, id: inQa, userDefinedData } = await qa.upload(output);
    assert.deepEqual([uploaded, userDefinedData.vnfsealVerdict], [true, "passed"]);
    tried = fresh("tried.csar");
    assert.equal((await qa.fetch(inQa, tried)).written, true);
    assert.deepEqual(readFileSync(tried), packed);
  });

  it("is not signed if it was changed while it was tried", async () => {
    await eachTampering(packed, { other, signers: 1 }, (tampered, what) => assert.rejects(countersign(tampered), { code: "SIGNING_REFUSED" }, what));
  });

  it("goes on with the signature of quality assurance", async () => {
    signed = await countersign(tried);
    other = await countersign(other);
    const { signatures } = await verifyPackage(signed, { trust: production.trust, policy: atInstantiation(EDITION) });
    assert.deepEqual(signatures.map(({ role }) => role).sort(), ["serviceProvider", "vnfProvider"]);
  });

  it("does not reach production if it was changed on the way, or comes past quality assurance", async () => {
    for (const past of [packed, tried]) assert.equal((await production.onboard(past)).stored, false);
    await eachTampering(signed, { other, signers: 2 }, async (tampered, what) => {
      const { stored, report } = await production.onboard(tampered);
      assert.deepEqual([stored, report.verdict === "passed"], [false, false], what);
    });
    assert.deepEqual(production.entries, []);
  });

  it("goes on with production, which verifies both signatures, encrypts and stores it", async () => {
    const { stored, report, mediaType, steps } = await production.onboard(signed);
    assert.deepEqual([stored, report.verdict, mediaType], [true, "passed", "application/cms"]);
    assert.deepEqual(
      steps.map(({ step }) => step),
      ["obtained", "verified", "encrypted", "stored"],
    );
  });

  it("is not released if the message in the catalogue was changed, or has another package in it", async () => {
    const message = await production.stored();
    const messageOf = (content) => encryptFile(content, { recipients: [site.certificate], fileName: "vnf.csar" }).then(bytesOf);
    const another = await messageOf(other);
    const isHeldBack = async (content, what) => {
      await production.take(content);
      const output = fresh("released");
      const result = await production.release(output).catch((error) => {
        assert.equal(error.code, "DECRYPTION_REFUSED", `${what}: ${error.stack}`);
        return { written: false };
      });
      assert.deepEqual([result.written, existsSync(output)], [false, false], what);
    };
    const start = message.length - 18 - signed.length;
    for (const [what, change] of Object.entries(ofMessages)) await isHeldBack(change(message, { start, other: another }), what);
    // Anybody can encrypt for production.
    await isHeldBack(await messageOf(packed), "a package past quality assurance");
    await eachTampering(signed, { other, signers: 2 }, async (tampered, what) => isHeldBack(await messageOf(tampered), what));
    await production.take(message);
  });

  it("is released, verified before instantiation", async () => {
    released = fresh("released.csar");
    const { written, report } = await production.release(released);
    assert.deepEqual([written, report.verdict], [true, "passed"]);
    assert.deepEqual(readFileSync(released), signed);
  });

  it("does not reach the NFVO of production if it was changed before", async () => {
    await eachTampering(signed, { other, signers: 2 }, async (tampered, what) => {
      const { uploaded } = await production.upload(fileOf(tampered, "vnf.csar"));
      assert.equal(uploaded, false, what);
    });
    assert.equal((await production.upload(fileOf(packed, "vnf.csar"))).uploaded, false, "a package past quality assurance");
    assert.equal(production.isUntouched, true);
  });

  it("ends in the NFVO of production", async () => {
    const { uploaded, id: given } = await production.upload(released);
    assert.equal(uploaded, true);
    id = given;
    const output = fresh("fetched.csar");
    assert.equal((await production.fetch(id, output)).written, true);
    assert.deepEqual(readFileSync(output), signed);
  });

  it("is not instantiated if it was changed in the NFVO", async () => {
    await eachTampering(signed, { other, signers: 2 }, async (tampered, what) => {
      const output = fresh("fetched");
      const { written } = await production.fetch(putPackage(production.server, tampered), output);
      assert.deepEqual([written, existsSync(output)], [false, false], what);
    });
    Object.assign(production.server.packages.get(id), { content: other });
    await assert.rejects(production.fetch(id, fresh("fetched")), { code: "NFVO_PACKAGE_DAMAGED" });
  });
});

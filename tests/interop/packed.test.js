// First signatures: what a VNF provider packs and wraps is read and verified by programs of others.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { unzip } from "../node/zip.js";
import { ask } from "./bouncy-castle.js";
import { verifiedByOpenssl } from "./openssl-verifies.js";
import { fileOf, files, folderOf, signed } from "./packages.js";
import { acme, editions, provider, signer } from "./parties.js";
import { fresh, python, without, withoutBouncyCastle, withoutToscaParser } from "./programs.js";
import { bytesOf, packFolder, verifyPackage, wrapPackage } from "./vnfseal.js";

const trust = { vnfProvider: { privateCAs: [acme.root.pem] } };
const unpackers = [
  ["/usr/bin/unzip", "-tq"],
  ["/usr/bin/7zz", "t"],
  ["/usr/bin/bsdtar", "-tf"],
  ["/usr/bin/busybox", "unzip", "-t"],
];
const withoutUnpackers = without(...unpackers.map(([program]) => program));
const ways = {
  "RSA": ["RSA", {}],
  "RSA-PSS": ["RSA", { algorithm: "RSA-PSS" }],
  "P-256": ["P-256", {}],
  "P-384 with SHA-512": ["P-384", { hash: "SHA-512" }],
  "P-521": ["P-521", {}],
};

/** The report passes in both editions, and OpenSSL and BouncyCastle verify the signature. */
async function isSigned(packed) {
  for (const edition of editions) {
    const { verdict, findings } = await verifyPackage(packed, { trust, policy: { edition } });
    assert.equal(verdict, "passed", JSON.stringify(findings));
  }
  const { content, signature } = signed(packed);
  const [data, cms] = [fileOf(content, "content"), fileOf(signature, "signature.pem")];
  assert.equal(await verifiedByOpenssl({ content, signature }, [acme]), 1);
  if (withoutBouncyCastle) return;
  assert.deepEqual(await ask("signers", cms, data), ["O=Acme,CN=Acme signing"]);
  if (signature[0] !== 0x30) assert.deepEqual(await ask("onap", cms, data, acme.root.certificate), ["O=Acme,CN=Acme signing"]);
}

describe("a folder that is packed", () => {
  for (const [name, [key, how]] of Object.entries(ways)) {
    it(`is signed with ${name}, and the delivery around it as well`, async () => {
      const by = signer(await provider(key), how);
      const csar = await bytesOf(await packFolder(folderOf(files()), { signer: by, trust }));
      await isSigned(csar);
      const delivery = await bytesOf(await wrapPackage(csar, { signer: by, trust, fileName: "vnf.csar" }));
      await isSigned(delivery);
      const [[, inner]] = Object.entries(unzip(delivery)).filter(([path]) => path.endsWith(".csar"));
      assert.deepEqual(inner, csar, "the CSAR is in it octet for octet");
    });
  }

  it("has every file, each with its digest, in an archive that others read", { skip: withoutUnpackers }, async () => {
    const csar = fresh("packed.csar");
    const content = { ...files(), "Docs/überblick.txt": "ü", "Files/empty": "" };
    await packFolder(folderOf(content), { signer: signer(await provider()), trust, output: csar });
    const { entry } = signed(readFileSync(csar));
    const { names, listed, wrong, unlisted } = await python("listed.py", csar, entry);
    assert.deepEqual([wrong, unlisted], [[], []]);
    assert.deepEqual(listed.toSorted(), Object.keys(content).toSorted());
    assert.equal(new Set(names).size, names.length);
    for (const [program, ...options] of unpackers) execFileSync(program, [...options, csar], { stdio: "ignore" });
  });

  it("is a CSAR to OpenStack's tosca-parser", { skip: withoutToscaParser }, async () => {
    const csar = fresh("packed.csar");
    await packFolder(folderOf(files()), { signer: signer(await provider()), trust, output: csar });
    const { isValid, problems, metadata } = await python("csar.py", csar);
    assert.deepEqual([isValid, problems], [true, []]);
    assert.equal(metadata["Entry-Definitions"], "vnf.yaml");
  });
});

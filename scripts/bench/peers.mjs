// What other packages of npm make of the same input.
//
// `node peers.mjs fflate|zip.js ARCHIVE ENTRY` inflates an entry and digests what comes out.

import { createHash, webcrypto } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";
import { pathToFileURL } from "node:url";

import { BlobReader, ZipReader } from "@zip.js/zip.js";
import { Unzip, UnzipInflate } from "fflate";
import * as pkijs from "pkijs";

const inflating = {
  async fflate(archive, name, hash) {
    const unzip = new Unzip((file) => {
      if (file.name !== name) return;
      file.ondata = (error, chunk) => {
        if (error) throw error;
        hash.update(chunk);
      };
      file.start();
    });
    unzip.register(UnzipInflate);
    for await (const chunk of createReadStream(archive, { highWaterMark: 1 << 20 })) unzip.push(chunk);
    unzip.push(new Uint8Array(), true);
  },
  async "zip.js"(archive, name, hash) {
    const reader = new ZipReader(new BlobReader(await openAsBlob(archive)));
    const entry = (await reader.getEntries()).find(({ filename }) => filename === name);
    await entry.getData(new WritableStream({ write: (chunk) => void hash.update(chunk) }), { useWebWorkers: false });
  },
};

/** Verifies a detached CMS signature in DER and its chain, as often as asked. */
export async function verifyByPkijs(signature, content, anchor, times) {
  pkijs.setEngine("node", new pkijs.CryptoEngine({ crypto: webcrypto, subtle: webcrypto.subtle }));
  const bytes = ({ buffer, byteOffset, length }) => buffer.slice(byteOffset, byteOffset + length);
  for (let time = 0; time < times; time += 1) {
    const { content: schema } = pkijs.ContentInfo.fromBER(bytes(signature));
    const signed = new pkijs.SignedData({ schema });
    const trustedCerts = [pkijs.Certificate.fromBER(bytes(anchor))];
    const given = { signer: 0, data: bytes(content), trustedCerts, checkChain: true, extendedMode: true };
    const { signatureVerified } = await signed.verify(given);
    if (!signatureVerified) throw new Error("pkijs finds the signature wrong");
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , peer, archive, name] = process.argv;
  const hash = createHash("sha256");
  await inflating[peer](archive, name, hash);
  console.log(hash.digest("hex"));
}

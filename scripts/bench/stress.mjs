// Hostile input of 100 KB, for each kind of structure that of which most work could be made, in the engine's WebAssembly: a
// second a megabyte is the most that any may take. tests/tests/limits bounds the same kinds by counted operations.

import { crc32 } from "node:zlib";
import { inspectTrust, verifyPackage, verifySignedData } from "../../pkg/js/index.js";

const SIZE = 100_000;
const repeat = (text, size = SIZE) => text.repeat(Math.ceil(size / text.length));

/** DER: a value with its tag. */
function der(tag, ...contents) {
  const content = Buffer.concat(contents.map((each) => Buffer.from(each)));
  const size = content.length;
  const length = size < 128 ? [size] : [0x83, size >> 16, (size >> 8) & 255, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const SHA_512 = der(0x30, [0x06, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3]);
const DATA = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
const SIGNED_DATA = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];

/** A SignedData of these digest algorithms and SignerInfos. */
function message(digestAlgorithms, signerInfos) {
  const parts = [[2, 1, 3], der(0x31, digestAlgorithms), der(0x30, DATA), der(0x31, signerInfos)];
  return der(0x30, SIGNED_DATA, der(0xa0, der(0x30, ...parts)));
}

function signerInfo(number, attributes = []) {
  const algorithm = der(0x30, [0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]);
  const identifier = der(0x80, [number & 255, number >> 8]);
  const signed = attributes.length > 0 ? [der(0xa0, ...attributes)] : [];
  return der(0x30, [2, 1, 3], identifier, SHA_512, ...signed, algorithm, der(4, Buffer.alloc(70, 1)));
}

/** A stored ZIP archive of files by their names. */
function zip(files) {
  const [locals, records] = [[], []];
  let offset = 0;
  for (const [name, content] of files) {
    const data = Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), data]);
    locals.push(local);
    records.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03"), fields, tail, Buffer.from(name)]));
    offset += local.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}

const csar = (manifest) => zip([["vnf.yaml", "tosca_definitions_version: tosca_simple_yaml_1_3\n"], ["vnf.mf", manifest]]);
const many = (count, name) => zip(Array.from({ length: count }, (_, number) => [name(number), ""]));
const attribute = der(0x30, [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 5], der(0x31, [5, 0]));
const signers = Buffer.concat(Array.from({ length: SIZE / 140 }, (_, number) => signerInfo(number)));
const content = Buffer.from("content");

const verify = (input) => verifyPackage(input, { trust: {} });
const verifyMessage = (input) => verifySignedData({ signedData: input, content, trust: {} });
const inspect = (input) => inspectTrust(input).catch(() => {});

const INPUTS = [
  ["archive of tiny names", many(1100, (number) => number.toString(16)), verify],
  ["archive of deep folders", many(12, (number) => `${"a/".repeat(1900)}${number}`), verify],
  ["archive of long names that differ at their ends", many(180, (number) => `${"f".repeat(200)}${number}`), verify],
  ["names in a code page", many(1000, (number) => `${"\u00fc".repeat(10)}${number}`), verify],
  ["names with combining marks", many(12, (number) => `${"\u0301\u0323".repeat(900)}${number}`), verify],
  ["manifest of duplicates", csar(repeat("Source: a\nHash: 1\nHash: 2\n")), verify],
  ["manifest of faults", csar(repeat("x\n")), verify],
  ["manifest of sources", csar(Array.from({ length: 7200 }, (_, number) => `Source: a${number}\n`).join("")), verify],
  ["long path with many lines", csar(`Source: ${"a".repeat(4000)}\n${repeat("Hash: 1\nHash: 2\n")}`), verify],
  ["digest algorithms and signers", message(Buffer.from(repeat(SHA_512.toString("latin1"), SIZE / 2), "latin1"), signers), verifyMessage],
  ["signed attributes", message(SHA_512, signerInfo(1, Array(SIZE / attribute.length | 0).fill(attribute))), verifyMessage],
  ["nested values", Buffer.from(repeat("\x30\x80"), "latin1"), verifyMessage],
  ["PEM of empty blocks", Buffer.from(repeat("-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n")), inspect],
  ["PEM that begins again", Buffer.from(repeat("-----BEGIN CERTIFICATE-----\n")), inspect],
  ["JSON of many texts", Buffer.from(`{"crls":[${repeat('"x",')}"x"]}`), inspect],
];

await verify(INPUTS[0][1]);
console.log("| hostile input | KB | ms | seconds a megabyte |\n|---|---|---|---|");
let worst = 0;
for (const [name, input, run] of INPUTS) {
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const begin = performance.now();
    await run(input);
    times.push(performance.now() - begin);
  }
  const best = Math.min(...times);
  const rate = best / 1000 / (input.length / 1e6);
  worst = Math.max(worst, rate);
  console.log(`| ${name} | ${Math.round(input.length / 1000)} | ${best.toFixed(1)} | ${rate.toFixed(2)} |`);
}
console.log(`\nThe most is ${worst.toFixed(2)} seconds a megabyte; 1 is allowed.`);
process.exitCode = worst > 1 ? 1 : 0;

// node every-step.mjs SETTINGS: does every step right and in wrong ways, and prints all there is to see of results and errors.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";

import { decryptFile, encryptFile, signPackage, VnfsealError } from "vnfseal";

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { certificate, encryptedKeys, key, other, packages, plain, recipient, results, trust } = settings;
const [right, wrong] = JSON.parse(readFileSync(settings.passwords, "utf8"));

const everything = { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity, getters: true };
const all = (value) => inspect(value, everything);
const output = (name) => join(results, name);
let count = 0;

/** Shows what a step gives, whole. `isRight` says whether it ought to succeed. */
async function show(isRight, step) {
  const name = `${++count}`;
  try {
    const result = await step(isRight ? name : `refused-${name}`);
    console.log(all(result), JSON.stringify(result));
    if (!isRight) throw new Error(`step ${name} should have failed`);
  } catch (error) {
    if (isRight || !(error instanceof VnfsealError)) throw error;
    console.log(all(error), JSON.stringify(error), error.stack, String(error), structuredClone(error)?.message);
  }
}

const sign = (packed, signer) => (name) => signPackage(packed, { signer, trust, output: output(name) });
for (const packed of packages) {
  await show(true, sign(packed, { key, certificate }));
  for (const encrypted of encryptedKeys) {
    await show(true, sign(packed, { key: encrypted, password: right, certificate }));
    await show(true, sign(packed, { key: readFileSync(encrypted), password: () => right, certificate }));
    await show(false, sign(packed, { key: encrypted, password: wrong, certificate }));
    await show(false, sign(packed, { key: encrypted, password: async () => wrong, certificate }));
    await show(false, sign(packed, { key: encrypted, certificate }));
    await show(false, sign(packed, { key: readFileSync(encrypted).subarray(0, -30), password: right, certificate }));
  }
  await show(false, sign(packed, { key, certificate: other.certificate }));
  await show(false, sign(packed, { key: other.key, certificate }));
  await show(false, sign(packed, { key: readFileSync(key, "utf8").replace("-----END", "AAAA\n-----END"), certificate }));
  await show(false, sign(packed, { key: readFileSync(key, "utf8").slice(0, -40), certificate }));
  await show(false, sign(plain, { key, certificate }));
  await show(false, sign(packed, { key, certificate, algorithm: "Ed25519" }));
}

const message = output("message.cms");
await show(true, () => encryptFile(plain, { recipients: [recipient.certificate], output: message }));
const decrypt = (from, more) => (name) =>
  decryptFile(from, { certificate: recipient.certificate, verify: false, output: output(`decrypted-${name}`), ...more });
await show(true, decrypt(message, { key: recipient.key }));
await show(true, decrypt(message, { key: recipient.encryptedKey, password: right }));
await show(false, decrypt(message, { key: recipient.encryptedKey, password: wrong }));
await show(false, decrypt(message, { key: other.key, certificate: other.certificate }));
await show(false, decrypt(message, { key: other.key }));
const tampered = readFileSync(message);
tampered[tampered.length - 1] ^= 1;
await show(false, decrypt(tampered, { key: recipient.key }));
await show(false, decrypt(tampered.subarray(0, -500), { key: recipient.key }));
writeFileSync(output("environment.json"), JSON.stringify(process.report.getReport()));
console.log(process.execArgv, process.argv);

// What nobody catches, Node.js prints.
await decrypt(tampered, { key: recipient.encryptedKey, password: right })("refused-last");

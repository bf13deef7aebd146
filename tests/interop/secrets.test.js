// No secret is in what anybody says or leaves behind: a program that signs, encrypts and decrypts is run, right and wrong, and
// all that it writes is searched for the private keys, the passwords and the plaintext.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { folder } from "../node/installed.js";
import { forms, PASSWORD, secretsOf } from "./key-files.js";
import { fileOf, option1, option2 } from "./packages.js";
import { operator, provider, recipient, trusting } from "./parties.js";
import { fresh } from "./programs.js";

const PLAINTEXT = "nobody may read this";
const WRONG = "a wrong password 91c2";

/** Runs a program of a user that does everything, the right way and in wrong ones, and shows all it gets. */
async function run(settings) {
  const program = join(folder, "every-step.mjs");
  cpSync(fileURLToPath(new URL("every-step.mjs", import.meta.url)), program);
  const child = spawn(process.execPath, [program, fileOf(JSON.stringify(settings), "settings.json")], { cwd: folder });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, stdout, stderr };
}

/** The name of a secret that is in a text, if one is. White space divides nothing. */
function found(secrets, text) {
  const texts = [text, text.replace(/\s+/g, "")];
  return Object.keys(secrets).find((name) => secrets[name].some((secret) => texts.some((each) => each.includes(secret))));
}

describe("a secret", () => {
  for (const kind of ["RSA", "P-256"]) {
    it(`is in nothing that is said or left: ${kind}`, async () => {
      const [own, holder, other] = await Promise.all([operator(kind), recipient(kind), recipient("P-384")]);
      const keys = { signing: own.key, decrypting: holder.key };
      const secrets = { password: [PASSWORD, WRONG], plaintext: [PLAINTEXT, Buffer.from(PLAINTEXT).toString("hex")] };
      for (const [name, path] of Object.entries(keys)) {
        secrets[name] = secretsOf(createPrivateKey(readFileSync(path)).export({ format: "jwk" }));
        assert.equal(found(secrets, readFileSync(path, "utf8")), name, "it is found where it is");
      }
      const results = fresh("results");
      mkdirSync(results);
      const { status, stdout, stderr } = await run({
        results,
        packages: [fileOf(await option1([await provider()]), "vnf.csar"), fileOf(await option2([await provider()]), "vnf.zip")],
        plain: fileOf(PLAINTEXT.repeat(1000), "plain"),
        trust: trusting(own),
        key: keys.signing,
        encryptedKeys: await Promise.all([forms["encrypted PKCS #8 in PEM"](own), forms["PKCS #12"](own)]),
        certificate: own.chain,
        recipient: { key: holder.key, encryptedKey: await forms["PKCS #12"](holder), certificate: holder.certificate },
        other: { key: other.key, certificate: other.certificate },
        passwords: fileOf(JSON.stringify([PASSWORD, WRONG]), "passwords"),
      });
      assert.equal(found(secrets, stdout), undefined);
      assert.equal(found(secrets, stderr), undefined);
      // It has said a lot, and its last step was not caught.
      assert.ok(["KEY_UNUSABLE", "SIGNING_REFUSED", "DECRYPTION_REFUSED"].every((code) => stdout.includes(code)), stderr);
      assert.equal(status, 1);
      assert.match(stderr, /VnfsealError/);
      const left = readdirSync(results);
      assert.ok(left.length > 5);
      for (const name of left) {
        if (name.startsWith("decrypted")) assert.equal(statSync(join(results, name)).mode & 0o077, 0, name);
        else assert.equal(found(secrets, readFileSync(join(results, name), "latin1")), undefined, name);
      }
      assert.deepEqual(left.filter((name) => /refused/.test(name)), []);
    });
  }
});

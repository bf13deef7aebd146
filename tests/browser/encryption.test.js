// Encryption and decryption in the worker of the package, in a real browser: what one side encrypts, the other decrypts.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { decryptWithOpenssl, encryptWithOpenssl, kinds, makeRecipient, openssl } from "../node/recipients.js";
import { openWorker, usePackagePage } from "./support/package-page.js";
import { GOOD_PACKAGE, TRUST } from "./support/portal.js";

const used = usePackagePage();
const folder = mkdtempSync(join(tmpdir(), "vnfseal-encryption-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const trust = JSON.parse(readFileSync(TRUST, "utf8"));
const to = (name) => join(folder, name);
const holders = Object.fromEntries(
  kinds.map((kind) => {
    const { key, certificate } = makeRecipient(folder, kind);
    return [kind, { kind, key, certificate, texts: { key: readFileSync(key, "utf8"), certificate: readFileSync(certificate, "utf8") } }];
  }),
);
const texts = (kind) => holders[kind].texts;

/** A page with `ask(request, onProgress)`, which has the worker do something, and the file that was chosen. */
async function openPage(path) {
  const page = await used.open(path);
  await openWorker(page);
  await page.evaluate(() => {
    globalThis.file = document.querySelector("input").files[0];
    globalThis.fileAt = async (name) => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    /** Offers a file to be downloaded. */
    globalThis.download = (blob) => Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "file" }).click();
  });
  return page;
}

/** Runs `work` in the page, and gives the file that it offers. */
async function downloaded(page, work, argument) {
  const [offer] = await Promise.all([page.waitForEvent("download"), page.evaluate(work, argument)]);
  return readFileSync(await offer.path());
}

for (const kind of kinds) {
  test(`what a page encrypts for ${kind}, openssl decrypts`, async () => {
    const page = await openPage(GOOD_PACKAGE);
    const encrypt = async (certificate) => {
      const { result, error } = await ask({ encrypt: { file, recipients: [certificate] } });
      if (error) throw new Error(error.message);
      download(result.blob);
    };
    writeFileSync(to("page.cms"), await downloaded(page, encrypt, texts(kind).certificate));
    assert.ok(decryptWithOpenssl(to("page.cms"), holders[kind], to("out")).equals(readFileSync(GOOD_PACKAGE)));
    assert.deepEqual(page.errors, []);
  });

  for (const args of [[], ["-stream"]]) {
    test(`what openssl encrypts for ${kind} ${args}, a page decrypts and verifies`, async () => {
      encryptWithOpenssl(GOOD_PACKAGE, to("openssl.csar.cms"), [holders[kind]], ...args);
      const page = await openPage(to("openssl.csar.cms"));
      const found = await page.evaluate(
        async ([holder, trust]) => {
          const phases = new Set();
          const onProgress = ({ phase }) => phases.add(phase);
          const { result, error } = await ask({ decrypt: { file, ...holder, trust } }, { onProgress });
          if (error) return { error };
          const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await result.blob.arrayBuffer()));
          return { ...result, blob: null, report: JSON.parse(result.report), phases: [...phases], digest: [...digest] };
        },
        [texts(kind), trust],
      );
      assert.equal(found.error, undefined);
      assert.equal(found.fileName, "openssl.csar");
      assert.equal(found.written, true);
      assert.equal(found.report.verdict, "passed");
      assert.deepEqual(found.phases, ["decrypting", "opening", "digesting", "verifying"]);
      const expected = openssl("dgst", "-sha256", "-binary", GOOD_PACKAGE);
      assert.deepEqual(Buffer.from(found.digest), expected);
      assert.deepEqual(page.errors, []);
    });
  }
}

test("a file and a stream get what was decrypted, and nothing of what was changed", async () => {
  encryptWithOpenssl(GOOD_PACKAGE, to("good.cms"), [holders["P-256"]]);
  const page = await openPage(to("good.cms"));
  const found = await page.evaluate(
    async ([holder, trust]) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      bytes[1_000_000] ^= 1;
      const bad = new File([bytes], "bad.cms");
      const run = async (file, options) => {
        const handle = await fileAt(`out-${Math.random()}`);
        const toHandle = await ask({ decrypt: { file, ...holder, ...options, output: handle } });
        const { readable, writable } = new TransformStream();
        const streamed = new Response(readable).blob().then(({ size }) => size, () => "aborted");
        const toStream = await ask({ decrypt: { file, ...holder, ...options, output: writable } }, { transfer: [writable] });
        const said = [toHandle, toStream].map(({ result, error }) => error?.reason ?? result.written);
        return { said, sizes: [(await handle.getFile()).size, await streamed] };
      };
      return { good: await run(file, { trust }), notTrusted: await run(file, {}), bad: await run(bad, { verify: false }) };
    },
    [texts("P-256"), trust],
  );
  const { length } = readFileSync(GOOD_PACKAGE);
  assert.deepEqual(found.good, { said: [true, true], sizes: [length, length] });
  assert.deepEqual(found.notTrusted, { said: [false, false], sizes: [0, "aborted"] });
  assert.deepEqual(found.bad, { said: ["message.wrong-tag", "message.wrong-tag"], sizes: [0, "aborted"] });
  assert.deepEqual(page.errors, []);
});

test("a CryptoKey decrypts, and another key is refused", async () => {
  const page = await openPage(GOOD_PACKAGE);
  const pkcs8 = [...openssl("pkcs8", "-topk8", "-nocrypt", "-in", holders["P-384"].key, "-outform", "DER")];
  const found = await page.evaluate(
    async ([certificate, pkcs8, other]) => {
      const algorithm = { name: "ECDH", namedCurve: "P-384" };
      const key = await crypto.subtle.importKey("pkcs8", new Uint8Array(pkcs8), algorithm, false, ["deriveBits"]);
      const plain = new Blob([new Uint8Array(5_000_000)]);
      const { blob } = (await ask({ encrypt: { file: plain, recipients: [certificate] } })).result;
      const decrypted = await ask({ decrypt: { file: blob, key, certificate, verify: false } });
      const refused = await ask({ decrypt: { file: blob, ...other, verify: false } });
      const mixed = await ask({ decrypt: { file: blob, key, certificate: other.certificate, verify: false } });
      const asPath = await ask({ decrypt: { file: blob, key: "key.pem", certificate, verify: false } });
      return [decrypted.result?.blob.size, refused.error?.reason, mixed.error?.reason, asPath.error?.code];
    },
    [texts("P-384").certificate, pkcs8, texts("rsa")],
  );
  assert.deepEqual(found, [5_000_000, "recipient.none", "recipient.none", "ARGUMENT_INVALID"]);
});

test("artifacts in a package are encrypted and decrypted", async () => {
  const page = await openPage(GOOD_PACKAGE);
  const found = await page.evaluate(
    async ([holder, trust]) => {
      const encrypted = await ask({ encrypt: { file, recipients: [holder.certificate], artifacts: ["**/*.img", "Scripts/*"] } });
      const report = JSON.parse((await ask({ verify: { file: encrypted.result.blob, trust } })).report);
      const decrypted = await ask({ decrypt: { file: encrypted.result.blob, ...holder, trust } });
      const nothing = await ask({ encrypt: { file, recipients: [holder.certificate], artifacts: ["*.mf"] } });
      const { artifacts, written } = decrypted.result;
      const verdicts = [report.verdict, JSON.parse(decrypted.result.report).verdict];
      return { picked: encrypted.result.artifacts, artifacts, written, verdicts, nothing: nothing.error.code };
    },
    [texts("P-256"), trust],
  );
  const paths = ["Files/images/acme-sbc.img", "Scripts/instantiate.sh", "Scripts/terminate.sh"];
  const verdicts = ["indeterminate", "passed"];
  assert.deepEqual(found, { picked: paths, artifacts: paths, written: true, verdicts, nothing: "ARGUMENT_INVALID" });
  assert.deepEqual(page.errors, []);
});

test("a browser without AES-192 says so, and decrypts nothing", async () => {
  writeFileSync(to("plain"), randomBytes(1000));
  encryptWithOpenssl(to("plain"), to("aes192.cms"), [holders.rsa], "-aes-192-gcm");
  const page = await openPage(to("aes192.cms"));
  const { result, error } = await page.evaluate(async (holder) => ask({ decrypt: { file, ...holder, verify: false } }), texts("rsa"));
  // Chromium has none; a browser that has it decrypts.
  if (result) assert.equal(result.written, true);
  else assert.match(error.message, /no AES with keys of 192 bits/);
});

test("what is cancelled leaves nothing", async () => {
  const page = await openPage(GOOD_PACKAGE);
  const found = await page.evaluate(
    async ([holder, trust]) => {
      const cancelIn = (wanted) => ({ onProgress: ({ phase, bytesDone }, cancel) => phase === wanted && bytesDone > 0 && cancel() });
      const handle = await fileAt("cancelled");
      const encrypted = await ask({ encrypt: { file, recipients: [holder.certificate], output: handle } }, cancelIn("encrypting"));
      const { blob } = (await ask({ encrypt: { file, recipients: [holder.certificate] } })).result;
      const decrypted = await ask({ decrypt: { file: blob, ...holder, trust, output: handle } }, cancelIn("decrypting"));
      return [encrypted.error?.name, decrypted.error?.name, (await handle.getFile()).size];
    },
    [texts("P-256"), trust],
  );
  assert.deepEqual(found, ["AbortError", "AbortError", 0]);
});

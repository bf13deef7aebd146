// The service provider's signature in the worker of the package: keys, outputs, refusals, and a cancel.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { makeIdentity, openssl, trustWith } from "../node/identities.js";
import { openWorker, usePackagePage } from "./support/package-page.js";
import { GOOD_PACKAGE, TRUST } from "./support/portal.js";

const used = usePackagePage();
const operator = makeIdentity("Operator");
const demoTrust = JSON.parse(readFileSync(TRUST, "utf8"));
const trust = trustWith(demoTrust, operator);
const certificate = readFileSync(operator.certificate, "utf8");
/** PKCS #8 in DER, as a list that a page can be handed. */
const pkcs8 = [...openssl("pkcs8", "-topk8", "-nocrypt", "-in", operator.key, "-outform", "DER")];
/** The same, encrypted, in PEM. */
const encrypted = openssl("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", "pass:secret", "-in", operator.key).toString();

/** A page with `ask(request, { onProgress })`, which has the worker do something, and `key`, a CryptoKey. */
async function openPage() {
  const page = await used.open(GOOD_PACKAGE);
  await openWorker(page);
  await page.evaluate(async (der) => {
    const algorithm = { name: "ECDSA", namedCurve: "P-256" };
    globalThis.key = await crypto.subtle.importKey("pkcs8", new Uint8Array(der), algorithm, false, ["sign"]);
    globalThis.file = () => document.querySelector("input").files[0];
  }, pkcs8);
  return page;
}

test("a package is signed with a CryptoKey, and the new one verifies", async () => {
  const page = await openPage();
  const found = await page.evaluate(
    async ([certificate, trust]) => {
      const phases = new Set();
      const onProgress = ({ phase }) => phases.add(phase);
      const { result, error } = await ask({ sign: { file: file(), signer: { key, certificate }, trust } }, { onProgress });
      if (error) return { error };
      const policy = { serviceProviderSignature: "required" };
      const { report } = await ask({ verify: { file: result.blob, trust, policy } });
      const grown = result.blob.size - file().size;
      return { ...result, blob: null, grown, report: JSON.parse(result.report), again: JSON.parse(report), phases: [...phases] };
    },
    [certificate, trust],
  );
  assert.equal(found.error, undefined);
  assert.equal(found.fileName, "acme-vnf-option1.csar");
  assert.equal(found.report.verdict, "passed");
  assert.equal(found.again.verdict, "passed");
  assert.deepEqual(found.again.signatures.map(({ role }) => role), ["vnfProvider", "serviceProvider"]);
  assert.notEqual(found.report.engine.wasmSha256, found.again.engine.wasmSha256);
  assert.ok(found.grown > 0 && found.grown < 10_000, `${found.grown}`);
  for (const phase of ["digesting", "checking"]) assert.ok(found.phases.includes(phase), `${found.phases}`);
  assert.deepEqual(page.errors, []);
});

test("a package is signed with a key file and its password", async () => {
  const page = await openPage();
  const { result, wrong } = await page.evaluate(
    async ([text, certificate, trust]) => {
      const signer = { key: new Blob([text]), certificate };
      const { error: wrong } = await ask({ sign: { file: file(), signer: { ...signer, password: "wrong" }, trust } });
      const { result, error } = await ask({ sign: { file: file(), signer: { ...signer, password: "secret" }, trust } });
      return { result: error ?? JSON.parse(result.report).verdict, wrong };
    },
    [encrypted, certificate, trust],
  );
  assert.equal(result, "passed");
  assert.deepEqual([wrong.code, wrong.reason], ["KEY_UNUSABLE", "key-file.wrong-password"]);
});

test("a package is written to a handle and to a stream, and both verify", async () => {
  const page = await openPage();
  const verdicts = await page.evaluate(
    async ([certificate, trust]) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle("signed.csar", { create: true });
      const sign = { file: file(), signer: { key, certificate }, trust };
      const toHandle = await ask({ sign: { ...sign, output: handle } });
      const { readable, writable } = new TransformStream();
      const streamed = new Response(readable).blob();
      const toStream = await ask({ sign: { ...sign, output: writable } }, { transfer: [writable] });
      const policy = { serviceProviderSignature: "required" };
      const verdictOf = async (file) => JSON.parse((await ask({ verify: { file, trust, policy } })).report).verdict;
      return [toHandle.error, toStream.error, await verdictOf(await handle.getFile()), await verdictOf(await streamed)];
    },
    [certificate, trust],
  );
  assert.deepEqual(verdicts, [undefined, undefined, "passed", "passed"]);
  assert.deepEqual(page.errors, []);
});

test("a refusal has its reason, and leaves a file as it was", async () => {
  const page = await openPage();
  const { error, size, other } = await page.evaluate(
    async ([certificate, trust]) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle("kept.csar", { create: true });
      const stream = await handle.createWritable();
      await stream.write("kept");
      await stream.close();
      const { error } = await ask({ sign: { file: file(), signer: { key, certificate }, trust, output: handle } });
      const { error: other } = await ask({ sign: { file: file(), signer: { key: "key.pem", certificate }, trust } });
      return { error, size: (await handle.getFile()).size, other };
    },
    [certificate, demoTrust],
  );
  assert.deepEqual([error.code, error.reason, size], ["SIGNING_REFUSED", "signer.not-trusted", 4]);
  assert.ok(error.findings.length > 0);
  assert.match(other.message, /a browser has no paths/);
});

test("a signing that is cancelled leaves no file", async () => {
  const page = await openPage();
  const { error, size } = await page.evaluate(
    async ([certificate, trust]) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle("cancelled.csar", { create: true });
      const onProgress = ({ phase }, cancel) => phase === "checking" && cancel();
      const { error } = await ask({ sign: { file: file(), signer: { key, certificate }, trust, output: handle } }, { onProgress });
      return { error, size: (await handle.getFile()).size };
    },
    [certificate, trust],
  );
  assert.deepEqual([error?.name, size], ["AbortError", 0]);
});

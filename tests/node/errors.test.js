// What the package throws on purpose: each error has a code, and each code is thrown.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const { VnfsealError, checkPolicy, httpSource, inspectTrust, openPackage, verifyCertificate, verifyPackage } = vnfseal;
const option1 = demo("acme-vnf-option1.csar");
const answerWith = (status, headers) => async () => new Response("x", { status, headers });
const over = (fetch) => httpSource("https://store.example/a.csar", { fetch });
/** A text that JavaScript tells from another, and UTF-8 does not. */
const [one, other] = ["\ud800", "\ud801"];

const causes = {
  ARGUMENT_INVALID: [
    () => verifyPackage(7),
    () => verifyPackage(option1, { trusted: [] }),
    () => verifyPackage(option1, { policy: new Map() }),
    () => verifyPackage({ size: 100, read: async () => "text" }),
    () => verifyPackage(option1, { externalArtifacts: { [one]: option1, [other]: option1 } }),
    () => verifyCertificate({ certificate: "-----BEGIN CERTIFICATE-----", purpose: "cooking" }),
    () => verifyCertificate({ certificate: "no PEM" }),
    () => httpSource("acme.csar"),
  ],
  TRUST_INVALID: [
    () => verifyPackage(option1, { trust: option1 }),
    () => verifyPackage(option1, { trust: { nobody: [] } }),
    () => inspectTrust(option1),
  ],
  POLICY_INVALID: [
    () => checkPolicy({ edition: "1.0" }),
    () => verifyPackage(option1, { policy: { at: new Date(Number.NaN) } }),
    () => verifyCertificate({ certificate: new Uint8Array(), policy: { strict: true } }),
    () => openPackage(option1, { limits: { entires: 1 } }),
  ],
  FILE_UNREADABLE: [
    () => verifyPackage("missing.csar"),
    () => verifyPackage(packageFolder),
    () => verifyPackage(option1, { trust: "missing.pem" }),
    () => verifyPackage(option1, { policy: packageFolder }),
    () => verifyPackage("a\0b"),
  ],
  SOURCE_CHANGED: [() => verifyPackage({ size: 100, read: async () => new Uint8Array(1) })],
  HTTP_NO_RANGES: [() => over(answerWith(200))],
  HTTP_STATUS: [() => over(answerWith(404))],
  HTTP_UNREACHABLE: [() => over(async () => Promise.reject(new TypeError("fetch failed")))],
  HTTP_INVALID: [() => over(answerWith(206))],
  FILE_REFUSED: [
    async () => {
      const opened = await openPackage(option1);
      await opened.readText("nothing").finally(() => opened.close());
    },
  ],
  PACKAGE_CLOSED: [
    async () => {
      const opened = await openPackage(option1);
      opened.close();
      await opened.report();
    },
  ],
};

/** Thrown where something is broken that no caller can break, by what signs and encrypts, by catalogues and NFVOs; other tests have them. */
const elsewhere = [
  ...["CATALOGUE_INVALID", "CATALOGUE_UNAVAILABLE", "CATALOGUE_REFUSED", "ENTRY_NOT_FOUND", "ENTRY_EXISTS", "ENTRY_DAMAGED"],
  ...["NFVO_INVALID", "NFVO_UNAVAILABLE", "NFVO_REFUSED", "NFVO_NOT_ONBOARDED", "NFVO_PACKAGE_NOT_FOUND", "NFVO_PACKAGE_DAMAGED"],
  ...["QUEUE_UNAVAILABLE", "QUEUE_INVALID"],
  ...["ENGINE_STOPPED", "ENGINE_UNAVAILABLE", "KEY_UNUSABLE", "OUTPUT_UNWRITABLE"],
  ...["SIGNING_REFUSED", "ENCRYPTION_REFUSED", "DECRYPTION_REFUSED"],
];

describe("the errors of the package", () => {
  for (const [code, calls] of Object.entries(causes)) {
    it(`with the code ${code} are thrown, each with a sentence`, async () => {
      for (const call of calls) {
        await assert.rejects(call, (error) => {
          assert.ok(error instanceof VnfsealError && error instanceof Error, error.stack);
          assert.deepEqual([error.name, error.code], ["VnfsealError", code], error.stack);
          assert.match(error.message, /\w+ \w+/);
          return true;
        });
      }
    });
  }

  it("have as cause what the system said", async () => {
    await assert.rejects(verifyPackage("missing.csar"), ({ cause }) => cause.code === "ENOENT");
  });

  it("are those that the types list", () => {
    const types = readFileSync(join(packageFolder, "js/types/index.d.ts"), "utf8");
    const [, union] = /export type ErrorCode =(.*?);\n/s.exec(types);
    const listed = [...union.matchAll(/"([A-Z_]+)"/g)].map(([, code]) => code);
    const described = [...types.matchAll(/^ \* \| `([A-Z_]+)` \| [A-Z]/gm)].map(([, code]) => code);
    assert.deepEqual(described, listed);
    assert.deepEqual(listed.toSorted(), [...Object.keys(causes), ...elsewhere].toSorted());
  });

  it("are the only ones: nothing throws another on purpose", () => {
    const js = join(packageFolder, "js");
    const others = readdirSync(js, { recursive: true })
      .filter((name) => name.endsWith(".js") && !name.startsWith("cli"))
      .flatMap((name) => [...readFileSync(join(js, name), "utf8").matchAll(/throw new (\w+)/g)].map(([, kind]) => `${name}: ${kind}`))
      .filter((thrown) => !/: (VnfsealError|LaneLost)$/.test(thrown));
    assert.deepEqual(others, []);
  });
});

// A sample of the outside test suites through the engine as it is shipped: the same code in WebAssembly gives the same
// answers. `make conformance` runs all of them natively; the exceptions and their reasons are those.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";

import { repository, vnfseal } from "./installed.js";
import { vectors, withoutShared } from "./packages.js";

const { verifyCertificate, verifySignedData } = vnfseal;
const readJson = async (path) => JSON.parse(await readFile(path));
const exceptions = await readJson(join(repository, "tests", "conformance", "exceptions.json"));

/** What stands in the report is what the suite expects, or the exception says. */
function assertJudged(suite, id, report, isExpectedToPass) {
  const isExcepted = exceptions[suite]?.[id] !== undefined;
  const why = report.findings.map(({ code, what }) => `${code}: ${what}`).join("\n");
  assert.equal(report.verdict === "passed", isExpectedToPass !== isExcepted, `${id}: ${report.verdict}\n${why}`);
}

describe("outside suites in WebAssembly", { skip: withoutShared }, () => {
  it("judges the chains of BetterTLS as path builders should", async () => {
    const { testcases } = await readJson(vectors("limbo/limbo.json"));
    const isOurs = ({ id, x_note: note }) => id.startsWith("bettertls::pathbuilding") && !note?.includes("EKU");
    const cases = testcases.filter(isOurs);
    assert.ok(cases.length > 30);
    for (const test of cases) {
      const report = await verifyCertificate({
        certificate: test.peer_certificate,
        intermediates: test.untrusted_intermediates,
        trust: { vnfProvider: { privateCAs: test.trusted_certs } },
        policy: { at: test.validation_time ?? "2026-11-21T12:00:00Z", revocation: "off" },
        purpose: "any",
      });
      assertJudged("limbo", test.id, report, test.expected_result === "SUCCESS");
    }
  });

  it("judges the messages of OpenSSL and GnuTLS as they expect", async () => {
    const read = (name) => readFile(vectors(`cms-interop/${name}`));
    const certificates = await Promise.all((await readdir(vectors("cms-interop/ca"))).map((name) => read(`ca/${name}`)));
    const trust = { vnfProvider: { privateCAs: [await read("ca/root.pem"), await read("ca/rsaroot.pem")] } };
    const cases = await readJson(vectors("cms-interop/index.json"));
    assert.ok(cases.length > 70);
    for (const test of cases) {
      const content = test.content && (await read(test.content));
      const signedData = await read(test.file);
      const report = await verifySignedData({ signedData, content, certificates, trust, policy: { revocation: "off" } });
      assertJudged("cms interop", test.id, report, test.expect === "valid");
    }
  });
});

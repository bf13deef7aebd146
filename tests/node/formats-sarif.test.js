// SARIF, against the schema of the standard.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";

import Ajv from "ajv";
import addFormats from "ajv-formats";

import { all, changed, HOSTILE, hostile, passed, refused, TRICKS } from "./format-runs.js";
import { vnfseal } from "./installed.js";

const { formatReports, rules } = vnfseal;

// The schema is in draft-04, whose `id` ajv does not take; a pattern of it is none with the flag `u`.
const { $schema, id, ...schema } = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
addFormats(ajv);
const isValid = ajv.compile(schema);

function read(runs) {
  const log = JSON.parse(formatReports("sarif", runs));
  assert.ok(isValid(log), JSON.stringify(isValid.errors, null, 1));
  return log.runs[0];
}

describe("sarif", () => {
  it("fulfils its schema, whatever the packages are", () => {
    for (const run of all) read([run]);
    const { results, invocations } = read(all);
    assert.equal(results.length, all.flatMap(({ report }) => report?.findings ?? []).length);
    assert.equal(invocations[0].toolExecutionNotifications.length, 2);
    read([]);
  });

  it("is refused by the schema when it is damaged", () => {
    const log = JSON.parse(formatReports("sarif", all));
    log.runs[0].results[0].level = "grave";
    assert.equal(isValid(log), false);
    log.runs[0].results[0].level = "note";
    log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = "a b";
    assert.equal(isValid(log), false);
  });

  it("has every rule, with help and clause, and results that point to them", () => {
    const { tool, results } = read([changed]);
    assert.deepEqual(tool.driver.rules.map(({ id: code }) => code), rules.map(({ code }) => code));
    for (const [index, { help, properties }] of tool.driver.rules.entries()) {
      assert.ok(help.text.includes(rules[index].clause));
      assert.equal(properties.clause, rules[index].clause);
    }
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
  });

  it("leads to the line of the manifest that lists an artifact, or to the file", () => {
    const { results } = read([changed]);
    const { manifestPath } = changed.report.package;
    const finding = changed.report.findings.find(({ code }) => code === "artifact.digest-mismatch");
    const { locations } = results.find(({ ruleId }) => ruleId === "artifact.digest-mismatch");
    assert.deepEqual(locations[0].physicalLocation, {
      artifactLocation: { uri: `${changed.path}/${manifestPath}` },
      region: { startLine: finding.place.manifestLine },
    });
    assert.equal(locations[0].logicalLocations[0].fullyQualifiedName, finding.place.path);
  });

  it("has the same fingerprints when the package is judged later, and another for each result and each package", () => {
    const later = { path: changed.path, report: structuredClone(changed.report) };
    for (const { place = {} } of later.report.findings) if (place.manifestLine) place.manifestLine += 7;
    const twice = { ...changed.report, findings: [...changed.report.findings, ...changed.report.findings] };
    const fingerprints = (runs) => read(runs).results.map(({ partialFingerprints: { "vnfsealFinding/v1": print } }) => print);
    assert.deepEqual(fingerprints([changed]), fingerprints([later]));
    const both = fingerprints([{ path: "a", report: twice }]);
    const elsewhere = { ...changed, path: "another/folder/acme.csar" };
    both.push(...fingerprints([changed, elsewhere]));
    assert.equal(new Set(both).size, both.length);
  });

  it("marks what the policy accepts as suppressed, and only that", () => {
    const report = structuredClone(changed.report);
    report.findings[0].accepted = true;
    const { results } = read([{ path: "a", report }]);
    assert.deepEqual(results.map(({ suppressions }) => Boolean(suppressions)), report.findings.map((_, index) => index === 0));
  });

  it("says that a package could not be verified", () => {
    const { invocations, results } = read([refused]);
    assert.equal(invocations[0].executionSuccessful, false);
    assert.equal(invocations[0].toolExecutionNotifications[0].descriptor.id, "ENOENT");
    assert.deepEqual(results, []);
    assert.equal(read([passed]).invocations[0].executionSuccessful, true);
  });

  it("names packages on the web, on another drive and by their absolute path", () => {
    const places = {
      "https://user:pass@host.example:8443/a%20b/c[1]%.csar?token=1#x": "https://host.example:8443/a%20b/c%5B1%5D%25.csar",
      "https://": "https%3A//",
      "C:\\in\\a b.csar": "file:///C:/in/a%20b.csar",
      "/in/ä.csar": "file:///in/%C3%A4.csar",
      "in/a.csar": "in/a.csar",
    };
    for (const [path, uri] of Object.entries(places)) {
      const [{ locations }] = read([{ path, error: { message: "" } }]).invocations[0].toolExecutionNotifications;
      assert.equal(locations[0].physicalLocation.artifactLocation.uri, uri);
    }
  });

  it("lets no name out of its package, and makes no link and no command of it", () => {
    const text = formatReports("sarif", [hostile, { path: HOSTILE, error: { message: HOSTILE } }]);
    assert.doesNotMatch(text, TRICKS);
    for (const { message, locations } of read([hostile]).results) {
      assert.doesNotMatch(message.text, /(?<!\\)\]\(|[^{]\{\d/);
      assert.doesNotMatch(message.text, /[\u0000-\u001f\u202e]/);
      const { uri } = locations[0].physicalLocation.artifactLocation;
      assert.equal(new URL(uri, "https://base.example/folder/").pathname.startsWith("/folder/"), true, uri);
    }
    const report = structuredClone(passed.report);
    report.findings = ["../../etc/passwd", "/etc/passwd", "..", "a//b"].map((path) => ({ ...changed.report.findings[0], place: { path } }));
    for (const { locations } of read([{ path: "a b:c.csar", report }]).results) {
      assert.equal(locations[0].physicalLocation.artifactLocation.uri, "a%20b%3Ac.csar");
    }
  });
});

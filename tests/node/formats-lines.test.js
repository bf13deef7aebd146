// Reports in lines: text, json and ndjson.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const { formatReports, formats, verifyPackage, verifyPackageAsJson } = vnfseal;
const options = { trust: demo("trust.json"), policy: { at: "2030-01-01T00:00:00Z" } };
const paths = ["acme-vnf-option1.csar", "acme-vnf-option2.zip"].map(demo);
const runs = await Promise.all(paths.map(async (path) => ({ path, report: await verifyPackage(path, options) })));
const broken = { path: "gone.csar", error: { code: "ENOENT", message: "no such file" } };
const lines = (text) => text.split("\n").slice(0, -1);

describe("json", () => {
  it("is the text of the engine, one line for each report", async () => {
    const texts = await Promise.all(paths.map((path) => verifyPackageAsJson(path, options)));
    assert.deepEqual(lines(formatReports("json", [runs[0], broken, runs[1]])), texts);
  });
});

describe("ndjson", () => {
  it("has a line for each package, with the report or the error, and what the host adds", () => {
    const [good, bad] = lines(formatReports("ndjson", [{ ...runs[0], extra: { size: 7 } }, broken])).map((line) => JSON.parse(line));
    assert.deepEqual(good, { path: paths[0], status: runs[0].report.verdict, size: 7, report: runs[0].report });
    assert.deepEqual(bad, { path: "gone.csar", status: "error", error: broken.error });
  });

  it("lets no host's field take the place of the path, the status or the report", () => {
    const [line] = lines(formatReports("ndjson", [{ ...runs[0], extra: { path: "a", status: "passed", report: 1 } }]));
    assert.deepEqual(JSON.parse(line), { path: paths[0], status: runs[0].report.verdict, report: runs[0].report });
  });
});

describe("text", () => {
  it("is what the command prints, with a package after the other", () => {
    const text = formatReports("text", [...runs, broken]);
    assert.equal(text, runs.map((run) => formats.text.run(run, {})).join(""));
    assert.match(text, /^PASSED.*\n\nPASSED/s);
  });
});

describe("a name that a pipeline takes for a command", () => {
  const name = "::error::a##[b##vso[c\u202e\u001b[2J\r\n::error::";
  const hostile = { ...runs[0], path: name };

  it("does not reach a log as one", () => {
    for (const format of ["text", "json", "ndjson"]) {
      const report = { ...runs[0].report, package: { ...runs[0].report.package, metadata: [{ key: name, value: name }] } };
      const text = formatReports(format, [{ ...hostile, report }]);
      assert.doesNotMatch(text, /^\s*::|##\w*\[|[\x00-\x09\x0b-\x1f\u202e]/m, format);
      assert.match(text, /error/);
    }
  });

  it("is the same name in JSON", () => {
    assert.equal(JSON.parse(formatReports("ndjson", [hostile])).path, name);
  });
});

it("a format that is not there is an error with the names of those that are", () => {
  assert.throws(() => formatReports("constructor", []), /unknown format 'constructor': text, json, ndjson/);
});

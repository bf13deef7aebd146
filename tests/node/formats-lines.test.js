// Reports in lines: text, json and ndjson.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import Ajv from "ajv/dist/2020.js";

import { all, HOSTILE, hostile, options, passed, passedWhole, refused, TRICKS } from "./format-runs.js";
import { packageFolder, vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const { formatReports, formats, verifyPackageAsJson } = vnfseal;
const runs = [passed, passedWhole];
const lines = (text) => text.split("\n").slice(0, -1);

describe("json", () => {
  it("is the text of the engine, one line for each report", async () => {
    const texts = await Promise.all(runs.map(({ path }) => verifyPackageAsJson(demo(path), options)));
    assert.deepEqual(lines(formatReports("json", [passed, refused, passedWhole])), texts);
  });

  it("fulfils the published schema in every line, and so do the reports in ndjson", () => {
    const schema = JSON.parse(readFileSync(join(packageFolder, "dist", "report.schema.json"), "utf8"));
    const isValid = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    const written = lines(formatReports("json", all)).map((line) => JSON.parse(line));
    assert.equal(written.length, 5);
    const within = lines(formatReports("ndjson", all)).flatMap((line) => JSON.parse(line).report ?? []);
    for (const report of [...written, ...within]) assert.ok(isValid(report), JSON.stringify(isValid.errors));
    assert.equal(isValid({ ...written[0], verdict: "valid" }), false);
  });
});

describe("ndjson", () => {
  it("has a line for each package, with the report or the error, and what the host adds", () => {
    const [good, bad] = lines(formatReports("ndjson", [{ ...passed, extra: { size: 7 } }, refused])).map((line) => JSON.parse(line));
    assert.deepEqual(good, { path: passed.path, status: passed.report.verdict, size: 7, report: passed.report });
    assert.deepEqual(bad, { path: "gone.csar", status: "error", error: refused.error });
  });

  it("lets no host's field take the place of the path, the status or the report", () => {
    const [line] = lines(formatReports("ndjson", [{ ...passed, extra: { path: "a", status: "passed", report: 1 } }]));
    assert.deepEqual(JSON.parse(line), { path: passed.path, status: passed.report.verdict, report: passed.report });
  });

  it("takes the status from the report or the error, whatever a run says beside them", () => {
    const failed = { ...passed.report, verdict: "failed" };
    const runs = [{ ...passed, report: failed, status: "passed", json: "{}" }, { ...refused, status: "passed" }];
    const said = lines(formatReports("ndjson", runs)).map((line) => JSON.parse(line));
    assert.deepEqual(said.map(({ status }) => status), ["failed", "error"]);
    assert.deepEqual(said[0].report, failed);
  });
});

describe("a run with neither a report nor an error, or with both", () => {
  it("is refused in every format", () => {
    for (const name of Object.keys(vnfseal.formats)) {
      assert.throws(() => vnfseal.formatReports(name, [{ path: "a.csar" }]), { code: "ARGUMENT_INVALID" });
    }
  });
});

describe("text", () => {
  it("is what the command prints, with a package after the other", () => {
    const text = formatReports("text", [...runs, refused]);
    assert.equal(text, runs.map((run) => formats.text.run(run, {})).join(""));
    assert.match(text, /^PASSED.*\n\nPASSED/s);
  });
});

describe("text of a package", () => {
  it("is no command of a pipeline, and hides nothing", () => {
    for (const format of ["text", "json", "ndjson"]) assert.doesNotMatch(formatReports(format, all), TRICKS, format);
    assert.match(formatReports("text", [hostile]), /\\u\{3a\}:error/);
  });

  it("is the same text in JSON", () => {
    const { path, report } = JSON.parse(formatReports("ndjson", [hostile]));
    assert.equal(path, HOSTILE);
    assert.deepEqual(report, hostile.report);
  });
});

it("a format that is not there is an error with the names of those that are", () => {
  assert.throws(() => formatReports("constructor", []), /unknown format 'constructor': text, json, ndjson/);
});

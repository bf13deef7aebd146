// Markdown, as a parser of CommonMark with the tables and links of GitHub sees it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import markdownIt from "markdown-it";

import { all, changed, HOSTILE, hostile, passed, refused, TRICKS, untrusted } from "./format-runs.js";
import { vnfseal } from "./installed.js";

const { formatReports } = vnfseal;
const parser = markdownIt({ html: true, linkify: true });

/** All tokens, those inside of others too. */
function parse(text) {
  return parser.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
}

describe("markdown", () => {
  it("begins with the verdict, and has a heading for each package", () => {
    const heading = /^### (\S+) (\w+(?: \w+)*): /;
    assert.deepEqual(
      [passed, changed, untrusted, refused].map((run) => heading.exec(formatReports("markdown", [run]))?.[2]),
      ["Passed", "Failed", "Not determined", "Could not be verified"],
    );
    const headings = parse(formatReports("markdown", all)).filter(({ type }) => type === "heading_open");
    assert.equal(headings.length, all.length);
  });

  it("names each failing artifact and each finding", () => {
    const codes = parse(formatReports("markdown", [changed]))
      .filter(({ type }) => type === "code_inline")
      .map(({ content }) => content);
    const { findings, artifacts } = changed.report;
    for (const { code, what } of findings) assert.ok(codes.includes(code) && codes.includes(what), code);
    const failing = artifacts.filter(({ status }) => status === "failed");
    assert.ok(failing.length > 0);
    for (const { artifactPath } of failing) assert.ok(codes.includes(artifactPath), artifactPath);
  });

  it("is made of headings, paragraphs, lists, strong text and code, whatever a package is called", () => {
    const text = formatReports("markdown", all);
    const kinds = new Set(parse(text).map(({ type }) => type.replace(/_(open|close)$/, "")));
    const allowed = ["heading", "paragraph", "bullet_list", "list_item", "inline", "text", "strong", "code_inline", "softbreak"];
    assert.deepEqual([...kinds].filter((kind) => !allowed.includes(kind)), []);
    assert.doesNotMatch(text, TRICKS);
  });

  it("has text of a package in code only, where nothing is a mention or a link", () => {
    const open = parse(formatReports("markdown", [hostile, { path: HOSTILE, error: { message: HOSTILE } }]))
      .filter(({ type }) => type === "text")
      .map(({ content }) => content);
    assert.doesNotMatch(open.join("\n"), /@|script|example|error::|#1/);
  });

  it("stays short for a package with many faults", () => {
    const [artifact] = changed.report.artifacts.filter(({ status }) => status === "failed");
    const report = { ...changed.report, artifacts: Array(5000).fill(artifact), findings: Array(5000).fill(changed.report.findings[0]) };
    const text = formatReports("markdown", [{ path: "a", report }]);
    assert.ok(text.length < 20_000, `${text.length}`);
    assert.match(text, /and 4980 more/);
  });
});

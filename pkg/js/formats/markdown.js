// Reports as Markdown, for a comment in a merge request.
//
// All text that came from a package stands in code: there it is no markup, no link and no mention of anybody. There are no
// tables and there is no HTML, so that no name can end a cell or open an element. The words of rules are taken from the
// table of rules, by their code.

import { byRule } from "./by-rule.js";
import { printable } from "./printable.js";

const VERDICTS = {
  passed: { mark: "✅", word: "Passed" },
  indeterminate: { mark: "❓", word: "Not determined" },
  failed: { mark: "❌", word: "Failed" },
};
const SEVERITIES = { fail: "Failure", unknown: "Not determined", warn: "Warning", note: "Note" };
/** As many of a kind as somebody reads in a comment; those hosts bound its length. */
const MAX = 20;

export const markdown = {
  head: () => "",
  run: ({ path, report, error }, { rules }) =>
    blocks(report ? [heading(report.verdict, path), ...bodyOf(report, rules)] : refused(path, error)),
  between: "\n",
  tail: () => "",
};

const blocks = (list) => `${list.filter(Boolean).join("\n\n")}\n`;

function heading(verdict, path) {
  const { mark, word } = VERDICTS[verdict];
  return `### ${mark} ${word}: ${code(path)}`;
}

function refused(path, { message }) {
  return [`### ❗ Could not be verified: ${code(path)}`, code(message)];
}

function bodyOf(report, rules) {
  const { summary, integrity, authenticity, completeness, findings, signatures, artifacts, engine } = report;
  const { fileDigest, manifestDigest } = report.package;
  const digests = Object.entries({ file: fileDigest, manifest: manifestDigest }).filter(([, digest]) => digest);
  const parts = Object.entries({ Integrity: integrity, Authenticity: authenticity, Completeness: completeness });
  const table = new Map(rules.map((rule) => [rule.code, rule]));
  const bad = artifacts.filter(({ status }) => status !== "passed");
  return [
    code(summary),
    list(parts.map(([name, verdict]) => `- ${name}: ${word(verdict)}`)),
    section("Findings", byRule(findings), (items) => finding(items, table)),
    section("Signatures", signatures, signature),
    section("Artifacts that did not pass", bad, ({ artifactPath, status }) => `- ${word(status)}: ${code(artifactPath)}`),
    list(digests.map(([what, digest]) => `- SHA-256 of the ${what}: ${code(digest)}`)),
    `${artifacts.length} artifacts. Decided by ${code(`${engine.name} ${engine.version}`)}.`,
  ];
}

const word = (verdict) => `${VERDICTS[verdict].mark} ${VERDICTS[verdict].word}`;

function section(title, items, draw) {
  return items.length > 0 && `**${title}**\n\n${some(items, draw, "- ")}`;
}

/** The first ones, and how many are left. */
function some(items, draw, indent) {
  const left = items.length - MAX;
  return list([...items.slice(0, MAX).map(draw), left > 0 && `${indent}and ${left} more`]);
}

const list = (lines) => lines.filter(Boolean).join("\n");

function finding(items, table) {
  const { code: name, severity, accepted } = items[0];
  const { title, fix, vendorFix, clause } = table.get(name) ?? {};
  const words = title ? `${plain(title)} ${plain(fix)} (${code(name)}, ${plain(clause)})` : code(name);
  const remark = accepted ? " (accepted by the policy)" : "";
  const vendor = vendorFix && `  - For the vendor: ${plain(vendorFix)}`;
  return list([`- **${SEVERITIES[severity]}${remark}:** ${words}`, some(items, occurrence, "  - "), vendor]);
}

function occurrence({ what, place: { line, manifestLine } = {} }) {
  const where = [line && `line ${line}`, manifestLine && `line ${manifestLine} of the manifest`].filter(Boolean);
  return `  - ${[code(what), ...where].join(", ")}`;
}

function signature({ path, integrity, authenticity, chain: [certificate] }) {
  const by = certificate ? code(certificate.subject) : "an unknown signer";
  return `- ${code(path)} by ${by}: integrity ${word(integrity)}, authenticity ${word(authenticity)}`;
}

/** Words of ours, which are no markup either. */
function plain(text) {
  return text.replace(/[\\`*_{}[\]<>#|~$&]/g, "\\$&");
}

/** Text as code. A backtick would end it. */
function code(text) {
  return `\`${printable(text).replaceAll("`", "\\u{60}") || " "}\``;
}

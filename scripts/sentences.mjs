// Counts words in the sentences of Markdown documents. The style asks for 15 words on average and seldom more than 25.
//
//   node scripts/sentences.mjs [--long] [FILE...]    --long also prints each sentence of more than 25 words
//
// Without FILE: every document of the repository. `docs/findings.md` has the words of the rule table.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const LONG = 25;

const { values, positionals } = parseArgs({ options: { long: { type: "boolean" } }, allowPositionals: true });
const tracked = () => execFileSync("git", ["ls-files", "*.md"], { encoding: "utf8" }).trim().split("\n");
const files = positionals.length > 0 ? positionals : tracked();

console.log("words  sentences  average  90th percentile  longest  document");
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const sentences = blocks(text).flatMap(sentencesOf);
  const counts = sentences.map(words).sort((a, b) => a - b);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const row = [
    String(text.trim().split(/\s+/).length).padStart(5),
    String(counts.length).padStart(9),
    (total / Math.max(counts.length, 1)).toFixed(1).padStart(7),
    String(counts[Math.ceil(counts.length * 0.9) - 1] ?? 0).padStart(15),
    String(counts.at(-1) ?? 0).padStart(7),
  ];
  console.log(`${row.join("  ")}  ${file}`);
  if (values.long) {
    for (const sentence of sentences.filter((each) => words(each) > LONG)) console.log(`  ${words(sentence)}: ${sentence}`);
  }
}

/** Paragraphs and list items as one line each. Code, headings, tables and pictures are no sentences. */
function blocks(text) {
  const prose = text
    .replace(/^ *```.*?^ *```$/gms, "\n")
    .replace(/<!--.*?-->/gs, "")
    .replace(/^ *(#|\||---$).*$/gm, "")
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    // In findings.md: the labels of a finding, and severity, aspect and clause behind its title.
    .replace(/^- (Why it matters|What to do): /gm, "- ")
    .replace(/^- ONAP's validator: .*$/gm, "")
    .replace(/ \((fail|unknown|warn|note)[,;].*\)$/gm, "");
  return prose
    .split(/\n\s*\n|\n(?= *(?:[-*]|\d+\.) )/)
    .map((block) => block.replace(/^ *(?:[-*]|\d+\.) /, "").replace(/\s+/g, " ").trim())
    .filter((block) => block !== "");
}

/** A piece of code is one word and ends no sentence; of a link only its text counts. */
function sentencesOf(block) {
  const plain = block
    .replace(/`[^`]*`/g, (code) => code.replace(/[\s.!?]/g, "_"))
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*/g, "");
  return plain.split(/(?<=[.!?]["')]*) (?=["'(`A-Z0-9]|vnfseal )/);
}

function words(sentence) {
  return sentence.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

// The rules and the reasons of refusals, as text for people.

import { printable } from "./printable.js";
import { SEVERITIES, joinSections, painter } from "./words.js";

const VERDICT_OF = {
  fail: "the package fails",
  unknown: "the verdict is at best indeterminate",
  warn: "the verdict stays as it is",
  note: "the verdict stays as it is",
};

/** One rule, with all that is known of it. */
export function renderRule(rule, { colour = false } = {}) {
  const paint = painter(colour);
  const { code, severity, aspect, acceptable, title, why, fix, vendorFix, clause, onap, example } = rule;
  const { mark, colour: painted, word } = SEVERITIES[severity];
  const accepted = acceptable ? `yes: "accept": ["${code}"]` : "no";
  const rows = [
    ["Severity", `${severity} (${word}): ${VERDICT_OF[severity]}`],
    ["Aspect", aspect],
    ["A policy may accept it", accepted],
    ["Why", why],
    ["Fix", fix],
    ...(vendorFix ? [["Fix by the vendor", vendorFix]] : []),
    ["Clause", clause],
    ...(onap.length > 0 ? [["ONAP's validator", onap.join(", ")]] : []),
    ...(example ? [["Example", example]] : []),
  ];
  return joinSections([
    [`${paint(painted, mark)} ${code}`, title],
    rows.map(([name, text]) => `${name}: ${printable(text)}`),
  ]);
}

/** One reason of a refusal, with all that is known of it. */
export function renderReason({ code, title, why, fix }, { colour = false } = {}) {
  const { mark, colour: painted } = SEVERITIES.fail;
  return joinSections([[`${painter(colour)(painted, mark)} ${code}`, title], [`Why: ${why}`, `Fix: ${fix}`]]);
}

/** A line for each reason of a refusal, of at most `width` characters. */
export function renderReasons(reasons, { width } = {}) {
  return table([["Code", "Title"], ...reasons.map(({ code, title }) => [code, title])], { width });
}

/** A line for each rule. */
export function renderRules(rules, { colour = false, width } = {}) {
  const paint = painter(colour);
  const rows = rules.map(({ severity, aspect, code, title }) => [severity, aspect, code, title]);
  return table([["Severity", "Aspect", "Code", "Title"], ...rows], { width, paintFirst: (severity, text) => paint(SEVERITIES[severity]?.colour ?? 1, text) });
}

/** A column of fewer characters is no column for sentences: they stand below. */
const COLUMN_MIN = 40;

/** Rows whose last cell is a sentence. Its lines are broken where `width` says how long they may be. */
function table(rows, { width = Infinity, paintFirst = (_, text) => text }) {
  const widths = rows[0].slice(0, -1).map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const start = widths.reduce((sum, each) => sum + each + 2, 0);
  const isBelow = width - start < COLUMN_MIN;
  const indent = " ".repeat(isBelow ? 4 : start);
  return rows.map((cells) => {
    const [first, ...others] = widths.map((each, column) => cells[column].padEnd(each));
    const before = [paintFirst(cells[0], first), ...others].join("  ");
    const lines = broken(cells.at(-1), width - indent.length);
    const beside = isBelow ? "" : `  ${lines.shift()}`;
    return [`${before}${beside}`.trimEnd(), ...lines.map((line) => indent + line)].map((line) => `${line}\n`).join("");
  }).join("");
}

/** The lines of a sentence, broken between words. */
function broken(sentence, width) {
  const lines = [""];
  for (const word of sentence.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trimStart();
    if (longer.length <= width || lines.at(-1) === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

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

/** A line for each reason of a refusal. */
export function renderReasons(reasons) {
  const width = Math.max(...reasons.map(({ code }) => code.length));
  return reasons.map(({ code, title }) => `${code.padEnd(width)}  ${title}\n`).join("");
}

/** A line for each rule. */
export function renderRules(rules, { colour = false } = {}) {
  const paint = painter(colour);
  const width = Math.max(...rules.map(({ code }) => code.length));
  return rules
    .map(({ code, severity, aspect, title }) => {
      const cells = [severity.padEnd(7), aspect.padEnd(12), code.padEnd(width)];
      return `${paint(SEVERITIES[severity].colour, cells[0])} ${cells[1]} ${cells[2]}  ${title}\n`;
    })
    .join("");
}

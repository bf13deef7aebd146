// `vnfseal explain`: one rule, by the code that its findings have, or the reason of a refusal by its code.

import { readFileSync } from "node:fs";

import { printableJson } from "../../formats/printable.js";
import { renderReason, renderRule } from "../../formats/rules.js";
import { DONE_OR_NOT, examples } from "../help.js";
import { print, wantsColour } from "../terminal.js";

export function explain(program, context) {
  program
    .command("explain")
    .description("Explains a finding or a refusal: what is wrong, why it matters, what to do, and the clause it comes from.")
    .argument("<code>", "the code of the finding, or the reason of the refusal")
    .option("--json", "the rule or reason as one line of JSON")
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText("after", examples([
        ["vnfseal explain artifact.digest-mismatch", "why a changed file fails a package"],
        ["vnfseal explain signer.not-trusted", "why a package is not signed"],
      ]))
    .action(context.action(run));
}

async function run(code, { json }) {
  const vnfseal = await import("../../index.js");
  const rule = vnfseal.rules.find(isCalled(code));
  if (!rule) return explainReason(vnfseal, code, json);
  // Sentences that core wrote about the packages of its own tests.
  const examplesOfAll = JSON.parse(readFileSync(new URL("../examples.json", import.meta.url), "utf8"));
  const explained = { ...rule, acceptable: await isAcceptable(vnfseal, rule.code), example: examplesOfAll[rule.code] };
  print(json ? `${printableJson(explained)}\n` : renderRule(explained, { colour: wantsColour() }));
}

/** The table of reasons is in the sealing module, which is loaded for a code that no finding has. */
async function explainReason({ refusalReasons, rules }, code, json) {
  const reasons = await refusalReasons();
  const reason = reasons.find(isCalled(code));
  if (!reason) throw new Error(`no finding and no refusal has the code '${code}'; ${await hint(code, [...rules, ...reasons])}`);
  print(json ? `${printableJson(reason)}\n` : renderReason(reason, { colour: wantsColour() }));
}

/** The engine says what a policy may accept: more than what the table marks. */
function isAcceptable({ checkPolicy }, code) {
  return checkPolicy({ accept: [code] }).then(
    () => true,
    () => false,
  );
}

/** Codes have no capitals, but whoever types one may. */
function isCalled(name) {
  const wanted = name.toLowerCase();
  return ({ code }) => code === wanted;
}

/** As many changes of a letter as leave a mistyped code recognisable: of a short word, fewer. */
const CHANGES_MAX = 3;
const LETTERS_A_CHANGE = 3;

/** As many codes as somebody reads in a line. */
const HINTS_MAX = 5;

async function hint(name, known) {
  const meant = await meantBy(name.trim().toLowerCase(), known.map(({ code }) => code));
  if (meant.length === 0) return "'vnfseal rules' and 'vnfseal rules --refusals' list all codes";
  const left = meant.length - HINTS_MAX;
  const shown = meant.slice(0, HINTS_MAX).map((code) => `'${code}'`).join(", ");
  return `did you mean ${shown}${left > 0 ? ` or one of ${left} more` : ""}?`;
}

/** The codes that have the word in them, and then those that are nearest to it. */
async function meantBy(word, codes) {
  if (word === "") return [];
  const { distance } = await import("../../../dist/libraries/fastest-levenshtein.js");
  const most = Math.min(CHANGES_MAX, Math.floor(word.length / LETTERS_A_CHANGE));
  const near = codes.map((code) => ({ code, changes: distance(word, code) })).filter(({ changes }) => changes <= most);
  const nearest = near.sort((a, b) => a.changes - b.changes).map(({ code }) => code);
  return [...new Set([...codes.filter((code) => code.includes(word)), ...nearest])];
}

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
  const rule = vnfseal.rules.find((each) => each.code === code);
  if (!rule) return explainReason(vnfseal, code, json);
  // Sentences that core wrote about the packages of its own tests.
  const examplesOfAll = JSON.parse(readFileSync(new URL("../examples.json", import.meta.url), "utf8"));
  const explained = { ...rule, acceptable: await isAcceptable(vnfseal, code), example: examplesOfAll[code] };
  print(json ? `${printableJson(explained)}\n` : renderRule(explained, { colour: wantsColour() }));
}

/** The table of reasons is in the sealing module, which is loaded for a code that no finding has. */
async function explainReason({ refusalReasons, rules }, code, json) {
  const reasons = await refusalReasons();
  const reason = reasons.find((each) => each.code === code);
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

/** As many changes of a letter as leave a mistyped code recognisable. */
const CHANGES_MAX = 8;

async function hint(code, known) {
  const { closest, distance } = await import("../../../dist/libraries/fastest-levenshtein.js");
  const nearest = closest(
    code,
    known.map((each) => each.code),
  );
  return distance(code, nearest) <= CHANGES_MAX ? `did you mean '${nearest}'?` : "'vnfseal rules' and 'vnfseal rules --refusals' list all codes";
}

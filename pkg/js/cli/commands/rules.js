// `vnfseal rules`: everything that the engine can find, or all reasons for which something is refused.

import { printableJson } from "../../formats/printable.js";
import { renderReasons, renderRules } from "../../formats/rules.js";
import { Option } from "../../../dist/libraries/commander.js";
import { DONE_OR_NOT, examples } from "../help.js";
import { print, wantsColour, widthOf } from "../terminal.js";

const SEVERITIES = ["fail", "unknown", "warn", "note"];
const ASPECTS = ["integrity", "authenticity", "completeness"];

export function rules(program, context) {
  program
    .command("rules")
    .description("Lists everything that can be found, with severity, aspect, code and title. Or all reasons for which signing and encryption are refused.")
    .addOption(new Option("--severity <severity>", "only rules of this severity").choices(SEVERITIES))
    .addOption(new Option("--aspect <aspect>", "only rules of this aspect").choices(ASPECTS))
    .addOption(new Option("--refusals", "the reasons of refusals instead").conflicts(["severity", "aspect"]))
    .option("--json", "the table as one line of JSON")
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText("after", examples([["vnfseal rules --severity unknown", "what leaves a verdict open"]]))
    .action(context.action(run));
}

async function run({ severity, aspect, refusals, json }) {
  const vnfseal = await import("../../index.js");
  // In a pipe a line is a rule.
  const width = process.stdout.isTTY ? widthOf(process.stdout) : undefined;
  if (refusals) {
    const reasons = await vnfseal.refusalReasons();
    print(json ? `${printableJson(reasons)}\n` : renderReasons(reasons, { width }));
    return;
  }
  const chosen = vnfseal.rules.filter(
    (rule) => (severity ?? rule.severity) === rule.severity && (aspect ?? rule.aspect) === rule.aspect,
  );
  print(json ? `${printableJson(chosen)}\n` : renderRules(chosen, { colour: wantsColour(), width }));
}

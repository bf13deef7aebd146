// `vnfseal policy`: what a policy asks for.

import { renderPolicy } from "../../formats/policy.js";
import { printableJson } from "../../formats/printable.js";
import { DONE_OR_NOT, examples } from "../help.js";
import { print, wantsColour } from "../terminal.js";

export function policy(program, context) {
  program
    .command("policy")
    .description("Checks policies.")
    .helpCommand(false)
    .command("check")
    .summary("say whether a policy makes sense, and how it differs from the default")
    .description("Says whether a policy makes sense, and how it differs from the default policy.")
    .argument("<file>", "the policy, in JSON")
    .option("--json", "the policy as it is applied, and what differs, as one line of JSON")
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText("after", examples([["vnfseal policy check policy.json", "what is looser or stricter than the default"]]))
    .action(context.action(check));
}

async function check(path, { json }) {
  const { checkPolicy } = await import("../../index.js");
  const inspection = await checkPolicy(path);
  print(json ? `${printableJson(inspection)}\n` : renderPolicy(inspection, { path, colour: wantsColour() }));
}

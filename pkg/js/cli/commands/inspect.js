// `vnfseal inspect`: what is in a package, without a verdict.

import { renderInspection } from "../../formats/inspection.js";
import { printableJson } from "../../formats/printable.js";
import { DONE_OR_NOT, examples } from "../help.js";
import { refuseFolder } from "../kinds.js";
import { print, wantsColour } from "../terminal.js";

export function inspect(program, context) {
  program
    .command("inspect")
    .description("Says what is in a package and how it is signed. Nothing is verified, and there is no verdict.")
    .argument("<package>", "the package")
    .option("--json", "the inspection as one line of JSON")
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText("after", examples([["vnfseal inspect vnf.csar", "metadata, signers and files of a package"]]))
    .action(context.action(run));
}

async function run(path, { json }) {
  await refuseFolder(path, "inspect");
  const { inspectPackage } = await import("../../index.js");
  const inspection = await inspectPackage(path);
  print(json ? `${printableJson(inspection)}\n` : renderInspection(inspection, { path, colour: wantsColour() }));
}

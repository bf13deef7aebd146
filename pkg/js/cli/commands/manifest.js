// `vnfseal manifest`: whether a manifest is what its maker signed, without the package.

import { renderManifest } from "../../formats/manifest.js";
import { printableJson } from "../../formats/printable.js";
import { examples, exitStatus } from "../help.js";
import { refusePackage } from "../kinds.js";
import { values } from "../options.js";
import { readQuestion, withQuestion } from "../question.js";
import { STATUS } from "../status.js";
import { print, wantsColour } from "../terminal.js";

const EXIT_STATUS = exitStatus({
  0: ["passed", "the VNF provider signed this manifest; the files that it lists are not verified"],
  1: ["failed"],
  2: ["indeterminate"],
  3: ["could not run", "wrong usage, or a file that cannot be read"],
});

export function manifest(program, context) {
  const command = program
    .command("manifest")
    .description("Verifies a manifest with the signature in it, without the package, as an NFVO returns it (SOL 003, SOL 005).")
    .argument("<file>", "the manifest");
  withQuestion(command)
    .option("--certificate <file>", "a certificate file that comes with it; trusted for nothing. May be repeated.", values)
    .option("--json", "the report as one line of JSON")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", examples([["vnfseal manifest acme.mf --trust ca.pem", "verify what an NFVO returned"]]))
    .action(context.action(run));
}

async function run(path, { certificate = [], json, ...options }) {
  await refusePackage(path);
  const vnfseal = await import("../../index.js");
  const { readFile } = await import("../../sources/node/files.js");
  const { trustFiles, policy } = await readQuestion(vnfseal, options);
  const report = await vnfseal.verifyManifest({
    manifest: path,
    certificates: await Promise.all(certificate.map(readFile)),
    trust: trustFiles.map(({ file }) => file),
    policy,
  });
  print(json ? `${printableJson(report)}\n` : renderManifest(report, { path, colour: wantsColour(), trustFiles }));
  return STATUS[report.verdict];
}

// `vnfseal diff`: what changed from one version of a package to the next.

import { renderComparison } from "../../formats/comparison.js";
import { printableJson } from "../../formats/printable.js";
import { trustedNobody } from "../../formats/text.js";
import { examples, exitStatus } from "../help.js";
import { readQuestion, withQuestion } from "../question.js";
import { STATUS } from "../status.js";
import { print, wantsColour } from "../terminal.js";

const EXIT_STATUS = exitStatus(
  {
    0: ["passed", "this does not say that nothing changed"],
    1: ["failed"],
    2: ["indeterminate"],
    3: ["could not run", "wrong usage, or a file that cannot be read"],
  },
  "that of verifying the new package",
);

export function diff(program, context) {
  const command = program
    .command("diff")
    .description("Verifies two versions of a package, and says what changed: verdicts, findings, artifacts, signers, metadata.")
    .argument("<old>", "the old package: a file or a URL")
    .argument("<new>", "the new package");
  withQuestion(command)
    .option("--json", "the comparison as one line of JSON")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", examples([["vnfseal diff vnf-1.0.csar vnf-1.1.csar --trust ca.pem", "what an update brings"]]))
    .action(context.action(run));
}

async function run(oldPath, newPath, { json, ...options }) {
  if (oldPath === "-" && newPath === "-") throw new Error("standard input can be one of the packages only; see vnfseal diff --help");
  const vnfseal = await import("../../index.js");
  const question = await readQuestion(vnfseal, options);
  const items = [await findOne(oldPath), await findOne(newPath)];
  const [oldReport, newReport] = await verifyBoth(vnfseal, question, items);
  const [oldName, newName] = items.map(({ path, shown = path }) => shown);
  if ([oldReport, newReport].every(isNoArchive)) throw new Error(`neither ${oldName} nor ${newName} is a package: there is nothing to compare`);
  const comparison = vnfseal.comparePackages(oldReport, newReport);
  const text = () => renderComparison(comparison, { oldPath: oldName, newPath: newName, remarks: trustedNobody(newReport.trust), colour: wantsColour() });
  print(json ? `${printableJson(comparison)}\n` : text());
  return STATUS[newReport.verdict];
}

/** Nothing in such a file can be compared, and what is found of it is about the file itself. */
function isNoArchive({ findings }) {
  return findings.some(({ code }) => code === "archive.not-zip");
}

async function findOne(name) {
  const { findPackages } = await import("../packages.js");
  const { packages } = await findPackages([name]);
  if (packages.length > 1) throw new Error(`'${name}' names ${packages.length} packages; diff takes one on each side`);
  return packages[0];
}

async function verifyBoth(vnfseal, question, items) {
  const { startProgress } = await import("../progress.js");
  const { openVerifier } = await import("../verifier.js");
  const progress = await startProgress(items, { isWanted: true });
  const verifier = openVerifier({ vnfseal, ...question, externalArtifacts: {} }, 1, progress);
  try {
    return [JSON.parse(await verifier.verify(items[0])), JSON.parse(await verifier.verify(items[1]))];
  } finally {
    progress.stop();
    await verifier.end();
  }
}

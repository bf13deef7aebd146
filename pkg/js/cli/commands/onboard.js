// `vnfseal onboard`: a package comes into the catalogue.

import { basename } from "node:path";

import { renderOnboarding } from "../../formats/catalogue.js";
import { readExternals } from "../externals.js";
import { examples, exitStatus } from "../help.js";
import { EXTERNAL, value, values } from "../options.js";
import { readQuestion, withTrust } from "../question.js";
import { readSigner, withSigner } from "../signer.js";
import { DONE, STATUS } from "../status.js";
import { openStorage, printJson, withCatalogue } from "../storage.js";
import { print, remark, wantsColour } from "../terminal.js";
import { progressWhenNeeded, writing } from "../writing.js";

const EXIT_STATUS = exitStatus({
  0: ["onboarded", "the package passed, and is stored; or it is stored by --force"],
  1: ["failed", "the package does not verify; the report says why, and nothing was stored"],
  2: ["indeterminate", "the package cannot be verified, for example without --trust; nothing was stored"],
  3: ["could not run", "wrong usage, or a package, key or catalogue with which nothing is stored"],
});

export function onboard(program, context) {
  const command = program
    .command("onboard")
    .description("Brings a package into a catalogue (SEC 021 clauses 5.1, 6.2 and 6.4): verifies it, signs it with --key, encrypts it with --recipient, and stores it. All of that is done, or nothing is stored.")
    .argument("<package>", "the package: a file");
  withSigner(withTrust(withCatalogue(command)))
    .option("--name <name>", "the name of the entry; that of the file without .csar or .zip is the default", value)
    .option(...EXTERNAL)
    .option("--artifact-signatures", "sign the artifacts too that have a signature of their own")
    .option("--recipient <certificate...>", "the certificate of who may decrypt it; several certificates: each of them may", values)
    .option("--artifacts <glob...>", "encrypt the artifacts with these paths, instead of the whole package", values)
    .option("--replace", "replace an entry with this name")
    .option("--force", "store it even if it has not passed; --reason is recorded with it. It is never released")
    .option("--reason <text>", "why what has not passed is stored", value)
    .option("--json", "the result, or why there is none, as one line of JSON")
    .option("-q, --quiet", "no progress, and nothing of the result")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal onboard vnf.csar --catalogue dir:store --trust trust.json", "verify and store"],
        ["vnfseal onboard vnf.csar --catalogue dir:store --trust trust.json --key own.p12 --recipient site.pem", "sign, encrypt for a site, and store"],
        ["vnfseal onboard vnf.csar --catalogue oci://registry.example/vnf --credentials login.json --trust trust.json", "into a registry"],
      ]),
    )
    .action(context.action(writing("onboarded", run)));
}

async function run(path, options) {
  const { artifactSignatures, recipient: recipients, artifacts, replace, json, quiet } = options;
  const forceReason = readForce(options);
  const externalArtifacts = readExternals(options.external, "onboard");
  const vnfseal = await import("../../index.js");
  const { onboardPackage } = await import("../../catalogue.js");
  const catalogue = await openStorage(options);
  const signer = await readSignerIfAny(options);
  const { trustFiles, policy } = await readQuestion(vnfseal, options);
  const asked = { catalogue, name: options.name ?? nameOf(path), signer, artifactSignatures, recipients, artifacts, forceReason, replace };
  const progress = progressWhenNeeded(quiet);
  let result;
  try {
    const trust = trustFiles.map(({ file }) => file);
    result = await onboardPackage(path, { ...asked, trust, policy, externalArtifacts, onProgress: progress.take });
  } finally {
    await progress.stop();
  }
  return show(result, { path, trustFiles, address: options.catalogue, json, quiet });
}

function show(result, { path, trustFiles, address, json, quiet }) {
  const { stored, report } = result;
  if (json) printJson(result);
  else if (!quiet || !stored) print(renderOnboarding(result, { from: path, address, trustFiles, colour: wantsColour() }));
  if (stored) return DONE;
  const isUnsigned = report.findings.some(({ code }) => code === "artifact.not-signed-by-service-provider");
  const fix = isUnsigned ? "; the policy asks for the service provider's signature: --key signs" : "";
  remark(`nothing was stored: ${path} does not verify (${report.verdict})${fix}`);
  return STATUS[report.verdict];
}

function readForce({ force, reason }) {
  const see = "see vnfseal onboard --help";
  if (force && reason === undefined) throw new Error(`--force needs --reason TEXT, which is recorded with the entry; ${see}`);
  if (!force && reason !== undefined) throw new Error(`--reason goes with --force; ${see}`);
  return reason;
}

/** Without a key or a signer nothing is signed, and what belongs to one is a mistake. */
async function readSignerIfAny(options) {
  const { key, signer: module } = options;
  const given = ["certificate", "passwordFile", "algorithm", "hash", "artifactSignatures"].find((name) => options[name] !== undefined);
  if (!key && !module && given === undefined) return undefined;
  const { signer } = await readSigner(options, "onboard");
  if (options.force) throw new Error("what has not passed is never signed: --force and --key contradict each other; see vnfseal onboard --help");
  return signer;
}

function nameOf(path) {
  return basename(path).replace(/(?<=.)\.(?:csar|zip)$/i, "");
}

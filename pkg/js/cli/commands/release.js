// `vnfseal release`: a package leaves the catalogue before it is used.

import { renderRelease } from "../../formats/catalogue.js";
import { readExternals } from "../externals.js";
import { examples, exitStatus } from "../help.js";
import { EXTERNAL, PASSWORD_FILE, value } from "../options.js";
import { readQuestion, withQuestion } from "../question.js";
import { DONE, STATUS } from "../status.js";
import { openStorage, printJson, withCatalogue } from "../storage.js";
import { print, remark, wantsColour } from "../terminal.js";
import { progressWhenNeeded, withOutput, writing } from "../writing.js";
import { findTarget } from "../../sinks/node/file-sink.js";

const EXIT_STATUS = exitStatus({
  0: ["released", "the package passed, and is written"],
  1: ["failed", "the package does not verify; the report says why, and nothing was written"],
  2: ["indeterminate", "the package cannot be verified, for example without --trust; nothing was written"],
  3: ["could not run", "wrong usage, or an entry that is missing, damaged, or not decrypted with this key; nothing was written"],
});

export function release(program, context) {
  const command = program
    .command("release")
    .description("Takes a package out of a catalogue before instantiation (SEC 021 clauses 6.3 and 6.5): fetches it, decrypts it with --key, and verifies it at the stage of instantiation, the service provider's signature first. It is written only if it passes.")
    .argument("<name>", "the name of the entry");
  withCatalogue(command)
    .option("--key <file>", "the private key for an encrypted entry: PKCS #8, encrypted or not, or a PKCS #12 that has the certificate too", value)
    .option("--certificate <file>", "the certificate for which it was encrypted", value)
    .option(...PASSWORD_FILE)
    .option(...EXTERNAL);
  withOutput(withQuestion(command))
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal release acme-1.0 --catalogue dir:store --trust trust.json --output vnf.csar", "what was stored as it is"],
        ["vnfseal release acme-1.0 --catalogue dir:store --trust trust.json --key site.p12 --output vnf.csar", "what was encrypted for this site"],
      ]),
    )
    .action(context.action(writing("released", run)));
}

async function run(name, options) {
  const { key, certificate, passwordFile, output, json, quiet } = options;
  const externalArtifacts = readExternals(options.external, "release");
  const { passwordOf } = await import("../password.js");
  const vnfseal = await import("../../index.js");
  const { releasePackage } = await import("../../catalogue.js");
  const catalogue = await openStorage(options);
  const { trustFiles, policy, inputs } = await readQuestion(vnfseal, options);
  const files = [key, certificate, passwordFile, options.credentials, ...Object.values(externalArtifacts), ...inputs].filter(Boolean);
  await findTarget(output, files);
  const opener = key === undefined ? {} : { key, certificate, password: passwordOf(key, { passwordFile }) };
  const progress = progressWhenNeeded(quiet);
  let result;
  try {
    const trust = trustFiles.map(({ file }) => file);
    result = await releasePackage(name, { catalogue, ...opener, trust, policy, externalArtifacts, output, onProgress: progress.take });
  } finally {
    await progress.stop();
  }
  return show(result, { output, trustFiles, address: options.catalogue, json, quiet });
}

function show(result, { output, trustFiles, address, json, quiet }) {
  const { written, report, name } = result;
  if (json) printJson({ file: written ? output : null, ...result });
  else if (!quiet || !written) print(renderRelease(result, { output, address, trustFiles, colour: wantsColour() }));
  if (written) return DONE;
  remark(`nothing was written: '${name}' does not verify (${report.verdict})`);
  return STATUS[report.verdict];
}

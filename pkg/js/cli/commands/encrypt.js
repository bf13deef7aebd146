// `vnfseal encrypt`: for recipients, by their certificates.

import { examples, exitStatus } from "../help.js";
import { values } from "../options.js";
import { withOutput, writeOutput, writing } from "../writing.js";

const EXIT_STATUS = exitStatus({
  0: ["encrypted"],
  3: ["could not run", "wrong usage, or a file or certificate with which nothing is encrypted; nothing was written"],
});

export function encrypt(program, context) {
  const command = program
    .command("encrypt")
    .description("Encrypts a file, or artifacts in a package, for recipients (SEC 021 clause 6.4): CMS AuthEnvelopedData with AES-256-GCM. It does not show who has encrypted: sign before.")
    .argument("<file>", "the file, mostly a package")
    .requiredOption("--recipient <certificate...>", "the certificate of who may decrypt it; several certificates: each of them may", values)
    .option("--artifacts <glob...>", "encrypt the artifacts with these paths, instead of the whole file", values);
  withOutput(command)
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal encrypt signed.csar --recipient site-a.pem site-b.pem --output signed.csar.cms", "the whole package, for two"],
        ["vnfseal encrypt signed.csar --recipient site.pem --artifacts 'Files/images/**' --output stored.csar", "the images only; a shell must not read the pattern"],
      ]),
    )
    .action(context.action(writing("encrypted", run)));
}

async function run(path, { recipient: recipients, artifacts, ...options }) {
  const vnfseal = await import("../../index.js");
  return writeOutput({ ...options, path, inputs: [path, ...recipients] }, (to) =>
    vnfseal.encryptFile(path, { recipients, artifacts, ...to }),
  );
}

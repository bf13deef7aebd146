// `vnfseal wrap`: a CSAR becomes a delivery that its VNF provider has signed as a whole.

import { readExternals } from "../externals.js";
import { examples, exitStatus } from "../help.js";
import { EXTERNAL } from "../options.js";
import { readQuestion, withTrust } from "../question.js";
import { readSigner, withSigner } from "../signer.js";
import { withOutput, writeOutput, writing } from "../writing.js";

const EXIT_STATUS = exitStatus({
  0: ["wrapped", "with --trust, the new package was verified before it got its name"],
  3: ["could not run", "wrong usage, or a CSAR, key or certificate that cannot be used; nothing was written"],
});

export function wrap(program, context) {
  const command = program
    .command("wrap")
    .description("Puts a CSAR into a ZIP file with a signature over the whole of it, for VNF providers (SOL 004 Option 2).")
    .argument("<csar>", "the CSAR: a file");
  withOutput(withTrust(withSigner(command)))
    .option(...EXTERNAL)
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", examples([["vnfseal wrap vnf.csar --key acme.p12 --trust ca.pem --output vnf.zip", "wrap, sign, and verify"]]))
    .action(context.action(writing("wrapped", run)));
}

async function run(path, options) {
  const externalArtifacts = readExternals(options.external, "wrap");
  const vnfseal = await import("../../index.js");
  const { signer, inputs: ofSigner } = await readSigner(options, "wrap");
  const { trustFiles, policy, inputs } = await readQuestion(vnfseal, options);
  const trust = trustFiles.length > 0 ? trustFiles.map(({ file }) => file) : undefined;
  return writeOutput({ ...options, path, inputs: [path, ...Object.values(externalArtifacts), ...ofSigner, ...inputs] }, (to) =>
    vnfseal.wrapPackage(path, { signer, trust, policy, externalArtifacts, ...to }),
  );
}

// `vnfseal sign`: the service provider's signature on a package.

import { readExternals } from "../externals.js";
import { examples, exitStatus } from "../help.js";
import { EXTERNAL } from "../options.js";
import { readQuestion, withTrust } from "../question.js";
import { readSigner, withSigner } from "../signer.js";
import { withOutput, writeOutput, writing } from "../writing.js";

const EXIT_STATUS = exitStatus({
  0: ["signed", "the new package was verified before it got its name"],
  3: ["could not run", "wrong usage, or a package, key or certificate with which nothing is signed; nothing was written"],
});

export function sign(program, context) {
  const command = program
    .command("sign")
    .description("Adds the service provider's signature to a package (SEC 021 clause 6.2), if it verifies as the VNF provider's. What is signed already stays as it is.")
    .argument("<package>", "the package: a file");
  withOutput(withTrust(withSigner(command)))
    .option(...EXTERNAL)
    .option("--artifact-signatures", "sign the artifacts too that have a signature of their own")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal sign vnf.csar --key own.p12 --trust trust.json --output signed.csar", "sign by a PKCS #12 file; its password is asked for"],
        ["vnfseal sign vnf.csar --key own.key --certificate own.pem --password-file secret --trust trust.json --output signed.csar", "in a pipeline"],
        ["vnfseal sign vnf.csar --signer hsm.mjs --certificate own.pem --trust trust.json --output signed.csar", "by a key in an HSM"],
      ]),
    )
    .action(context.action(writing("signed", run)));
}

async function run(path, { artifactSignatures, ...options }) {
  const externalArtifacts = readExternals(options.external, "sign");
  const vnfseal = await import("../../index.js");
  const { signer, inputs: ofSigner } = await readSigner(options, "sign");
  const { trustFiles, policy, inputs: ofQuestion } = await readQuestion(vnfseal, options);
  const inputs = [path, ...Object.values(externalArtifacts), ...ofSigner, ...ofQuestion];
  if (trustFiles.length === 0) {
    const whom = "the VNF provider's CA, and your own CA and certificate as the service provider's";
    throw new Error(`sign needs --trust: ${whom}; see vnfseal sign --help`);
  }
  const trust = trustFiles.map(({ file }) => file);
  return writeOutput({ ...options, path, inputs }, (to) =>
    vnfseal.signPackage(path, { signer, trust, policy, externalArtifacts, artifactSignatures, ...to }),
  );
}

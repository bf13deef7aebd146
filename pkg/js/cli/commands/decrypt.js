// `vnfseal decrypt`: what was encrypted for the owner of a key.

import { readExternals } from "../externals.js";
import { examples, exitStatus } from "../help.js";
import { EXTERNAL, PASSWORD_FILE, value } from "../options.js";
import { readQuestion, withQuestion } from "../question.js";
import { withOutput, writeOutput, writing } from "../writing.js";

const EXIT_STATUS = exitStatus({
  0: ["decrypted", "and the package passed, or was not verified because of --no-verify"],
  1: ["failed", "what was decrypted does not verify; the report says why, and nothing was written"],
  2: ["indeterminate", "what was decrypted cannot be verified, for example without --trust; nothing was written"],
  3: ["could not run", "wrong usage, or a file that is not decrypted with this key; nothing was written"],
});

export function decrypt(program, context) {
  const command = program
    .command("decrypt")
    .description("Decrypts a package, or the artifacts in it, and verifies what comes out (SEC 021 clause 6.5). It is written only if it passes.")
    .argument("<file>", "the encrypted file, or the package with encrypted artifacts")
    .requiredOption("--key <file>", "the private key: PKCS #8, encrypted or not, or a PKCS #12 that has the certificate too", value)
    .option("--certificate <file>", "the certificate for which it was encrypted", value)
    .option(...PASSWORD_FILE)
    .option("--no-verify", "write what was decrypted without verifying it: encryption does not show who made it")
    .option(...EXTERNAL);
  withOutput(withQuestion(command))
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal decrypt vnf.csar.cms --key site.p12 --trust trust.json --output vnf.csar", "decrypt and verify"],
        ["vnfseal decrypt vnf.csar.cms --key site.key --certificate site.pem --no-verify --output vnf.csar", "to verify it later"],
      ]),
    )
    .action(context.action(writing("decrypted", run)));
}

/** What only a verification asks for. */
const OF_VERIFICATION = ["trust", "policy", "config", "at", "external"];

async function run(path, { key, certificate, passwordFile, verify, ...options }) {
  const idle = verify ? undefined : OF_VERIFICATION.find((name) => options[name] !== undefined);
  if (idle) throw new Error(`--no-verify and --${idle} contradict each other: nothing is verified; see vnfseal decrypt --help`);
  const externalArtifacts = readExternals(options.external, "decrypt");
  const { passwordOf } = await import("../password.js");
  const vnfseal = await import("../../index.js");
  const { trustFiles, policy, inputs } = await readQuestion(vnfseal, options);
  const files = [path, key, certificate, passwordFile, ...Object.values(externalArtifacts), ...inputs].filter(Boolean);
  const opener = { key, certificate, password: passwordOf(key, { passwordFile }) };
  const trust = trustFiles.map(({ file }) => file);
  return writeOutput({ ...options, path, inputs: files, trustFiles }, (to) =>
    vnfseal.decryptFile(path, { ...opener, verify, trust, policy, externalArtifacts, ...to }),
  );
}

// `vnfseal pack`: a folder becomes a package that its VNF provider has signed.

import { realpath } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";

import { readExternals } from "../externals.js";
import { examples, exitStatus } from "../help.js";
import { EXTERNAL } from "../options.js";
import { readQuestion, withTrust } from "../question.js";
import { readSigner, withSigner } from "../signer.js";
import { withOutput, writeOutput, writing } from "../writing.js";

/** As many names as help somebody to see what was meant. */
const NAMES_MAX = 5;

const EXIT_STATUS = exitStatus({
  0: ["packed", "with --trust, the new package was verified before it got its name"],
  3: ["could not run", "wrong usage, or a folder, key or certificate that cannot be used; nothing was written"],
});

export function pack(program, context) {
  const command = program
    .command("pack")
    .description("Makes a signed package of a folder, for VNF providers: a CSAR with the digest of each file in a signed manifest (SOL 004 Option 1).")
    .argument("<folder>", "the folder, with TOSCA-Metadata, definitions and a manifest; all files in it are packed");
  withOutput(withTrust(withSigner(command)))
    .option(...EXTERNAL)
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal pack vnf --key acme.key --certificate acme.pem --trust ca.pem --output vnf.csar", "pack, sign, and verify"],
        ["vnfseal pack vnf --key acme.p12 --hash SHA-384 --output vnf.csar", "with digests and a signature by SHA-384"],
      ]),
    )
    .action(context.action(writing("packed", run)));
}

async function run(folder, options) {
  // The next run would pack it.
  if (await isInside(options.output, folder)) throw new Error(`${options.output} is in the folder that is packed; choose a file elsewhere`);
  const externalArtifacts = readExternals(options.external, "pack");
  const vnfseal = await import("../../index.js");
  const { signer, inputs: ofSigner } = await readSigner(options, "pack");
  const { trustFiles, policy, inputs } = await readQuestion(vnfseal, options);
  const trust = trustFiles.length > 0 ? trustFiles.map(({ file }) => file) : undefined;
  const files = [...Object.values(externalArtifacts), ...ofSigner, ...inputs];
  return writeOutput({ ...options, path: folder, inputs: files }, async (to) => {
    const packed = await vnfseal.packFolder(folder, { signer, trust, policy, externalArtifacts, ...to });
    return { ...packed, notes: await describe(folder) };
  });
}

/** How much was packed, and what somebody may not know to be there. */
async function describe(folder) {
  const { filesOf } = await import("../folder.js");
  const { files } = await filesOf(folder, () => true);
  const names = files.map((path) => relative(folder, path));
  const hidden = names.filter((name) => name.split(sep).some((part) => part.startsWith(".")));
  const count = names.length === 1 ? "1 file of the folder" : `${names.length} files of the folder`;
  return hidden.length > 0 ? [count, `hidden files among them: ${hidden.slice(0, NAMES_MAX).join(", ")}${hidden.length > NAMES_MAX ? " …" : ""}`] : [count];
}

async function isInside(path, folder) {
  const [above, whole] = await Promise.all([dirname(path), folder].map((each) => realpath(each).catch(() => null)));
  return above !== null && whole !== null && `${above}${sep}`.startsWith(`${whole}${sep}`);
}

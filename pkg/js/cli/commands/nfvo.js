// `vnfseal nfvo`: what is in an NFVO.

import { renderFetched, renderNfvoPackage, renderNfvoPackages } from "../../formats/nfvo.js";
import { findTarget } from "../../sinks/node/file-sink.js";
import { readExternals } from "../externals.js";
import { DONE_OR_NOT, examples, exitStatus } from "../help.js";
import { openNfvoOf, withNfvo } from "../nfvo.js";
import { EXTERNAL } from "../options.js";
import { readQuestion, withQuestion } from "../question.js";
import { deleteEach, judge, verifyEach } from "../several.js";
import { DONE, STATUS } from "../status.js";
import { printJson } from "../storage.js";
import { print, remark, wantsColour } from "../terminal.js";
import { progressWhenNeeded, showing, withOutput, writing } from "../writing.js";

const EXIT_OF_VERIFY = exitStatus(
  {
    0: ["passed", "every package is what a trusted signer signed"],
    1: ["failed", "a package does not verify"],
    2: ["indeterminate", "information is missing, for example without --trust"],
    3: ["could not run", "wrong usage, an NFVO that does not answer, or one that serves no ranges"],
  },
  "the gravest of all packages",
);

const EXIT_OF_FETCH = exitStatus({
  0: ["fetched", "its checksum is right, and with --trust it passed"],
  1: ["failed", "the package does not verify; the report says why, and nothing was written"],
  2: ["indeterminate", "the package cannot be verified; nothing was written"],
  3: ["could not run", "wrong usage, or a package that is not there or not what its checksum says; nothing was written"],
});

const ID = ["<id>", "the id of the package in the NFVO"];
const IDS = ["<id...>", "the ids of packages in the NFVO"];
const URL_OF_EXAMPLES = "--nfvo https://nfvo.example/vnfpkgm/v1";

export function nfvo(program, context) {
  const group = program
    .command("nfvo")
    .description("Shows, verifies, fetches and deletes packages in an NFVO, over SOL 005.")
    .helpCommand(false);
  const add = (name, { summary, description, argument, exit, example: [text, what] }) => {
    const command = withNfvo(group.command(name).summary(summary).description(description));
    if (argument) command.argument(...argument);
    return command.addHelpText("after", exit).addHelpText("after", examples([[`vnfseal nfvo ${name} ${text}`, what]]));
  };
  add("list", {
    summary: "list the packages",
    description: "Lists the packages, with their states. Nothing is verified.",
    exit: DONE_OR_NOT,
    example: [`${URL_OF_EXAMPLES}`, "all packages"],
  })
    .option("--json", "all packages as one line of JSON")
    .action(context.action(showing(list)));
  add("show", {
    summary: "show what the NFVO says of a package",
    description: "Shows what the NFVO says of one package. Nothing is verified.",
    argument: ID,
    exit: DONE_OR_NOT,
    example: [`3f1c6a5e ${URL_OF_EXAMPLES} --json`, "for a program"],
  })
    .option("--json", "the package as one line of JSON")
    .action(context.action(showing(show)));
  withQuestion(add("verify", {
    summary: "verify packages where they are",
    description: "Verifies packages where they are: only the parts that are needed are read, by ranges.",
    argument: IDS,
    exit: EXIT_OF_VERIFY,
    example: [`3f1c6a5e ${URL_OF_EXAMPLES} --trust trust.json`, "one package"],
  }))
    .option("--json", "all packages with their reports as one line of JSON")
    .action(context.action(showing(verify)));
  withOutput(withQuestion(add("fetch", {
    summary: "fetch a package",
    description: "Fetches a package. It is written only if its checksum is right and, with --trust, if it passes.",
    argument: ID,
    exit: EXIT_OF_FETCH,
    example: [`3f1c6a5e ${URL_OF_EXAMPLES} --trust trust.json --output vnf.csar`, "fetch and verify"],
  })))
    .option(...EXTERNAL)
    .action(context.action(writing("fetched", fetch)));
  add("delete", {
    summary: "delete packages",
    description: "Deletes packages. One that is enabled is left alone without --disable, and one in use always.",
    argument: IDS,
    exit: DONE_OR_NOT,
    example: [`3f1c6a5e ${URL_OF_EXAMPLES} --disable`, "one package"],
  })
    .option("--disable", "disable a package that is enabled, and then delete it")
    .action(context.action(remove));
}

async function list(options) {
  const { nfvo: asked } = await openNfvoOf(options, "nfvo list");
  const packages = [];
  for await (const each of asked.list()) packages.push(each);
  if (options.json) printJson(packages);
  else print(renderNfvoPackages(packages, { colour: wantsColour() }));
}

async function show(id, options) {
  const { nfvo: asked } = await openNfvoOf(options, "nfvo show");
  const found = await asked.get(id);
  if (options.json) printJson(found);
  else print(renderNfvoPackage(found));
}

async function verify(ids, options) {
  const vnfseal = await import("../../index.js");
  const { trustFiles, policy } = await readQuestion(vnfseal, options);
  const { nfvo: asked } = await openNfvoOf(options, "nfvo verify");
  const terms = { trust: trustFiles.map(({ file }) => file), policy };
  return verifyEach(ids, options, async (id) => judge(await asked.open(id), vnfseal, terms));
}

async function fetch(id, options) {
  const { output, json, quiet, trust, policy: policyPath, config, at } = options;
  const externalArtifacts = readExternals(options.external, "nfvo fetch");
  const vnfseal = await import("../../index.js");
  const { fetchPackage } = await import("../../nfvo.js");
  const { trustFiles, policy, inputs } = await readQuestion(vnfseal, options);
  const { nfvo: asked, inputs: ours } = await openNfvoOf(options, "nfvo fetch");
  await findTarget(output, [...ours, ...inputs, ...Object.values(externalArtifacts)]);
  const isVerified = [trust, policyPath, config, at, options.external].some((each) => each !== undefined) || trustFiles.length > 0;
  const terms = isVerified ? { trust: trustFiles.map(({ file }) => file), policy, externalArtifacts } : {};
  const progress = progressWhenNeeded(quiet);
  const result = await fetchPackage(id, { nfvo: asked, ...terms, output, onProgress: progress.take }).finally(progress.stop);
  return showFetched(result, { output, trustFiles, json, quiet });
}

function showFetched(result, { output, trustFiles, json, quiet }) {
  const { written, report, id } = result;
  if (json) printJson({ file: written ? output : null, ...result });
  else if (!quiet) print(renderFetched(result, { output, trustFiles, colour: wantsColour() }));
  if (written) return DONE;
  remark(`nothing was written: ${id} does not verify (${report.verdict})`);
  return STATUS[report.verdict];
}

async function remove(ids, options) {
  const { nfvo: asked } = await openNfvoOf(options, "nfvo delete");
  return deleteEach(ids, (id) => asked.delete(id, { disable: options.disable }));
}

// `vnfseal upload`: a package goes into an NFVO.

import { renderUpload } from "../../formats/nfvo.js";
import { checkFile } from "../../onboarding/receive.js";
import { openFileSink } from "../../sinks/node/file-sink.js";
import { NFVO_PRODUCTS } from "../choices.js";
import { readExternals } from "../externals.js";
import { examples, exitStatus } from "../help.js";
import { withCleaning } from "../interruption.js";
import { openNfvoOf, withNfvo } from "../nfvo.js";
import { EXTERNAL, oneOf, value } from "../options.js";
import { readQuestion, withTrust } from "../question.js";
import { COULD_NOT_RUN, DONE, STATUS } from "../status.js";
import { printJson } from "../storage.js";
import { complain, print, remark, wantsColour } from "../terminal.js";
import { progressWhenNeeded, writing } from "../writing.js";

const EXIT_STATUS = exitStatus({
  0: ["uploaded", "the package passed, and the NFVO has onboarded it"],
  1: ["failed", "the package does not verify; the report says why, and nothing was uploaded"],
  2: ["indeterminate", "the package cannot be verified, for example without --trust; nothing was uploaded"],
  3: ["could not run", "wrong usage, or an NFVO that has not onboarded the package: what was created there is deleted again"],
});

export function upload(program, context) {
  const command = program
    .command("upload")
    .description("Verifies a package, and uploads it to an NFVO over SOL 005 if it has passed. It is done when the NFVO has onboarded it, and its checksum is that of what was verified.")
    .argument("<package>", "the package: a file");
  withTrust(withNfvo(command))
    .option(...EXTERNAL)
    .option("--product <name>", "which product the NFVO is, to be warned of what it refuses or does not see; OpenStack Tacker is recognized", oneOf(NFVO_PRODUCTS, "product"))
    .option("--multipart", "send the package in a form, as NFVOs of the first versions of SOL 005 want it")
    .option("--wait <minutes>", "how long the NFVO may take to onboard it (30 is the default)", value)
    .option("--report <file>", "write the report (JSON), whose SHA-256 the NFVO keeps", value)
    .option("--json", "the result, or why there is none, as one line of JSON")
    .option("-q, --quiet", "no progress, and nothing of the result")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal upload vnf.csar --nfvo https://nfvo.example/vnfpkgm/v1 --trust trust.json --auth bearer --secret-file token", "verify and upload"],
        ["vnfseal upload vnf.csar --nfvo https://tacker.example:9890 --trust trust.json --auth keystone --auth-url https://keystone.example:5000/v3 --user nfv --project nfv", "OpenStack; the password is asked for"],
      ]),
    )
    .action(context.action(writing("uploaded", run)));
}

async function run(path, options) {
  const { product, multipart, report: reportPath, json, quiet } = options;
  const onboardingTimeout = readMinutes(options.wait);
  const externalArtifacts = readExternals(options.external, "upload");
  const vnfseal = await import("../../index.js");
  const { uploadPackage } = await import("../../nfvo.js");
  const { trustFiles, policy, inputs } = await readQuestion(vnfseal, options);
  // Before a password is asked for.
  await checkFile(path);
  const { nfvo, inputs: ours } = await openNfvoOf(options, "upload");
  const files = [path, ...ours, ...Object.values(externalArtifacts), ...inputs];
  const sink = reportPath === undefined ? undefined : await openFileSink(reportPath, { inputs: files });
  const progress = progressWhenNeeded(quiet);
  const asked = { nfvo, trust: trustFiles.map(({ file }) => file), policy, externalArtifacts, product, multipart, onboardingTimeout };
  const show = { onNote: ({ message }) => remark(message), onState: sayStates(quiet), onProgress: progress.take };
  try {
    const result = await withCleaning((signal) => uploadPackage(path, { ...asked, ...show, signal }).finally(progress.stop), {
      onInterrupt: () => remark("interrupted: what was created in the NFVO is deleted first; once more ends at once"),
      onEnd: sayHowItEnded,
      onLate: sayThatItIsLate,
    });
    const unwritten = await writeReport(sink, result.reportJson);
    const status = showResult(result, { path, trustFiles, json, quiet });
    if (!unwritten) return status;
    complain(new Error(`${unwritten.message}. ${result.uploaded ? `The package is uploaded all the same, as ${result.id}` : "Nothing was uploaded"}`));
    return COULD_NOT_RUN;
  } catch (error) {
    await sink?.discard(error);
    throw error;
  }
}

/** Somebody who waits at a terminal sees what for. */
function sayStates(quiet) {
  let last;
  return (state) => {
    if (!quiet && process.stderr.isTTY && state !== last) remark(`the NFVO has the package as ${state}`);
    last = state;
  };
}

/** Nothing is left, or it is said what may be. */
function sayHowItEnded(error, { isClean }) {
  if (isClean) remark("nothing of the package is left in the NFVO");
  else complain(error);
}

function sayThatItIsLate({ uploaded, id }) {
  remark(uploaded ? `too late: the NFVO has onboarded the package, as ${id}` : "nothing was uploaded");
}

/** Writes the report. What is wrong with that changes nothing in the NFVO any more: the result is shown before it is told. */
async function writeReport(sink, reportJson) {
  try {
    await sink?.write(reportJson);
    await sink?.finish();
    return undefined;
  } catch (error) {
    await sink.discard(error);
    return error;
  }
}

function showResult(result, { path, trustFiles, json, quiet }) {
  const { uploaded, report } = result;
  const { reportJson: _, ...shown } = result;
  if (json) printJson(shown);
  else if (!quiet) print(renderUpload(result, { from: path, trustFiles, colour: wantsColour() }));
  if (uploaded) return DONE;
  remark(`nothing was uploaded: ${path} does not verify (${report.verdict})`);
  return STATUS[report.verdict];
}

function readMinutes(minutes) {
  if (minutes === undefined) return undefined;
  if (/^[1-9]\d{0,3}$/.test(minutes)) return Number(minutes) * 60_000;
  throw new Error(`--wait needs a number of minutes from 1 to 9999, not '${minutes}'; see vnfseal upload --help`);
}

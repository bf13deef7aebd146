// The command from its arguments to its exit status. The engine decides.

import { printableJson } from "../formats/printable.js";
import { renderReport } from "../formats/text.js";
import { HELP, readArguments } from "./arguments.js";
import { clearProgress, complain, endWhenUnwritable, print, showProgress, wantsColour } from "./terminal.js";

const STATUS = { passed: 0, failed: 1, indeterminate: 2 };
const COULD_NOT_RUN = 3;
const FROM_GRAVE_TO_LIGHT = [COULD_NOT_RUN, STATUS.failed, STATUS.indeterminate, STATUS.passed];

/** Runs the command, and gives its exit status. */
export async function main(args) {
  endWhenUnwritable(COULD_NOT_RUN);
  try {
    return await run(readArguments(args));
  } catch (error) {
    return refuse(error);
  }
}

async function run(request) {
  if (request.isHelp) return tell(HELP);
  // Loaded only now: help and complaints about usage need no engine.
  const vnfseal = await import("../index.js");
  if (request.isVersion) return tell(`vnfseal ${vnfseal.version}\n`);

  const { packages, format, externalArtifacts } = request;
  const trustFiles = await readTrustFiles(vnfseal, request.trust);
  const trust = trustFiles.map(({ file }) => file);
  const policy = await choosePolicy(vnfseal, request);
  const options = { trust, policy, externalArtifacts, onProgress: showProgress };

  const statuses = [];
  for (const path of packages) {
    statuses.push(await verify(vnfseal, path, options, { format, trustFiles }).catch(refuse));
  }
  return FROM_GRAVE_TO_LIGHT.find((status) => statuses.includes(status));
}

async function verify({ verifyPackage }, path, options, { format, trustFiles }) {
  const report = await verifyPackage(path, options).finally(clearProgress);
  if (format === "json") print(`${printableJson(report)}\n`);
  else print(renderReport(report, { path, colour: wantsColour(), trustFiles }));
  return STATUS[report.verdict];
}

/** What each trust file holds. It is read once: what is shown is what counts. */
async function readTrustFiles({ inspectTrust }, paths) {
  const { readFile } = await import("../sources/node/files.js");
  return Promise.all(
    paths.map(async (path) => {
      const file = new File([await readFile(path)], path);
      const { entries } = await inspectTrust(file);
      return { name: path, file, entries };
    }),
  );
}

/** The policy of the file; `--at` goes before what it says. */
async function choosePolicy({ checkPolicy }, { policy: path, at }) {
  const { policy } = await checkPolicy(path);
  return at === undefined ? policy : { ...policy, at };
}

function tell(text) {
  print(text);
  return STATUS.passed;
}

function refuse(error) {
  complain(error);
  return COULD_NOT_RUN;
}

// A run of a command that writes a package or an encrypted file: from what is asked to what is shown.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

import { printableJson } from "../formats/printable.js";
import { renderRefusal, renderResult, signersOf } from "../formats/sealing.js";
import { findTarget } from "../sinks/node/file-sink.js";
import { namingOption } from "./naming.js";
import { value } from "./options.js";
import { DONE, COULD_NOT_RUN, STATUS } from "./status.js";
import { complain, print, remark, wantsColour } from "./terminal.js";

/** Adds the options that such commands have in common. */
export function withOutput(command) {
  return command
    .requiredOption("--output <file>", "the file to write, whole or not at all", value)
    .option("--json", "the result, or why there is none, as one line of JSON")
    .option("-q, --quiet", "no progress, and nothing of the result");
}

/**
 * An action over `run(path, options)`, whose errors are shown here: as JSON too, where that is asked for. `done` is the word for
 * what the command does.
 */
export function writing(done, run) {
  return async (path, options, command) => {
    try {
      if (path === "-") throw new Error("standard input is not taken here; name a file");
      return await run(path, { ...options, done });
    } catch (error) {
      showError(namingOption(error, command), { path, done, json: options.json });
      return COULD_NOT_RUN;
    }
  };
}

/** The same for an action that shows what is elsewhere, whatever its arguments are. */
export function showing(run) {
  return async (...given) => {
    const [options, command] = given.slice(-2);
    try {
      return await run(...given);
    } catch (error) {
      showError(namingOption(error, command), { path: "it", done: "shown", json: options.json });
      return COULD_NOT_RUN;
    }
  };
}

/**
 * Has `work({ output, onProgress })` write the output, shows its result, and gives the exit status. Beside the options, `path` is
 * what it is made of, `done` the word for what is done, `inputs` are all files that are read, and `trustFiles` those of a
 * report that is shown.
 */
export async function writeOutput({ inputs, quiet, ...how }, work) {
  // Before a password is asked for. A key or a trust file is as easily lost as the package.
  await findTarget(how.output, inputs);
  const progress = progressWhenNeeded(quiet);
  let result;
  try {
    result = await work({ output: how.output, onProgress: progress.take });
  } finally {
    await progress.stop();
  }
  return show(result, { ...how, quiet });
}

/** The bar begins with the first progress: until then a password may be asked for. */
export function progressWhenNeeded(quiet) {
  const item = {};
  let bar = null;
  return {
    async take(progress) {
      bar ??= import("./progress.js").then(({ startProgress }) => startProgress([item], { isWanted: !quiet, hasPhases: true }));
      (await bar).of(item)(progress);
    },
    stop: async () => (await bar)?.stop(),
  };
}

async function show(result, { output, json, quiet, ...how }) {
  const { report } = result;
  const isWritten = result.written !== false;
  if (json) print(`${printableJson(await asData(result, isWritten ? output : null))}\n`);
  else if (!quiet || !isWritten) print(renderResult(result, { ...how, output, colour: wantsColour() }));
  if (isWritten) return DONE;
  remark(`nothing was written: what ${how.path} holds does not verify (${report.verdict}); --no-verify writes it all the same`);
  return STATUS[report.verdict];
}

async function asData({ report, recipients, artifacts, notes }, output) {
  const sha256 = output && (await digest(output));
  return { file: output, sha256, signers: report && signersOf(report), recipients, artifacts, notes, report };
}

async function digest(path) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** What to do where the functions of the package name their own options. */
const FIXES = { "signer.certificate-missing": "Name the certificate of the key by --certificate." };

/** What was refused has a reason, and mostly something to do about it. Other errors are sentences of their own. */
function showError(error, { path, done, json }) {
  const { code = "ERROR", reason, message, findings, left } = error;
  const fix = FIXES[reason] ?? error.fix;
  if (json) print(`${printableJson({ error: { code, reason, message, fix, findings, left } })}\n`);
  if (!reason) return complain(error);
  complain(new Error(`${path} was not ${done}: ${[message, fix].filter(Boolean).join(" ")} (${reason})`));
  if (!json) process.stderr.write(renderRefusal(error, { colour: wantsColour(process.stderr) }));
}

// `vnfseal audit run`: all packages of a source are verified, here or by workers.

import { FAIL_ON } from "../../choices.js";
import { VERDICT_OF_PACKAGES, examples } from "../../help.js";
import { withAccess } from "../../nfvo.js";
import { oneOf, readJobs, value } from "../../options.js";
import { withQuestion } from "../../question.js";
import { QUEUE, QUEUE_PASSWORD, withQueue } from "../../queue.js";
import { DONE } from "../../status.js";
import { CREDENTIALS, printJson } from "../../storage.js";
import { isOneScreen, print, remark, sayLeftOut } from "../../terminal.js";
import { showTotals } from "./totals.js";
import { watch } from "./watching.js";

export function run(group, context) {
  const command = group
    .command("run <source>", { isDefault: true })
    .summary("verify all packages of a source")
    .description("Verifies all packages of a source, on all cores, and writes a line of NDJSON for each. With --queue, workers verify them.");
  withAccess(withQuestion(command))
    .option("--results <file>", "the file of the results (NDJSON): a line a package, with its report", value)
    .option("--resume", "go on: with this file, as for verify; with --queue, with the run of the last day that was broken off")
    .option(...QUEUE)
    .option(...QUEUE_PASSWORD)
    .option("--watch", "with --queue: wait until all is done, and end with its verdict")
    .option("--tries <number>", "with --queue: how often a package is begun before its result is an error; 5 is the default", value)
    .option("--jobs <number>", "verify so many packages at a time; the default is the number of cores", value)
    .option(...CREDENTIALS)
    .option("--fail-on <severity>", "what makes the exit status other than 0, as for verify", oneOf(FAIL_ON, "severity"))
    .option("--json", "the summary as one line of JSON")
    .option("-q, --quiet", "no progress and no summary")
    .addHelpText("after", SOURCES)
    .addHelpText("after", VERDICT_OF_PACKAGES)
    .addHelpText(
      "after",
      examples([
        ["vnfseal audit run oci://registry.example/vnf --trust trust.json --results monday.ndjson", "a registry; only the parts that are needed are read"],
        ["vnfseal audit run packages --trust trust.json --results monday.ndjson --resume", "after a break, go on"],
        ["vnfseal audit run oci://registry.example/vnf --trust trust.json --queue postgres://audit@db.example/audit --watch", "by workers on other machines"],
      ]),
    )
    .action(context.action(runAudit));
}

const SOURCES = `
A source is one of these:
  FOLDER             each .csar and .zip in it; a file or a pattern, too
  dir:PATH           a catalogue in a folder
  oci://HOST/REPO    a catalogue in an OCI registry
  list:FILE          a file of http(s) URLs, one a line
  nfvo:URL           an NFVO: the URL of its SOL 005 interface for packages`;

async function runAudit(source, options) {
  checkUsage(options);
  const { findItems } = await import("../../../audit/sources.js");
  const { findPackages } = await import("../../packages.js");
  const asked = await readAsked(source, options);
  const { packages, leftOut } = await findItems(source, { findPackages, ...asked.question });
  if (!options.quiet) leftOut.forEach(sayLeftOut);
  return options.queue ? planThere(source, packages, asked, options) : verifyHere(packages, asked, options);
}

function checkUsage({ queue, results: file, watch, tries, jobs, passwordFile }) {
  const alone = { "--watch": watch, "--tries": tries, "--password-file": passwordFile };
  const strange = Object.entries(queue ? { "--results": file, "--jobs": jobs } : alone).find(([, given]) => given !== undefined);
  if (strange) throw usageError(`${strange[0]} ${queue ? "does not go" : "goes"} with --queue`);
  if (!queue && !file) throw usageError("--results FILE says where the results go, or --queue URL who verifies");
  if (tries !== undefined && !/^[1-9]\d?$/.test(tries)) throw usageError(`--tries needs a number from 1 to 99, not '${tries}'`);
}

function usageError(message) {
  return new Error(`${message}; see vnfseal audit run --help`);
}

/** What is asked of each package: the question, the settings of the run, and the files that all this was read from. */
async function readAsked(source, options) {
  const { availableParallelism } = await import("node:os");
  const { settle } = await import("../../configuration.js");
  const { readQuestion } = await import("../../question.js");
  const vnfseal = await import("../../../index.js");
  const { settings } = await settle({ config: options.config, failOn: options.failOn, jobs: readJobs(options, "audit") });
  const { inputs, ...question } = await readQuestion(vnfseal, options);
  const jobs = settings.jobs.from === "default" ? availableParallelism() : settings.jobs.value;
  const credentials = await credentialsOf(options);
  const { access, inputs: more } = await accessOf(source, options);
  const files = [...inputs, ...more, options.credentials].filter(Boolean);
  return { question: { vnfseal, ...question, externalArtifacts: {}, credentials, access }, jobs, failOn: settings.failOn.value, inputs: files };
}

async function accessOf(source, options) {
  const { nfvoOf } = await import("../../../audit/sources.js");
  const { readAccess } = await import("../../nfvo.js");
  const url = nfvoOf(source);
  return url === undefined ? { inputs: [] } : readAccess(url, options, "audit run");
}

async function credentialsOf({ credentials }) {
  if (credentials === undefined) return undefined;
  const { readCredentials } = await import("../../storage.js");
  return readCredentials(credentials);
}

async function verifyHere(packages, { question, jobs, failOn, inputs }, options) {
  const { Totals } = await import("../../../audit/totals.js");
  const { runAsDone } = await import("../../batch.js");
  const { startProgress } = await import("../../progress.js");
  const { digestSettings } = await import("../../resume.js");
  const { openVerifier } = await import("../../verifier.js");
  const { verifyAll } = await import("../../verifying.js");
  const settings = await digestSettings(question);
  const output = await openResults(packages, settings, question, { ...options, inputs });
  const progress = await startProgress(packages, { isWanted: !options.quiet });
  const verifier = openVerifier(question, packages.length > 1 ? jobs : 1, progress);
  const totals = new Totals();
  const { vnfseal } = question;
  try {
    const { summary, status } = await verifyAll(packages, {
      verify: (item) => verifier.verify(item),
      runs: runAsDone,
      jobs,
      output,
      format: "ndjson",
      context: { version: vnfseal.version, rules: vnfseal.rules },
      failOn,
      isQuiet: options.quiet,
      isOneScreen: isOneScreen(),
      settings,
      totals,
    });
    progress.stop();
    await output.finish();
    await showTotals(totals.value(), summary, options);
    return status;
  } finally {
    progress.stop();
    await verifier.end();
  }
}

async function openResults(packages, settings, { policy }, { results, resume, inputs }) {
  const { stat } = await import("node:fs/promises");
  const { openResumeFile } = await import("../../resume.js");
  if (!resume && (await stat(results).catch(() => null))) {
    throw new Error(`--results ${results}: this file is there already; --resume goes on with it, or name another one`);
  }
  const isTimeFixed = policy.at !== undefined && policy.at !== null;
  const files = packages.filter(({ kind }) => kind === "file").map(({ path }) => path);
  return openResumeFile(results, packages, settings, { isTimeFixed, inputs: [...inputs, ...files] });
}

/** So that workers verify what was asked, and as of now, the run has all of it. */
async function planThere(source, packages, { question, failOn }, options) {
  const { hostname } = await import("node:os");
  const { resolve } = await import("node:path");
  const { planRun } = await import("../../../audit/queue/runs.js");
  const { digestSettings } = await import("../../resume.js");
  const settings = await digestSettings(question);
  const at = question.policy.at ?? new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const { policy } = await question.vnfseal.checkPolicy({ ...question.policy, at });
  const trust = await Promise.all(question.trustFiles.map(async ({ name, file }) => ({ name, base64: Buffer.from(await file.arrayBuffer()).toString("base64") })));
  const items = packages.map((item) => ({ ...item, plannedOn: hostname(), ...(item.kind === "file" && { path: resolve(item.path) }), ...absolute(item, resolve) }));
  return withQueue(options, async (database) => {
    const tries = Number(options.tries ?? 5);
    const { id, was } = await planRun(database, { source, items, terms: { trust, policy }, settings, tries, resume: options.resume });
    const said = `${PLANNED[was] ?? "Planned"}: run ${id}, packages: ${items.length}`;
    if (options.watch) {
      if (was && !options.quiet) remark(said);
      return watch(database, id, { ...options, failOn });
    }
    if (options.json) printJson({ run: id, packages: items.length, was });
    else print(`${said}\n`);
    if (was === "finished") remark("what it found is what it found then; another --at, or none, makes a new run");
    return DONE;
  });
}

/** What is said of a run that was there before. */
const PLANNED = { underWay: "Under way already", finished: "Finished already" };

/** A folder's catalogue is looked for from where the worker is. */
function absolute({ catalogue }, resolve) {
  return catalogue?.startsWith("dir:") ? { catalogue: `dir:${resolve(catalogue.slice(4))}` } : {};
}

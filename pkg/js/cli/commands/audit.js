// `vnfseal audit`: whole catalogues, verified again when trust, policy or vnfseal itself has changed.

import { FAIL_ON } from "../choices.js";
import { DONE_OR_NOT, VERDICT_OF_PACKAGES, examples, exitStatus } from "../help.js";
import { withAccess } from "../nfvo.js";
import { oneOf, readJobs, value } from "../options.js";
import { withQuestion } from "../question.js";
import { QUEUE, QUEUE_PASSWORD, withQueue } from "../queue.js";
import { COULD_NOT_RUN, DONE, STATUS } from "../status.js";
import { CREDENTIALS, printJson } from "../storage.js";
import { isOneScreen, print, printAndWait, remark, sayLeftOut, wantsColour, widthOf } from "../terminal.js";

const EXIT_OF_DIFF = exitStatus({
  0: ["no worse", "no verdict became worse"],
  1: ["worse", "a verdict became worse, or a new package did not pass"],
  2: ["not whole", "none did as far as is known, but packages have no result yet"],
  3: ["could not run", "wrong usage, or a file that cannot be read"],
});

export function audit(program, context) {
  const group = program
    .command("audit")
    .description("Verifies whole catalogues again, and says what changed since the last time. 'audit SOURCE' is 'audit run SOURCE'.")
    .helpCommand(false);
  const run = group
    .command("run <source>", { isDefault: true })
    .summary("verify all packages of a source")
    .description("Verifies all packages of a source, on all cores, and writes a line of NDJSON for each. With --queue, workers verify them.");
  withAccess(withQuestion(run))
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
  group
    .command("diff")
    .description("Says of which packages the verdict or the findings changed from one run to another, and why.")
    .argument("<old>", "the results of the earlier run")
    .argument("<new>", "those of the later run")
    .option("--json", "the comparison as one line of JSON")
    .option(QUEUE[0], "with this, <old> and <new> are runs of the queue", value)
    .option(...QUEUE_PASSWORD)
    .addHelpText("after", EXIT_OF_DIFF)
    .addHelpText("after", examples([["vnfseal audit diff monday.ndjson tuesday.ndjson", "what a new revocation list has brought"]]))
    .action(context.action(diff));
  const add = (name, description, exit, work, pairs) =>
    group
      .command(name)
      .description(description)
      .requiredOption(...QUEUE)
      .option(...QUEUE_PASSWORD)
      .addHelpText("after", exit)
      .addHelpText("after", examples(pairs))
      .action(context.action(work));
  add("init", "Makes the tables of audits in a database, or brings them to the version of this release.", DONE_OR_NOT, init, [
    ["vnfseal audit init --queue postgres://audit@db.example/audit", "once, and after an update"],
  ]);
  add("status", "Says how far a run is; without a run, which runs there are.", EXIT_OF_STATUS, status, [
    ["vnfseal audit status 3f9c --queue postgres://audit@db.example/audit --watch", "until it is finished"],
  ])
    .argument("[run]", "the id of a run, or its beginning")
    .option("--watch", "wait until the run is finished, and end with its verdict")
    .option("--fail-on <severity>", "with --watch: what makes the exit status other than 0, as for verify", oneOf(FAIL_ON, "severity"))
    .option("--json", "the same as one line of JSON");
  add("results", "Writes the results of a run.", EXIT_OF_RESULTS, results, [
    ["vnfseal audit results 3f9c --queue postgres://audit@db.example/audit --format csv", "a table"],
  ])
    .argument("<run>", "the id of a run, or its beginning")
    .option("--format <format>", `${RESULT_FORMATS.join(", ")}; ndjson is the default, and what diff takes`, oneOf(RESULT_FORMATS, "format"))
    .option("--output <file>", "write them to this file, whole or not at all", value);
  add("cancel", "Cancels a run: what is not begun is not begun any more.", DONE_OR_NOT, cancel, [
    ["vnfseal audit cancel 3f9c --queue postgres://audit@db.example/audit", "one run"],
  ]).argument("<run>", "the id of a run, or its beginning");
}

const RESULT_FORMATS = ["ndjson", "csv", "junit", "sarif"];

const EXIT_OF_RESULTS = exitStatus({
  0: ["done"],
  3: ["could not run", "wrong usage, or a database that cannot be reached; or packages have no result yet, and an error in its place"],
});

const EXIT_OF_STATUS = exitStatus(
  {
    0: ["passed", "or, without --watch, done"],
    1: ["failed"],
    2: ["indeterminate"],
    3: ["could not run", "wrong usage, a database that cannot be reached, a package that could not be verified, or a run that was cancelled"],
  },
  "; with --watch, the gravest of all packages",
);

const SOURCES = `
A source is one of these:
  FOLDER             each .csar and .zip in it; a file or a pattern, too
  dir:PATH           a catalogue in a folder
  oci://HOST/REPO    a catalogue in an OCI registry
  list:FILE          a file of http(s) URLs, one a line
  nfvo:URL           an NFVO: the URL of its SOL 005 interface for packages`;

async function runAudit(source, options) {
  checkUsage(options);
  const { findItems } = await import("../../audit/sources.js");
  const { findPackages } = await import("../packages.js");
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
  const { settle } = await import("../configuration.js");
  const { readQuestion } = await import("../question.js");
  const vnfseal = await import("../../index.js");
  const { settings } = await settle({ config: options.config, failOn: options.failOn, jobs: readJobs(options, "audit") });
  const { inputs, ...question } = await readQuestion(vnfseal, options);
  const jobs = settings.jobs.from === "default" ? availableParallelism() : settings.jobs.value;
  const credentials = await credentialsOf(options);
  const { access, inputs: more } = await accessOf(source, options);
  const files = [...inputs, ...more, options.credentials].filter(Boolean);
  return { question: { vnfseal, ...question, externalArtifacts: {}, credentials, access }, jobs, failOn: settings.failOn.value, inputs: files };
}

async function accessOf(source, options) {
  const { nfvoOf } = await import("../../audit/sources.js");
  const { readAccess } = await import("../nfvo.js");
  const url = nfvoOf(source);
  return url === undefined ? { inputs: [] } : readAccess(url, options, "audit run");
}

async function credentialsOf({ credentials }) {
  if (credentials === undefined) return undefined;
  const { readCredentials } = await import("../storage.js");
  return readCredentials(credentials);
}

async function verifyHere(packages, { question, jobs, failOn, inputs }, options) {
  const { Totals } = await import("../../audit/totals.js");
  const { runAsDone } = await import("../batch.js");
  const { startProgress } = await import("../progress.js");
  const { digestSettings } = await import("../resume.js");
  const { openVerifier } = await import("../verifier.js");
  const { verifyAll } = await import("../verifying.js");
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
  const { openResumeFile } = await import("../resume.js");
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
  const { planRun } = await import("../../audit/queue/runs.js");
  const { digestSettings } = await import("../resume.js");
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

async function init(options) {
  const { initialize } = await import("../../audit/queue/schema.js");
  const { from, to } = await withQueue(options, initialize, { isNew: true });
  print(from === to ? `The tables have version ${to} already.\n` : `The tables have version ${to} now.\n`);
}

async function status(name, options) {
  const { listRuns, statusOfRun } = await import("../../audit/queue/runs.js");
  const { renderRuns, renderStatus } = await import("../../formats/audit.js");
  if (name === undefined && options.watch) throw new Error("--watch needs a run; see vnfseal audit status --help");
  return withQueue(options, async (database) => {
    if (options.watch) return watch(database, name, options);
    const found = await (name === undefined ? listRuns(database) : statusOfRun(database, name));
    if (options.json) printJson(found);
    else print(name === undefined ? renderRuns(found) : renderStatus(found, { colour: wantsColour() }));
    return DONE;
  });
}

/** How often is looked, and how often a log says how far it is. */
const WATCH_MS = 1000;
const SAY_MS = 30_000;

/** Waits until the run is finished, shows its sums, and gives the exit status. */
async function watch(database, name, { json, quiet, failOn = "unknown" }) {
  const { mayPass } = await import("../../audit/queue/database.js");
  const { statusOfRun } = await import("../../audit/queue/runs.js");
  let said = Date.now();
  let isAlone = false;
  for (;;) {
    const run = await statusOfRun(database, name).catch((error) => {
      if (mayPass(error)) return undefined;
      throw error;
    });
    if (run?.cancelled_at) throw new Error(`the run ${run.id} was cancelled; packages done: ${run.done} of ${run.packages}`);
    if (run?.finished_at) return showFinished(database, run, { json, quiet, failOn });
    const isLeft = run?.workers === 0;
    const isDue = Date.now() - said > SAY_MS;
    if (run && !quiet && (isDue || (isLeft && !isAlone))) {
      said = Date.now();
      remark(progressOf(run));
    }
    if (run) isAlone = isLeft;
    await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
  }
}

/** It may wait for ever for a worker, and says so as soon as there is none. */
function progressOf({ id, done, packages, workers }) {
  const progress = `run ${id}: packages done: ${done} of ${packages}, workers: ${workers}`;
  return workers > 0 ? progress : `${progress}. No worker with the same version of vnfseal is there. Start one: vnfseal worker --queue URL`;
}

async function showFinished(database, run, { json, quiet, failOn }) {
  const { outlinesOfRun } = await import("../../audit/queue/runs.js");
  const { Totals } = await import("../../audit/totals.js");
  const { gravest } = await import("../status.js");
  const { Summary } = await import("../summary.js");
  const { statusOf } = await import("../verifying.js");
  const [totals, summary, statuses] = [new Totals(), new Summary(), new Set()];
  for await (const { path, outline, error } of outlinesOfRun(database, run)) {
    totals.add(outline, error);
    summary.add(path, outline?.verdict ?? "error", outline?.summary ?? error.message);
    statuses.add(statusOf(outline, failOn));
  }
  if (!json && !quiet) print(`Run ${run.id}\n`);
  await showTotals({ ...(json && { run: run.id }), ...totals.value() }, summary, { json, quiet });
  return gravest([...statuses]);
}

async function results(name, options) {
  const { isMissing } = await import("../../audit/missing.js");
  const { checkPlanned, findRun, recordsOfRun } = await import("../../audit/queue/runs.js");
  const { rules, version } = await import("../../index.js");
  const format = await formatNamed(options.format ?? "ndjson", { rules, version });
  return withQueue(options, async (database) => {
    const run = await findRun(database, name);
    checkPlanned(database, run);
    const output = await outputOf(options);
    let missing = 0;
    await output.write(format.head());
    for await (const record of recordsOfRun(database, run)) {
      const { path, status: _, report, error, ...extra } = record;
      if (isMissing(record)) missing += 1;
      await output.write(format.run({ path, extra, ...(report ? { report } : { error }) }));
    }
    await output.write(format.tail());
    await output.finish();
    if (missing === 0) return DONE;
    remark(`the run is ${run.cancelled_at ? "cancelled" : "not finished"}: packages with a result: ${run.packages - missing} of ${run.packages}`);
    return COULD_NOT_RUN;
  });
}

async function formatNamed(name, context) {
  if (name === "csv") return (await import("../../formats/audit.js")).csv;
  const { loadFormat } = await import("../../formats/load-format.js");
  const { createWriter } = await import("../../formats/writer.js");
  return createWriter(await loadFormat(name), context);
}

async function outputOf({ output, passwordFile }) {
  if (!output) return { write: printAndWait, finish: () => {} };
  const { openFileSink } = await import("../../sinks/node/file-sink.js");
  return openFileSink(output, { inputs: passwordFile === undefined ? [] : [passwordFile] });
}

async function cancel(name, options) {
  const { cancelRun } = await import("../../audit/queue/runs.js");
  print(`Cancelled: run ${await withQueue(options, (database) => cancelRun(database, name))}\n`);
}

async function showTotals(totals, summary, { json, quiet }) {
  if (json) return printJson(totals);
  if (quiet) return undefined;
  const { renderTotals } = await import("../../formats/audit.js");
  const colour = wantsColour();
  return print(`${summary.render({ colour, width: widthOf(process.stdout), isBrief: true })}\n${renderTotals(totals, { colour })}`);
}

async function diff(oldName, newName, { json, ...options }) {
  const { compareRuns, isWorse } = await import("../../audit/comparison.js");
  const { recordsOf } = await import("../resume.js");
  const compareThere = async (database) => {
    const { findRun, recordsOfRun } = await import("../../audit/queue/runs.js");
    const [old, now] = [await findRun(database, oldName), await findRun(database, newName)];
    return compareRuns(recordsOfRun(database, old), recordsOfRun(database, now));
  };
  const comparison = await (options.queue ? withQueue(options, compareThere) : compareRuns(recordsOf(oldName), recordsOf(newName)));
  if (json) {
    printJson(comparison);
  } else {
    const { renderRunComparison } = await import("../../formats/audit.js");
    print(renderRunComparison(comparison, { oldName, newName, isWorse, colour: wantsColour() }));
  }
  const { old, new: now } = comparison.open;
  if (old + now > 0) remark(`the comparison is not whole: packages without a result: ${old} of ${oldName}, ${now} of ${newName}`);
  if (comparison.worse > 0) return STATUS.failed;
  return old + now > 0 ? STATUS.indeterminate : DONE;
}

// `vnfseal verify`: whether packages are what their makers signed.

import { FAIL_ON, FORMATS } from "../choices.js";
import { readExternals } from "../externals.js";
import { VERDICT_OF_PACKAGES, examples } from "../help.js";
import { namingOption } from "../naming.js";
import { oneOf, readJobs, value, values } from "../options.js";
import { isOneScreen, print, printAndWait, remark, sayLeftOut, wantsColour, widthOf } from "../terminal.js";

/** The formats with no words of the table of rules: to ask the engine for it takes some milliseconds. */
const WITHOUT_RULES = ["text", "json", "ndjson"];

/** A file that is named so is no package, and its report says only that. */
const IS_MANIFEST = /\.mf$/i;

export function verify(program, context) {
  program
    .command("verify")
    .description("Verifies packages: says whether each is what its maker signed, and whether you trust the maker.")
    .argument("[package...]", "files, folders (each .csar and .zip in them), patterns, '-' for standard input, or http(s) URLs. A URL is read over the network, by ranges; nothing that a package names is ever fetched.")
    .option("--trust <file>", "whom to trust: a trust bundle (JSON), certificates in PEM, DER or PKCS #7, or a folder of such files; may be repeated. There are no built-in anchors: without this the verdict is at best 'indeterminate'.", values)
    .option("--policy <file>", "what to ask of a package (JSON); each value has a safe default", value)
    .option("--external <uri=file>", "the content of an external artifact, by its URI exactly as the manifest states it; FILE is what stands after the last '='. May be repeated. Nothing is ever fetched: without this it is not checked.", values)
    .option("--at <time>", "verify as of this time instead of now, for example 2026-11-21T12:00:00Z", value)
    .option("--file-digest", "state SHA-256 of each package in its report, as sha256sum would; a large package takes longer")
    .option("--format <format>", `${FORMATS.join(", ")}; text is the default`, oneOf(FORMATS, "format"))
    .option("--json", "the same as --format json")
    .option("--output <file>", "write the reports to this file, whole or not at all", value)
    .option("--resume <file>", "write NDJSON to this file, and leave out what is in it already: a run that was broken off goes on", value)
    .option("--jobs <number>", "verify so many packages at a time (1 is the default)", value)
    .option("--fail-on <severity>", "what makes the exit status other than 0: fail, unknown (the default), or warn", oneOf(FAIL_ON, "severity"))
    .option("--verbose", "as text, list every artifact; without this, those that passed are counted")
    .option("-q, --quiet", "no progress, no summary, and as text no report of a package that passed")
    .option("--config <file>", "a configuration file (JSON) with trust, policy, format, failOn and jobs; VNFSEAL_CONFIG names one too. None is ever looked for.", value)
    .option("--show-config", "show the settings and where they come from, and verify nothing")
    .addHelpText("after", VERDICT_OF_PACKAGES)
    .addHelpText(
      "after",
      examples([
        ["vnfseal verify vnf.csar --trust ca.pem", "verify a package by the CA certificate of its maker"],
        ["vnfseal verify vnf.csar --trust trust.json --json", "the report for a program"],
        ["vnfseal verify packages --trust trust.json --format junit --output report.xml", "a folder, for a pipeline"],
        ["vnfseal verify packages --trust trust.json --resume runs.ndjson --jobs 4", "thousands of packages; after a break the same command goes on"],
        ["curl -s https://vnf.example/vnf.csar | vnfseal verify - --trust ca.pem", "standard input"],
      ]),
    )
    .action(context.action(run));
}

// What runs is loaded only now: help and complaints about usage need little of it.
async function run(names, options, command) {
  const { settle } = await import("../configuration.js");
  const { findPackages } = await import("../packages.js");
  const { config, settings } = await settle({ ...options, format: chooseFormat(options), jobs: readJobs(options, "verify") });
  if (options.showConfig) return print(`${JSON.stringify({ config, ...settings }, null, 2)}\n`);
  if (names.length === 0) throw usageError("no package given");
  const externalArtifacts = readExternals(options.external, "verify");
  const { packages, leftOut } = await findPackages(names);
  if (Math.max(names.length, packages.length) > 1 && options.external) throw usageError("--external goes with one package at a time");
  checkResume(packages, options);
  const { trust, policy, format, failOn, jobs } = Object.fromEntries(
    Object.entries(settings).map(([key, { value: chosen }]) => [key, chosen]),
  );

  const { startThreadsFor } = await import("../threads.js");
  startThreadsFor(packages);
  const { vnfseal } = await import("../../in-node.js");
  const { readTrustFiles } = await import("../trust-files.js");
  const { choosePolicy } = await import("../question.js");
  const granted = await readTrustFiles(vnfseal, trust);
  // A list that is passed over could be one that revokes, so that this is said under --quiet too.
  granted.leftOut.forEach(sayLeftOut);
  if (!options.quiet) {
    leftOut.forEach(sayLeftOut);
    for (const { path } of packages.filter(({ path: name }) => IS_MANIFEST.test(name))) remark(`${path}: 'vnfseal manifest' verifies a manifest without its package`);
  }
  const question = {
    vnfseal,
    trustFiles: granted.trustFiles,
    policy: await choosePolicy(vnfseal, policy, options.at),
    externalArtifacts,
    fileDigest: options.fileDigest ?? false,
  };
  const files = [...packages.map(({ path }) => path), ...granted.trustFiles.map(({ name }) => name)];
  const inputs = [...files, ...Object.values(externalArtifacts), policy, config].filter(Boolean);
  return verifyPackages(packages, question, { ...options, command, inputs, format: options.resume ? "ndjson" : format, failOn, jobs });
}

async function verifyPackages(packages, question, options) {
  const { vnfseal, trustFiles } = question;
  const { startProgress } = await import("../progress.js");
  const { openVerifier } = await import("../verifier.js");
  const { verifyAll } = await import("../verifying.js");
  const { output, settings } = await openOutput(packages, question, options);
  const isToStdout = !options.output && !options.resume;
  const progress = await startProgress(packages, { isWanted: !options.quiet });
  const verifier = openVerifier(question, packages.length > 1 ? options.jobs : 1, progress);
  const colour = isToStdout && wantsColour();
  try {
    const { summary, status } = await verifyAll(packages, {
      ...options,
      verify: (item) => verifier.verify(item).catch((error) => Promise.reject(namingOption(error, options.command))),
      output,
      context: {
        version: vnfseal.version,
        rules: WITHOUT_RULES.includes(options.format) ? [] : vnfseal.rules,
        ...{ colour, trustFiles, verbose: options.verbose },
        // Of several packages the summary is last.
        repeatsVerdict: isToStdout && packages.length === 1 && Boolean(process.stdout.isTTY),
      },
      isQuiet: options.quiet,
      // Other formats have the summary where the errors are.
      isOneScreen: options.format !== "text" || (isToStdout && isOneScreen()),
      settings,
    });
    progress.stop();
    if (packages.length > 1 && !options.quiet) await writeSummary(summary, output, options.format, isToStdout);
    await output.finish();
    return status;
  } finally {
    progress.stop();
    await verifier.end();
  }
}

/** What the reports are written to: standard output, a file, or a file that a broken run goes on with. */
async function openOutput(packages, { trustFiles, policy, fileDigest }, { output, resume, inputs }) {
  if (output) {
    const { openFileSink } = await import("../../sinks/node/file-sink.js");
    return { output: await openFileSink(output, { inputs }) };
  }
  if (resume) {
    const { digestSettings, openResumeFile } = await import("../resume.js");
    const settings = await digestSettings({ trustFiles, policy, fileDigest });
    const isTimeFixed = policy.at !== undefined && policy.at !== null;
    return { output: await openResumeFile(resume, packages, settings, { isTimeFixed, inputs }), settings };
  }
  return { output: { write: printAndWait, finish: () => {} } };
}

/** As text it is part of what is read. Programs read the reports alone. */
async function writeSummary(summary, output, format, isToStdout) {
  if (format !== "text") {
    process.stderr.write(summary.render({ colour: wantsColour(process.stderr), width: widthOf(process.stderr) }));
  } else {
    const stream = isToStdout ? process.stdout : {};
    await output.write(summary.render({ colour: isToStdout && wantsColour(), width: widthOf(stream) }));
  }
}

function chooseFormat({ format, json }) {
  if (json && format && format !== "json") throw usageError(`--json and --format ${format} contradict each other`);
  return json ? "json" : format;
}

function checkResume(packages, { resume, output, format, json, external }) {
  if (!resume) return;
  if (json || (format && format !== "ndjson")) throw usageError("--resume writes NDJSON, and no other format");
  if (output) throw usageError("--resume and --output contradict each other: --resume names the file that is written");
  if (external) throw usageError("--resume does not go with --external");
  const fleeting = packages.find(({ kind }) => kind === "stdin" || kind === "url");
  if (fleeting) throw usageError(`--resume goes with files, and '${fleeting.path}' is none`);
}

function usageError(message) {
  return new Error(`${message}; see vnfseal verify --help`);
}

// `vnfseal verify`: whether packages are what their makers signed.

import { printableJson } from "../../formats/printable.js";
import { renderReport } from "../../formats/text.js";
import { EXIT_STATUS, examples } from "../help.js";
import { value, values } from "../options.js";
import { COULD_NOT_RUN, STATUS, gravest } from "../status.js";
import { clearProgress, complain, print, showProgress, wantsColour } from "../terminal.js";

export function verify(program, context) {
  program
    .command("verify")
    .description("Verifies packages: says whether each is what its maker signed, and whether you trust the maker.")
    .argument("[package...]", "the packages")
    .option("--trust <file>", "whom to trust: a trust bundle (JSON), or certificates in PEM, DER or PKCS #7; may be repeated. There are no built-in anchors: without this the verdict is at best 'indeterminate'.", values)
    .option("--policy <file>", "what to ask of a package (JSON); each value has a safe default", value)
    .option("--external <uri=file>", "the content of an external artifact, by its URI exactly as the manifest states it; FILE is what stands after the last '='. May be repeated. Nothing is ever fetched: without this it is not checked.", values)
    .option("--at <time>", "verify as of this time instead of now, for example 2026-11-21T12:00:00Z", value)
    .option("--format <format>", "text (the default), or json: one report on one line for each package", value)
    .option("--json", "the same as --format json")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText(
      "after",
      examples([
        ["vnfseal verify vnf.csar --trust ca.pem", "verify a package by the CA certificate of its maker"],
        ["vnfseal verify vnf.csar --trust trust.json --json", "the report for a program"],
      ]),
    )
    .action(context.action(run));
}

async function run(packages, { trust: trustPaths = [], external = [], ...options }) {
  if (packages.length === 0) throw usageError("no package given");
  const format = chooseFormat(options);
  if (packages.length > 1 && external.length > 0) throw usageError("--external goes with one package at a time");
  const externalArtifacts = readExternals(external);

  // Loaded only now: help and complaints about usage need no engine.
  const vnfseal = await import("../../index.js");
  const trustFiles = await readTrustFiles(vnfseal, trustPaths);
  const trust = trustFiles.map(({ file }) => file);
  const policy = await choosePolicy(vnfseal, options);
  const settings = { trust, policy, externalArtifacts, onProgress: showProgress };

  const statuses = [];
  for (const path of packages) {
    statuses.push(await verifyOne(vnfseal, path, settings, { format, trustFiles }).catch(refuse));
  }
  return gravest(statuses);
}

async function verifyOne({ verifyPackage }, path, settings, { format, trustFiles }) {
  const report = await verifyPackage(path, settings).finally(clearProgress);
  if (format === "json") print(`${printableJson(report)}\n`);
  else print(renderReport(report, { path, colour: wantsColour(), trustFiles }));
  return STATUS[report.verdict];
}

function chooseFormat({ format, json }) {
  const chosen = format ?? (json ? "json" : "text");
  if (!["text", "json"].includes(chosen)) throw usageError(`unknown format '${chosen}'`);
  if (json && chosen !== "json") throw usageError("--json and --format text contradict each other");
  return chosen;
}

/** A URI may have a '=' in its query, so the last one is what divides. */
function readExternals(options) {
  const pairs = options.map((option) => {
    const [, uri, path] = /^(.+)=([^=]+)$/s.exec(option) ?? [];
    if (!uri) throw usageError(`--external needs URI=FILE, not '${option}'`);
    return [uri, path];
  });
  const twice = pairs.find(([uri], index) => pairs.findIndex(([other]) => other === uri) < index);
  if (twice) throw usageError(`--external names '${twice[0]}' twice`);
  return Object.fromEntries(pairs);
}

/** What each trust file holds. It is read once: what is shown is what counts. */
async function readTrustFiles({ inspectTrust }, paths) {
  const { readFile } = await import("../../sources/node/files.js");
  return Promise.all(
    paths.map(async (path) => {
      const file = new File([await readFile(path)], path);
      const { entries } = await inspectTrust(file);
      return { name: path, file, entries };
    }),
  );
}

/** The policy of the file; `--at` takes precedence over what it says. */
async function choosePolicy({ checkPolicy }, { policy: path, at }) {
  const { policy } = await checkPolicy(path);
  return at === undefined ? policy : { ...policy, at };
}

function usageError(message) {
  return new Error(`${message}; see vnfseal verify --help`);
}

function refuse(error) {
  complain(error);
  return COULD_NOT_RUN;
}

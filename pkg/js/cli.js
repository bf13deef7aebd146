#!/usr/bin/env node
// The command `vnfseal`. It reads arguments, prints reports and sets the exit status; the engine decides.

import { parseArgs } from "node:util";

import { printable, printableJson } from "./formats/printable.js";
import { renderReport } from "./formats/text.js";

const HELP = `Verifies signed telecom VNF packages (ETSI NFV-SOL 004, NFV-SEC 021), on this machine alone.

Usage: vnfseal verify PACKAGE... [--trust FILE]... [--policy FILE] [--external URI=FILE]... [--at TIME]
                      [--format text|json]

  --trust FILE    whom to trust: a trust bundle (JSON), or certificates in PEM, DER or PKCS#7. May be repeated.
                  There are no built-in anchors: without this the verdict is at best "indeterminate".
  --policy FILE   what to ask of a package (JSON); each value has a safe default
  --external URI=FILE
                  the content of an external artifact, by its URI exactly as the manifest states it; FILE is what stands
                  after the last '='. May be repeated. Nothing is ever fetched: without this it is not checked.
  --at TIME       verify as of this time, 2026-11-21T12:00:00Z say, instead of now
  --format FORMAT text (default), or json: one report on one line for each package
  --json          the same as --format json
  -h, --help      this help
  -v, --version   the version

Exit status, the gravest of all packages:
  0  passed            every artifact is what a trusted signer signed
  1  failed            something is wrong, and the report says what
  2  indeterminate     nothing is wrong, but something needed is not known, the trust anchors say
  3  could not run     wrong usage, or a file that cannot be read
`;

const STATUS = { passed: 0, failed: 1, indeterminate: 2 };
const COULD_NOT_RUN = 3;
const FROM_GRAVE_TO_LIGHT = [COULD_NOT_RUN, STATUS.failed, STATUS.indeterminate, STATUS.passed];

const OPTIONS = {
  trust: { type: "string", multiple: true, default: [] },
  policy: { type: "string" },
  external: { type: "string", multiple: true, default: [] },
  at: { type: "string" },
  format: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
};

// A reader that closes the pipe early (`| head`) has what it wants; the exit status still tells the verdict.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") process.exit(COULD_NOT_RUN);
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = complain(error);
}

async function main(args) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  if (values.help) return print(HELP);
  // Loaded only now: help needs no engine.
  const vnfseal = await import("./index.js");
  if (values.version) return print(`vnfseal ${vnfseal.version}\n`);

  const [command, ...packages] = positionals;
  if (command !== "verify") throw usageError(command ? `unknown command '${command}'` : "no command given");
  if (packages.length === 0) throw usageError("no package given");
  const format = chooseFormat(values);
  if (packages.length > 1 && values.external.length > 0) throw usageError("--external goes with one package at a time");
  const externalArtifacts = readExternals(values.external);
  const trustFiles = await readTrustFiles(vnfseal, values.trust);
  const trust = trustFiles.map(({ file }) => file);
  const options = { trust, policy: await choosePolicy(vnfseal, values), externalArtifacts, onProgress: showProgress };

  const statuses = [];
  for (const path of packages) {
    statuses.push(await verify(vnfseal, path, options, { format, trustFiles }).catch(complain));
  }
  return FROM_GRAVE_TO_LIGHT.find((status) => statuses.includes(status));
}

async function verify({ verifyPackage }, path, options, { format, trustFiles }) {
  const report = await verifyPackage(path, options).finally(clearProgress);
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
  const { readFile } = await import("./sources/node/files.js");
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
  const policy = await checkPolicy(path);
  return at === undefined ? policy : { ...policy, at };
}

/** One line while a terminal waits; a log file gets none. */
function showProgress({ phase, bytesDone, bytesTotal }) {
  if (!process.stderr.isTTY || phase !== "digesting") return;
  process.stderr.write(`\r${Math.floor((100 * bytesDone) / bytesTotal)} % of ${Math.ceil(bytesTotal / 1e6)} MB`);
}

function clearProgress() {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}

function wantsColour() {
  return Boolean(process.stdout.isTTY) && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

function print(text) {
  process.stdout.write(text);
  return STATUS.passed;
}

function usageError(message) {
  return new Error(`${message}; see vnfseal --help`);
}

/** One line, whatever went wrong. */
function complain(error) {
  process.stderr.write(`vnfseal: ${printable(error.message.replace(/\s*\n\s*/g, " "))}\n`);
  return COULD_NOT_RUN;
}

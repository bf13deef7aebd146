// The arguments of the command: what they mean, and complaints about those that mean nothing.

import { parseArgs } from "node:util";

export const HELP = `Verifies signed telecom VNF packages (ETSI NFV-SOL 004, NFV-SEC 021), on this machine alone.

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

/**
 * What the arguments ask for: `{ isHelp }`, `{ isVersion }`, or packages to verify and how. Whatever is wrong is thrown
 * before a file is opened.
 */
export function readArguments(args) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  if (values.help) return { isHelp: true };
  if (values.version) return { isVersion: true };

  const [command, ...packages] = positionals;
  if (command !== "verify") throw usageError(command ? `unknown command '${command}'` : "no command given");
  if (packages.length === 0) throw usageError("no package given");
  const format = chooseFormat(values);
  if (packages.length > 1 && values.external.length > 0) throw usageError("--external goes with one package at a time");
  const { trust, policy, at } = values;
  return { packages, format, trust, policy, at, externalArtifacts: readExternals(values.external) };
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

function usageError(message) {
  return new Error(`${message}; see vnfseal --help`);
}

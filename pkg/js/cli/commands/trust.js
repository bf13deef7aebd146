// `vnfseal trust`: what trust files hold, whether their chains hold, and one bundle out of many.

import { printable, printableJson } from "../../formats/printable.js";
import { renderTrust } from "../../formats/trust.js";
import { PLACEMENTS_OF_CERTIFICATES } from "../../formats/words.js";
import { DONE_OR_NOT, examples, exitStatus } from "../help.js";
import { value, values } from "../options.js";
import { checkTime } from "../question.js";
import { STATUS, gravest } from "../status.js";
import { print, sayLeftOut, wantsColour } from "../terminal.js";
import { bundleOf, checkChains } from "../trust-chains.js";

const EXIT_STATUS = exitStatus(
  {
    0: ["passed", "every chain holds"],
    1: ["failed", "a chain does not hold, or a certificate is not valid at that time"],
    2: ["indeterminate", "information is missing"],
    3: ["could not run", "wrong usage, or a file that cannot be read"],
  },
  "the gravest of all certificates",
);

export function trust(program, context) {
  const group = program
    .command("trust")
    .description("Shows and checks trust files, and makes trust bundles.")
    .helpCommand(false);
  group
    .command("list")
    .summary("show what is in trust files")
    .description("Shows what is in trust files, and what each part grants.")
    .argument("<file...>", "trust bundles (JSON), or certificates and lists in PEM, DER or PKCS #7")
    .option("--json", "all files as one line of JSON")
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText("after", examples([["vnfseal trust list trust.json", "fingerprints, to compare with their owners"]]))
    .action(context.action(list));
  group
    .command("check")
    .summary("say whether the chains in trust files hold")
    .description("Says of each certificate in trust files whether its chain holds, with nothing but these files.")
    .argument("<file...>", "trust files, as for list")
    .option("--at <time>", "check as of this time instead of now, for example 2026-11-21T12:00:00Z", value)
    .option("--json", "all files as one line of JSON")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", examples([["vnfseal trust check trust.json", "find what has expired or lacks its issuer"]]))
    .action(context.action(check));
  group
    .command("bundle")
    .summary("make one bundle of trust files")
    .description("Puts trust files into one trust bundle. It shows what each part grants, and whether its chain holds.")
    .argument("[file...]", "trust files, as for list; certificates without a bundle count as trust in the VNF provider")
    .option(
      "--place <placement=file>",
      `put the certificates of the file there instead; may be repeated (${PLACEMENTS_OF_CERTIFICATES.join(", ")})`,
      values,
    )
    .option("--output <file>", "write the bundle to this file, whole or not at all, and the rest to standard output", value)
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText(
      "after",
      examples([
        ["vnfseal trust bundle ca.pem crl.pem --output trust.json", "trust a VNF provider, with its revocation list"],
        ["vnfseal trust bundle --place timestampAuthorities=tsa.pem --output tsa.json", "trust a time-stamp authority"],
      ]),
    )
    .action(context.action(bundle));
}

async function list(names, { json }) {
  show((await read(names)).files, json);
}

async function check(names, { at, json }) {
  const { vnfseal, files } = await read(names);
  await checkTime(vnfseal, at);
  const checked = await checkChains(vnfseal, files, { at });
  show(checked, json);
  const verdicts = checked.flatMap(({ entries }) => entries.flatMap((entry) => entry.check?.verdict ?? []));
  return gravest(verdicts.map((verdict) => STATUS[verdict]));
}

async function read(names) {
  const vnfseal = await import("../../index.js");
  const { readTrustFiles } = await import("../trust-files.js");
  const { trustFiles, leftOut } = await readTrustFiles(vnfseal, names);
  leftOut.forEach(sayLeftOut);
  return { vnfseal, files: trustFiles.map(({ name, entries }) => ({ name, entries })) };
}

function show(files, json) {
  print(json ? `${printableJson(files)}\n` : renderTrust(files, { colour: wantsColour() }));
}

async function bundle(names, { place = [], output }) {
  const places = place.map(readPlace);
  if (names.length + places.length === 0) throw new Error("no trust file given; see vnfseal trust bundle --help");
  const { vnfseal, files } = await read(names);
  for (const { placement, path } of places) files.push(...(await read([path])).files.map((file) => putAt(placement, file)));
  const text = `${JSON.stringify(bundleOf(files.flatMap(({ entries }) => entries)), null, 2)}\n`;
  // What is shown is what the engine reads in the bundle, not what went into it.
  const { entries } = await vnfseal.inspectTrust(new Blob([text]));
  const shown = await checkChains(vnfseal, [{ name: output ?? "the bundle", entries }]);
  if (output === undefined) {
    print(text);
    process.stderr.write(renderTrust(shown, { colour: wantsColour(process.stderr) }));
    return;
  }
  const { openFileSink } = await import("../../sinks/node/file-sink.js");
  const file = await openFileSink(output, { inputs: [...names, ...places.map(({ path }) => path)] });
  await file.write(text);
  await file.finish();
  print(renderTrust(shown, { colour: wantsColour() }));
}

function readPlace(option) {
  const [, placement, path] = /^([^=]*)=(.+)$/s.exec(option) ?? [];
  if (PLACEMENTS_OF_CERTIFICATES.includes(placement)) return { placement, path };
  throw new Error(`--place needs PLACEMENT=FILE with a known placement, not '${printable(option)}'; see vnfseal trust bundle --help`);
}

/** Lists and responses stay what they are. */
function putAt(placement, file) {
  if (!placement) return file;
  const entries = file.entries.map((entry) => (entry.kind === "certificate" ? { ...entry, placement } : entry));
  return { ...file, entries };
}

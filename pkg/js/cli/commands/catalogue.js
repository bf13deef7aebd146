// `vnfseal catalogue`: what is stored, and whether it is still what it was.

import { renderEntries, renderEntry, renderFsck } from "../../formats/catalogue.js";
import { DONE_OR_NOT, examples, exitStatus } from "../help.js";
import { readQuestion, withQuestion } from "../question.js";
import { deleteEach, judge, verifyEach } from "../several.js";
import { DONE, STATUS } from "../status.js";
import { openStorage, printJson, withCatalogue } from "../storage.js";
import { print, wantsColour } from "../terminal.js";
import { showing } from "../writing.js";

const EXIT_OF_VERIFY = exitStatus(
  {
    0: ["passed", "every package is what a trusted signer signed"],
    1: ["failed", "a package does not verify, or an entry is damaged"],
    2: ["indeterminate", "information is missing: the key of an encrypted entry, for example"],
    3: ["could not run", "wrong usage, or a catalogue that cannot be read"],
  },
  "the gravest of all entries",
);

const EXIT_OF_FSCK = exitStatus({
  0: ["whole", "nothing is damaged"],
  1: ["damaged", "something is"],
  3: ["could not run", "wrong usage, a folder that cannot be read, or a registry"],
});

export function catalogue(program, context) {
  const group = program
    .command("catalogue")
    .description("Shows, verifies and checks the packages in a catalogue, and deletes them.")
    .helpCommand(false);
  const add = (name, [summary, description], argument, work, exit, pairs) => {
    const command = withCatalogue(group.command(name).summary(summary).description(description));
    if (argument) command.argument(...argument);
    return command
      .addHelpText("after", exit)
      .addHelpText("after", examples(pairs))
      .action(context.action(showing(work)));
  };
  const json = (command, what) => command.option("--json", what);
  json(
    add("list", ["list the entries", "Lists the entries, with what their onboarding recorded. Nothing is verified."], null, list, DONE_OR_NOT, [
      ["vnfseal catalogue list --catalogue dir:store", "all entries"],
    ]),
    "all entries as one line of JSON",
  );
  json(
    add("show", ["show an entry", "Shows one entry: its signers, recipients, and the steps of its onboarding. Nothing is verified."], ["<name>", "the name of the entry"], show, DONE_OR_NOT, [
      ["vnfseal catalogue show acme-1.0 --catalogue dir:store --json", "with the report that was stored"],
    ]),
    "the entry and its report as one line of JSON",
  );
  withQuestion(
    json(
      add("verify", ["verify entries where they are", "Verifies entries where they are: of a registry, only the parts that are needed are read. An entry that is encrypted as a whole is indeterminate: release has the key."], ["[name...]", "the names of entries; all, if none is named"], verify, EXIT_OF_VERIFY, [
        ["vnfseal catalogue verify --catalogue dir:store --trust trust.json", "all entries"],
        ["vnfseal catalogue verify acme-1.0 --catalogue oci://registry.example/vnf --trust trust.json", "one entry in a registry"],
      ]),
      "all entries with their reports as one line of JSON",
    ),
  );
  json(
    add("fsck", ["read a whole folder, and say what is damaged", "Reads a whole folder, and says what is damaged in it."], null, fsck, EXIT_OF_FSCK, [
      ["vnfseal catalogue fsck --catalogue dir:store", "every byte is compared with its digest"],
    ]),
    "what was found as one line of JSON",
  ).option("--sweep", "remove what no entry needs and is older than an hour, if nothing is damaged");
  add("delete", ["delete entries", "Deletes entries. What another entry needs stays."], ["<name...>", "the names of entries"], remove, DONE_OR_NOT, [
    ["vnfseal catalogue delete acme-1.0 --catalogue dir:store", "one entry"],
  ]);
}

async function list(options) {
  const { readRecord } = await import("../../onboarding/record.js");
  const entries = [];
  for await (const entry of (await openStorage(options)).list()) entries.push({ ...entry, record: readRecord(entry.annotations) });
  if (options.json) printJson(entries);
  else print(renderEntries(entries, { colour: wantsColour() }));
}

async function show(name, options) {
  const { readRecord } = await import("../../onboarding/record.js");
  const { source: _, chunks: __, report: readReport, ...entry } = await (await openStorage(options)).get(name);
  const shown = { ...entry, record: readRecord(entry.annotations) };
  const report = parse(await readReport());
  if (options.json) printJson({ ...shown, report });
  else print(renderEntry(shown, { report, colour: wantsColour() }));
}

/** A report that somebody else may have written. */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function verify(names, options) {
  const vnfseal = await import("../../index.js");
  const storage = await openStorage(options);
  const { trustFiles, policy } = await readQuestion(vnfseal, options);
  const terms = { trust: trustFiles.map(({ file }) => file), policy };
  return verifyEach(names.length > 0 ? names : await namesOf(storage), options, async (name) => {
    const { source } = await storage.get(name);
    return judge(source, vnfseal, terms);
  });
}

async function namesOf(storage) {
  const names = [];
  for await (const { name } of storage.list()) names.push(name);
  return names;
}

async function fsck(options) {
  const storage = await openStorage(options);
  if (!storage.fsck) throw new Error("fsck reads a folder, dir:PATH: a registry checks what it has by itself");
  const found = await storage.fsck();
  const swept = options.sweep && found.problems.length === 0 ? (await storage.sweep()).bytes : undefined;
  if (options.json) printJson({ ...found, swept });
  else print(renderFsck(found, { colour: wantsColour(), swept }));
  return found.problems.length === 0 ? DONE : STATUS.failed;
}

async function remove(names, options) {
  const storage = await openStorage(options);
  return deleteEach(names, (name) => storage.delete(name));
}

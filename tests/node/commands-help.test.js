// The help of every command.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";

import { run } from "./command.js";
import { packageFolder } from "./installed.js";

const { createProgram } = await import(join(packageFolder, "js", "cli", "program.js"));

/** All commands that do something, by the words that lead to them. */
function leaves(command, path = []) {
  const below = command.commands.filter((each) => each.name() !== "help");
  if (below.length === 0) return [path];
  return below.flatMap((each) => leaves(each, [...path, each.name()]));
}

const program = await createProgram({ action: (work) => work });
const commands = leaves(program);

/** What each list of commands says, as pairs of the words that lead to a command and the words for it. */
function listed(command, path = []) {
  const help = command.createHelp();
  return help.visibleCommands(command).flatMap((each) => {
    const words = [...path, each.name()];
    return [[words.join(" "), help.subcommandDescription(each)], ...listed(each, words)];
  });
}

describe("the help of each command", () => {
  it("is there for all of them", () => {
    assert.deepEqual(commands.map((words) => words.join(" ")).sort(), [
      "audit cancel",
      "audit diff",
      "audit init",
      "audit results",
      "audit run",
      "audit status",
      "catalogue delete",
      "catalogue fsck",
      "catalogue list",
      "catalogue show",
      "catalogue verify",
      "completion",
      "decrypt",
      "diff",
      "encrypt",
      "explain",
      "gate",
      "inspect",
      "manifest",
      "nfvo delete",
      "nfvo fetch",
      "nfvo list",
      "nfvo show",
      "nfvo verify",
      "onboard",
      "pack",
      "policy check",
      "release",
      "rules",
      "serve",
      "sign",
      "trust bundle",
      "trust check",
      "trust list",
      "upload",
      "verify",
      "version",
      "worker",
      "wrap",
    ]);
  });

  it("says in lists what a command does in words of one kind", () => {
    const all = listed(program);
    assert.ok(all.length > commands.length);
    assert.deepEqual(all.filter(([, said]) => !/^[a-z].*[^.]$/s.test(said)), []);
  });

  for (const words of commands) {
    it(`${words.join(" ")}: says what it does, with examples and exit statuses`, async () => {
      const { status, stdout, stderr } = await run(...words, "--help");
      assert.deepEqual([status, stderr], [0, ""]);
      assert.ok(stdout.startsWith(`Usage: vnfseal ${words.join(" ")} `));
      const [, statuses] = stdout.split("\nExit status");
      assert.match(statuses, /\n {2}0 {2}\S.*\n/);
      assert.match(statuses, /\n {2}3 {2}could not run/);
      assert.match(statuses, /130 is Ctrl-C/);
      assert.doesNotMatch(stdout, /\n\n\n/);
      const [told] = stdout.split("\nExamples:\n");
      assert.deepEqual(told.split("\n").filter((line) => line.length > 80), []);
      const [, examples] = stdout.split("\nExamples:\n");
      assert.match(examples, new RegExp(`^ {2}# .+\\n {2}.*vnfseal ${words.join(" ")} `));
    });
  }
});

// `vnfseal completion`: the scripts in the shells they are for.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { assertCouldNotRun, run } from "./command.js";
import { folder, vnfseal } from "./installed.js";

const here = join(folder, "completion");
const script = (shell) => join(here, `vnfseal.${shell}`);
const codes = [...vnfseal.rules, ...(await vnfseal.refusalReasons())].map(({ code }) => code);

before(async () => {
  mkdirSync(here);
  writeFileSync(join(here, "a file.csar"), "");
  for (const shell of ["bash", "zsh", "fish"]) {
    const { status, stdout } = await run("completion", shell);
    assert.equal(status, 0);
    writeFileSync(script(shell), stdout);
  }
});

/** What each shell offers after these words, of which the last may be empty: `FILES` where it offers files. */
const SHELLS = {
  bash: (words) =>
    execute("bash", [
      "-c",
      `source "$0"; compopt() { none=yes; }; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _vnfseal
       printf '%s\\n' "\${COMPREPLY[@]}"; [ -n "$none" ] || [ \${#COMPREPLY[@]} -gt 0 ] || echo FILES`,
      script("bash"),
      ...words,
    ]),
  zsh: (words) =>
    execute("zsh", [
      "-f",
      "-c",
      `compdef() {}; _files() { echo FILES; }; _describe() { print -rl -- "\${(@P)2}"; }
       source "$0"; words=("$@"); CURRENT=$#; _vnfseal`,
      script("zsh"),
      ...words,
    ])
      .map((line) => line.replace(/:.*/, ""))
      .filter((line) => line === "FILES" || line.startsWith(words.at(-1))),
  fish: (words) => {
    const lines = execute("fish", ["--no-config", "-c", `source $argv[1]; complete -C "$argv[2..]"`, script("fish"), ...words]);
    const names = lines.map((line) => line.split("\t")[0]);
    return names.map((name) => (name === "a\\ file.csar" || name === "a file.csar" ? "FILES" : name)).filter((name) => !name.startsWith("vnfseal."));
  },
};

function execute(program, args) {
  return execFileSync(program, args, { cwd: here, encoding: "utf8" }).split("\n").filter(Boolean);
}

for (const [shell, offers] of Object.entries(SHELLS)) {
  const isThere = spawnSync(shell, ["--version"]).status === 0;
  const offered = (...words) => [...new Set(offers(["vnfseal", ...words]))].sort();

  describe(`in ${shell}`, { skip: !isThere && `${shell} is not here: scripts/setup-test.sh sets it up` }, () => {
    it("offers the commands", async () => {
      const { stdout } = await run("--help");
      const [, list] = stdout.split("\nCommands:\n");
      const names = [...list.split("\n\n")[0].matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
      assert.ok(names.includes("verify") && names.length > 8, names);
      assert.deepEqual(offered(""), names.sort());
      assert.deepEqual(offered("ver"), ["verify", "version"]);
      assert.deepEqual(offered("trust", ""), ["bundle", "check", "list"]);
    });

    it("offers the options of each command, as its help has them", async () => {
      for (const command of ["verify", "sign", "encrypt", "decrypt", "inspect", "diff", "explain", "rules", "trust check", "trust bundle", "policy check", "version"]) {
        const words = command.split(" ");
        const { stdout } = await run(...words, "--help");
        const options = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name);
        assert.ok(options.length > 1, command);
        assert.deepEqual(offered(...words, "--"), options.sort(), command);
      }
    });

    it("offers values, codes and files where they belong", () => {
      assert.deepEqual(offered("rules", "--severity", ""), ["fail", "note", "unknown", "warn"]);
      assert.deepEqual(offered("completion", ""), ["bash", "fish", "zsh"]);
      assert.deepEqual(offered("explain", ""), [...codes].sort());
      const ofArchives = codes.filter((code) => code.startsWith("archive.n"));
      assert.ok(ofArchives.length > 1);
      assert.deepEqual(offered("explain", "archive.n"), ofArchives.sort());
      assert.deepEqual(offered("verify", ""), ["FILES"]);
      assert.deepEqual(offered("verify", "x.csar", "--trust", ""), ["FILES"]);
      assert.deepEqual(offered("trust", "bundle", "--output", ""), ["FILES"]);
      assert.deepEqual(offered("verify", "x.csar", "--at", ""), []);
      assert.deepEqual(offered("wrap", ""), ["FILES"]);
      for (const option of ["--key", "--certificate", "--password-file", "--signer", "--output"]) assert.deepEqual(offered("sign", "x.csar", option, ""), ["FILES"], option);
      assert.deepEqual(offered("sign", "--hash", ""), ["SHA-256", "SHA-384", "SHA-512"]);
      assert.deepEqual(offered("encrypt", "x.csar", "--recipient", ""), ["FILES"]);
      assert.deepEqual(offered("encrypt", "x.csar", "--artifacts", ""), []);
      assert.deepEqual(offered("version", ""), []);
    });

    it("runs nothing that was typed", () => {
      const trap = join(here, "trapped");
      for (const typed of [`$(touch ${trap})`, `\`touch ${trap}\``, `'; touch ${trap}; '`, `a"b$(touch ${trap})`]) {
        offered("verify", typed, "");
        offered("verify", typed);
      }
      assert.equal(spawnSync("test", ["-e", trap]).status, 1);
    });
  });
}

describe("vnfseal completion", () => {
  it("could not run for a shell that nobody knows", async () => {
    await assertCouldNotRun(["completion", "tcsh"], /^vnfseal: 'tcsh' is not one of these: bash, zsh, fish; see vnfseal completion --help\n$/);
    await assertCouldNotRun(["completion"], /argument.*shell/);
  });
});

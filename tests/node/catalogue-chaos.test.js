// The catalogue in a folder with real programs: four that write and two that sweep, killed 60 times in all.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { content, openCatalogue, read } from "./catalogue.js";
import { packageFolder } from "./installed.js";

const program = fileURLToPath(new URL("./catalogue-program.js", import.meta.url));
const module = join(packageFolder, "js", "catalogue", "folder", "folder-catalogue.js");

const WRITERS = [0, 1, 2, 3];
const SWEEPERS = [4, 5];
const KILLS = 60;

/** Bytes of the logs between two kills: some three lines. */
const PROGRESS = 50;

const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a catalogue in a folder, and programs that are killed", () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "vnfseal-chaos-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const logOf = (id) => join(folder, `log-${id}`);

  /** Starts a program, again and again while it is killed. Gives `{ kill(), ended }`. */
  function start(kind, id) {
    const args = [program, module, join(folder, "store"), join(folder, "enough"), kind, String(id), logOf(id)];
    let child;
    const ended = new Promise((resolve, reject) => {
      const go = () => {
        child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
        child.on("exit", (status, signal) => {
          if (signal) go();
          else if (status === 0) resolve();
          else reject(new Error(`program ${id} ended with status ${status}`));
        });
      };
      go();
    });
    ended.catch(() => {}); // it is looked at in the end
    return { kill: () => child.kill("SIGKILL"), ended };
  }

  it("keeps every entry that was acknowledged, whole, and none that was deleted", { timeout: 300_000 }, async (t) => {
    const programs = [...WRITERS.map((id) => start("write", id)), ...SWEEPERS.map((id) => start("sweep", id))];
    const end = () => {
      writeFileSync(join(folder, "enough"), "");
      return Promise.allSettled(programs.map(({ ended }) => ended));
    };
    t.after(end);
    const written = () => WRITERS.reduce((sum, id) => sum + (statSync(logOf(id), { throwIfNoEntry: false })?.size ?? 0), 0);
    for (let kills = 0; kills < KILLS; ) {
      // The next one dies when something was done since the last one, at any moment of what comes then.
      for (const before = written(); written() < before + PROGRESS; ) await rest(5);
      await rest(Math.random() * 60);
      if (programs[Math.floor(Math.random() * programs.length)].kill()) kills += 1;
    }
    const endings = await end();
    assert.deepEqual(endings.filter(({ status }) => status === "rejected"), []);

    const catalogue = openCatalogue(`dir:${join(folder, "store")}`);
    const lines = WRITERS.flatMap((id) => readFileSync(logOf(id), "utf8").trim().split("\n"));
    const named = (word) => lines.map((line) => line.split(" ")).filter(([first]) => first === word);
    const deleted = new Set(named("gone").map(([, name]) => name));
    // One whose deletion began may be there or not.
    const tried = new Set(named("try").map(([, name]) => name));
    const kept = new Map(named("put").map(([, name, letter]) => [name, letter]).filter(([name]) => !tried.has(name)));
    assert.ok(kept.size > 40 && deleted.size > 20, `${kept.size} kept, ${deleted.size} deleted`);
    for (const [name, letter] of kept) {
      assert.deepEqual(await read(catalogue, name), content(letter, 300_000), name);
      assert.equal(await (await catalogue.get(name)).report(), `"${name}"`);
    }
    for (const name of deleted) await assert.rejects(catalogue.get(name), { code: "ENTRY_NOT_FOUND" });
    await catalogue.sweep();
    assert.deepEqual((await catalogue.fsck()).problems, []);
  });
});

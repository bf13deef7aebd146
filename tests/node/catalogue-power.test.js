// The catalogue in a folder on a disk in memory: several programs step by step in thousands of orders, programs that are killed
// at any step, and power cuts that lose what was not synced.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { FolderCatalogue, PACKAGE, content, read } from "./catalogue.js";
import { Disk, interleave, randomOf } from "./catalogue-disk.js";

const ROOT = "/store/catalogue";

/** All sweeps take whatever no entry needs, however young it is. */
const EAGER = { graceMs: -1000 };

const open = (disk, step, options) => new FolderCatalogue(ROOT, { disk: disk.as(step, options), ...EAGER });

/** There is no such entry, or no catalogue yet. */
function ifNothing(error) {
  if (!["ENTRY_NOT_FOUND", "CATALOGUE_INVALID"].includes(error.code)) throw error;
}

/** What a program has been told: by name, all that the entry may be. `undefined` stands for no entry. */
class Promises {
  #entries = new Map();

  /** A change begins: from now on both may be found. */
  begin(name, letter) {
    this.#entries.set(name, [...(this.#entries.get(name) ?? [undefined]), letter]);
  }

  /** It is acknowledged. */
  done(name, letter) {
    this.#entries.set(name, [letter]);
  }

  async check(catalogue) {
    for (const [name, letters] of this.#entries) {
      const found = await read(catalogue, name).catch((error) => {
        const isNone = error.code === "ENTRY_NOT_FOUND" || (error.code === "CATALOGUE_INVALID" && letters.includes(undefined));
        assert.ok(isNone, `${name}: ${error.message}`);
      });
      const letter = found && String.fromCharCode(found[0]);
      assert.ok(letters.includes(letter), `${name} is ${letter}, and may be ${letters.map(String).join(" or ")}`);
      if (found) assert.deepEqual(found, content(letter));
    }
  }

  get acknowledged() {
    return [...this.#entries.values()].filter((letters) => letters.length === 1 && letters[0]).length;
  }
}

/** A program that puts, replaces and deletes. All of them have the same three packages, so that they delete each other's. */
function writer(disk, id, promises, random, options) {
  return async (step) => {
    const catalogue = open(disk, step, options);
    for (let round = 0; round < 4; round += 1) {
      const name = `entry-${id}-${random(2)}`;
      const letter = random(4) === 0 ? undefined : "abc"[random(3)];
      promises.begin(name, letter);
      if (letter) await catalogue.put(name, content(letter), { ...PACKAGE, report: `"${letter}"`, replace: true });
      else await catalogue.delete(name).catch(ifNothing);
      promises.done(name, letter);
    }
  };
}

/** A program that does nothing but sweep. */
function sweeper(disk) {
  return async (step) => {
    const catalogue = open(disk, step);
    for (let round = 0; round < 6; round += 1) {
      await catalogue.sweep().catch(ifNothing);
    }
  };
}

/** Two writers and two that sweep, with what was promised. `how(random)` says what happens to them. */
async function run(seed, how = () => ({}), options = {}) {
  const random = randomOf(seed);
  const disk = new Disk();
  const promises = new Promises();
  // Every second time there is a catalogue already, with an entry to be replaced.
  if (seed % 2) {
    await open(disk).put("entry-0-0", content("c"), PACKAGE);
    promises.done("entry-0-0", "c");
  }
  const writers = [0, 1].map((id) => writer(disk, id, promises, random, options));
  const errors = await interleave([...writers, sweeper(disk), sweeper(disk)], { random, ...how(random) });
  return { random, disk, promises, errors };
}

/** Up to three of the four programs die, each at a step of its own. */
function deaths(random) {
  const dying = new Map([0, 1, 2, 3].filter(() => random(2)).slice(0, 3).map((id) => [random(800), id]));
  return { killed: (steps) => dying.get(steps) };
}

/** Everything ends at a step. */
function powerCut(random) {
  const end = random(1000);
  return { stop: (steps) => steps === end };
}

/** `check` for many seeds. What fails says its seed. */
async function forSeeds(count, check) {
  for (let seed = 1; seed <= count; seed += 1) {
    await check(seed).catch((error) => {
      error.message = `seed ${seed}: ${error.message}`;
      throw error;
    });
  }
}

/** All that was promised is there, and no entry is damaged. */
async function checkAll(disk, promises) {
  await promises.check(open(disk));
  const { problems } = await open(disk).fsck();
  assert.deepEqual(problems.filter(({ name }) => name), []);
}

describe("a catalogue in a folder, step by step", () => {
  it("loses nothing while several programs put, replace, delete and sweep the same packages", async () => {
    let acknowledged = 0;
    await forSeeds(60, async (seed) => {
      const { disk, promises, errors } = await run(seed);
      assert.deepEqual(errors, []);
      await promises.check(open(disk));
      assert.deepEqual((await open(disk).fsck()).problems, []);
      acknowledged += promises.acknowledged;
    });
    assert.ok(acknowledged > 100, `${acknowledged} entries`);
  });

  it("loses nothing when programs are killed at any step, and sweeps what they left", async () => {
    let acknowledged = 0;
    await forSeeds(60, async (seed) => {
      const { disk, promises } = await run(seed, deaths);
      acknowledged += promises.acknowledged;
      const catalogue = open(disk);
      await checkAll(disk, promises).catch(ifNothing);
      await catalogue.sweep().catch(ifNothing);
      await checkAll(disk, promises).catch(ifNothing);
    });
    assert.ok(acknowledged > 60, `${acknowledged} entries`);
  });

  it("loses nothing in a power cut, which loses what was not synced", async () => {
    let acknowledged = 0;
    await forSeeds(150, async (seed) => {
      const { random, disk, promises } = await run(seed, powerCut);
      acknowledged += promises.acknowledged;
      const left = disk.afterPowerCut(random);
      await checkAll(left, promises).catch(ifNothing);
      await open(left).sweep().catch(ifNothing);
      await checkAll(left, promises).catch(ifNothing);
      await open(left).put("after", content("z"), PACKAGE);
      assert.deepEqual(await read(open(left), "after"), content("z"));
    });
    assert.ok(acknowledged > 60, `${acknowledged} entries`);
  });

  it("takes no package of an entry whose deletion is not lasting yet", async () => {
    await forSeeds(100, async (seed) => {
      const random = randomOf(seed);
      const disk = new Disk();
      const promises = new Promises();
      await open(disk).put("acme", content("a"), PACKAGE);
      promises.done("acme", "a");
      promises.begin("acme", undefined);
      // It is killed between any two steps of the deletion; then somebody sweeps, until the power is cut.
      const killed = random(12);
      await interleave([(step) => open(disk, step).delete("acme")], { random, stop: (steps) => steps === killed });
      const cut = random(60);
      await interleave([(step) => open(disk, step).sweep()], { random, stop: (steps) => steps === cut });
      await checkAll(disk.afterPowerCut(random), promises);
    });
  });

  it("deletes lastingly, even where another entry is damaged", async () => {
    const disk = new Disk();
    for (const name of ["acme", "other"]) await open(disk).put(name, content("a"), PACKAGE);
    disk.damage(`${ROOT}/refs/other.json`, "{");
    await open(disk).delete("acme");
    const left = disk.afterPowerCut(() => 0);
    await assert.rejects(open(left).get("acme"), { code: "ENTRY_NOT_FOUND" });
  });

  it("would lose entries without a sync: the disk forgets", async () => {
    const lossy = forSeeds(100, async (seed) => {
      const { random, disk, promises } = await run(seed, powerCut, { isSynced: false });
      await checkAll(disk.afterPowerCut(random), promises);
    });
    await assert.rejects(lossy, /^AssertionError|seed \d+/);
  });
});

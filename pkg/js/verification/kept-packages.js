// Packages that have been read and are kept, so that they can be judged again: by other trust, for example. The memory for
// them is bounded, and the one that was asked for longest ago is given up first. Who asks for one that is being read waits
// for that reading.

import { SharedReading } from "./shared-reading.js";

/** As many packages. */
const PACKAGES_MAX = 64;

/**
 * As many files and sources of all of them. Measured in Node, one takes 450 bytes of the engine's memory with a path of 20
 * characters, 800 with one of 200, and 1000 where every file has its own signature: some 250 MB at the most.
 */
const ENTRIES_MAX = 250_000;

/**
 * As many bytes of the engine's memory, whatever is in it: a package may have 64 MiB of signatures and few files. Above it
 * the newest package alone is kept, for good: such memory is used again, but never given back.
 */
const MEMORY_MAX = 1 << 30;

export class KeptPackages {
  /** By their keys, the one asked for last at the end. */
  #packages = new Map();
  /** Those that are being read, by their keys. */
  #readings = new Map();

  /**
   * The package that was read of these files, the package itself and its external artifacts by URI, under this key: kept,
   * being read, or as `open({ signal, onProgress })` gives it. A key alone proves nothing: other files, and files that have
   * changed since, are opened anew. A reading ends when all who wait for it, `{ signal, onProgress }`, have aborted.
   */
  async get(key, files, open, waiting) {
    const name = JSON.stringify([key, Object.entries(files).map(describe)]);
    await this.#underWay(name)?.join(waiting);
    const known = this.#packages.get(name);
    if (known && (await areUnchanged(files)) && known.isUsable) {
      this.#packages.delete(name);
      this.#packages.set(name, known);
      return known;
    }
    return (this.#underWay(name) ?? this.#read(name, open)).join(waiting);
  }

  #underWay(name) {
    const reading = this.#readings.get(name);
    return reading?.isOver ? undefined : reading;
  }

  #read(name, open) {
    const reading = new SharedReading(open);
    this.#readings.set(name, reading);
    const keep = (opened) => (reading.isOver ? opened.close() : this.#keep(name, opened));
    const forget = () => this.#readings.get(name) === reading && this.#readings.delete(name);
    // Why it failed, those are told who wait.
    reading.opened.then(keep, () => {}).then(forget);
    return reading;
  }

  #keep(name, opened) {
    this.#giveUp(name);
    this.#packages.set(name, opened);
    this.#giveUpOldest(opened);
  }

  #giveUp(name) {
    this.#packages.get(name)?.close();
    this.#packages.delete(name);
  }

  #giveUpOldest(newest) {
    // The memory of an engine that has failed goes with the last package in it.
    for (const [name, each] of this.#packages) if (!each.isUsable) this.#giveUp(name);
    let entries = [...this.#packages.values()].reduce((sum, each) => sum + each.entries, 0);
    for (const [name, oldest] of this.#packages) {
      const isTooMuch = entries > ENTRIES_MAX || this.#packages.size > PACKAGES_MAX || newest.engineMemory > MEMORY_MAX;
      if (oldest === newest || !isTooMuch) return;
      entries -= oldest.entries;
      this.#giveUp(name);
    }
  }
}

/** Whether these can be told from others, and a change of them be noticed: files of a disk, and nothing else. */
export function canBeKept(files) {
  return Object.values(files).every((file) => file instanceof File);
}

function describe([uri, { name, size, lastModified }]) {
  return [uri, name, size, lastModified];
}

/** A browser refuses to read a file that is another than when it was chosen: one octet shows it. */
async function areUnchanged(files) {
  const reads = Object.values(files).map((file) => file.slice(0, 1).arrayBuffer());
  return (await Promise.allSettled(reads)).every(({ status }) => status === "fulfilled");
}

// Packages that have been read and are kept, so that they can be judged again: by other trust, for example. The memory for
// them is bounded, and the one that was asked for longest ago is given up first.

/** As many packages. */
const PACKAGES_MAX = 64;

/** As many files and sources of all of them: one takes about a kilobyte. */
const ENTRIES_MAX = 250_000;

export class KeptPackages {
  /** By their keys, the one asked for last at the end. */
  #packages = new Map();

  /** The package that is kept under the key; else the one that `open` gives, which is kept from then on. */
  async get(key, open) {
    const known = this.#packages.get(key);
    if (known?.isUsable) {
      this.#packages.delete(key);
      this.#packages.set(key, known);
      return known;
    }
    const opened = await open();
    this.#giveUp(key);
    this.#packages.set(key, opened);
    this.#giveUpOldest(opened);
    return opened;
  }

  #giveUp(key) {
    this.#packages.get(key)?.close();
    this.#packages.delete(key);
  }

  #giveUpOldest(newest) {
    let entries = [...this.#packages.values()].reduce((sum, each) => sum + each.entries, 0);
    for (const [key, oldest] of this.#packages) {
      if (oldest === newest || (entries <= ENTRIES_MAX && this.#packages.size <= PACKAGES_MAX)) return;
      entries -= oldest.entries;
      this.#giveUp(key);
    }
  }
}

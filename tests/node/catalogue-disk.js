// A disk in memory for the catalogue in a folder. Several programs use it at once, each step of each when a test says so, and
// a power cut leaves of it what a file system may leave: what was synced, and any part of what was not.

import { posix } from "node:path";

/** Whole numbers below `bound`, the same for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

export class Disk {
  /** Each folder by its path: the names in it, those that are lasting, and the changes between the two in their order. */
  #folders = new Map();

  /**
   * The disk as one program sees it: `step()` comes before each of its operations. `isSynced` is false for a program that forgets
   * to sync.
   */
  as(step = async () => {}, { isSynced = true } = {}) {
    const one =
      (work) =>
      async (...args) => {
        await step();
        return work(...args);
      };
    return {
      makeFolder: one((path) => this.#makeFolder(path)),
      names: one((path) => this.#names(path)),
      stat: one((path) => this.#stat(path)),
      read: one((path, offset, length) => this.#find(path)?.bytes.slice(offset, offset + length) ?? null),
      create: async (path) => {
        const file = await one(() => this.#create(path))();
        return {
          write: one((bytes) => {
            file.bytes = Buffer.concat([file.bytes, bytes]);
          }),
          sync: one(() => {
            if (isSynced) file.lasting = file.bytes;
          }),
          close: async () => {},
        };
      },
      rename: one((from, to) => this.#rename(from, to)),
      link: one((from, to) => {
        const file = this.#find(from);
        if (!file || this.#find(to)) return false;
        this.#change(to, file);
        return true;
      }),
      remove: one((path) => {
        if (!this.#find(path)) return false;
        this.#change(path, null);
        return true;
      }),
      syncFolder: one((path) => {
        const folder = this.#folders.get(path);
        if (!isSynced) return;
        folder.lasting = new Map(folder.names);
        folder.changes = [];
      }),
    };
  }

  /** What the disk may have after a power cut: of the changes of each folder since it was synced the first few, or any. */
  afterPowerCut(random) {
    const disk = new Disk();
    const files = new Map();
    const survivorOf = (file) => {
      if (!files.has(file)) files.set(file, survivingFile(file, random));
      return files.get(file);
    };
    for (const [path, { lasting, changes }] of this.#folders) {
      const names = new Map(lasting);
      const [first, areMixed] = [random(changes.length + 1), random(2)];
      for (const change of changes.filter((_, index) => (areMixed ? random(2) : index < first))) apply(names, change);
      const left = new Map([...names].map(([name, file]) => [name, survivorOf(file)]));
      disk.#folders.set(path, { names: left, lasting: new Map(left), changes: [] });
    }
    return disk;
  }

  /** Changes the content of a file where it lies. */
  damage(path, bytes) {
    this.#find(path).bytes = Buffer.from(bytes);
  }

  #makeFolder(path) {
    // Folders are lasting when they are made: the real disk syncs them.
    for (let made = path; made !== "/"; made = posix.dirname(made)) {
      if (!this.#folders.has(made)) this.#folders.set(made, { names: new Map(), lasting: new Map(), changes: [] });
    }
    if (!this.#folders.has("/")) this.#folders.set("/", { names: new Map(), lasting: new Map(), changes: [] });
  }

  #names(path) {
    const folders = [...this.#folders.keys()].filter((folder) => folder !== path && posix.dirname(folder) === path);
    return this.#folders.has(path) ? [...folders.map((folder) => posix.basename(folder)), ...this.#folders.get(path).names.keys()] : null;
  }

  #stat(path) {
    if (this.#folders.has(path)) return { size: 0, modified: 0, isFile: false };
    const file = this.#find(path);
    return file ? { size: file.bytes.length, modified: file.modified, isFile: true } : null;
  }

  #find(path) {
    return this.#folders.get(posix.dirname(path))?.names.get(posix.basename(path));
  }

  #create(path) {
    if (this.#find(path)) throw new Error(`${path} is there`);
    const file = { bytes: Buffer.alloc(0), lasting: null, modified: Date.now() };
    this.#change(path, file);
    return file;
  }

  #rename(from, to) {
    const file = this.#find(from);
    if (!file) return false;
    if (posix.dirname(from) === posix.dirname(to)) this.#record(posix.dirname(to), [[posix.basename(from), null], [posix.basename(to), file]]);
    else {
      this.#change(to, file);
      this.#change(from, null);
    }
    return true;
  }

  #change(path, file) {
    this.#record(posix.dirname(path), [[posix.basename(path), file]]);
  }

  #record(path, change) {
    const folder = this.#folders.get(path);
    apply(folder.names, change);
    folder.changes.push(change);
  }
}

function apply(names, change) {
  for (const [name, file] of change) {
    if (file) names.set(name, file);
    else names.delete(name);
  }
}

/** Of a file that was not synced, any beginning is left, or zeros in its place. */
function survivingFile({ bytes, lasting, modified }, random) {
  const isWhole = lasting === bytes;
  const left = isWhole ? bytes : [bytes.subarray(0, random(bytes.length + 1)), Buffer.alloc(bytes.length), bytes][random(3)];
  return { bytes: left, lasting: left, modified };
}

/**
 * Runs programs step by step, one at a time, in an order that `random` chooses. Each is `(step, id) => promise`, and `step()` waits
 * for its turn. `stop(steps)` may end everything; `killed(steps)` gives the number of a program that never runs on, or undefined.
 */
export async function interleave(programs, { random, stop = () => false, killed = () => undefined }) {
  const waiting = new Map();
  const running = new Set(programs.keys());
  const errors = [];
  for (const [id, program] of programs.entries()) {
    const step = () => new Promise((resolve) => waiting.set(id, resolve));
    program(step)
      .catch((error) => errors.push(error))
      .finally(() => running.delete(id));
  }
  for (let steps = 0; running.size > 0 && !stop(steps); steps += 1) {
    const dead = killed(steps);
    if (running.delete(dead)) waiting.delete(dead);
    // All that can run runs until it asks the disk for something.
    while ([...running].some((id) => !waiting.has(id))) await new Promise(setImmediate);
    const ids = [...waiting.keys()].filter((id) => running.has(id));
    if (ids.length === 0) continue;
    const id = ids[random(ids.length)];
    const go = waiting.get(id);
    waiting.delete(id);
    go();
    await new Promise(setImmediate);
  }
  return errors;
}

// The entries of the folder: refs/NAME.json, which is there whole or not at all. Nothing else says what the catalogue has.
//
// { "name", "manifest": descriptor, "report": descriptor of its manifest, "blobs": [all that the entry needs] }

import { randomUUID } from "node:crypto";
import { join } from "node:path";

import { isName } from "../address.js";
import { damaged, exists } from "../errors.js";
import { parseJson } from "../../http/node/json.js";
import { readDescriptor } from "../entry.js";
import { REFERENCE_MAX } from "../limits.js";

const SUFFIX = ".json";

export class References {
  #layout;
  #disk;

  constructor(layout) {
    this.#layout = layout;
    this.#disk = layout.disk;
  }

  get folder() {
    return this.#layout.refs;
  }

  path(name) {
    return join(this.#layout.refs, `${name}${SUFFIX}`);
  }

  /** `{ name, manifest, report, blobs }` of an entry, or `undefined` if there is none. */
  async read(name) {
    const reference = await this.#parse(this.path(name));
    if (!reference || reference.name === name) return reference;
    // Some file systems do not tell case: this is the file of another entry.
    if (reference.name.toLowerCase() === name.toLowerCase()) return undefined;
    throw damaged(this.path(name), `this is the file of the entry '${reference.name}': give it its name again`);
  }

  async #parse(path) {
    const bytes = await this.#disk.read(path, 0, REFERENCE_MAX + 1);
    if (!bytes) return undefined;
    const reference = bytes.length > REFERENCE_MAX ? undefined : readReference(parseJson(bytes));
    if (!reference) throw damaged(path, "this is not the file of an entry");
    return reference;
  }

  /** Adds an entry. If its name is taken by another, that is an error, or it is replaced. */
  async write(reference, { replace }) {
    const path = this.path(reference.name);
    const bytes = Buffer.from(JSON.stringify(reference));
    const there = replace ? await this.#parse(path).catch(ifDamaged) : undefined;
    if (there && there.name !== reference.name) throw exists(reference.name);
    if (replace) await this.#layout.write(path, bytes);
    else if (!(await this.#layout.writeNew(path, bytes))) await this.#checkSame(path, bytes, reference.name);
    await this.#disk.syncFolder(this.#layout.refs);
  }

  async #checkSame(path, bytes, name) {
    const there = await this.#disk.read(path, 0, REFERENCE_MAX);
    if (!there || Buffer.compare(there, bytes) !== 0) throw exists(name);
  }

  /** Removes an entry for good, and says whether it was there. */
  async remove(name) {
    const isRemoved = await this.#disk.remove(this.path(name));
    await this.#disk.syncFolder(this.#layout.refs);
    return isRemoved;
  }

  /** The names of all entries in their order, and those of files that cannot be one. */
  async names() {
    const files = ((await this.#disk.names(this.#layout.refs)) ?? []).sort();
    const nameOf = (file) => (file.endsWith(SUFFIX) ? file.slice(0, -SUFFIX.length) : undefined);
    const [names, strangers] = [files.filter((file) => isName(nameOf(file))), files.filter((file) => !isName(nameOf(file)))];
    return { names: names.map(nameOf), strangers };
  }

  /**
   * Says what an entry needs that is about to be put, so that no sweep removes it. Gives what takes that back, which comes after the
   * entry itself. It need not be lasting: a power cut ends sweeps, too.
   */
  async announce(reference) {
    const path = join(this.#layout.incoming, `${randomUUID()}${SUFFIX}`);
    const file = await this.#disk.create(path);
    try {
      await file.write(Buffer.from(JSON.stringify(reference)));
    } finally {
      await file.close();
    }
    return () => this.#disk.remove(path);
  }

  /**
   * The digests of all blobs that entries need. It rejects if one of them cannot be read, for then nobody knows.
   *
   * Entries that are announced are read first: one that is not any more is in its place by then. `known` collects names, as a
   * folder that is changed while it is listed may leave out one that was there before.
   */
  async needed(known) {
    const digests = new Set();
    const add = (reference) => {
      for (const { digest } of reference?.blobs ?? []) digests.add(digest);
    };
    for (const name of (await this.#disk.names(this.#layout.incoming)) ?? []) {
      // One that is being written is not relied on yet.
      if (name.endsWith(SUFFIX)) add(await this.#parse(join(this.#layout.incoming, name)).catch(ifDamaged));
    }
    const { names, strangers } = await this.names();
    if (strangers.length > 0) throw damaged(join(this.folder, strangers[0]), "this is not the file of an entry: move it away");
    for (const name of names) known.add(name);
    for (const name of known) add(await this.#parse(this.path(name)));
    await this.#disk.syncFolder(this.folder);
    return digests;
  }
}

/** An entry that cannot be read is taken for none. */
export function ifDamaged(error) {
  if (error.code !== "ENTRY_DAMAGED") throw error;
  return null;
}

function readReference(value) {
  const { name, manifest, report, blobs } = value ?? {};
  const all = Array.isArray(blobs) ? blobs.map(readDescriptor) : [undefined];
  const isRight = isName(name) && readDescriptor(manifest) && (report === undefined || readDescriptor(report));
  return isRight && !all.includes(undefined) ? { name, manifest, report, blobs: all } : undefined;
}

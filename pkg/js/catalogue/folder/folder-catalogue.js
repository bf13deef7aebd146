// A catalogue in a folder: an OCI image layout, safe with several writers and whenever one of them is killed.

import { checkName } from "../address.js";
import { describeEntry } from "../entry.js";
import { changed, damaged, exists, notFound, unavailable } from "../errors.js";
import { REPORT_MAX } from "../limits.js";
import { openPut } from "../put.js";
import { Blobs } from "./blobs.js";
import { checkFolder } from "./fsck.js";
import { writeIndex } from "./index-file.js";
import { Layout } from "./layout.js";
import { ifDamaged, References } from "./references.js";
import { isAlike, readStored } from "./stored-entry.js";

/** What no entry needs is removed when it is older: a writer may be about to need it, and would have to write it again. */
const GRACE_MS = 3600 * 1000;

/** How often blobs are written again that sweeps remove. One that begins later sees the entry and leaves them. */
const TRIES = 10;

export class FolderCatalogue {
  #layout;
  #references;
  #blobs;
  #signal;
  #grace;

  constructor(path, { disk, signal, graceMs = GRACE_MS }) {
    this.#layout = new Layout(path, disk);
    this.#references = new References(this.#layout);
    this.#blobs = new Blobs(this.#layout);
    this.#signal = signal;
    this.#grace = graceMs;
  }

  async *list() {
    await this.#layout.check();
    for (const name of (await this.#references.names()).names) {
      this.#signal?.throwIfAborted();
      const entry = await this.#open(name).catch((error) => ({ problem: ifDamaged(error) ?? error.message }));
      if (entry) yield { name, ...entry };
    }
  }

  async get(name) {
    checkName(name);
    await this.#layout.check();
    const entry = await this.#open(name);
    if (!entry) throw notFound(name);
    return {
      name,
      ...entry,
      source: this.#blobs.source(entry, entry.fileName ?? name),
      chunks: (signal = this.#signal) => this.#blobs.chunks(entry, signal),
      report: async () => entry.reportDigest && asText(await this.#blobs.read(entry.reportDigest, REPORT_MAX)),
    };
  }

  /** What the documents of an entry say, `undefined` if there is none. Its package is there, and has its size. */
  async #open(name) {
    const reference = await this.#references.read(name);
    if (!reference) return undefined;
    const entry = await readStored(reference, this.#blobs);
    if (await this.#blobs.isThere(entry)) return entry;
    throw damaged(this.#blobs.path(entry.digest), `it is missing, or has not ${entry.size} bytes: put the package again`);
  }

  async put(name, source, options) {
    const put = await openPut(name, source, options, this.#signal);
    try {
      await this.#layout.make();
      await this.#layout.removeLeftOvers(Date.now() - GRACE_MS);
      if (!put.replace) await this.#checkFree(put);
      const { digest, reference, contents } = await this.#writeBlobs(put);
      await this.#writeReference(reference, contents, put);
      await writeIndex(this.#layout, this.#references);
      return { digest };
    } finally {
      await put.close();
    }
  }

  /** Rejects before anything is written if the name is taken. When the entry is written, that decides. */
  async #checkFree({ name, details, size, digest }) {
    const there = await this.#references.read(name);
    if (!there) return;
    const { manifest } = describeEntry({ digest: await digest(), size }, details);
    if (!isAlike(manifest.descriptor, there.manifest)) throw exists(name);
  }

  /** Writes all that the entry needs, lastingly: its `reference`, its `contents` to be written again, its `digest`. */
  async #writeBlobs({ name, details, chunks }) {
    const layer = await this.#blobs.write(chunks("storing"));
    const { manifest, reportManifest, blobs } = describeEntry(layer, details);
    const documents = [manifest, reportManifest, ...blobs].filter(Boolean);
    for (const { bytes } of documents) await this.#blobs.write([bytes]);
    await this.#blobs.sync();
    const contents = [
      { ...layer, mediaType: details.mediaType, chunks: () => chunks("storing") },
      ...documents.map(({ descriptor, bytes }) => ({ ...descriptor, chunks: () => [bytes] })),
    ];
    const needed = contents.map(({ mediaType, digest, size }) => ({ mediaType, digest, size }));
    const reference = { name, manifest: manifest.descriptor, report: reportManifest?.descriptor, blobs: needed };
    return { digest: layer.digest, reference, contents };
  }

  /** The entry gets its name when it is sure that its blobs are there, and is put when they still are. */
  async #writeReference(reference, contents, put) {
    const withdraw = await this.#references.announce(reference);
    try {
      await this.#keep(contents);
      await this.#references.write(reference, put);
    } finally {
      await withdraw();
    }
    // If all this took longer than what is announced is believed.
    await this.#keep(contents);
  }

  /** Writes what is missing. No sweep that begins removes what the entry needs; one that began before may have. */
  async #keep(contents) {
    for (let tries = 1; !(await this.#writeMissing(contents)); tries += 1) {
      if (tries === TRIES) throw unavailable(this.#layout.root, "other processes remove what is written: try again");
      await this.#blobs.sync();
    }
  }

  /** Whether nothing was missing. */
  async #writeMissing(contents) {
    let isWhole = true;
    for (const content of contents) {
      if (await this.#blobs.isThere(content)) continue;
      isWhole = false;
      const written = await this.#blobs.write(content.chunks());
      if (!isAlike(written, content)) throw changed(this.#layout.root);
    }
    return isWhole;
  }

  async delete(name) {
    checkName(name);
    await this.#layout.check();
    const reference = await this.#references.read(name).catch(ifDamaged);
    if (reference === undefined || !(await this.#references.remove(name))) throw notFound(name);
    const own = new Set(reference?.blobs.map(({ digest }) => digest));
    // Where another entry is damaged, nobody knows what it needs: the blobs stay until that is mended.
    await this.#sweepBlobs((digest) => own.has(digest)).catch(ifDamaged);
    await writeIndex(this.#layout, this.#references);
  }

  async fsck(options = {}) {
    await this.#layout.check();
    return checkFolder(this.#layout, this.#references, this.#blobs, { signal: this.#signal, ...options });
  }

  async sweep() {
    await this.#layout.check();
    await this.#layout.make();
    const leftOvers = await this.#layout.removeLeftOvers(Date.now() - GRACE_MS);
    const oldest = Date.now() - this.#grace;
    const blobs = await this.#sweepBlobs((_, { modified }) => modified < oldest);
    await writeIndex(this.#layout, this.#references);
    return { bytes: leftOvers + blobs };
  }

  #sweepBlobs(isCandidate) {
    const known = new Set();
    return this.#blobs.sweep(isCandidate, () => this.#references.needed(known));
  }
}

function asText(bytes) {
  return bytes && Buffer.from(bytes).toString("utf8");
}

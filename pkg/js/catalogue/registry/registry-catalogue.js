// A catalogue in a repository of an OCI registry (distribution spec 1.1). An entry is a tag.
//
// The tag comes last, so that an entry is there when all that it needs is. A registry cannot put a tag only where there is none:
// of two writers of one name at the same moment, the later one wins.

import { checkName, isName } from "../address.js";
import { describeEntry, INDEX_TYPE, isEntry, readEntry, REPORT_TYPE } from "../entry.js";
import { digestOf } from "../digest.js";
import { exists, notFound, refused } from "../errors.js";
import { REPORT_MAX } from "../limits.js";
import { openPut } from "../put.js";
import { blobChunks, blobSource, readBlob } from "./blob-source.js";
import { deleteManifest, descriptorsOf, listReferrers, listTags, otherTags, putManifest, readManifest, referrersTag } from "./manifests.js";
import { checkResume, uploadBlob } from "./upload.js";

/** So many manifests of a list are on their way at once: one after the other, a list of thousands would be all waiting. */
const AHEAD = 8;

export class RegistryCatalogue {
  #connection;

  constructor(connection) {
    this.#connection = connection;
  }

  async *list() {
    for await (const { name, manifest } of this.#manifests()) {
      if (isEntry(manifest?.value)) yield { name, ...readOrProblem(manifest) };
    }
  }

  /** The manifests of all tags that may name an entry, in the order of the tags. */
  async *#manifests() {
    const asked = [];
    for await (const name of listTags(this.#connection)) {
      if (!isName(name)) continue;
      const answer = readManifest(this.#connection, name).then((manifest) => ({ name, manifest }));
      answer.catch(() => {}); // it is awaited below, unless one before it fails
      asked.push(answer);
      if (asked.length >= AHEAD) yield await asked.shift();
    }
    while (asked.length > 0) yield await asked.shift();
  }

  async get(name) {
    const { value, where } = await this.#read(name);
    const entry = readEntry(value, where);
    const readReport = async () => asText(await readBlob(this.#connection, entry.reportDigest, REPORT_MAX));
    return {
      name,
      ...entry,
      source: blobSource(this.#connection, entry, entry.fileName ?? name),
      chunks: (signal) => blobChunks(this.#connection, entry, signal),
      report: async () => entry.reportDigest && readReport(),
    };
  }

  async #read(name) {
    const manifest = await readManifest(this.#connection, checkName(name));
    if (!manifest) throw notFound(name);
    return manifest;
  }

  async put(name, source, options) {
    const put = await openPut(name, source, options, this.#connection.signal);
    try {
      checkResume(put.resume);
      const layer = { digest: await put.digest(), size: put.size };
      const entry = describeEntry(layer, put.details);
      const there = put.replace ? undefined : await readManifest(this.#connection, name, put.signal);
      if (there && there.digest !== entry.manifest.descriptor.digest) throw exists(name);
      await this.#push(name, { ...layer, chunks: (start, end) => put.chunks("storing", start, end) }, entry, put);
      return { digest: layer.digest };
    } finally {
      await put.close();
    }
  }

  /** What others refer to comes first, the tag last. */
  async #push(name, layer, { manifest, reportManifest, blobs }, put) {
    const { signal } = put;
    await uploadBlob(this.#connection, { ...layer, signal }, put);
    for (const { descriptor, bytes } of blobs) {
      await uploadBlob(this.#connection, { ...descriptor, signal, chunks: (start, end) => [bytes.subarray(start, end)] });
    }
    await putManifest(this.#connection, manifest.descriptor.digest, manifest, signal);
    if (reportManifest) await this.#attach(reportManifest, manifest.descriptor.digest, signal);
    await putManifest(this.#connection, name, manifest, signal);
  }

  /** Puts what refers to `subject`. Where the registry does not keep that, the tag does. */
  async #attach(document, subject, signal) {
    const { hasReferrers } = await putManifest(this.#connection, document.descriptor.digest, document, signal);
    if (hasReferrers) return;
    const before = descriptorsOf((await readManifest(this.#connection, referrersTag(subject), signal))?.value);
    if (before.some(({ digest }) => digest === document.descriptor.digest)) return;
    await this.#putReferrers(subject, [...before, document.descriptor], signal);
  }

  async #putReferrers(subject, manifests, signal) {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests }));
    const index = { descriptor: { mediaType: INDEX_TYPE, digest: digestOf(bytes), size: bytes.length }, bytes };
    await putManifest(this.#connection, referrersTag(subject), index, signal);
  }

  async delete(name) {
    const { digest, value, where } = await this.#read(name);
    if (!isEntry(value)) throw refused(where, "this is no entry of a catalogue, and is left alone");
    const others = await otherTags(this.#connection, name, digest);
    if (others.length > 0) {
      const shown = others.slice(0, 3).join(", ");
      throw refused(where, `other tags name the same manifest (${shown}), and would be deleted with it: remove them first`);
    }
    const referrers = await listReferrers(this.#connection, digest);
    await deleteManifest(this.#connection, digest);
    await this.#deleteReports(digest, referrers);
  }

  /** What others attached to the manifest stays, and so does the tag that names it. */
  async #deleteReports(subject, referrers) {
    const isOurs = ({ artifactType }) => artifactType === REPORT_TYPE;
    for (const { digest } of referrers.filter(isOurs)) await deleteManifest(this.#connection, digest);
    const index = await readManifest(this.#connection, referrersTag(subject));
    if (!index) return;
    const others = descriptorsOf(index.value).filter((descriptor) => !isOurs(descriptor));
    if (others.length > 0) await this.#putReferrers(subject, others);
    else await deleteManifest(this.#connection, index.digest);
  }
}

function readOrProblem({ value, where }) {
  try {
    return readEntry(value, where);
  } catch (error) {
    return { problem: error.message };
  }
}

function asText(bytes) {
  return bytes && Buffer.from(bytes).toString("utf8");
}

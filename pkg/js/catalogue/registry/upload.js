// The upload of a blob (distribution spec 1.1, "Pushing blobs"): in one request first, and in chunks where that fails or where
// somebody wants to go on with it later. Of a chunked upload the registry says how far it is.

import { changed, damaged, invalid, unavailable } from "../errors.js";
import { isDigest } from "../digest.js";
import { invalidArgument } from "../../errors.js";
import { whereOf } from "../../http/node/addresses.js";
import { pause } from "../../sources/aborting.js";
import { skipBody } from "./exchange.js";

/** A chunk that is refused as too large is cut in four, down to what every proxy takes by default. */
const CHUNK = 16 << 20;
const CHUNK_MIN = 1 << 20;

/** After the last byte a registry may have to move all of it before it answers. */
const COMMIT_MS = 600_000;

/** How often in a row an upload may fail without a byte more, and how often it is begun anew. */
const FAILURES = 6;
const BEGINNINGS = 3;
const PAUSE_MS = 250;

const OCTETS = { "Content-Type": "application/octet-stream" };

/**
 * Sends a blob, unless the registry has it. `chunks(start, end)` gives its content. With `resume`, `{ digest, location }`, an upload is
 * gone on with; `onUpload` is told what to keep for that, whenever it changes.
 */
export async function uploadBlob(connection, blob, options = {}) {
  if (await isThere(connection, blob)) return;
  const upload = new Upload(connection, blob, options);
  await upload.run(options.resume);
  if (!(await isThere(connection, blob))) throw invalid(whereOf(connection.url("")), "the registry took a package and does not have it");
}

async function isThere(connection, { digest, size, signal }) {
  const url = connection.url(`blobs/${digest}`);
  const { response, url: at } = await connection.ask("HEAD", url, { expected: [200, 404], signal });
  await skipBody(response, at);
  if (response.statusCode === 404) return false;
  const length = response.headers["content-length"];
  if (length === undefined || Number(length) === size) return true;
  throw damaged(whereOf(url), `the registry has ${length} bytes instead of ${size} under this digest`);
}

/** What was kept of an upload, if it has the form it should. */
export function checkResume(resume) {
  if (resume === undefined || (isDigest(resume?.digest) && typeof resume.location === "string")) return resume;
  throw invalidArgument("resume is what onUpload was called with");
}

class Upload {
  #connection;
  #blob;
  #onUpload;
  #location;
  #offset = 0;
  #chunk = CHUNK;
  #smallest = CHUNK_MIN;

  constructor(connection, blob, { onUpload }) {
    this.#connection = connection;
    this.#blob = blob;
    this.#onUpload = onUpload;
  }

  async run(resume) {
    const isResumed = resume?.digest === this.#blob.digest && (await this.#resume(resume.location));
    if (!isResumed) await this.#begin();
    if (!isResumed && !this.#onUpload && (await this.#sendWhole())) return;
    await this.#sendChunks();
  }

  /** A new upload. */
  async #begin() {
    const url = this.#connection.url("blobs/uploads/");
    const answer = await this.#ask("POST", url, { expected: [202], isRepeatable: true });
    const smallest = Number(answer.response.headers["oci-chunk-min-length"]);
    if (smallest > 0 && smallest <= this.#blob.size) this.#smallest = Math.max(CHUNK_MIN, smallest);
    this.#chunk = Math.max(CHUNK, this.#smallest);
    this.#offset = 0;
    this.#goOn(answer);
  }

  /** One that was begun before, if the registry still knows it. */
  async #resume(location) {
    this.#location = this.#connection.follow(location, this.#connection.url(""));
    return this.#askOffset();
  }

  #goOn({ response, url }) {
    this.#location = this.#connection.follow(response.headers.location, url);
    this.#onUpload?.({ digest: this.#blob.digest, location: this.#location.href });
  }

  /** Asks how far the upload is, and says whether the registry still knows it. */
  async #askOffset() {
    const answer = await this.#ask("GET", this.#location, { expected: [200, 202, 204, 400, 404, 416] });
    if (answer.response.statusCode >= 400) return false;
    if (answer.response.headers.location) this.#goOn(answer);
    this.#offset = this.#offsetOf(answer) ?? 0;
    return true;
  }

  /** How many bytes the registry has. `0-0` is what some say of none. */
  #offsetOf({ response, url }) {
    const last = /^(?:bytes=)?0-(\d{1,16})$/.exec(response.headers.range ?? "")?.[1];
    if (last === undefined) return undefined;
    const offset = last === "0" ? 0 : Number(last) + 1;
    if (offset <= this.#blob.size) return offset;
    throw invalid(whereOf(url), "the registry says that it has more bytes than there are");
  }

  /** In one request. What may be a matter of size, or may pass, is `false`: chunks come next. */
  async #sendWhole() {
    try {
      await this.#commit({ body: () => this.#blob.chunks(0, this.#blob.size), length: this.#blob.size });
      return true;
    } catch (error) {
      if (error.status !== 413 && !error.mayPass) throw this.#inWords(error);
    }
    if (!(await this.#askOffset())) await this.#begin();
    return false;
  }

  /** Chunk after chunk, from where the registry is, until all are there. */
  async #sendChunks() {
    for (let failures = 0, beginnings = 1; ; ) {
      const before = this.#offset;
      try {
        while (this.#offset < this.#blob.size) await this.#sendChunk();
        return await this.#commit({});
      } catch (error) {
        if (error.status === 413 && this.#chunk > this.#smallest) {
          this.#chunk = Math.max(this.#smallest, this.#chunk >> 2);
        } else if (!error.mayPass && ![400, 404, 416].includes(error.status)) {
          throw error;
        } else {
          failures = this.#offset > before ? 1 : failures + 1;
          if (failures === FAILURES) throw this.#inWords(error);
          await pause(PAUSE_MS * 2 ** failures, this.#blob.signal);
        }
        if (await this.#askOffset()) continue;
        if (beginnings === BEGINNINGS) throw this.#inWords(error);
        beginnings += 1;
        await this.#begin();
      }
    }
  }

  async #sendChunk() {
    const start = this.#offset;
    const end = Math.min(start + this.#chunk, this.#blob.size);
    const headers = { ...OCTETS, "Content-Range": `${start}-${end - 1}` };
    const body = () => this.#blob.chunks(start, end);
    const answer = await this.#ask("PATCH", this.#location, { headers, body, length: end - start, expected: [202] });
    this.#goOn(answer);
    this.#offset = this.#offsetOf(answer) ?? end;
    if (this.#offset <= start) throw unavailable(whereOf(answer.url), "the registry takes chunks and does not keep them");
  }

  /** The end of the upload, with the rest of the content if there is one. */
  #commit(content) {
    const url = new URL(this.#location);
    // As text: parameters that are there may be signed as they are written.
    url.search += `${url.search ? "&" : "?"}digest=${encodeURIComponent(this.#blob.digest)}`;
    return this.#ask("PUT", url, { headers: OCTETS, silenceMs: COMMIT_MS, expected: [201, 204], ...content });
  }

  async #ask(method, url, request) {
    const answer = await this.#connection.ask(method, url, { signal: this.#blob.signal, ...request });
    await skipBody(answer.response, answer.url);
    return answer;
  }

  #inWords(error) {
    return error.codes?.includes("DIGEST_INVALID") ? changed(whereOf(this.#location)) : error;
  }
}

// An NFVO with its packages.

import { checksums } from "./checksums.js";
import { Connection } from "./connection.js";
import { damaged, notOnboarded } from "./errors.js";
import { openContent, packageSource } from "./package-source.js";
import { deletePackage, listPackages, readPackageOf } from "./packages.js";
import { ONBOARDED } from "./resources.js";
import { upload } from "./upload.js";
import { whereOf } from "../http/node/addresses.js";

export class Nfvo {
  #connection;

  constructor(url, options) {
    this.#connection = new Connection(url, options);
  }

  /** For people. */
  get where() {
    return this.#connection.where;
  }

  /** For the relay of `vnfseal serve`, which makes its requests one by one. */
  get connection() {
    return this.#connection;
  }

  list() {
    return listPackages(this.#connection);
  }

  get(id) {
    return readPackageOf(this.#connection, id);
  }

  /** A source over the content of a package that is onboarded. */
  async open(id) {
    await this.#onboarded(id);
    return packageSource(this.#connection, id, `${id}.zip`);
  }

  /**
   * The whole content of a package that is onboarded: `{ id, size, checksum, chunks }`. The chunks reject at their end if they are not
   * what the checksum of the NFVO says: nothing counts before that.
   */
  async fetch(id, { signal } = {}) {
    const { checksum } = await this.#onboarded(id);
    const where = whereOf(this.#connection.resources.content(id));
    if (!checksum) throw damaged(where, "the NFVO does not say the checksum of the package by SHA-256, SHA-384 or SHA-512");
    const { size, chunks } = await openContent(this.#connection, id, signal);
    return { id, size, checksum, chunks: checked(chunks, checksum, where) };
  }

  delete(id, options) {
    return deletePackage(this.#connection, id, options);
  }

  /** Uploads a source without verifying it: see `uploadPackage`. */
  upload(source, options) {
    return upload(this.#connection, source, options);
  }

  /** Whether it answers, and lets us. Gives the name of the product, if it shows. */
  async probe(signal) {
    // Who may upload may not be allowed to list.
    const request = { expected: [200, 403, 405], signal };
    const { response } = await this.#connection.ask("GET", this.#connection.resources.packages, request);
    response.destroy();
    // Of the products with SOL 005, those of OpenStack number their requests so.
    return response.headers["x-openstack-request-id"] === undefined ? undefined : "tacker";
  }

  async #onboarded(id) {
    const found = await readPackageOf(this.#connection, id);
    if (found.onboardingState === ONBOARDED) return found;
    const where = whereOf(this.#connection.resources.package(id));
    throw notOnboarded(where, `the package has no content that can be read: its state is ${found.onboardingState}`);
  }
}

async function* checked(chunks, { algorithm, hash }, where) {
  const sums = checksums([algorithm]);
  for await (const chunk of chunks) {
    sums.update(chunk);
    yield chunk;
  }
  if (sums.digest(algorithm) !== hash) throw damaged(where, `the content is not what the NFVO says it has: its ${algorithm} is another`);
}

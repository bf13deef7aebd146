// The blobs of the folder, each under its SHA-256. Many may write, read and sweep at once, and none waits for another.
//
// No blob is lost that an entry needs. Whoever puts an entry writes its blobs, then says that it needs them, and then looks
// whether they are there. Whoever sweeps takes a blob out of its place (it gets another name), then reads what is needed, and
// puts it back if it is. Of these two, one at least sees what the other did. A sweep that was killed in between left the
// blob beside its place, where all who need it look for it.

import { randomUUID } from "node:crypto";
import { join } from "node:path";

import { withChunks } from "../../sources/sources.js";
import { checkDigest, checked, digester } from "../digest.js";
import { damaged } from "../errors.js";

/** How often a blob is looked for that others move at the same time. */
const TRIES = 5;

/** The name of a blob that was taken out of its place: its own, and a mark of who did. */
const ASIDE = /^([0-9a-f]{64})\.swept-[0-9a-f-]{36}$/;

export class Blobs {
  #layout;
  #disk;

  constructor(layout) {
    this.#layout = layout;
    this.#disk = layout.disk;
  }

  path(digest) {
    return join(this.#layout.blobs, digest.slice("sha256:".length));
  }

  /** Writes a blob, and gives its `{ digest, size }`. It takes the place of one that is there: that may be damaged. */
  async write(chunks) {
    const hash = digester();
    let size = 0;
    let digest;
    const counted = async function* () {
      for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
      digest = hash.digest();
    };
    await this.#layout.writeChunks(counted(), () => this.path(digest));
    return { digest, size };
  }

  /** What was written is there after a power cut. */
  sync() {
    return this.#disk.syncFolder(this.#layout.blobs);
  }

  /** Whether the blob is there and has its size. If it lies beside its place, it is put back. */
  async isThere({ digest, size }) {
    const found = await this.#find(digest);
    return found?.isFile === true && found.size === size;
  }

  /** The bytes of a small blob, `undefined` if it is not there. */
  async read(digest, max) {
    const path = this.path(digest);
    const found = await this.#find(digest);
    if (!found) return undefined;
    if (found.size > max) throw damaged(path, `it has more than ${max} bytes`);
    const bytes = await this.#readAt(digest, 0, found.size);
    return checkDigest(bytes, digest, path);
  }

  /** A source of a package. The file is opened for each read, so that nobody has to close it. */
  source({ digest, size }, name) {
    return { name, size, read: (offset, length) => this.#readAt(digest, offset, length) };
  }

  /** The content in order. It rejects at its end if it is not what the descriptor says. */
  chunks(descriptor, signal) {
    const path = this.path(descriptor.digest);
    return checked(withChunks(this.source(descriptor)).chunks(0, descriptor.size, signal), descriptor, path);
  }

  /** Reads from a blob that another process may be moving. */
  async #readAt(digest, offset, length) {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const bytes = await this.#disk.read(this.path(digest), offset, length);
      if (bytes) return bytes;
      await this.#find(digest);
    }
    throw damaged(this.path(digest), "it is missing");
  }

  async #find(digest) {
    const path = this.path(digest);
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const found = await this.#disk.stat(path);
      if (found) return found;
      for (const name of await this.#names()) {
        if (name.startsWith(`${digest.slice(7)}.`) && ASIDE.test(name)) await this.#putBack(name);
      }
    }
    return null;
  }

  /** Gives a blob its name again, which lasts before the other name goes. One that is there already is as good. */
  async #putBack(name) {
    const [, hex] = ASIDE.exec(name);
    const aside = join(this.#layout.blobs, name);
    await this.#disk.link(aside, join(this.#layout.blobs, hex));
    await this.sync();
    await this.#disk.remove(aside);
  }

  async #names() {
    return (await this.#disk.names(this.#layout.blobs)) ?? [];
  }

  /** All files: `{ name, digest }`, without a digest where the name is not one; `isAside` if it was taken out of its place. */
  async list() {
    return (await this.#names()).sort().map((name) => {
      const hex = ASIDE.exec(name)?.[1] ?? name;
      return { name, digest: /^[0-9a-f]{64}$/.test(hex) ? `sha256:${hex}` : undefined, isAside: hex !== name };
    });
  }

  /**
   * Removes what `isCandidate(digest, file)` says may go, if no entry needs it. `needed()` reads the entries: it gives the set of digests
   * that they need, and all that has been deleted is deleted lastingly when it returns. Gives the number of bytes that are free now.
   */
  async sweep(isCandidate, needed) {
    const before = await needed();
    const aside = [];
    for (const { name, digest, isAside } of await this.list()) {
      const path = join(this.#layout.blobs, name);
      const file = digest && (await this.#disk.stat(path));
      if (!file) continue;
      if (isAside) aside.push({ name, digest, size: file.size });
      else if (!before.has(digest) && isCandidate(digest, file)) {
        const moved = `${name}.swept-${randomUUID()}`;
        const isMoved = await this.#disk.rename(path, join(this.#layout.blobs, moved));
        if (isMoved) aside.push({ name: moved, digest, size: file.size });
      }
    }
    return this.#settle(aside, aside.length > 0 ? await needed() : before);
  }

  /** Each file beside its place goes back, or away. `needed` was read after all of them had been taken out. */
  async #settle(aside, needed) {
    let freed = 0;
    for (const { name, digest, size } of aside) {
      if (needed.has(digest)) await this.#putBack(name);
      else if (await this.#disk.remove(join(this.#layout.blobs, name))) freed += size;
    }
    return freed;
  }
}

// Where everything is in the folder (image spec 1.1, "Image Layout"), and how a file comes into it.
//
//   oci-layout             what kind of folder it is
//   index.json             what other programs read; made from refs
//   refs/NAME.json         an entry: the truth
//   blobs/sha256/DIGEST    packages, manifests and reports
//   incoming/              files that are being written
//
// A file is written in `incoming`, synced, and then gets its name: under its name it is whole, always.

import { randomUUID } from "node:crypto";
import { dirname, join, resolve } from "node:path";

import { invalid, refused, unavailable } from "../errors.js";

const LAYOUT = '{"imageLayoutVersion":"1.0.0"}';

export class Layout {
  constructor(path, disk) {
    const root = resolve(path);
    this.root = root;
    this.disk = disk;
    this.incoming = join(root, "incoming");
    this.refs = join(root, "refs");
    this.blobs = join(root, "blobs", "sha256");
    this.index = join(root, "index.json");
    this.marker = join(root, "oci-layout");
  }

  /** Rejects if there is no catalogue here. */
  async check() {
    const [root, refs] = [await this.disk.stat(this.root), await this.disk.stat(this.refs)];
    if (root?.isFile) throw refused(this.root, "it is a file and should be a folder: name another folder");
    if (!root) throw invalid(this.root, "there is no such folder: the first entry that is put makes it");
    if (!refs || refs.isFile) throw invalid(this.root, "this folder is no catalogue: name another, or a new one to put entries into");
  }

  /** Makes the folder ready for entries. It has to be a catalogue, to be empty, or not to be there. */
  async make() {
    const { disk, root } = this;
    const there = (await disk.names(root)) ?? [];
    if (["oci-layout", "incoming", "refs"].every((name) => there.includes(name)) && (await disk.stat(this.blobs))) return;
    const others = there.filter((name) => !["oci-layout", "incoming", "refs", "blobs"].includes(name));
    if (others.length > 0 && !there.includes("refs")) {
      throw invalid(root, "this folder has other things in it and is no catalogue: name an empty or a new one");
    }
    for (const folder of [this.incoming, this.refs, this.blobs]) await disk.makeFolder(folder);
    // Another writer may have made them a moment ago, and not synced them yet.
    for (const folder of [join(root, "blobs"), root, dirname(root)]) await disk.syncFolder(folder);
    await this.write(this.marker, Buffer.from(LAYOUT));
    await disk.syncFolder(root);
  }

  /** Removes the files that killed writers left before `oldest`, and gives the number of bytes. */
  async removeLeftOvers(oldest) {
    let freed = 0;
    for (const name of (await this.disk.names(this.incoming)) ?? []) {
      const path = join(this.incoming, name);
      const file = await this.disk.stat(path);
      if (file?.isFile && file.modified < oldest && (await this.disk.remove(path))) freed += file.size;
    }
    return freed;
  }

  /** Writes a file whole, in the place of what has its name. The name is lasting once its folder is synced. */
  async write(path, bytes) {
    await this.writeChunks([bytes], () => path);
  }

  /** The same for content of any size; `nameIt()` says its path once all is written. */
  async writeChunks(chunks, nameIt) {
    await this.#written(chunks, async (temporary) => {
      if (await this.disk.rename(temporary, nameIt())) return;
      throw unavailable(temporary, "another process removed it as a left-over file: try again");
    });
  }

  /** Writes a file whole, and says whether it did: not if its name is taken. */
  async writeNew(path, bytes) {
    let isNew;
    await this.#written([bytes], async (temporary) => {
      isNew = await this.disk.link(temporary, path);
      await this.disk.remove(temporary);
    });
    return isNew;
  }

  /** What is written in `incoming` and synced is given to `place(temporary)`. Nothing stays there if that fails. */
  async #written(chunks, place) {
    const temporary = join(this.incoming, randomUUID());
    try {
      const file = await this.disk.create(temporary);
      try {
        for await (const chunk of chunks) await file.write(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await place(temporary);
    } catch (error) {
      await this.disk.remove(temporary).catch(() => {});
      throw error;
    }
  }
}

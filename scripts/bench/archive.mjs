// Writes ZIP archives of any size (APPNOTE 4.3, with ZIP64), file by file, without holding one in memory. Zeros become
// holes where the file system has them.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { crc32, createDeflateRaw } from "node:zlib";

const MIB = 1 << 20;
const UTF8 = 1 << 11;
const ZEROS = Buffer.alloc(MIB);

/** An archive under way. */
export class Archive {
  #handle;
  #position = 0;
  #records = [];

  static async create(path) {
    const archive = new Archive();
    archive.#handle = await open(path, "w");
    return archive;
  }

  /**
   * Adds a file, given as its bytes or as pieces of them, and gives its SHA-256 in hex. Of a stored one the bytes that
   * are zero are not written.
   */
  async add(path, content, { deflate = false } = {}) {
    const name = Buffer.from(path);
    const start = this.#position;
    // The header comes last, when the sizes are known; with both in ZIP64 form its length does not depend on them.
    this.#position += 30 + name.length + 20;
    const hash = createHash("sha256");
    let crc = 0;
    let size = 0;
    const held = this.#position;
    const sink = deflate ? this.#deflater() : { write: (piece) => this.#write(piece), end: async () => {} };
    for (const piece of Buffer.isBuffer(content) ? [content] : content) {
      hash.update(piece);
      crc = crc32(piece, crc);
      size += piece.length;
      await sink.write(piece);
    }
    await sink.end();
    const record = { name, start, crc, size, compressedSize: this.#position - held, method: deflate ? 8 : 0 };
    this.#records.push(record);
    const end = this.#position;
    this.#position = start;
    await this.#write(Buffer.concat([integers([4, 0x04034b50], [2, 45]), common(record), zip64(record)]));
    this.#position = end;
    return hash.digest("hex");
  }

  /** Writes the directory. */
  async close() {
    const start = this.#position;
    await this.#write(Buffer.concat(this.#records.map(directoryRecord)));
    const [count, length, end] = [this.#records.length, this.#position - start, this.#position];
    await this.#write(
      Buffer.concat([
        integers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]),
        integers([8, count], [8, count], [8, length], [8, start]),
        integers([4, 0x07064b50], [4, 0], [8, end], [4, 1]),
        integers([4, 0x06054b50], [2, 0], [2, 0], [2, 0xffff], [2, 0xffff]),
        integers([4, 0xffffffff], [4, 0xffffffff], [2, 0]),
      ]),
    );
    await this.#handle.close();
  }

  async #write(bytes) {
    const isHole = bytes.length === MIB && bytes.equals(ZEROS);
    if (!isHole) await this.#handle.write(bytes, 0, bytes.length, this.#position);
    this.#position += bytes.length;
  }

  #deflater() {
    const stream = createDeflateRaw({ level: 6, chunkSize: MIB });
    const written = (async () => {
      for await (const piece of stream) await this.#write(piece);
    })();
    return {
      // A piece may be filled anew as soon as this is over.
      write: async (piece) => stream.write(Buffer.from(piece)) || once(stream, "drain"),
      end: async () => {
        stream.end();
        return written;
      },
    };
  }
}

function common({ name, crc, method }) {
  return Buffer.concat([
    integers([2, UTF8], [2, method], [4, 0x00210000], [4, crc], [4, 0xffffffff], [4, 0xffffffff]),
    integers([2, name.length], [2, 20]),
  ]);
}

/** A local header's name and its extra field (4.5.3). */
function zip64({ name, size, compressedSize }) {
  return Buffer.concat([name, integers([2, 1], [2, 16], [8, size], [8, compressedSize])]);
}

function directoryRecord(record) {
  const { name, crc, size, compressedSize, start, method } = record;
  return Buffer.concat([
    integers([4, 0x02014b50], [2, 45], [2, 45], [2, UTF8], [2, method], [4, 0x00210000], [4, crc]),
    integers([4, 0xffffffff], [4, 0xffffffff], [2, name.length], [2, 28], [2, 0], [2, 0], [2, 0], [4, 0]),
    integers([4, 0xffffffff]),
    name,
    integers([2, 1], [2, 24], [8, size], [8, compressedSize], [8, start]),
  ]);
}

function integers(...fields) {
  return Buffer.concat(
    fields.map(([width, value]) => {
      const bytes = Buffer.alloc(width);
      if (width === 8) bytes.writeBigUInt64LE(BigInt(value));
      else bytes.writeUIntLE(value, 0, width);
      return bytes;
    }),
  );
}

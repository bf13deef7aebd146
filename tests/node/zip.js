// Just enough ZIP (APPNOTE 4.3) to pack a package anew in another way.

import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

const DEFLATED = 8;
// Flag bit 11 (4.4.4).
const NAME_IS_UTF8 = 1 << 11;

/** An archive of `{ path: bytes }`. */
export function zip(files, { deflate = false } = {}) {
  const locals = [];
  const directory = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const data = deflate ? deflateRawSync(content) : Buffer.from(content);
    const fields = commonFields(content, data, deflate, Buffer.byteLength(path));
    const local = Buffer.concat([integers([4, 0x04034b50]), fields, Buffer.from(path), data]);
    const rest = integers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
    directory.push(integers([4, 0x02014b50], [2, 20]), fields, rest, Buffer.from(path));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = locals.length;
  const end = integers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, central.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...locals, central, end]);
}

/** The files of an archive as `{ path: bytes }`. */
export function unzip(archive) {
  const files = {};
  const end = archive.lastIndexOf(integers([4, 0x06054b50]));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(start, start + size);
    files[archive.toString("utf8", at + 46, at + 46 + nameLength)] = method === DEFLATED ? inflateRawSync(data) : data;
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

/** What a local header and a directory entry have in common, from the version to the length of the extra field. */
function commonFields(content, data, deflate, nameLength) {
  const method = deflate ? DEFLATED : 0;
  const midnight1980 = [4, 0x00210000];
  const sizes = [
    [4, data.length],
    [4, content.length],
  ];
  const before = [[2, 20], [2, NAME_IS_UTF8], [2, method], midnight1980, [4, crc32(content)]];
  return integers(...before, ...sizes, [2, nameLength], [2, 0]);
}

function integers(...fields) {
  return Buffer.concat(
    fields.map(([width, value]) => {
      const bytes = Buffer.alloc(width);
      bytes.writeUIntLE(value, 0, width);
      return bytes;
    }),
  );
}

// Where bytes come from: anything with a size that can be read at an offset, `{ name, size, read(offset, length) }`, and
// in order, `chunks(start, end, signal)`. A chunk is valid until the next one is asked for. Where somebody else may write to what is
// read, `checkUnchanged()` rejects if that has happened since it was opened.

import { VnfsealError, callersOwn, invalidArgument } from "../errors.js";
import { untilAborted } from "./aborting.js";

/** Bytes read at a time: larger chunks were not faster, and a pause or an abort never waits long for one. */
export const CHUNK_LENGTH = 1 << 20;

/** Turns what the caller gave into a source. */
export function asSource(input) {
  if (isBlob(input)) return blobSource(input);
  if (isBytes(input)) return bytesSource(asBytes(input));
  if (typeof input?.read === "function") return callerSource(input);
  throw invalidArgument("a source is bytes, a Blob, { size, read(offset, length) } or, in Node, a path");
}

/** Reads exactly `length` bytes, or rejects. */
export async function readExactly(source, offset, length, signal) {
  signal?.throwIfAborted();
  const bytes = await untilAborted(source.read(offset, length), signal);
  if (!(bytes instanceof Uint8Array)) throw invalidArgument("read(offset, length) must give a Uint8Array");
  return checkLength(bytes, offset, length);
}

/** The bytes that were read, if they are as many as were asked for. */
export function checkLength(bytes, offset, length) {
  if (bytes.length === length) return bytes;
  const sentence = `asked for ${length} bytes at offset ${offset}, got ${bytes.length}: did the file change?`;
  throw new VnfsealError("SOURCE_CHANGED", sentence);
}

/** Whether `input` is a Blob or a File, of this or another realm. */
export function isBlob(input) {
  return typeof input?.arrayBuffer === "function" && typeof input.slice === "function";
}

/** Whether `input` is an ArrayBuffer or a view of one. */
export function isBytes(input) {
  return ArrayBuffer.isView(input) || input instanceof ArrayBuffer;
}

/** The bytes of an ArrayBuffer or of a view of one, not copied. */
export function asBytes(input) {
  return ArrayBuffer.isView(input)
    ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
    : new Uint8Array(input);
}

/** A source over a Blob or File: nothing is read before it is asked for. */
function blobSource(blob) {
  return withChunks({
    blob,
    name: blob.name,
    size: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  });
}

function bytesSource(bytes) {
  return withChunks({ size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) });
}

function callerSource(input) {
  if (!Number.isSafeInteger(input.size) || input.size < 0) {
    throw invalidArgument("a source with read(offset, length) needs its size in bytes");
  }
  return withChunks({
    name: input.name,
    size: input.size,
    read: (offset, length) => callersOwn(() => input.read(offset, length)),
  });
}

/** Adds `chunks` to a source that has `read`: the next chunk is on its way while one is digested. */
export function withChunks(source) {
  return { ...source, chunks: (start, end, signal) => readAhead(source, start, end, signal) };
}

async function* readAhead(source, start, end, signal) {
  let offset = start;
  const readNext = () => {
    const length = Math.min(CHUNK_LENGTH, end - offset);
    if (length === 0) return null;
    const read = readExactly(source, offset, length, signal);
    read.catch(() => {}); // it is awaited below, unless the digesting fails first
    offset += length;
    return read;
  };
  for (let pending = readNext(); pending;) {
    const chunk = await pending;
    pending = readNext();
    yield chunk;
  }
}

/** `work(source)` has the source open, as often as it is read. */
export async function withSource(host, input, work) {
  const source = await host.openSource(input);
  try {
    return await work(source);
  } finally {
    await source.close?.();
  }
}

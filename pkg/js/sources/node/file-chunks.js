// The bytes of a file in order, through two buffers that are used in turns: one is filled while the other is digested.

import { untilAborted } from "../aborting.js";
import { CHUNK_LENGTH, checkLength } from "../sources.js";

/** `readInto(buffer, length, position)` gives the number of bytes read, 0 at the end of the file. */
export async function* fileChunks(readInto, start, end, signal) {
  const idle = [0, 1].map(() => new Uint8Array(Math.min(CHUNK_LENGTH, end - start)));
  let offset = start;
  const fillNext = () => {
    const length = Math.min(CHUNK_LENGTH, end - offset);
    if (length === 0) return null;
    const at = offset;
    const filling = fill(readInto, idle.pop(), length, at).then((bytes) => checkLength(bytes, at, length));
    filling.catch(() => {}); // it is awaited below, unless the digesting fails first
    offset += length;
    return filling;
  };
  for (let pending = fillNext(); pending;) {
    const chunk = await untilAborted(pending, signal);
    pending = fillNext();
    yield chunk;
    idle.push(new Uint8Array(chunk.buffer));
  }
}

/** Reads `length` bytes, or as many as there are, into a buffer. */
export async function fill(readInto, buffer, length, position) {
  let filled = 0;
  while (filled < length) {
    const bytesRead = await readInto(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

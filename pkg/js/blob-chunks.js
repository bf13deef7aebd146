// The bytes of a Blob in order, as a stream into two buffers that are used in turns: one is filled while the other is
// digested. A stream reads ahead in the browser's own process, which slices do not.

import { untilAborted } from "./aborting.js";
import { CHUNK_LENGTH, checkLength } from "./sources.js";

/** The bytes of a Blob from `start` to `end`. */
export async function* blobChunks(blob, start, end, signal) {
  const part = blob.slice(start, end);
  if (end - start <= CHUNK_LENGTH) {
    if (end > start)
      yield checkLength(new Uint8Array(await untilAborted(part.arrayBuffer(), signal)), start, end - start);
    return;
  }
  const reader = openReader(part);
  try {
    let position = start;
    let pending = reader.read();
    for (;;) {
      const { value, done } = await untilAborted(pending, signal);
      if (done) break;
      pending = reader.read();
      pending.catch(() => {}); // it is awaited above, unless the digesting fails first
      yield value;
      position += value.length;
      reader.reuse(value);
    }
    checkLength({ length: position - start }, start, end - start);
  } finally {
    reader.cancel();
  }
}

function openReader(part) {
  const stream = part.stream();
  let reader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    // A browser whose Blobs are not streams of bytes.
    reader = stream.getReader();
    return { read: () => reader.read(), reuse: () => {}, cancel: () => void reader.cancel().catch(() => {}) };
  }
  const idle = [new ArrayBuffer(CHUNK_LENGTH), new ArrayBuffer(CHUNK_LENGTH)];
  return {
    read: () => reader.read(new Uint8Array(idle.pop())),
    reuse: ({ buffer }) => idle.push(buffer),
    cancel: () => void reader.cancel().catch(() => {}),
  };
}

// The bytes of a Blob in order: as a stream into two buffers that are used in turns, one being filled while the other is
// digested, because a stream reads ahead in the browser's own process, which slices do not; or, where a pass is to be read
// `atOnce`, out of one buffer that holds nothing but all of them.

import { untilAborted } from "./aborting.js";
import { CHUNK_LENGTH, checkLength } from "./sources.js";

/** The bytes of a Blob that a pass needs. */
export async function* blobChunks(blob, { start, end, atOnce }, signal) {
  if (end === start) return;
  const part = blob.slice(start, end);
  const whole = atOnce || end - start <= CHUNK_LENGTH ? await readAtOnce(part, signal) : null;
  if (!whole) return yield* streamed(part, start, signal);
  checkLength(whole, start, end - start);
  for (let at = 0; at < whole.length; at += CHUNK_LENGTH) yield whole.subarray(at, at + CHUNK_LENGTH);
}

/** All bytes of a Blob, or nothing on a device without so much memory: then they are read as a stream. */
async function readAtOnce(part, signal) {
  try {
    return new Uint8Array(await untilAborted(part.arrayBuffer(), signal));
  } catch (error) {
    signal?.throwIfAborted();
    // What is wrong with the file itself the stream says as well.
    if (part.size > CHUNK_LENGTH) return null;
    throw error;
  }
}

async function* streamed(part, start, signal) {
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
    checkLength({ length: position - start }, start, part.size);
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

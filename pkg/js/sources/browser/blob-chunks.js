// The bytes of a Blob in order, as a stream into two buffers that are used in turns: one is filled while the other is
// digested. A stream reads ahead in the browser's own process, which slices do not: those take half as long again.
//
// In Chromium (seen in 156, in workers) one in some hundred streams of a file stops in the middle without a word. What a
// silent stream has not given is read in slices.

import { untilAborted } from "../aborting.js";
import { CHUNK_LENGTH, checkLength } from "../sources.js";

/** A stream that says nothing for so long has stopped, or comes from something slow, where slices are as good. */
const SILENCE_MS = 1000;

/** The bytes of a Blob from `start` to `end`. */
export async function* blobChunks(blob, start, end, signal) {
  const part = blob.slice(start, end);
  if (end - start <= CHUNK_LENGTH) {
    if (end > start)
      yield checkLength(new Uint8Array(await untilAborted(part.arrayBuffer(), signal)), start, end - start);
    return;
  }
  const reader = openReader(part);
  let position = start;
  try {
    let pending = reader.read();
    for (;;) {
      const { value, done, isSilent } = await untilAborted(orSilence(pending), signal);
      if (isSilent) break;
      if (done) return void checkLength({ length: position - start }, start, end - start);
      pending = reader.read();
      pending.catch(() => {}); // it is awaited above, unless the digesting fails first
      yield value;
      position += value.length;
      reader.reuse(value);
    }
  } finally {
    reader.cancel();
  }
  yield* slices(blob, position, end, signal);
}

/** What a read gives, or that it gave nothing for too long. */
async function orSilence(read) {
  let timer;
  const silence = new Promise((resolve) => (timer = setTimeout(resolve, SILENCE_MS, { isSilent: true })));
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
  }
}

async function* slices(blob, start, end, signal) {
  for (let at = start; at < end; at += CHUNK_LENGTH) {
    const length = Math.min(CHUNK_LENGTH, end - at);
    const buffer = await untilAborted(blob.slice(at, at + length).arrayBuffer(), signal);
    yield checkLength(new Uint8Array(buffer), at, length);
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

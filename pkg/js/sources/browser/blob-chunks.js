// The bytes of a Blob in order, as a stream into two buffers that are used in turns: one is filled while the other is
// digested. A stream reads ahead in the browser's own process, which slices do not: those take half as long again.
//
// In Chromium (seen in 156, in workers) one in some hundred streams of a file stops in the middle without a word. What a
// silent stream has not given is read in slices.
//
// With a `place`, memory as large as the bytes, these are filled in there, in their order, and each chunk is a part of it.
// A stream takes the memory away while it fills it: the buffer of the last chunk is the one that has it all.

import { untilAborted } from "../aborting.js";
import { CHUNK_LENGTH, checkLength } from "../sources.js";

/** A stream that says nothing for so long has stopped, or comes from something slow, where slices are as good. */
const SILENCE_MS = 1000;

/** The bytes of a Blob from `start` to `end`. */
export async function* blobChunks(blob, start, end, signal, place) {
  if (place) return yield* fill(place, blob, start, end, signal);
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

async function* fill(place, blob, start, end, signal) {
  const filled = yield* fillByStream(place, blob.slice(start, end), start, signal);
  const length = end - start;
  if (filled === length) return;
  // A silent stream keeps the memory. What it had given is read once more, into other memory.
  const isTaken = place.byteLength === 0;
  const memory = new Uint8Array(isTaken ? new ArrayBuffer(length) : place);
  let at = 0;
  for await (const bytes of isTaken ? slices(blob, start, end, signal) : blobChunks(blob, start, end, signal)) {
    memory.set(bytes, at);
    at += bytes.length;
    if (at > filled) yield memory.subarray(Math.max(at - bytes.length, filled), at);
  }
}

/** Fills memory by a stream, until that is silent, and returns how many bytes it gave. */
async function* fillByStream(place, part, start, signal) {
  const reader = byteReader(part.stream());
  if (!reader) return 0;
  let memory = place;
  let filled = 0;
  try {
    while (filled < part.size) {
      // The stream reads ahead, so that nothing is gained by asking for the next chunk while this one is digested.
      const reading = reader.read(new Uint8Array(memory, filled, Math.min(CHUNK_LENGTH, part.size - filled)));
      const { value, done, isSilent } = await untilAborted(orSilence(reading), signal);
      if (isSilent) break;
      if (done) checkLength({ length: filled }, start, part.size);
      yield value;
      filled += value.length;
      memory = value.buffer;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
  return filled;
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
  const reader = byteReader(stream);
  if (!reader) {
    const plain = stream.getReader();
    return { read: () => plain.read(), reuse: () => {}, cancel: () => void plain.cancel().catch(() => {}) };
  }
  const idle = [new ArrayBuffer(CHUNK_LENGTH), new ArrayBuffer(CHUNK_LENGTH)];
  return {
    read: () => reader.read(new Uint8Array(idle.pop())),
    reuse: ({ buffer }) => idle.push(buffer),
    cancel: () => void reader.cancel().catch(() => {}),
  };
}

/** A reader that fills memory, or nothing in a browser whose Blobs are not streams of bytes. */
function byteReader(stream) {
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return null;
  }
}

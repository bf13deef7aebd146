// A new package as the engine describes it: ranges of sources, and new bytes between them.

import { CHUNK_LENGTH, readExactly, withChunks } from "../sources/sources.js";

/** The segments of `writer`, which has `segments()` and `newBytes(index)`: each with its `length`, and where its bytes are. */
export function readSegments(writer) {
  return JSON.parse(writer.segments()).map(({ range }, index) => {
    if (range) return range;
    const bytes = writer.newBytes(index);
    return { bytes, length: bytes.length };
  });
}

/** The bytes of all segments in order. A chunk is valid until the next one is asked for. */
export async function* chunksOf(segments, sources, signal) {
  for (const { bytes, source, offset, length } of segments) {
    if (!bytes) yield* sources[source].chunks(offset, offset + length, signal);
    else for (let at = 0; at < length; at += CHUNK_LENGTH) yield bytes.subarray(at, at + CHUNK_LENGTH);
  }
}

/** The segments of Blobs as one, which copies nothing. */
export function blobOf(segments, sources) {
  return new Blob(
    segments.map(({ bytes, source, offset, length }) => bytes ?? sources[source].blob.slice(offset, offset + length)),
  );
}

/** A source over the segments, before they are written anywhere. */
export function sourceOf(segments, sources) {
  let size = 0;
  const placed = segments.map((segment) => {
    const start = size;
    size += segment.length;
    return { segment, start };
  });
  return withChunks({
    size,
    async read(offset, length) {
      const read = new Uint8Array(length);
      const end = Math.min(offset + length, size);
      for (let at = lastBefore(placed, offset); at < placed.length && placed[at].start < end; at += 1) {
        const { segment, start } = placed[at];
        const from = Math.max(offset, start);
        const to = Math.min(end, start + segment.length);
        if (from < to) read.set(await readSegment(segment, from - start, to - from, sources), from - offset);
      }
      return read;
    },
  });
}

/** The index of the last one that begins at an offset or before it: of a folder there may be a hundred thousand. */
function lastBefore(placed, offset) {
  let [low, high] = [0, placed.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (placed[middle].start <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function readSegment({ bytes, source, offset }, at, length, sources) {
  return bytes ? bytes.subarray(at, at + length) : readExactly(sources[source], offset + at, length);
}

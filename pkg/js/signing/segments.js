// A new package as the engine describes it: ranges of sources, and new bytes between them.

import { CHUNK_LENGTH } from "../sources/sources.js";

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

// Chunks whose reader is told how far they are.

/** Ten reports a second are as many as an eye can follow. */
const REPORT_MS = 100;

/** The same chunks of `size` bytes, from `start` on. `onProgress` is told of each phase when a chunk is done with. */
export async function* reporting(chunks, { phase, start = 0, size, onProgress, signal }) {
  let done = start;
  let reportedAt = -Infinity;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
    done += chunk.length;
    if (performance.now() - reportedAt < REPORT_MS && done < size) continue;
    reportedAt = performance.now();
    onProgress?.({ phase, bytesDone: done, bytesTotal: size });
  }
}

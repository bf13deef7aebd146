// Where a result goes: to a file, a stream or a Blob, whole or not at all.
//
// A sink is `{ write(bytes), source(), finish(), discard(reason) }`:
//
// - `write` takes bytes, one call after the other. It waits as long as the place is slow. Once it resolves, the caller may use
//   the memory of the bytes again.
// - `source()` gives, or promises, a source over all that was written, so that it is verified before anybody gets it. A stream
//   that is not held has no `source`. Nothing may be written after it.
// - `finish()` hands the result over. It gives `{ blob }` if the caller has named no place.
// - `discard(reason)` leaves nothing behind, also after `finish` has failed. It never rejects.

import { VnfsealError, invalidArgument } from "../errors.js";
import { untilAborted } from "../sources/aborting.js";
import { isBlob } from "../sources/sources.js";

/**
 * Opens the place that a caller has named: in Node a path, a `FileSystemFileHandle`, a `WritableStream`, or a Blob if it is left
 * out.
 *
 * The `inputs` are what is read: no file among them is overwritten. `isPrivate` makes a file that only its user may read.
 * `isHeld` keeps the result from a stream or handle until `finish`, and so gives every sink a `source`. The host has it
 * meanwhile. `signal` ends the waiting for a slow stream.
 */
export async function openSink(output, host, { inputs = [], isPrivate = false, isHeld = false, signal } = {}) {
  if (output === undefined) return blobSink(host);
  if (typeof output === "string") {
    if (!host.openFileSink) throw invalidArgument("output is a FileSystemFileHandle or a WritableStream: a browser has no paths");
    return host.openFileSink(output, { inputs: inputs.filter((input) => typeof input === "string"), isPrivate });
  }
  const sink = streamSink(await openWriter(output, inputs), signal);
  return isHeld ? heldSink(sink, host, signal) : sink;
}

/** Runs `work(sink)`, and finishes if that resolves. If it rejects, nothing remains. Gives what both have given. */
export async function withSink(sink, work) {
  try {
    const result = await work(sink);
    return { ...result, ...(await sink.finish()) };
  } catch (error) {
    await sink.discard(error);
    throw error;
  }
}

/** Each part becomes a Blob at once: a browser may move those out of memory. */
function blobSink(host) {
  let parts = [];
  return {
    write: async (bytes) => void parts.push(new Blob([bytes])),
    source: () => host.openSource(new Blob(parts)),
    finish: async () => ({ blob: new Blob(parts) }),
    async discard() {
      parts = [];
    },
  };
}

async function openWriter(output, inputs) {
  if (typeof output?.createWritable === "function") {
    await refuseInputs(output, inputs);
    const stream = await output.createWritable().catch((cause) => Promise.reject(unwritable(cause)));
    return stream.getWriter();
  }
  if (typeof output?.getWriter !== "function") {
    throw invalidArgument("output is a path (in Node), a FileSystemFileHandle or a WritableStream");
  }
  if (output.locked) throw invalidArgument("output is a stream that somebody else writes to");
  return output.getWriter();
}

/** A File does not say which handle it is of. One of the same name, size and time is it. */
async function refuseInputs(handle, inputs) {
  const old = await handle.getFile().catch(() => null);
  const isOld = (input) => ["name", "size", "lastModified"].every((key) => input[key] === old[key]);
  if (old && inputs.some((input) => isBlob(input) && isOld(input))) {
    throw new VnfsealError("OUTPUT_UNWRITABLE", `cannot write ${old.name}: it is what is read; choose another file`);
  }
}

/** A browser writes to a file of its own, until the stream of a handle is closed. */
function streamSink(writer, signal) {
  const done = (promise) => untilAborted(promise.catch((cause) => Promise.reject(unwritable(cause))), signal);
  return {
    // Whoever reads at the other end may do so later.
    write: (bytes) => done(writer.write(bytes.slice())),
    async finish() {
      await done(writer.close());
      return {};
    },
    async discard(reason) {
      const aborted = writer.abort(reason).catch(() => {});
      if (!signal?.aborted) await aborted;
    },
  };
}

/** Keeps everything with the host, and writes it into `sink` at the end. */
async function heldSink(sink, host, signal) {
  const held = await host.createExpansion();
  let size = 0;
  return {
    async write(bytes) {
      await held.write(bytes);
      size += bytes.length;
    },
    source: () => ({ size, fd: held.fd, blob: held.blob, read: held.read, chunks: held.chunks }),
    async finish() {
      for await (const chunk of held.chunks(0, size, signal)) await sink.write(chunk);
      await held.close?.();
      return sink.finish();
    },
    async discard(reason) {
      await Promise.allSettled([held.close?.(), sink.discard(reason)]);
    },
  };
}

function unwritable(cause) {
  return new VnfsealError("OUTPUT_UNWRITABLE", `the output cannot be written: ${cause?.message ?? cause}`, { cause });
}

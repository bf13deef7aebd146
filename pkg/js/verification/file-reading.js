// One file of a package that has been read: its text, or a package inside it. The engine says where it is, and whether it is
// still what was verified.

import { using } from "../engine/engine.js";
import { VnfsealError } from "../errors.js";
import { withSource } from "../sources/sources.js";
import { Progress } from "./progress.js";
import { answerStep } from "./reading.js";

/** The text of a file: `{ text, isUtf8, size }`. `begin` gives the reading of the engine. */
export function readText({ instance, host }, input, begin, signal) {
  return withSource(host, input, async (source) => {
    const run = runOver(instance, host, source, signal);
    try {
      return (await outcomeOf(begin, run)).text;
    } finally {
      await run.sources[1]?.close?.();
    }
  });
}

/**
 * A package inside the file, as a source that has to be closed. What is stored is a part of the file, and nothing is copied.
 * Where the host has a Blob of it, so has the source.
 */
export async function openInside({ instance, host }, input, path, begin, signal) {
  const source = await host.openSource(input);
  const run = runOver(instance, host, source, signal);
  const close = async () => {
    for (const each of run.sources) await each.close?.();
  };
  try {
    const { range } = await outcomeOf(begin, run);
    const { read, blob } = run.sources[range.source];
    return {
      name: nameInside(source.name, path),
      size: range.length,
      read: (offset, length) => read(range.offset + offset, Math.min(length, range.length - offset)),
      ...(blob && { blob: blob.slice(range.offset, range.offset + range.length) }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function runOver(instance, host, source, signal) {
  return { instance, host, sources: [source], signal, progress: new Progress(undefined, signal) };
}

/** Answers the engine until it has the file, or says why not. */
function outcomeOf(begin, run) {
  return using(begin(), async (reading) => {
    for (;;) {
      run.signal?.throwIfAborted();
      if (run.instance.failure) throw run.instance.failure;
      const need = JSON.parse(reading.step());
      if (need.ready) break;
      await answerStep(reading, need, run);
    }
    const outcome = JSON.parse(reading.outcome());
    if (!outcome.refused) return outcome;
    const { reason, sentence } = outcome.refused;
    throw new VnfsealError("FILE_REFUSED", sentence, { reason });
  });
}

/** Both names without folders: a name is shown, and never used as a path. */
function nameInside(outer, path) {
  const inner = path.split(/[/\\]/).pop();
  return outer ? `${outer} › ${inner}` : inner;
}

// The reading of a package: the engine says what it needs next, and is given it until it has all.

import { digestAll } from "../digests/digesting.js";
import { free, refusing } from "../engine/engine.js";
import { Progress } from "./progress.js";
import { readExactly } from "../sources/sources.js";

/**
 * Reads `input` as a `Kind` of the engine, `Verification` or `Inspection`, and gives that: whoever asked frees it. Every
 * source is closed when this is over.
 */
export async function readPackage(instance, host, Kind, input, { externals, fileName, fileDigest, policy, onProgress, signal }) {
  // In the order in which the engine numbers them: the package, then the external artifacts.
  const sources = [];
  try {
    for (const each of [input, ...externals.map(([, content]) => content)]) sources.push(await host.openSource(each));
    const [{ name = "", size }] = sources;
    const reading = refusing("POLICY_INVALID", policy.name, () => new Kind(fileName ?? name, size, policy.bytes));
    try {
      if (fileDigest) reading.requestFileDigest();
      for (const [index, [uri]] of externals.entries()) {
        refusing("ARGUMENT_INVALID", "externalArtifacts", () => reading.addExternalArtifact(uri, sources[index + 1].size));
      }
      await supplyAll(reading, { instance, host, sources, signal, progress: new Progress(onProgress, signal) });
      // Some bytes are read twice: for what the archive says, and for the digests. A file may be another one by then.
      for (const source of sources) await source.checkUnchanged?.();
      return reading;
    } catch (error) {
      free(reading);
      throw error;
    }
  } finally {
    await Promise.all(sources.map((source) => source.close?.()));
  }
}

/** How many outcomes the engine is given in one call. Its memory grows only, so that all at once would stay. */
const OUTCOMES = 1024;

/** Answers the engine until it needs nothing more. */
async function supplyAll(reading, run) {
  for (;;) {
    if (run.instance.failure) throw run.instance.failure;
    const need = JSON.parse(reading.step());
    if (need.ready) break;
    await answerStep(reading, need, run);
  }
  run.progress.verifying();
}

/** Answers one step of the engine, `read` or `digest`, from the sources of the run. */
export async function answerStep(reading, need, run) {
  if (need.read) {
    const { source, offset, length } = need.read;
    const bytes = await readExactly(run.sources[source], offset, length, run.signal);
    if (run.instance.failure) throw run.instance.failure;
    reading.supply(source, offset, bytes);
    await run.progress.pause();
  } else {
    const outcomes = await digestAll(need.digest, run);
    if (run.instance.failure) throw run.instance.failure;
    for (let first = 0; first < outcomes.length; first += OUTCOMES) {
      reading.complete(JSON.stringify(outcomes.slice(first, first + OUTCOMES)));
    }
  }
}

/** Reads a source that stays open. */
export function readVerification({ instance, host, externals, fileName, signal }, source, policy, onProgress) {
  const openSource = async (input) => (input === source ? { ...source, close: undefined } : host.openSource(input));
  const opening = { externals, fileName, policy, onProgress, signal };
  return readPackage(instance, { ...host, openSource }, instance.bindings.Verification, source, opening);
}

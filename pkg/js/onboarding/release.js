// A package on its way out of the catalogue, before instantiation (SEC 021 clauses 6.3 and 6.5): fetched, decrypted if it is
// encrypted, verified. It is written only if it passes.

import { VnfsealError, invalidArgument } from "../errors.js";
import { openSink } from "../sinks/sinks.js";
import { host } from "../sinks/node/host.js";
import { readOptions } from "../verification/plain.js";
import { withCopies } from "./copies.js";
import { terms } from "./receive.js";
import { readRecord } from "./record.js";
import { releaseSteps } from "./steps.js";

const OPTIONS = [
  ...["catalogue", "trust", "policy", "externalArtifacts", "key", "password", "certificate"],
  ...["output", "onProgress", "signal"],
];

/** A package has gigabytes. No more of one is fetched than is taken elsewhere. */
const CONTENT_MAX = 64 * 2 ** 30;

export async function releasePackage(name, options = {}) {
  const read = readOptions(options, OPTIONS, "releasePackage");
  if (typeof read.catalogue?.get !== "function") throw invalidArgument("releasePackage needs a catalogue, as openCatalogue gives it");
  read.signal?.throwIfAborted();
  const vnfseal = await import("../index.js");
  const { policy } = await vnfseal.checkPolicy(read.policy);
  const entry = await read.catalogue.get(name);
  if (entry.size > CONTENT_MAX) throw new VnfsealError("CATALOGUE_INVALID", `'${entry.name}' has ${entry.size} bytes, and no more than ${CONTENT_MAX} are fetched`);
  const run = { ...read, vnfseal, entry, policy: { ...policy, stage: "instantiation" } };
  const isEncrypted = entry.mediaType === "application/cms" || readRecord(entry.annotations).recipients !== undefined;
  const { written, report, ...result } = await (isEncrypted ? releaseEncrypted(run) : releasePlain(run));
  const steps = releaseSteps({ report, isDecrypted: isEncrypted, isWritten: written });
  return { written, name: entry.name, digest: entry.digest, ...result, steps, report };
}

/** The message is whole and what its digest says before any of it is decrypted. */
async function releaseEncrypted(run) {
  const { vnfseal, entry, key, password, certificate, output, onProgress, signal } = run;
  if (key === undefined) {
    throw new VnfsealError("KEY_UNUSABLE", `'${entry.name}' is encrypted: give the private key of one of its recipients`);
  }
  return withCopies(async (copies) => {
    const from = { name: entry.fileName, size: entry.size, chunks: entry.chunks(signal) };
    const { source } = await copies.copy(from, { onProgress, signal });
    return vnfseal.decryptFile(source, { ...terms(run), key, password, certificate, output });
  });
}

async function releasePlain(run) {
  const { vnfseal, entry, output, onProgress, signal } = run;
  const sink = await openSink(output, host, { inputs: inputsOf(run), isHeld: true, signal });
  try {
    let done = 0;
    for await (const chunk of entry.chunks(signal)) {
      await sink.write(chunk);
      done += chunk.length;
      onProgress?.({ phase: "copying", bytesDone: done, bytesTotal: entry.size });
    }
    const { fileName = entry.name } = entry;
    const { size, read } = await sink.source();
    const report = await vnfseal.verifyPackage({ name: fileName, size, read }, terms(run));
    if (report.verdict === "passed") return { written: true, fileName, notes: [], report, ...(await sink.finish()) };
    await sink.discard(new VnfsealError("DECRYPTION_REFUSED", report.summary));
    return { written: false, fileName, notes: [], report };
  } catch (error) {
    await sink.discard(error);
    throw error;
  }
}

/** No file that is read is written over. */
function inputsOf({ externalArtifacts }) {
  return Object.values(externalArtifacts ?? {});
}

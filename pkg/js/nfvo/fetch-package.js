// A package on its way out of an NFVO: written only if it is what the checksum says, and has passed where that is asked.

import { VnfsealError, invalidArgument } from "../errors.js";
import { host } from "../sinks/node/host.js";
import { openSink } from "../sinks/sinks.js";
import { reporting } from "../sources/reporting.js";
import { readOptions } from "../verification/plain.js";

const OPTIONS = ["nfvo", "trust", "policy", "externalArtifacts", "output", "onProgress", "signal"];

/** What is asked for in a verification. */
const TERMS = ["trust", "policy", "externalArtifacts"];

export async function fetchPackage(id, options = {}) {
  const read = readOptions(options, OPTIONS, "fetchPackage");
  const { nfvo, output, signal } = read;
  if (typeof nfvo?.fetch !== "function") throw invalidArgument("fetchPackage needs an nfvo, as openNfvo gives it");
  signal?.throwIfAborted();
  const isVerified = TERMS.some((name) => read[name] !== undefined);
  const vnfseal = isVerified ? await import("../index.js") : undefined;
  // What is asked has to make sense before gigabytes come.
  const { policy } = vnfseal ? await vnfseal.checkPolicy(read.policy) : {};
  const sink = await openSink(output, host, { inputs: inputsOf(read), isHeld: true, signal });
  try {
    const content = await nfvo.fetch(id, { signal });
    const { onProgress } = read;
    const chunks = reporting(content.chunks, { phase: "fetching", size: content.size, onProgress, signal });
    for await (const chunk of chunks) await sink.write(chunk);
    const report = vnfseal && (await verify(content, sink, { ...read, policy, vnfseal }));
    const { size, checksum } = content;
    const result = { id, size, checksum, ...(report && { report }) };
    if (!report || report.verdict === "passed") return { written: true, ...result, ...(await sink.finish()) };
    await sink.discard(new VnfsealError("NFVO_PACKAGE_DAMAGED", report.summary));
    return { written: false, ...result };
  } catch (error) {
    await sink.discard(error);
    throw error;
  }
}

async function verify({ id }, sink, { vnfseal, trust, policy, externalArtifacts, onProgress, signal }) {
  const { size, read } = await sink.source();
  return vnfseal.verifyPackage({ name: `${id}.zip`, size, read }, { trust, policy, externalArtifacts, onProgress, signal });
}

function inputsOf({ trust, policy, externalArtifacts = {} }) {
  return [trust, policy, ...Object.values(externalArtifacts)].flat();
}

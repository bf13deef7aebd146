// What every signing has in common: the engine is driven until it has a new package, and that is written, and verified as a
// whole before anybody gets it.

import { refusing, using } from "../engine/engine.js";
import { fromHex } from "../engine/octets.js";
import { refusingWithReason } from "../engine/refusals.js";
import { invalidArgument } from "../errors.js";
import { withSigner } from "../keys/signer.js";
import { openSink, withSink } from "../sinks/sinks.js";
import { readExternalArtifacts } from "../verification/inputs.js";
import { Progress, inPhase } from "../verification/progress.js";
import { readQuestion, withQuestion } from "../verification/question.js";
import { answerStep } from "../verification/reading.js";
import { blobOf, chunksOf, readSegments } from "./segments.js";

/**
 * Runs `work(run)` with everything that the options of a function named `name` say: signer, trust and policy, ready for the
 * engine, and external artifacts.
 */
export async function withRun(engine, host, options, name, work) {
  const { signer, externalArtifacts, output, fileName, onProgress, signal } = options;
  signal?.throwIfAborted();
  if (signer === undefined) throw invalidArgument(`${name} needs a signer`);
  const externals = readExternalArtifacts(externalArtifacts);
  const inputs = await readQuestion(options, host);
  return engine.run((instance) =>
    withQuestion(instance, inputs, (question) =>
      withSigner(instance, host, signer, signal, (signs) => {
        // A policy that makes no sense is refused as one.
        refusing("POLICY_INVALID", question.policy.name, () => instance.bindings.checkPolicy(question.policy.bytes));
        return work({ engine, instance, host, externals, question, output, fileName, onProgress, signal, ...signs });
      }),
    ),
  );
}

/**
 * Makes a package of the sources of a run, and writes it to its output. `make()` gives the segments, and `verify(source)`
 * what to say of the new package. `inputs` are not written over.
 */
export async function writePackage(run, inputs, { make, verify }) {
  const { host, sources, output, fileName, signal } = run;
  // A Blob of parts of others copies nothing.
  if (output === undefined && sources.every(({ blob }) => blob)) {
    const blob = blobOf(await make(), sources);
    return { ...(await verify(await host.openSource(blob))), fileName, blob };
  }
  // A place that cannot be written to is found before gigabytes are read. What is verified is what was written, and nobody
  // gets it before: a source may change between two readings.
  const options = { inputs: [...inputs, ...run.externals.map(([, content]) => content)], isHeld: true, signal };
  return withSink(await openSink(output, host, options), async (sink) => {
    await writeSegments(run, await make(), sink);
    return { ...(await verify(await sink.source())), fileName };
  });
}

/** The findings of a report that count against its verdict. The others have decided nothing. */
export function decidingFindings({ findings }) {
  return findings.filter(({ severity, accepted }) => !accepted && ["fail", "unknown"].includes(severity));
}

/** Does what a signing of the engine asks for, which `begin()` gives. Gives the new package as segments. */
export function signToEnd(begin, run) {
  return using(refusingWithReason("SIGNING_REFUSED", begin), async (signing) => {
    await drive(signing, { ...run, progress: new Progress(inPhase("signing", run.onProgress), run.signal) });
    return refusingWithReason("SIGNING_REFUSED", () => readSegments(signing));
  });
}

async function drive(signing, run) {
  for (;;) {
    if (run.instance.failure) throw run.instance.failure;
    const need = JSON.parse(signing.step());
    if (need.ready) return;
    if (need.sign) await answerSign(signing, need.sign, run);
    else await answerStep(signing, need, run);
  }
}

async function answerSign(signing, requests, { instance, sign, signal }) {
  for (const request of requests) {
    signal?.throwIfAborted();
    const signature = await sign(toRequest(request));
    if (instance.failure) throw instance.failure;
    signing.addSignature(signature);
  }
  refusingWithReason(kindOfRefusal, () => signing.sign());
}

function kindOfRefusal(reason) {
  return reason === "signer.key-mismatch" ? "KEY_UNUSABLE" : "SIGNING_REFUSED";
}

/** A request of the engine as a caller gets it: what has no value is not there. */
function toRequest({ path, algorithm, data, digest }) {
  const members = Object.entries(algorithm).filter(([, value]) => value !== null);
  return { path, algorithm: Object.fromEntries(members), data: fromHex(data), digest: fromHex(digest) };
}

async function writeSegments({ sources, fileName, onProgress, signal }, segments, sink) {
  const progress = new Progress(inPhase("writing", onProgress), signal);
  const size = segments.reduce((sum, { length }) => sum + length, 0);
  const task = { index: 0, path: fileName, compressedSize: size };
  progress.expect([task]);
  for await (const chunk of chunksOf(segments, sources, signal)) {
    await sink.write(chunk);
    progress.count(task, chunk.length);
    await progress.pause();
  }
}

// The service provider's signature for a package that verifies (SEC 021 clause 6.2). The new package is verified as a whole
// before anybody gets it.

import { refusing, using } from "../engine/engine.js";
import { refusingWithReason } from "../engine/refusals.js";
import { VnfsealError, invalidArgument } from "../errors.js";
import { withSigner } from "../keys/signer.js";
import { openSink, withSink } from "../sinks/sinks.js";
import { formatTime, readExternalArtifacts } from "../verification/inputs.js";
import { writeReport } from "../verification/opened-package.js";
import { readOptions } from "../verification/plain.js";
import { Progress } from "../verification/progress.js";
import { readQuestion, withQuestion } from "../verification/question.js";
import { answerStep, readPackage } from "../verification/reading.js";
import { blobOf, chunksOf, readSegments, sourceOf } from "./segments.js";

const OPTIONS = ["signer", "trust", "policy", "externalArtifacts", "artifactSignatures", "fileName", "output", "onProgress", "signal"];

export async function signPackage(engine, host, input, options = {}) {
  const read = readOptions(options, OPTIONS, "signPackage");
  const { signer, artifactSignatures = false, output, signal } = read;
  signal?.throwIfAborted();
  if (signer === undefined) throw invalidArgument("signPackage needs a signer");
  if (typeof artifactSignatures !== "boolean") throw invalidArgument("artifactSignatures is neither true nor false");
  const externals = readExternalArtifacts(read.externalArtifacts);
  const inputs = await readQuestion(read, host);
  return engine.run((instance) =>
    withQuestion(instance, inputs, (question) =>
      withSigner(instance, host, signer, signal, (signs) =>
        withSource(host, input, (source) => {
          const fileName = read.fileName ?? source.name ?? "";
          const run = { engine, instance, host, input, source, externals, fileName, question, ...signs };
          return signAndWrite({ ...run, artifactSignatures, output, onProgress: read.onProgress, signal });
        }),
      ),
    ),
  );
}

/** `work(source)` has the source open, as often as it is read. */
async function withSource(host, input, work) {
  const source = await host.openSource(input);
  try {
    return await work(source);
  } finally {
    await source.close?.();
  }
}

async function signAndWrite(run) {
  const { host, input, source, output, fileName, signal } = run;
  checkSigner(run);
  // A Blob of parts of the old one copies nothing.
  if (output === undefined && source.blob) {
    const { segments, policy } = await signSource(run);
    const blob = blobOf(segments, [source]);
    return { report: await verifyResult(run, await host.openSource(blob), policy), fileName, blob };
  }
  // A place that cannot be written to is found before gigabytes are read.
  const sink = await openSink(output, host, { inputs: [input, ...run.externals.map(([, content]) => content)], signal });
  return withSink(sink, async () => {
    const { segments, policy } = await signSource(run);
    if (sink.source) {
      await writeSegments(run, segments, sink);
      return { report: await verifyResult(run, await sink.source(), policy), fileName };
    }
    const report = await verifyResult(run, sourceOf(segments, [source]), policy);
    await writeSegments(run, segments, sink);
    return { report, fileName };
  });
}

/** A signer whom nobody trusts should not wait for gigabytes to be digested. */
function checkSigner({ instance, signer, question: { bundle, policy } }) {
  // A policy that makes no sense is refused as one.
  refusing("POLICY_INVALID", policy.name, () => instance.bindings.checkPolicy(policy.bytes));
  refusingWithReason("SIGNING_REFUSED", () => signer.checkSigner(bundle, policy.bytes, formatTime(new Date())));
}

/** Has the package verified and signed. Gives the new one as segments, and the policy by which that is verified. */
async function signSource(run) {
  const { instance, question, signer, artifactSignatures, signal } = run;
  const { bindings } = instance;
  const reading = await readVerification(run, run.source, question.policy, run.onProgress);
  return using(reading, () => {
    const now = formatTime(new Date());
    const begin = () =>
      bindings.Signing.countersign(reading, question.bundle, question.policy.bytes, signer, artifactSignatures, now);
    return using(refusingWithReason("SIGNING_REFUSED", begin), async (signing) => {
      const progress = new Progress(inPhase("signing", run.onProgress), signal);
      await drive(signing, { ...run, sources: [run.source], progress });
      const segments = refusingWithReason("SIGNING_REFUSED", () => readSegments(signing));
      const bytes = bindings.Signing.policyOfResult(reading, question.policy.bytes);
      return { segments, policy: { ...question.policy, bytes } };
    });
  });
}

/** Does what the engine asks for, until it has all signatures. */
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

function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
}

async function writeSegments({ source, fileName, onProgress, signal }, segments, sink) {
  const progress = new Progress(inPhase("writing", onProgress), signal);
  const size = segments.reduce((sum, { length }) => sum + length, 0);
  const task = { index: 0, path: fileName, compressedSize: size };
  progress.expect([task]);
  for await (const chunk of chunksOf(segments, [source], signal)) {
    await sink.write(chunk);
    progress.count(task, chunk.length);
    await progress.pause();
  }
}

/** The report of the new package. One that does not pass with this signer is refused. */
async function verifyResult(run, written, policy) {
  const { engine, instance, question, signer, signal } = run;
  const reading = await readVerification(run, written, policy, inPhase("checking", run.onProgress));
  return using(reading, async () => {
    const now = formatTime(new Date());
    refusingWithReason("SIGNING_REFUSED", () => signer.checkResult(reading, question.bundle, policy.bytes, now));
    const report = JSON.parse(await writeReport(engine, instance, reading, { ...question, policy }, signal));
    if (report.verdict === "passed") return report;
    const sentence = `The signed package does not verify. ${report.summary}`;
    throw new VnfsealError("SIGNING_REFUSED", sentence, { reason: "package.not-verified", findings: report.findings });
  });
}

/** Reads a source that stays open. */
function readVerification({ instance, host, externals, fileName, signal }, source, policy, onProgress) {
  const openSource = async (input) => (input === source ? { ...source, close: undefined } : host.openSource(input));
  const opening = { externals, fileName, policy, onProgress, signal };
  return readPackage(instance, { ...host, openSource }, instance.bindings.Verification, source, opening);
}

function inPhase(phase, onProgress) {
  return onProgress && ((progress) => onProgress({ ...progress, phase }));
}

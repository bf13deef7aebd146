// Decrypts a file that is encrypted for a recipient, and verifies what was in it (SEC 021 clause 6.5). Nobody gets anything of
// it before its tag has proved right and, unless the caller verifies it in another way, before it has passed.

import { refusing } from "../engine/engine.js";
import { VnfsealError, invalidArgument } from "../errors.js";
import { openSink } from "../sinks/sinks.js";
import { isArchive } from "../sources/archives.js";
import { withSource } from "../sources/sources.js";
import { readExternalArtifacts } from "../verification/inputs.js";
import { readOptions } from "../verification/plain.js";
import { Progress, inPhase } from "../verification/progress.js";
import { readQuestion, withQuestion } from "../verification/question.js";
import { decryptArtifacts } from "./artifacts.js";
import { decryptMessage } from "./message-reader.js";
import { withPrivateKey } from "./private-key.js";
import { verifySource } from "./verifying.js";

const OPTIONS = [
  ...["key", "password", "certificate", "trust", "policy", "verify", "externalArtifacts"],
  ...["fileName", "output", "onProgress", "signal"],
];

/** The name of what comes without one. */
const OTHERWISE = "package.csar";

export async function decryptFile(engine, host, input, options = {}) {
  const read = readOptions(options, OPTIONS, "decryptFile");
  const { verify = true, signal } = read;
  signal?.throwIfAborted();
  if (typeof verify !== "boolean") throw invalidArgument("verify is neither true nor false");
  const externals = readExternalArtifacts(read.externalArtifacts);
  const inputs = await readQuestion(read, host);
  // Trust, policy and key come first: what is wrong with them should not wait for gigabytes to be decrypted.
  return engine.run((instance) =>
    withQuestion(instance, inputs, (question) => {
      checkPolicy(instance, question);
      return withPrivateKey(instance, host, read, (privateKey) =>
        withSource(host, input, async (source) => {
          const run = { ...read, engine, instance, host, input, source, privateKey, verify, externals, question };
          return release(run, (await isArchive(run.source, run.signal)) ? decryptInPackage(run) : decryptWhole(run));
        }),
      );
    }),
  );
}

function checkPolicy({ bindings }, { policy }) {
  refusing("POLICY_INVALID", policy.name, () => bindings.checkPolicy(policy.bytes));
}

/** A package with encrypted artifacts. */
function decryptInPackage(run) {
  const fileName = run.fileName ?? run.source.name ?? OTHERWISE;
  return { fileName, work: (sink) => decryptArtifacts({ ...run, fileName }, sink.write) };
}

/** The content of a message. `work(sink)` writes it and gives notes. */
function decryptWhole(run) {
  const { source, privateKey, signal } = run;
  const { name = OTHERWISE } = source;
  return {
    fileName: run.fileName ?? name.replace(/(?<=.)\.cms$/i, ""),
    async work(sink) {
      const progress = new Progress(inPhase("decrypting", run.onProgress), signal);
      const task = { index: 0, path: name, compressedSize: source.size };
      progress.expect([task]);
      const onPiece = (bytes) => progress.advance(task, bytes);
      return { notes: await decryptMessage({ ...run, onPiece }, source, privateKey, sink.write) };
    },
  };
}

/** Has it decrypted, and hands it over if it passes. If not, there is a report and nothing else. */
async function release(run, { fileName, work }) {
  const { host, input, output, externals, signal } = run;
  const inputs = [input, ...externals.map(([, content]) => content)];
  const sink = await openSink(output, host, { inputs, isPrivate: true, isHeld: true, signal });
  try {
    const result = { fileName, ...(await work(sink)) };
    if (!run.verify) return { ...result, written: true, ...(await sink.finish()) };
    const report = await verifySource({ ...run, fileName }, await sink.source());
    if (report.verdict === "passed") return { ...result, report, written: true, ...(await sink.finish()) };
    await sink.discard(new VnfsealError("DECRYPTION_REFUSED", report.summary));
    return { ...result, report, written: false };
  } catch (error) {
    await sink.discard(error);
    throw error;
  }
}

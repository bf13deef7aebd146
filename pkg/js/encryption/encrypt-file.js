// Encrypts a file for recipients (SEC 021 clause 6.4): the file as a whole, or artifacts in a package.

import { refusalFor } from "../engine/refusals.js";
import { openSink, withSink } from "../sinks/sinks.js";
import { isArchive } from "../sources/archives.js";
import { withSource } from "../sources/sources.js";
import { readPolicy } from "../verification/inputs.js";
import { readOptions } from "../verification/plain.js";
import { Progress, inPhase } from "../verification/progress.js";
import { encryptArtifacts } from "./artifacts.js";
import { isEncrypted } from "./beginning.js";
import { writeMessage } from "./message-writer.js";
import { readRecipientFiles, withRecipients } from "./recipients.js";

const OPTIONS = ["recipients", "artifacts", "fileName", "output", "onProgress", "signal"];

export async function encryptFile(engine, host, input, options = {}) {
  const read = readOptions(options, OPTIONS, "encryptFile");
  read.signal?.throwIfAborted();
  const files = await readRecipientFiles(read.recipients, host);
  return engine.run((instance) =>
    withRecipients(instance, files, (recipients) =>
      withSource(host, input, async (source) => {
        const run = { ...read, engine, instance, host, recipients, input, source };
        const result = await (run.artifacts === undefined ? encryptWhole(run) : encryptInPackage(run));
        return { ...result, recipients: recipients.map((recipient) => JSON.parse(recipient.description())) };
      }),
    ),
  );
}

/** The package in which artifacts are encrypted keeps its name. */
async function encryptInPackage(run) {
  const { host, input, source, artifacts, output, signal } = run;
  const fileName = run.fileName ?? source.name ?? "package.csar";
  const reading = { ...run, fileName, externals: [], question: { policy: await readPolicy() } };
  return withSink(await openSink(output, host, { inputs: [input], signal }), async (sink) => {
    const encrypted = await encryptArtifacts(reading, artifacts, sink.write);
    await source.checkUnchanged?.();
    return { fileName, artifacts: encrypted.artifacts, notes: [] };
  });
}

async function encryptWhole(run) {
  const { host, input, source, output, signal } = run;
  const { name = "package.csar" } = source;
  const fileName = run.fileName ?? `${name}.cms`;
  if (await isEncrypted(run)) throw refusalFor(run.instance, "ENCRYPTION_REFUSED", "message.encrypted-already");
  const notes = (await isArchive(run.source, run.signal)) ? [] : ["The file is not a ZIP archive, so it is not a package. It was encrypted as it is."];
  return withSink(await openSink(output, host, { inputs: [input], signal }), async (sink) => {
    const progress = new Progress(inPhase("encrypting", run.onProgress), signal);
    const task = { index: 0, path: name, compressedSize: source.size };
    progress.expect([task]);
    const onPiece = (bytes) => progress.advance(task, bytes);
    const content = { name, size: source.size, chunks: source.chunks(0, source.size, signal) };
    await writeMessage({ ...run, onPiece }, content, sink.write);
    await source.checkUnchanged?.();
    return { fileName, notes };
  });
}

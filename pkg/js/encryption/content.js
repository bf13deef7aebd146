// The content of a file in a package, inflated and checked on its way.

import { brokenOutcome } from "../digests/outcome.js";

/**
 * Reads what a task of the engine describes: `chunks()` gives the content in pieces, and
 * `outcome()` what the digester says of it afterwards.
 */
export function contentOf({ instance, host, source, onBytes, signal }, task) {
  let outcome = brokenOutcome(task);
  return { chunks, outcome: () => outcome };

  async function* chunks() {
    // The digester gives its pieces, and whoever encrypts them takes them.
    const { readable, writable } = new TransformStream();
    const [writer, reader] = [writable.getWriter(), readable.getReader()];
    const reading = read(writer).then(
      () => writer.close(),
      (error) => writer.abort(error),
    );
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
      await reading;
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  async function read(writer) {
    // The memory of a piece is used again.
    const digester = host.createDigester()(instance, task, (bytes) => writer.write(bytes.slice()));
    try {
      for await (const chunk of source.chunks(task.offset, task.offset + task.compressedSize, signal)) {
        if (instance.failure) throw instance.failure;
        await digester.update(chunk);
        await onBytes(chunk.length);
      }
      outcome = await digester.finish();
    } catch (error) {
      digester.close();
      throw error;
    }
  }
}

// The digester of the engine itself: the reference for every other, and the only one where a host has nothing faster.

import { free } from "../engine/engine.js";

/** Deflate grows what it is given at most 1032 times; this keeps what comes back below 66 MiB. */
const EXPANDING_LENGTH = 1 << 16;

/** Begins a task. `sink`, if given, is handed the content in order. */
export function openReferenceDigester({ bindings }, task, sink) {
  const digester = new bindings.Digester(JSON.stringify(task));
  return {
    async update(bytes) {
      if (!sink) return digester.update(bytes);
      for (let at = 0; at < bytes.length; at += EXPANDING_LENGTH) {
        await sink(digester.updateExpanding(bytes.subarray(at, at + EXPANDING_LENGTH)));
      }
    },
    finish() {
      const outcome = JSON.parse(digester.finish());
      digester.free();
      return outcome;
    },
    close: () => free(digester),
  };
}

// The module that signs and encrypts, in Node.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { Engine } from "../../engine/engine.js";
import { VnfsealError } from "../../errors.js";

/** Loads the module, and gives an engine over it. */
export async function loadSealingEngine() {
  const [bindings, wasm] = await Promise.all([
    import("../../../dist/sealing.js"),
    readFile(new URL("../../../dist/sealing_bg.wasm", import.meta.url)),
  ]).catch((cause) => {
    const sentence = "the part that signs and encrypts is not there: install the package again";
    throw new VnfsealError("ENGINE_UNAVAILABLE", sentence, { cause });
  });
  const module = await WebAssembly.compile(wasm);
  bindings.initSync({ module });
  const wasmSha256 = createHash("sha256").update(wasm).digest("hex");
  return new Engine(bindings, module, wasmSha256, new URL("../../../dist/sealing.js", import.meta.url));
}

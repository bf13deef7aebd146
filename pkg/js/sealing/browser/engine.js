// The module that signs and encrypts, in browsers.

import { fetchModule, hexOf } from "../../engine/fetching.js";
import { Engine } from "../../engine/engine.js";
import { VnfsealError } from "../../errors.js";

/** Loads the module from `sealingSrc`, or from where a bundler or the package puts it, and gives an engine over it. */
export async function loadSealingEngine(sealingSrc = new URL("../../../dist/sealing_bg.wasm", import.meta.url)) {
  const [bindings, { wasmIntegrity }] = await Promise.all([
    import("../../../dist/sealing.js"),
    import("../../../dist/sealing.integrity.js"),
  ]).catch((cause) => {
    const sentence = "the script that signs and encrypts is not there: reload the page";
    throw new VnfsealError("ENGINE_UNAVAILABLE", sentence, { cause });
  });
  const module = await fetchModule(sealingSrc, wasmIntegrity);
  await bindings.default({ module_or_path: module });
  return new Engine(bindings, module, hexOf(wasmIntegrity), new URL("../../../dist/sealing.js", import.meta.url));
}

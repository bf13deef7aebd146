// The package in Node: paths are read through file handles, and what has to be inflated goes to a temporary file.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import * as bindings from "../dist/engine.js";
import { Engine } from "./engine.js";
import { createTemporaryFile, openFile, readFile } from "./files.js";
import { isNodeDigesterUsable, openNodeDigester } from "./node-digester.js";
import { nodeLanes } from "./node-lanes.js";
import { openReferenceDigester } from "./reference-digester.js";
import { asSource } from "./sources.js";
import { createVerifier } from "./verifier.js";

const wasm = readFileSync(new URL("../dist/engine_bg.wasm", import.meta.url));
const wasmSha256 = createHash("sha256").update(wasm).digest("hex");
const module = new WebAssembly.Module(wasm);
bindings.initSync({ module });

export const {
  verifyPackage,
  verifyPackageAsJson,
  verifySignedData,
  verifyCertificate,
  inspectTrust,
  inspectTrustAsJson,
  checkPolicy,
  rules,
  version,
} = createVerifier(new Engine(bindings, module, wasmSha256), {
  openSource: async (input) => (typeof input === "string" ? openFile(input) : asSource(input)),
  readFile,
  createExpansion: createTemporaryFile,
  ...(isNodeDigesterUsable
    ? { createDigester: () => (_, task, sink) => openNodeDigester(task, sink), lanes: nodeLanes }
    : { createDigester: () => openReferenceDigester }),
});

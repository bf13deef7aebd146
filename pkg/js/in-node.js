// The engine's API in Node: paths are read through file handles, and what has to be inflated goes to a temporary file. What it
// takes time to have, such as the table of rules, is there when it is asked for.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import * as bindings from "../dist/engine.js";
import { isNodeDigesterUsable, openNodeDigester } from "./digests/node/digester.js";
import { nodeAnswering, nodeLanes } from "./digests/node/lanes.js";
import { openReferenceDigester } from "./digests/reference-digester.js";
import { Engine } from "./engine/engine.js";
import { createSealing } from "./sealing/sealing.js";
import { openFileSink } from "./sinks/node/file-sink.js";
import { createTemporaryFile, openFile, readFile } from "./sources/node/files.js";
import { openFolder, openLater } from "./sources/node/folders.js";
import { asSource } from "./sources/sources.js";
import { createVerifier } from "./verification/verifier.js";

const wasm = readFileSync(new URL("../dist/engine_bg.wasm", import.meta.url));
const wasmSha256 = createHash("sha256").update(wasm).digest("hex");
const module = new WebAssembly.Module(wasm);
bindings.initSync({ module });

const engineOfModule = new Engine(bindings, module, wasmSha256, new URL("../dist/engine.js", import.meta.url));
const host = {
  openSource: async (input) => (typeof input === "string" ? openFile(input) : asSource(input)),
  readFile,
  createExpansion: createTemporaryFile,
  openFileSink,
  openFolder,
  openLater,
  loadContentCipher: () => import("./encryption/node/content-cipher.js"),
  answering: nodeAnswering,
  ...(isNodeDigesterUsable
    ? { createDigester: () => (_, task, sink) => openNodeDigester(task, sink), lanes: nodeLanes }
    : { createDigester: () => openReferenceDigester }),
};

const loadSealing = async () => (await import("./sealing/node/engine.js")).loadSealingEngine();

/** Its members are those that `index.js` exports; a copy of it would ask for them all. */
export const vnfseal = Object.assign(createVerifier(engineOfModule, host), createSealing(loadSealing, host));

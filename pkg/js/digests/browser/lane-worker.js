// A Web Worker that digests: see remote-lane.js. Its set-up is `{ module }`, the engine's WebAssembly.

import * as bindings from "../../../dist/engine.js";
import { blobChunks } from "../../sources/browser/blob-chunks.js";
import { servePass } from "../remote-lane.js";
import { browserDigester } from "./digester.js";

/** Kept from pass to pass, because it keeps the memory that contents are read into, until the run is over. */
let kept = null;

const host = {
  post: (message) => postMessage(message),
  chunks: blobChunks,
  createDigester(lanes) {
    if (kept?.lanes !== lanes) kept = { lanes, open: browserDigester(lanes) };
    const { open } = kept;
    return (task) => open({ bindings }, task);
  },
};

addEventListener("message", ({ data }) => {
  if (data.module) bindings.initSync(data);
  else if (data.pass) servePass(data, host);
  else kept = null;
});

postMessage({ ready: true });

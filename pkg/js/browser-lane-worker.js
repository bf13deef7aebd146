// A Web Worker that digests: see remote-lane.js. Its set-up is `{ module }`, the engine's WebAssembly.

import * as bindings from "../dist/engine.js";
import { blobChunks } from "./blob-chunks.js";
import { openBrowserDigester } from "./browser-digester.js";
import { servePass } from "./remote-lane.js";

const host = {
  post: (message) => postMessage(message),
  chunks: blobChunks,
  openDigester: (task, pass) => openBrowserDigester({ bindings }, task, { pass }),
};

addEventListener("message", ({ data }) => {
  if (data.module) bindings.initSync(data);
  else servePass(data, host);
});

postMessage({ ready: true });

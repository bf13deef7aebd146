// A Web Worker that digests: see remote-lane.js. It also answers the engine: see verification/answers-ahead.js. Its set-up is
// `{ module }`, the engine's WebAssembly.

import * as bindings from "../../../dist/engine.js";
import { blobChunks } from "../../sources/browser/blob-chunks.js";
import { servePass } from "../remote-lane.js";
import { ContentMemory } from "./content-memory.js";
import { openBrowserDigester } from "./digester.js";

/** Kept from pass to pass, until the run is over. */
const memory = new ContentMemory();

const host = {
  post: (message) => postMessage(message),
  openPass(blob, pass) {
    const place = memory.begin(pass, true);
    return {
      chunks: blobChunks(blob, pass.start, pass.end, undefined, place),
      openDigester: (task) => openBrowserDigester({ bindings }, task, undefined, memory),
    };
  },
};

addEventListener("message", ({ data }) => {
  if (data.module) bindings.initSync(data);
  else if (data.questions) answer(data.questions);
  else if (data.pass) servePass(data, host);
  else memory.forget();
});

function answer(questions) {
  try {
    postMessage({ answers: bindings.answerQuestions(questions) });
  } catch {
    // What an instance says that has failed is not believed.
    postMessage({ lost: true });
    close();
  }
}

postMessage({ ready: true });

// A worker thread of Node with an instance of the engine that verifies signature values: see ../../verification/answers-ahead.js.

import { parentPort } from "node:worker_threads";

import * as bindings from "../../../dist/engine.js";

parentPort.on("message", ({ module, questions }) => {
  if (module) bindings.initSync({ module });
  else parentPort.postMessage({ answers: bindings.answerQuestions(questions) });
});
parentPort.postMessage({ ready: true });

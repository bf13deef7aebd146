// A thread that verifies one package after the other: see jobs.js. Its settings are `{ trust: [{ name, bytes }], policy, fileDigest }`, and what `opening.js`
// needs; they come with the first package, and again when they change.

import { parentPort } from "node:worker_threads";

import * as vnfseal from "../index.js";
import { verifyFound } from "./found.js";

let terms;

parentPort.on("message", async ({ item, settings }) => {
  if (settings) terms = { ...settings, trust: settings.trust.map(({ name, bytes }) => new File([bytes], name)) };
  try {
    const onProgress = (progress) => parentPort.postMessage({ progress });
    const json = await verifyFound(item, vnfseal, { ...terms, onProgress });
    parentPort.postMessage({ json });
  } catch ({ code, message, mayPass }) {
    parentPort.postMessage({ error: { code, message, mayPass } });
  }
});

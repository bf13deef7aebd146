// A thread that verifies one package after the other: see jobs.js. Its settings are `{ trust: [{ name, bytes }], policy }`.

import { parentPort, workerData } from "node:worker_threads";

import * as vnfseal from "../index.js";
import { openPackageSource } from "./opening.js";

const trust = workerData.trust.map(({ name, bytes }) => new File([bytes], name));

parentPort.on("message", async (item) => {
  try {
    const { source, close } = await openPackageSource(item, vnfseal);
    const onProgress = (progress) => parentPort.postMessage({ progress });
    const options = { trust, policy: workerData.policy, onProgress };
    const json = await vnfseal.verifyPackageAsJson(source, options).finally(close);
    parentPort.postMessage({ json });
  } catch ({ code, message }) {
    parentPort.postMessage({ error: { code, message } });
  }
});

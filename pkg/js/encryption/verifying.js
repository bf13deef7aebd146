// The verification of what was decrypted, by the same engine.

import { using } from "../engine/engine.js";
import { writeReport } from "../verification/opened-package.js";
import { readPackage } from "../verification/reading.js";

/** Runs `work(verification)` with the package in `source`, which stays open. */
export function withVerification({ instance, host, question, externals, fileName, onProgress, signal }, source, work) {
  const openSource = async (input) => (input === source ? { ...source, close: undefined } : host.openSource(input));
  const opening = { externals, fileName, policy: question.policy, onProgress, signal };
  const { Verification } = instance.bindings;
  return readPackage(instance, { ...host, openSource }, Verification, source, opening).then((reading) => using(reading, work));
}

/** The report of the package in `source`. */
export function verifySource(run, source) {
  const { engine, instance, question, signal } = run;
  return withVerification(run, source, async (verification) =>
    JSON.parse(await writeReport(engine, instance, verification, question, signal)),
  );
}

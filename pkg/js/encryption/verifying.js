// The verification of what was decrypted, by the same engine.

import { using } from "../engine/engine.js";
import { writeReport } from "../verification/opened-package.js";
import { withQuestion } from "../verification/question.js";
import { readPackage } from "../verification/reading.js";

/** The report of the package in `source`, which stays open. */
export function verifySource({ engine, instance, host, question, externals, fileName, onProgress, signal }, source) {
  return withQuestion(instance, question, async (ready) => {
    const openSource = async (input) => (input === source ? { ...source, close: undefined } : host.openSource(input));
    const opening = { externals, fileName, policy: ready.policy, onProgress, signal };
    const { Verification } = instance.bindings;
    const reading = await readPackage(instance, { ...host, openSource }, Verification, source, opening);
    return using(reading, async () => JSON.parse(await writeReport(engine, instance, reading, ready, signal)));
  });
}

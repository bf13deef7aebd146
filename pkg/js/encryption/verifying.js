// The verification of what was decrypted, by the same engine.

import { using } from "../engine/engine.js";
import { writeReport } from "../verification/opened-package.js";
import { readVerification } from "../verification/reading.js";

/** Runs `work(verification)` with the package in `source`, which stays open. */
export async function withVerification(run, source, work) {
  return using(await readVerification(run, source, run.question.policy, run.onProgress), work);
}

/** The report of the package in `source`. */
export function verifySource(run, source) {
  const { engine, instance, question, signal } = run;
  return withVerification(run, source, async (verification) =>
    JSON.parse(await writeReport(engine, instance, verification, question, { signal })),
  );
}

// What the VNF provider's signatures have in common: whether the signer may, and whether the new package is right. Without
// trust everything is checked except whether the signer is trusted, and there is no report.

import { using } from "../engine/engine.js";
import { refusalFor, refusingWithReason } from "../engine/refusals.js";
import { formatTime } from "../verification/inputs.js";
import { writeReport } from "../verification/opened-package.js";
import { inPhase } from "../verification/progress.js";
import { readVerification } from "../verification/reading.js";
import { decidingFindings } from "./new-package.js";

/** The options of both functions. */
export const OPTIONS = ["signer", "trust", "policy", "externalArtifacts", "fileName", "output", "onProgress", "signal"];

/** Refuses a signer who may not sign, before anything is read. */
export function checkProvider({ signer, question: { bundle, policy } }) {
  refusingWithReason("SIGNING_REFUSED", () => signer.checkProvider(bundle, policy.bytes, formatTime(new Date())));
}

/** `{ report }` of the new package, and nothing of one that was made without trust. One that does not verify is refused. */
export async function verifyNewPackage(run, written) {
  const { engine, instance, question, signer, signal, hasTrust } = run;
  const bytes = instance.bindings.Signing.policyOfNewPackage(question.policy.bytes);
  const policy = { ...question.policy, bytes };
  const reading = await readVerification(run, written, policy, inPhase("checking", run.onProgress));
  return using(reading, async () => {
    const now = formatTime(new Date());
    refusingWithReason("SIGNING_REFUSED", () => signer.checkNewPackage(reading, question.bundle, policy.bytes, now));
    if (!hasTrust) return {};
    const report = JSON.parse(await writeReport(engine, instance, reading, { ...question, policy }, { signal }));
    if (report.verdict === "passed") return { report };
    const sentence = `The new package does not verify. ${report.summary}`;
    throw refusalFor(instance, "SIGNING_REFUSED", "new-package.not-verified", { sentence, findings: decidingFindings(report) });
  });
}

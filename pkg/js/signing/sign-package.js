// The service provider's signature for a package that verifies (SEC 021 clause 6.2). The new package is verified as a whole
// before anybody gets it.

import { using } from "../engine/engine.js";
import { refusalFor, refusingWithReason } from "../engine/refusals.js";
import { invalidArgument } from "../errors.js";
import { withSource } from "../sources/sources.js";
import { formatTime } from "../verification/inputs.js";
import { writeReport } from "../verification/opened-package.js";
import { readOptions } from "../verification/plain.js";
import { inPhase } from "../verification/progress.js";
import { readVerification } from "../verification/reading.js";
import { decidingFindings, signToEnd, withRun, writePackage } from "./new-package.js";

const OPTIONS = ["signer", "trust", "policy", "externalArtifacts", "artifactSignatures", "fileName", "output", "onProgress", "signal"];

export async function signPackage(engine, host, input, options = {}) {
  const read = readOptions(options, OPTIONS, "signPackage");
  const { artifactSignatures = false } = read;
  if (typeof artifactSignatures !== "boolean") throw invalidArgument("artifactSignatures is neither true nor false");
  if (read.trust === undefined || read.trust.length === 0) {
    const whom = "the VNF provider's CA, and the CA and certificate of the signer as the service provider's";
    const own = { sentence: `signPackage needs trust: ${whom}` };
    throw await engine.run(async (instance) => refusalFor(instance, "SIGNING_REFUSED", "signer.not-trusted", own));
  }
  return withRun(engine, host, read, "signPackage", (run) =>
    withSource(host, input, (source) => {
      const fileName = read.fileName ?? source.name ?? "";
      return signSource({ ...run, sources: [source], fileName, artifactSignatures }, input);
    }),
  );
}

function signSource(run, input) {
  const { question, signer } = run;
  // A signer whom nobody trusts should not wait for gigabytes to be digested.
  refusingWithReason("SIGNING_REFUSED", () => signer.checkSigner(question.bundle, question.policy.bytes, formatTime(new Date())));
  let policy;
  return writePackage(run, [input], {
    async make() {
      const made = await signVerified(run);
      ({ policy } = made);
      return made.segments;
    },
    verify: async (written) => ({ report: await verifyResult(run, written, policy) }),
  });
}

/** Has the package verified and signed. Gives the new one as segments, and the policy by which that is verified. */
async function signVerified(run) {
  const { instance, question, signer, artifactSignatures } = run;
  const { Signing } = instance.bindings;
  const [source] = run.sources;
  const reading = await readVerification(run, source, question.policy, run.onProgress);
  return using(reading, async () => {
    const now = formatTime(new Date());
    const begin = () => Signing.countersign(reading, question.bundle, question.policy.bytes, signer, artifactSignatures, now);
    const segments = await signToEnd(begin, run);
    const bytes = Signing.policyOfResult(reading, question.policy.bytes);
    return { segments, policy: { ...question.policy, bytes } };
  });
}

/** The report of the new package. One that does not pass with this signer is refused. */
async function verifyResult(run, written, policy) {
  const { engine, instance, question, signer, signal } = run;
  const reading = await readVerification(run, written, policy, inPhase("checking", run.onProgress));
  return using(reading, async () => {
    const now = formatTime(new Date());
    refusingWithReason("SIGNING_REFUSED", () => signer.checkResult(reading, question.bundle, policy.bytes, now));
    const report = JSON.parse(await writeReport(engine, instance, reading, { ...question, policy }, { signal }));
    if (report.verdict === "passed") return report;
    const sentence = `The signed package does not verify. ${report.summary}`;
    throw refusalFor(instance, "SIGNING_REFUSED", "package.not-verified", { sentence, findings: decidingFindings(report) });
  });
}

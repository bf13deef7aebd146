// A CSAR becomes a delivery: a ZIP with the CSAR and its VNF provider's signature (SOL 004 Option 2).

import { using } from "../engine/engine.js";
import { withSource } from "../sources/sources.js";
import { formatTime } from "../verification/inputs.js";
import { readOptions } from "../verification/plain.js";
import { readVerification } from "../verification/reading.js";
import { OPTIONS, checkProvider, verifyNewPackage } from "./first-signature.js";
import { signToEnd, withRun, writePackage } from "./new-package.js";

export async function wrapPackage(engine, host, input, options = {}) {
  const read = readOptions(options, OPTIONS, "wrapPackage");
  return withRun(engine, host, read, "wrapPackage", (started) => {
    checkProvider(started);
    return withSource(host, input, (source) => {
      const name = (read.fileName ?? source.name ?? "package").replace(/\.(csar|zip)$/i, "");
      const run = { ...started, sources: [source], fileName: `${name}.zip`, hasTrust: read.trust !== undefined };
      const csarName = read.fileName === undefined && source.name ? source.name : `${name}.csar`;
      return writePackage(run, [input], { make: () => wrap(run, csarName), verify: (written) => verifyNewPackage(run, written) });
    });
  });
}

/** The CSAR is read under its own name. In the delivery it has that of the delivery, with the ending of a CSAR. */
async function wrap(run, fileName) {
  const { instance, question, signer } = run;
  const [source] = run.sources;
  const reading = await readVerification({ ...run, fileName }, source, question.policy, run.onProgress);
  return using(reading, () => {
    const now = formatTime(new Date());
    return signToEnd(() => instance.bindings.Signing.wrap(reading, question.bundle, question.policy.bytes, signer, now), run);
  });
}

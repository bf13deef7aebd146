// What verifies one package after the other, and gives the reports in JSON: this thread, or several.

import { verifyFound } from "./found.js";
import { Jobs } from "./jobs.js";

/** `question` has the engine's functions, the trust files, the policy, external artifacts, the credentials for a registry and the access to an NFVO. */
export function openVerifier({ vnfseal, trustFiles, policy, externalArtifacts, fileDigest, credentials, access }, count, progress) {
  const trust = trustFiles.map(({ file }) => file);
  let jobs;
  const startJobs = async () => new Jobs(count, { trust: await Promise.all(trust.map(asBytes)), policy, fileDigest, credentials, access });
  const here = async (item) => {
    const terms = { trust, policy, externalArtifacts, fileDigest, credentials, access, onProgress: progress.of(item) };
    return verifyFound(item, vnfseal, terms);
  };
  const there = async (item) => {
    jobs ??= startJobs();
    return (await jobs).verify(item, progress.of(item));
  };
  return {
    async verify(item) {
      try {
        if (item.error) throw item.error;
        // Standard input belongs to this thread.
        return await (count > 1 && item.kind !== "stdin" ? there(item) : here(item));
      } finally {
        progress.finish(item);
      }
    },
    end: async () => (await jobs)?.end(),
  };
}

async function asBytes(file) {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

// The package's API over one engine and one host. The engine decides everything; a host carries the bytes it asks for.

import { refusing, using } from "../engine/engine.js";
import { createFileDigest, readFileDigest } from "./file-digest.js";
import { readExternalArtifacts, readPolicy, readTrustFile } from "./inputs.js";
import { OpenedPackage, writeReport } from "./opened-package.js";
import { readOptions } from "./plain.js";
import { readQuestion, withQuestion } from "./question.js";
import { readPackage } from "./reading.js";
import { createJudges } from "./without-package.js";

/**
 * A host opens sources (`openSource`), reads trust and policy files (`readFile`), holds what has to be inflated before it
 * can be read (`createExpansion`: a source with `write`), digests (`createDigester()` gives
 * `openDigester(instance, task, sink, memory)`) and may have workers do so too (`lanes`), and others verify signature values (`answering`). One that has to hold whole contents
 * says how much of them (`holding`: `max`, `sizeOf(task)`, and `createMemory()` for a lane).
 */
export function createVerifier(engine, host) {
  async function verifyPackageAsJson(input, options = {}) {
    const names = ["trust", "policy", "externalArtifacts", "fileName", "fileDigest", "onProgress", "signal"];
    const read = readOptions(options, names, "verifyPackage");
    read.signal?.throwIfAborted();
    const fileDigest = readFileDigest(read.fileDigest);
    const externals = readExternalArtifacts(read.externalArtifacts);
    const inputs = await readQuestion(read, host);
    // Trust comes first: a bad bundle should not wait for gigabytes to be digested.
    return engine.run((instance) =>
      withQuestion(instance, inputs, async (question) => {
        const opening = { ...read, fileDigest, externals, policy: inputs.policyInput };
        const verification = await readPackage(instance, host, instance.bindings.Verification, input, opening);
        return using(verification, () => writeReport(engine, instance, verification, question, { answering: host.answering, signal: read.signal }));
      }),
    );
  }

  async function openPackage(input, options = {}) {
    const names = ["limits", "externalArtifacts", "fileName", "fileDigest", "onProgress", "signal"];
    const opening = await readOpening(options, names, "openPackage");
    return engine.run(async (instance) => {
      const verification = await readPackage(instance, host, instance.bindings.Verification, input, opening);
      const ask = async (question, work) => {
        const inputs = await readQuestion(question, host);
        return engine.on(instance, () => withQuestion(instance, inputs, work));
      };
      return new OpenedPackage(engine, instance, verification, { ask, host, input });
    });
  }

  async function inspectPackageAsJson(input, options = {}) {
    const opening = await readOpening(options, ["limits", "fileName", "onProgress", "signal"], "inspectPackage");
    return engine.run(async (instance) => {
      const inspection = await readPackage(instance, host, instance.bindings.Inspection, input, opening);
      return using(inspection, () => inspection.inspect());
    });
  }

  const inspectTrustAsJson = async (file) => {
    const { name, bytes } = await readTrustFile(file, host.readFile);
    return engine.run((instance) => refusing("TRUST_INVALID", name, () => instance.bindings.inspectTrust(bytes)));
  };

  const checkPolicyAsJson = async (policy) => {
    const { name, bytes } = await readPolicy(policy, host.readFile);
    return engine.run((instance) => refusing("POLICY_INVALID", name, () => instance.bindings.checkPolicy(bytes)));
  };

  return {
    verifyPackage: async (input, options) => JSON.parse(await verifyPackageAsJson(input, options)),
    verifyPackageAsJson,
    openPackage,
    inspectPackage: async (input, options) => JSON.parse(await inspectPackageAsJson(input, options)),
    inspectPackageAsJson,
    inspectTrust: async (file) => JSON.parse(await inspectTrustAsJson(file)),
    inspectTrustAsJson,
    checkPolicy: async (policy) => JSON.parse(await checkPolicyAsJson(policy)),
    checkPolicyAsJson,
    digestFile: createFileDigest(engine, host),
    ...createJudges(engine, host),
    get rules() {
      return engine.rules;
    },
    version: engine.version,
    engine: { name: "vnfseal", version: engine.version, wasmSha256: engine.wasmSha256 },
  };
}

/** Options with `limits`, which are those of a policy that says nothing else. */
async function readOpening(options, names, caller) {
  const { limits, externalArtifacts, fileDigest, ...read } = readOptions(options, names, caller);
  read.signal?.throwIfAborted();
  const policy = await readPolicy({ limits });
  return { ...read, externals: readExternalArtifacts(externalArtifacts), fileDigest: readFileDigest(fileDigest), policy };
}

// The package's API over one engine and one host. The engine decides everything; a host carries the bytes it asks for.

import { refusing, using } from "../engine/engine.js";
import { invalidArgument } from "../errors.js";
import { formatReports } from "../formats/index.js";
import {
  encodeBundle,
  formatTime,
  readBytes,
  readEncoded,
  readExternalArtifacts,
  readManifest,
  readPolicy,
  readTrust,
  readTrustFile,
} from "./inputs.js";
import { OpenedPackage, writeReport } from "./opened-package.js";
import { readOptions } from "./plain.js";
import { readPackage } from "./reading.js";

/**
 * A host opens sources (`openSource`), reads trust and policy files (`readFile`), holds what has to be inflated before it
 * can be read (`createExpansion`: a source with `write`), digests (`createDigester(lanes)` gives
 * `openDigester(instance, task, sink)`) and may have workers do so too (`lanes`).
 */
export function createVerifier(engine, host) {
  /** What judges: `{ bundle, policy }`, ready for the engine. `work` has it as long as it runs. */
  async function withQuestion(instance, { trustInputs, policyInput }, work) {
    return using(installTrust(instance, trustInputs), (bundle) => work({ bundle, policy: policyInput }));
  }

  async function readQuestion({ trust, policy }) {
    return {
      trustInputs: await readTrust(trust, host.readFile),
      policyInput: await readPolicy(policy, host.readFile),
    };
  }

  async function verifyPackageAsJson(input, options = {}) {
    const names = ["trust", "policy", "externalArtifacts", "fileName", "onProgress", "signal"];
    const read = readOptions(options, names, "verifyPackage");
    read.signal?.throwIfAborted();
    const externals = readExternalArtifacts(read.externalArtifacts);
    const inputs = await readQuestion(read);
    // Trust comes first: a bad bundle should not wait for gigabytes to be digested.
    return engine.run((instance) =>
      withQuestion(instance, inputs, async (question) => {
        const opening = { ...read, externals, policy: inputs.policyInput };
        const verification = await readPackage(instance, host, instance.bindings.Verification, input, opening);
        return using(verification, () => writeReport(engine, instance, verification, question, read.signal));
      }),
    );
  }

  async function openPackage(input, options = {}) {
    const names = ["limits", "externalArtifacts", "fileName", "onProgress", "signal"];
    const opening = await readOpening(options, names, "openPackage");
    return engine.run(async (instance) => {
      const verification = await readPackage(instance, host, instance.bindings.Verification, input, opening);
      const ask = async (question, work) => {
        const inputs = await readQuestion(question);
        return engine.on(instance, () => withQuestion(instance, inputs, work));
      };
      return new OpenedPackage(engine, instance, verification, ask);
    });
  }

  async function inspectPackageAsJson(input, options = {}) {
    const opening = await readOpening(options, ["limits", "fileName", "onProgress", "signal"], "inspectPackage");
    return engine.run(async (instance) => {
      const inspection = await readPackage(instance, host, instance.bindings.Inspection, input, opening);
      return using(inspection, () => inspection.inspect());
    });
  }

  /** Runs one of the engine's functions that need no package; `work` gets the instance, the trust bundle and the rest. */
  async function judge({ trust, policy, files = [] }, work) {
    if (!Array.isArray(files)) throw invalidArgument("certificates are a list, each PEM text or a Uint8Array with PEM or DER");
    const inputs = await readQuestion({ trust, policy });
    const now = formatTime(new Date());
    return engine.run((instance) =>
      withQuestion(instance, inputs, ({ bundle }) =>
        using(new instance.bindings.Files(), (list) => {
          for (const file of files) list.add(readEncoded(file));
          const { name, bytes: policyBytes } = inputs.policyInput;
          refusing("POLICY_INVALID", name, () => instance.bindings.checkPolicy(policyBytes));
          return JSON.parse(work(instance.bindings, list, bundle, policyBytes, now));
        }),
      ),
    );
  }

  const verifyCertificate = async (options) => {
    const names = ["certificate", "intermediates", "trust", "policy", "purpose"];
    const read = readOptions(options, names, "verifyCertificate");
    const { certificate, intermediates, trust, policy, purpose = "packageSigning" } = read;
    const bytes = readEncoded(certificate);
    return judge({ trust, policy, files: intermediates }, (bindings, list, bundle, policyBytes, now) =>
      refusing("ARGUMENT_INVALID", "verifyCertificate", () =>
        bindings.verifyCertificate(bytes, list, bundle, policyBytes, now, JSON.stringify(purpose)),
      ),
    );
  };

  const verifySignedData = async (options) => {
    const names = ["signedData", "content", "certificates", "trust", "policy"];
    const { signedData, content, certificates, trust, policy } = readOptions(options, names, "verifySignedData");
    const bytes = readEncoded(signedData);
    const contentBytes = content == null ? undefined : readBytes(content);
    return judge({ trust, policy, files: certificates }, (bindings, list, bundle, policyBytes, now) =>
      bindings.verifySignedData(bytes, contentBytes, list, bundle, policyBytes, now),
    );
  };

  const verifyManifest = async (options) => {
    const names = ["manifest", "certificates", "trust", "policy"];
    const { manifest, certificates, trust, policy } = readOptions(options, names, "verifyManifest");
    const { name, bytes } = await readManifest(manifest, host.readFile);
    return judge({ trust, policy, files: certificates }, (bindings, list, bundle, policyBytes, now) =>
      bindings.verifyManifest(name, bytes, list, bundle, policyBytes, now),
    );
  };

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
    verifyCertificate,
    verifySignedData,
    verifyManifest,
    formatReports: (name, runs, options) => formatReports(name, runs, { version: engine.version, rules: engine.rules, ...options }),
    rules: engine.rules,
    version: engine.version,
    engine: { name: "vnfseal", version: engine.version, wasmSha256: engine.wasmSha256 },
  };
}

/** Options with `limits`, which are those of a policy that says nothing else. */
async function readOpening(options, names, caller) {
  const { limits, externalArtifacts, ...read } = readOptions(options, names, caller);
  read.signal?.throwIfAborted();
  const policy = await readPolicy({ limits });
  return { ...read, externals: readExternalArtifacts(externalArtifacts), policy };
}

function installTrust({ bindings }, inputs) {
  const bundle = new bindings.TrustBundle();
  for (const { name, ...input } of inputs) {
    refusing("TRUST_INVALID", name, () => bundle.add(input.bytes ?? encodeBundle(input.bundle, bindings.entryText)));
  }
  return bundle;
}

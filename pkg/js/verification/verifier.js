// The host's part of a verification: it carries the bytes the engine asks for. The engine decides everything.

import { digestAll } from "../digests/digesting.js";
import { free, isTrap } from "../engine/engine.js";
import {
  encodeBundle,
  formatTime,
  readBytes,
  readEncoded,
  readExternalArtifacts,
  readPolicy,
  readTrust,
  readTrustFile,
} from "./inputs.js";
import { readOptions } from "./plain.js";
import { Progress } from "./progress.js";
import { readExactly } from "../sources/sources.js";

/**
 * The package's API over one engine and one host. A host opens sources (`openSource`), reads trust and policy files
 * (`readFile`), holds what has to be inflated before it can be read (`createExpansion`: a source with `write`), digests
 * (`createDigester(lanes)` gives `openDigester(instance, task, sink)`) and may have workers do so too (`lanes`).
 */
export function createVerifier(engine, host) {
  async function verifyPackageAsJson(input, options = {}) {
    const names = ["trust", "policy", "externalArtifacts", "fileName", "onProgress", "signal"];
    const { trust, policy, externalArtifacts, fileName, onProgress, signal } = readOptions(
      options,
      names,
      "verifyPackage",
    );
    signal?.throwIfAborted();
    const externals = readExternalArtifacts(externalArtifacts);
    const trustInputs = await readTrust(trust, host.readFile);
    const policyInput = await readPolicy(policy, host.readFile);
    // In the order in which the engine numbers them: the package, then the external artifacts.
    const sources = [];
    try {
      for (const each of [input, ...externals.map(([, content]) => content)]) sources.push(await host.openSource(each));
      return await engine.run(async (instance) => {
        const { Verification } = instance.bindings;
        const name = fileName ?? sources[0].name ?? "";
        const run = { instance, host, sources, signal, progress: new Progress(onProgress, signal) };
        const policyText = applyPolicy(instance, policyInput);
        return using(new Verification(name, sources[0].size, policyText), async (verification) => {
          for (const [index, [uri]] of externals.entries()) {
            verification.addExternalArtifact(uri, sources[index + 1].size);
          }
          // Trust comes first: a bad bundle should not wait for gigabytes to be digested.
          return using(installTrust(instance, trustInputs), async (bundle) => {
            await supplyAll(verification, run);
            run.progress.verifying();
            return verification.report(bundle, formatTime(new Date()), engine.wasmSha256);
          });
        });
      });
    } finally {
      await Promise.all(sources.map((source) => source.close?.()));
    }
  }

  /** Runs one of the engine's functions that need no package; `work` gets the instance, the trust bundle and the rest. */
  async function judge({ trust, policy, files = [] }, work) {
    const trustInputs = await readTrust(trust, host.readFile);
    const policyInput = await readPolicy(policy, host.readFile);
    const now = formatTime(new Date());
    return engine.run(async (instance) => {
      const policyText = applyPolicy(instance, policyInput);
      return using(installTrust(instance, trustInputs), (bundle) =>
        using(new instance.bindings.Files(), (list) => {
          for (const file of files) list.add(readEncoded(file));
          return JSON.parse(work(instance.bindings, list, bundle, policyText, now));
        }),
      );
    });
  }

  const verifyCertificate = async (options) => {
    const names = ["certificate", "intermediates", "trust", "policy", "purpose"];
    const read = readOptions(options, names, "verifyCertificate");
    const { certificate, intermediates, trust, policy, purpose = "packageSigning" } = read;
    const bytes = readEncoded(certificate);
    return judge({ trust, policy, files: intermediates }, (bindings, list, bundle, policyText, now) =>
      bindings.verifyCertificate(bytes, list, bundle, policyText, now, JSON.stringify(purpose)),
    );
  };

  const verifySignedData = async (options) => {
    const names = ["signedData", "content", "certificates", "trust", "policy"];
    const { signedData, content, certificates, trust, policy } = readOptions(options, names, "verifySignedData");
    const bytes = readEncoded(signedData);
    const contentBytes = content == null ? undefined : readBytes(content);
    return judge({ trust, policy, files: certificates }, (bindings, list, bundle, policyText, now) =>
      bindings.verifySignedData(bytes, contentBytes, list, bundle, policyText, now),
    );
  };

  const inspectTrustAsJson = async (file) => {
    const { name, bytes } = await readTrustFile(file, host.readFile);
    return engine.run((instance) => inTheNameOf(name, () => instance.bindings.inspectTrust(bytes)));
  };

  const checkPolicy = async (policy) => {
    const input = await readPolicy(policy, host.readFile);
    return engine.run((instance) => JSON.parse(applyPolicy(instance, input)));
  };

  return {
    inspectTrust: async (file) => JSON.parse(await inspectTrustAsJson(file)),
    inspectTrustAsJson,
    checkPolicy,
    verifyCertificate,
    verifySignedData,
    verifyPackage: async (input, options) => JSON.parse(await verifyPackageAsJson(input, options)),
    verifyPackageAsJson,
    rules: engine.rules,
    version: engine.version,
  };
}

/** Answers the engine until it is ready to report. */
async function supplyAll(verification, run) {
  for (;;) {
    if (run.instance.failure) throw run.instance.failure;
    const need = JSON.parse(verification.step());
    if (need.ready) return;
    if (need.read) {
      const { source, offset, length } = need.read;
      verification.supply(source, offset, await readExactly(run.sources[source], offset, length, run.signal));
      await run.progress.pause();
    } else {
      const outcomes = await digestAll(need.digest, run);
      if (run.instance.failure) throw run.instance.failure;
      for (const outcome of outcomes) verification.complete(JSON.stringify(outcome));
    }
  }
}

function installTrust({ bindings }, inputs) {
  const bundle = new bindings.TrustBundle();
  for (const { name, ...input } of inputs) {
    inTheNameOf(name, () => bundle.add(input.bytes ?? encodeBundle(input.bundle, bindings.entryText)));
  }
  return bundle;
}

/** The policy as the engine applies it, in JSON. */
function applyPolicy({ bindings }, { name, bytes }) {
  return inTheNameOf(name, () => bindings.checkPolicy(bytes));
}

/** What the engine refuses is refused in the name of the file it is in. */
function inTheNameOf(name, work) {
  try {
    return work();
  } catch (error) {
    if (isTrap(error)) throw error;
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
}

/** Frees an object of the engine when the work with it is over. */
async function using(object, work) {
  try {
    return await work(object);
  } finally {
    free(object);
  }
}

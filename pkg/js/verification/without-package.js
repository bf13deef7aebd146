// What is judged without a package: a certificate, a CMS structure, a manifest.

import { refusing, using } from "../engine/engine.js";
import { invalidArgument } from "../errors.js";
import { formatTime, readBytes, readEncoded, readManifest } from "./inputs.js";
import { readOptions } from "./plain.js";
import { readQuestion, withQuestion } from "./question.js";

/** The functions of the package that need none. */
export function createJudges(engine, host) {
  /** Runs one of the engine's functions that need no package; `work` gets the instance, the trust bundle and the rest. */
  async function judge({ trust, policy, files = [] }, work) {
    if (!Array.isArray(files)) throw invalidArgument("certificates are a list, each PEM text or a Uint8Array with PEM or DER");
    const inputs = await readQuestion({ trust, policy }, host);
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

  return { verifyCertificate, verifySignedData, verifyManifest };
}

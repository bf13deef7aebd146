// By what is judged: trust and policy, from the forms that a caller has them in to what the engine takes.

import { refusing, using } from "../engine/engine.js";
import { encodeBundle, readPolicy, readTrust } from "./inputs.js";

/** Trust and policy as `{ trustInputs, policyInput }`, read and not yet judged. */
export async function readQuestion({ trust, policy }, host) {
  return {
    trustInputs: await readTrust(trust, host.readFile),
    policyInput: await readPolicy(policy, host.readFile),
  };
}

/** Makes `{ bundle, policy }` of them, ready for the engine. `work` has it as long as it runs. */
export function withQuestion(instance, { trustInputs, policyInput }, work) {
  return using(installTrust(instance, trustInputs), (bundle) => work({ bundle, policy: policyInput }));
}

function installTrust({ bindings }, inputs) {
  const bundle = new bindings.TrustBundle();
  for (const { name, ...input } of inputs) {
    refusing("TRUST_INVALID", name, () => bundle.add(input.bytes ?? encodeBundle(input.bundle, bindings.entryText)));
  }
  return bundle;
}

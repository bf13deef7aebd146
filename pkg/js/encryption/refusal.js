// Refusals to encrypt or decrypt, in the engine's words.

import { refusalOf } from "../engine/refusals.js";
import { VnfsealError } from "../errors.js";

/** Has the engine refuse for a reason of its table that only JavaScript finds out. */
export function refuseFor({ bindings }, kind, reason) {
  throw refusalOf(kind, JSON.parse(bindings.MessageReader.reason(reason)));
}

/** Says in the message of an error of the package which file it is about. */
export async function naming(name, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VnfsealError)) throw error;
    const { code, message, cause, reason, findings, fix } = error;
    const details = Object.entries({ cause: cause ?? error, reason, findings, fix }).filter(([, value]) => value !== undefined);
    throw new VnfsealError(code, `${name}: ${message}`, Object.fromEntries(details));
  }
}

// Refusals to encrypt or decrypt, in the engine's words.

import { refusalOf } from "../engine/refusals.js";

/** Has the engine refuse for a reason of its table that only JavaScript finds out. */
export function refuseFor({ bindings }, kind, reason) {
  throw refusalOf(kind, JSON.parse(bindings.MessageReader.reason(reason)));
}

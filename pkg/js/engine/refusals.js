// What the sealing module refuses: it throws JSON with a reason.

import { VnfsealError } from "../errors.js";
import { isTrap } from "./engine.js";

/**
 * Runs `work`. A refusal `{ code, sentence, fix, findings }` of the engine becomes a `VnfsealError` of this kind, with the
 * engine's code as its `reason`. The kind may depend on that: `kind(reason)`.
 */
export function refusingWithReason(kind, work) {
  try {
    return work();
  } catch (error) {
    if (isTrap(error)) throw error;
    throw toRefusal(kind, error);
  }
}

function toRefusal(kind, error) {
  const refusal = readRefusal(error.message);
  // What has no reason is a defect, or an argument that nothing here has checked.
  return refusal ? refusalOf(kind, refusal) : error;
}

/**
 * The error for a reason of the engine's table that only JavaScript finds out. `own` has what is not in the engine's words: a
 * `sentence` about what is refused, `fix` or `findings`.
 */
export function refusalFor({ bindings }, kind, reason, own = {}) {
  return refusalOf(kind, { ...JSON.parse(bindings.refusal(reason)), ...own });
}

/** The error for a refusal in the engine's words. */
function refusalOf(kind, refusal) {
  const { code: reason, sentence, fix, findings = [] } = refusal;
  const code = typeof kind === "function" ? kind(reason) : kind;
  return new VnfsealError(code, sentence, { reason, fix, ...(findings.length > 0 && { findings }) });
}

function readRefusal(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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

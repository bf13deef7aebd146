// What goes wrong with an NFVO.

import { VnfsealError } from "../errors.js";

/** The answer makes no sense. */
export function invalid(where, complaint, options) {
  return new VnfsealError("NFVO_INVALID", `${where}: ${complaint}`, options);
}

/** The network or the NFVO fails. */
export function unavailable(where, complaint, options) {
  return new VnfsealError("NFVO_UNAVAILABLE", `${where}: ${complaint}`, options);
}

/** The NFVO, or who says who we are, does not let us. */
export function refused(where, complaint, options) {
  return new VnfsealError("NFVO_REFUSED", `${where}: ${complaint}`, options);
}

/** The same after which it makes sense to try again. */
export function passing(...given) {
  return Object.defineProperty(unavailable(...given), "mayPass", { value: true });
}

/** There is no such package. */
export function notFound(where) {
  return new VnfsealError("NFVO_PACKAGE_NOT_FOUND", `${where}: the NFVO has no such package; 'nfvo list' shows what it has`);
}

/** The NFVO has not taken the package as one. */
export function notOnboarded(where, complaint, options) {
  return new VnfsealError("NFVO_NOT_ONBOARDED", `${where}: ${complaint}`, options);
}

/** What came out of the NFVO is not what it says it has. */
export function damaged(where, complaint, options) {
  return new VnfsealError("NFVO_PACKAGE_DAMAGED", `${where}: ${complaint}`, options);
}

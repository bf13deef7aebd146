// What goes wrong in a catalogue, in the words of every kind of it.

import { VnfsealError } from "../errors.js";

/** There is no such entry. */
export function notFound(name) {
  return new VnfsealError("ENTRY_NOT_FOUND", `the catalogue has no entry '${name}': list shows what it has`);
}

/** The name is taken, and by something else. */
export function exists(name) {
  return new VnfsealError("ENTRY_EXISTS", `the catalogue has another entry '${name}': choose another name, or replace it`);
}

/** What is stored is not what it says it is. */
export function damaged(what, complaint, options) {
  return new VnfsealError("ENTRY_DAMAGED", `${what}: ${complaint}`, options);
}

/** The package is not what it was when it was read before. */
export function changed(where) {
  return new VnfsealError("SOURCE_CHANGED", `${where}: the package changed while it was read; put it again`);
}

/** The catalogue itself makes no sense. */
export function invalid(where, complaint, options) {
  return new VnfsealError("CATALOGUE_INVALID", `${where}: ${complaint}`, options);
}

/** The disk or the network fails. */
export function unavailable(where, complaint, options) {
  return new VnfsealError("CATALOGUE_UNAVAILABLE", `${where}: ${complaint}`, options);
}

/** The registry or the system does not let us. */
export function refused(where, complaint, options) {
  return new VnfsealError("CATALOGUE_REFUSED", `${where}: ${complaint}`, options);
}

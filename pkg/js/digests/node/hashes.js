// The digests that a task asks for, as objects of `node:crypto`, and in which order they come.

import { createHash } from "node:crypto";

/** What has to be digested: `{ algorithm }`, or what stands behind a `{ prefix }`. */
export function digestsOf({ algorithms, prefixes = [] }) {
  return [...algorithms.map((algorithm) => ({ algorithm })), ...prefixes.map((prefix) => ({ prefix }))];
}

export function hashFor({ algorithm, prefix }) {
  if (prefix === undefined) return createHash(algorithm.replace("-", "").toLowerCase());
  return createHash("sha512").update(Buffer.from(prefix, "hex"));
}

// The digests that an NFVO may name as the checksum of a package (SOL 005 clause 9.5.3.2).

import { createHash } from "node:crypto";

const ALGORITHMS = { "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };

/** Digests bytes in order by each algorithm, or by the one that is named: `{ update(bytes), digest(algorithm), length }`. */
export function checksums(algorithms = Object.keys(ALGORITHMS)) {
  const hashes = new Map(algorithms.map((algorithm) => [algorithm, createHash(ALGORITHMS[algorithm])]));
  const digests = new Map();
  return {
    length: 0,
    update(bytes) {
      this.length += bytes.length;
      for (const hash of hashes.values()) hash.update(bytes);
    },
    digest(algorithm) {
      if (!digests.has(algorithm)) digests.set(algorithm, hashes.get(algorithm).digest("hex"));
      return digests.get(algorithm);
    },
  };
}

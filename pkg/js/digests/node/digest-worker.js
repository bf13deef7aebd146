// A worker thread of Node that only digests what another thread puts into a ring.
//
// in: { ring, taker, digests }   `digests` are `{ start, end, position, algorithm or prefix }` in the order of their starts:
//                                parts of all that comes through the ring, and where the digest is left

import { parentPort } from "node:worker_threads";

import { hashFor } from "./hashes.js";
import { leaveDigest, takeChunks } from "./ring.js";

parentPort.on("message", ({ ring, taker, digests }) => {
  let underWay = [];
  let next = 0;
  let position = 0;
  const begin = (end, isLast) => {
    for (; next < digests.length && (isLast || digests[next].start < end); next += 1) {
      underWay.push({ digest: digests[next], hash: hashFor(digests[next]) });
    }
  };
  for (const chunk of takeChunks(ring, taker)) {
    const end = position + chunk.length;
    const isLast = chunk.length === 0;
    begin(end, isLast);
    const goingOn = [];
    for (const each of underWay) {
      const { digest, hash } = each;
      hash.update(chunk.subarray(Math.max(digest.start - position, 0), Math.max(digest.end - position, 0)));
      if (digest.end > end && !isLast) goingOn.push(each);
      else leaveDigest(ring, digest.position, hash.digest());
    }
    underWay = goingOn;
    position = end;
  }
});

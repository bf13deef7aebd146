// The threads that digest a large package. They start while the engine is loaded, and have begun when it has its first question.

import { availableParallelism } from "node:os";

import { startThreadsAhead } from "../digests/node/threads.js";

/** Of a smaller file the digests are there before the threads are. */
const SIZE_MIN = 64 << 20;

/** Starts the threads for these packages, if it is one large file. */
export function startThreadsFor(packages) {
  const [{ path, size = 0 } = {}] = packages;
  if (packages.length !== 1 || size < SIZE_MIN || availableParallelism() < 2) return;
  // The bytes of a delivery, which is a .zip, have two digests: that of the CSAR and that of an artifact.
  startThreadsAhead({ lane: 1, digest: path.endsWith(".zip") ? 2 : 1 });
}

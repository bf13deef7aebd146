// Outcomes of digest tasks, as the engine takes them: `{ index, intact, digests, head }`, and `crc32` where the task asks
// for it.

/** What is said of content that is not what the archive states. It is all that the engine's own digester says of it. */
export function brokenOutcome({ index }) {
  return { index, intact: false, digests: [], head: "" };
}

/** What is said of content that is as it should be. */
export function intactOutcome({ index, findsCrc32 }, { digests, head, crc32 }) {
  const outcome = { index, intact: true, digests, head };
  return findsCrc32 ? { ...outcome, crc32 } : outcome;
}

/** Whether the CRC-32 of the content has to be computed, to be checked or to be said. */
export function needsCrc32({ crc32, findsCrc32 }) {
  return crc32 !== null || Boolean(findsCrc32);
}

/** How many first bytes of a content the engine looks at. */
export const HEAD_LENGTH = 32;

// Outcomes of digest tasks, as the engine takes them: `{ index, intact, digests, head }`.

/** What is said of content that is not what the archive states. It is all that the engine's own digester says of it. */
export function brokenOutcome({ index }) {
  return { index, intact: false, digests: [], head: "" };
}

/** How many first bytes of a content the engine looks at. */
export const HEAD_LENGTH = 32;

// Whether a source is an archive.

import { readExactly } from "./sources.js";

/** Whether it is a ZIP archive by its first bytes, as each package is. A message begins with a SEQUENCE. */
export async function isArchive(source, signal) {
  if (source.size <= 4) return false;
  const [first, second] = await readExactly(source, 0, 2, signal);
  return first === 0x50 && second === 0x4b;
}

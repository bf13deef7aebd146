// What a file is by its first bytes.

import { isTrap, using } from "../engine/engine.js";
import { readExactly } from "../sources/sources.js";

/** More than comes before the ciphertext of a message for a hundred recipients. */
const BEGINNING_LENGTH = 64 << 10;

/** Whether it is CMS AuthEnvelopedData, as the engine reads it. */
export async function isEncrypted({ instance, source, signal }) {
  const bytes = await readExactly(source, 0, Math.min(BEGINNING_LENGTH, source.size), signal);
  return using(new instance.bindings.MessageReader(), (reader) => {
    try {
      reader.feed(bytes);
    } catch (error) {
      if (isTrap(error)) throw error;
      // What is refused behind its head is a message all the same.
    }
    return reader.cipher() !== undefined;
  });
}

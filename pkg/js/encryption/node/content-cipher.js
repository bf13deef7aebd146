// AES-GCM over content of any length, by the streams of node:crypto.

import { createCipheriv, createDecipheriv } from "node:crypto";

const TAG_LENGTH = { authTagLength: 16 };

/** Encrypts: `pieces(chunks)`, then `tag()`. */
export async function openCipher({ key, nonce }) {
  const cipher = createCipheriv(nameFor(key), key, nonce, TAG_LENGTH);
  return {
    async *pieces(chunks) {
      for await (const chunk of chunks) yield cipher.update(chunk);
      cipher.final();
    },
    tag: () => new Uint8Array(cipher.getAuthTag()),
  };
}

/** Decrypts: `pieces(chunks)`, then `isTag(tag)`. The pieces prove nothing before that. */
export async function openDecipher({ key, nonce, additionalData }) {
  const decipher = createDecipheriv(nameFor(key), key, nonce, TAG_LENGTH);
  decipher.setAAD(additionalData);
  return {
    async *pieces(chunks) {
      for await (const chunk of chunks) yield decipher.update(chunk);
    },
    isTag(tag) {
      decipher.setAuthTag(tag);
      try {
        decipher.final();
        return true;
      } catch {
        return false;
      }
    },
  };
}

function nameFor(key) {
  return `aes-${key.length * 8}-gcm`;
}

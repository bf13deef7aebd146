// SHA-256 in the form of OCI (image spec 1.1, "Digests"), and content that is compared with it.

import { createHash } from "node:crypto";

import { damaged } from "./errors.js";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Whether `text` is a digest that can be checked here, and that is safe as the name of a file. */
export function isDigest(text) {
  return typeof text === "string" && DIGEST.test(text);
}

/** The digest of bytes. */
export function digestOf(bytes) {
  return digester().update(bytes).digest();
}

/** `{ update(bytes), digest() }` */
export function digester() {
  const hash = createHash("sha256");
  return {
    update(bytes) {
      hash.update(bytes);
      return this;
    },
    digest: () => `sha256:${hash.digest("hex")}`,
  };
}

/** The same chunks. It rejects at their end if they are not what the descriptor says: nothing counts before that. */
export async function* checked(chunks, { digest, size }, what) {
  const hash = digester();
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > size) break;
    hash.update(chunk);
    yield chunk;
  }
  if (length !== size) throw damaged(what, `it has ${length > size ? "more" : length} bytes instead of ${size}`);
  if (hash.digest() !== digest) throw damaged(what, `its SHA-256 is not ${digest.slice(7)}`);
}

/** The bytes, if they are what the digest says. */
export function checkDigest(bytes, digest, what) {
  if (digestOf(bytes) === digest) return bytes;
  throw damaged(what, `its SHA-256 is not ${digest.slice(7)}`);
}

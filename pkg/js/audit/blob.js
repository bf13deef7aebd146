// The file of an entry in a folder's catalogue.

import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import { identityOf } from "../sources/node/identity.js";

/** What tells the blob from a later one under its digest, `null` if there is none. A registry has no files that others write to. */
export async function blobOf(address, digest) {
  if (!address.startsWith("dir:")) return {};
  const found = await stat(join(resolve(address.slice(4)), "blobs", "sha256", digest.slice("sha256:".length))).catch(() => null);
  return found && identityOf(found);
}

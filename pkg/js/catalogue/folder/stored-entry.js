// What the manifest of an entry in the folder says, and whether its file says the same.

import { damaged } from "../errors.js";
import { parseJson } from "../../http/node/json.js";
import { readEntry } from "../entry.js";
import { MANIFEST_MAX } from "../limits.js";

/** The entry of a reference, as `readEntry` gives it. */
export async function readStored({ manifest, blobs: needed }, blobs) {
  const path = blobs.path(manifest.digest);
  const bytes = await blobs.read(manifest.digest, MANIFEST_MAX);
  if (!bytes) throw damaged(path, "it is missing: put the package again");
  const entry = readEntry(parseJson(bytes), path);
  if (!needed.some((blob) => isAlike(blob, entry))) throw damaged(path, "its entry does not name this package");
  return entry;
}

/** Whether two descriptors are of the same content. */
export function isAlike(one, other) {
  return one.digest === other.digest && one.size === other.size;
}

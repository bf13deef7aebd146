// Whether what is verified is what was found: a result is recorded for that, and for nothing else.
//
// What is there is looked at before it is read and afterwards. Before, it has to be what was found; afterwards, what it was before.
// That holds for every kind of source: each says itself how it looks, in opening.js.

import { hostname } from "node:os";
import { isDeepStrictEqual } from "node:util";

import { readWithoutArtifacts } from "../audit/outline.js";
import { damaged } from "../catalogue/errors.js";
import { VnfsealError } from "../errors.js";
import { openPackage } from "./opening.js";

/** What `stat` says of a file on one machine need not be what it says on another. */
const OF_MACHINE = ["changed", "inode"];

/** What tells a file from another one where nobody digests it. */
const OF_FILE = ["modified", ...OF_MACHINE];

/**
 * The report of a package, as JSON. It rejects if that is not the package that was found. `terms` has what `openPackage` needs, and the options of
 * `verifyPackage`.
 */
export async function verifyFound(item, { verifyPackageAsJson }, { credentials, credentialsFor, access, accessFor, ...options }) {
  const { source, look, digest, close } = await openPackage(item, { credentials, credentialsFor, access, accessFor });
  try {
    const before = await look();
    // What is not there is said when it is read.
    if (before) checkFound(item, before);
    const json = await verifyPackageAsJson(source, { ...options, fileDigest: options.fileDigest || digest !== undefined });
    if (!isDeepStrictEqual(await look(), before)) throw changed(item);
    if (digest !== undefined && `sha256:${readWithoutArtifacts(json).package.fileDigest}` !== digest) {
      throw damaged(item.path, "its content is not what its digest says: put the package again");
    }
    return json;
  } finally {
    await close();
  }
}

/** `seen` is what was seen of a package without an identity: less than would be needed to go on with its result. */
function checkFound(item, now) {
  const { identity, seen = {}, plannedOn = hostname() } = item;
  const known = identity ?? seen;
  const passedOver = known.digest === undefined ? OF_MACHINE.filter(() => plannedOn !== hostname()) : OF_FILE;
  const isOther = (key) => !passedOver.includes(key) && known[key] !== now[key];
  if (Object.keys(known).some(isOther)) throw changed(item);
}

function changed({ path }) {
  return new VnfsealError("SOURCE_CHANGED", `${path}: it was replaced after it was found; start again to verify what is there now`);
}

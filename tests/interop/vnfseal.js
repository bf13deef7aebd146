// The functions of the npm package, packed and installed.

import { vnfseal } from "../node/installed.js";

export const { decryptFile, encryptFile, packFolder, signPackage, verifyPackage, wrapPackage, VnfsealError } = vnfseal;

/** The bytes of a result that was written nowhere. */
export const bytesOf = async ({ blob }) => Buffer.from(await blob.arrayBuffer());

// The forms in which a file of the page is sent (RFC 9110 section 8.4): compressed where that helps and the browser can read it.

import { constants, brotliCompress, brotliDecompressSync, gzip } from "node:zlib";
import { promisify } from "node:util";

import { VnfsealError } from "../errors.js";

/** What is compressed already gains nothing. */
const GAINS = /^(?:text\/|application\/(?:javascript|json|manifest\+json|wasm)|image\/svg\+xml)/;

/** Brotli at its best takes three seconds for a megabyte. What is larger has been compressed by the build, or is compressed less. */
const BEST_MAX = 1 << 17;
const LARGE_QUALITY = 9;

/** The codings, the one that makes less of it first. */
const CODINGS = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length > BEST_MAX ? LARGE_QUALITY : constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
};

/** The end of the name of what the build has compressed, beside the file. */
export const COMPRESSED = ".br";

/**
 * The file in the form in which it is sent to whoever accepts this: `{ bytes, coding, varies }`. Each form is made when it is asked for
 * first, and kept. `br` is what the build made.
 */
export async function encode(file, accepted) {
  if (!GAINS.test(file.type)) return { bytes: file.bytes, varies: false };
  const coding = Object.keys(CODINGS).find((name) => accepts(accepted, name));
  if (!coding) return { bytes: file.bytes, varies: true };
  file.forms ??= {};
  file.forms[coding] ??= CODINGS[coding](file.bytes);
  return { bytes: await file.forms[coding], coding, varies: true };
}

/** What the build has compressed, if it is this file. */
export function checkCompressed(compressed, bytes, path) {
  const limits = { maxOutputLength: Math.max(bytes.length, 1) };
  try {
    if (brotliDecompressSync(compressed, limits).equals(bytes)) return compressed;
  } catch {
    // It is not what was compressed, as if it were something else.
  }
  throw new VnfsealError("FILE_UNREADABLE", `${path}${COMPRESSED} of the page is not what was built: make build, or install the package again`);
}

/** Whether a header `Accept-Encoding` names this coding, and not to say that it must not be used. */
function accepts(header = "", coding) {
  const named = header.split(",").map((part) => part.trim().split(/\s*;\s*q=/i));
  const found = named.find(([name]) => name.toLowerCase() === coding);
  return found !== undefined && !(Number(found[1] ?? 1) <= 0);
}

// The content of a package as the NFVO has it, read by ranges (RFC 9110 section 14) into the spool. What the NFVO says of its size and
// digest is compared with what comes, and the whole of it is verified: nothing else counts.

import { RANGE_LENGTH } from "./limits.js";
import { invalidAnswer, readAnswer, unreachable } from "./nfvo.js";
import { problem } from "./problem.js";
import { spool, tooLarge } from "./spool.js";

/** The checksums that SOL 005 and NFVOs write, as Node names them. */
const ALGORITHMS = { sha256: "sha256", sha384: "sha384", sha512: "sha512" };

/** Fetches a package of the NFVO: `{ path, checksum }`, the path that of the package. `fields` say who asks. */
export async function fetchPackage({ path, checksum }, { nfvo, fields, spoolFolder, limits, signal, count }) {
  const stated = readChecksum(checksum);
  const chunks = chunksOfContent({ nfvo, path: `${path}/package_content`, fields, signal, sizeMax: limits.sizeMax });
  const algorithms = [...new Set(["sha256", ...(stated ? [stated.algorithm] : [])])];
  const onBytes = (bytes) => count("fetched", bytes);
  const file = await spool(chunks, { folder: spoolFolder, sizeMax: limits.sizeMax, signal, algorithms, onBytes });
  return { file, isAsStated: !stated || file.digests[stated.algorithm] === stated.hash };
}

/** A checksum in a form that is known, `undefined` if there is none. */
function readChecksum(checksum) {
  if (checksum === undefined || checksum === null) return undefined;
  const { algorithm, hash } = checksum;
  const name = typeof algorithm === "string" ? ALGORITHMS[algorithm.toLowerCase().replace(/[-_]/g, "")] : undefined;
  if (name && typeof hash === "string") return { algorithm: name, hash: hash.toLowerCase() };
  throw invalidAnswer("the checksum of the package is none of SHA-256, SHA-384 or SHA-512");
}

async function* chunksOfContent(from) {
  // Some answer 416 to a range that ends behind the package, so its size is asked for first.
  const first = await readRange(from, 0, 1);
  // A server without ranges sends all.
  if (first.isWhole) return yield* chunksOfAnswer(first.response, from.sizeMax);
  for (let offset = 0; offset < first.size; ) {
    const { bytes, size, isWhole, response } = await readRange(from, offset, Math.min(RANGE_LENGTH, first.size - offset));
    if (isWhole) response.destroy();
    if (isWhole || size !== first.size) throw problem(409, "package-changed", "the package changed in the NFVO while it was read");
    yield bytes;
    offset += bytes.length;
  }
}

async function readRange({ nfvo, path, fields, signal, sizeMax }, offset, length) {
  const asked = [...fields, "Range", `bytes=${offset}-${offset + length - 1}`, "Accept-Encoding", "identity"];
  const response = await nfvo.send({ method: "GET", path, fields: asked, signal });
  const { statusCode, headers } = response;
  if (!/^(?:identity)?$/i.test(headers["content-encoding"] ?? "")) {
    response.destroy();
    throw invalidAnswer("the package is encoded");
  }
  if (statusCode === 200) return { isWhole: true, response };
  if (statusCode !== 206) {
    response.destroy();
    throw problem(409, "package-unreadable", `the NFVO does not give the content of the package to this client (${statusCode}), so it was not verified`);
  }
  const [, first, last, total] = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16})$/.exec(headers["content-range"] ?? "") ?? [];
  const [end, size] = [Number(last), Number(total)];
  const isAsked = Number(first) === offset && end === Math.min(offset + length, size) - 1;
  if (!isAsked || size > sizeMax) {
    response.destroy();
    throw size > sizeMax ? tooLarge(sizeMax) : invalidAnswer("it is of another range than was asked for");
  }
  const bytes = await readAnswer(response, end - offset + 1);
  if (bytes.length !== end - offset + 1) throw problem(409, "package-changed", "the NFVO has less of the package than it says");
  return { bytes, size };
}

async function* chunksOfAnswer(response, sizeMax) {
  if (Number(response.headers["content-length"] ?? 0) > sizeMax) {
    response.destroy();
    throw tooLarge(sizeMax);
  }
  try {
    yield* response;
  } catch (error) {
    throw unreachable(error);
  }
  if (!response.complete) throw unreachable(new Error("the answer was cut"));
}

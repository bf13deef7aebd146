// A package on its way through: as long as it was said to be, and with the SHA-256 that it was said to have. Its last chunk
// is held back until that is certain, so that nobody at the other end has all of another package.

import { checksums } from "../nfvo/checksums.js";
import { refused } from "./answers.js";
import { PACKAGE_MAX, SILENCE_MS, UPLOAD_BASE_MS, UPLOAD_BYTES_PER_SECOND_MIN } from "./limits.js";

/** `sha-256=:BASE64:` (RFC 9530), with nothing beside it. */
const CONTENT_DIGEST = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

/**
 * `{ length, body(), isReleased(), sums }` of a request. `body()` gives the bytes, once. It throws if they are other ones, or come
 * too slowly. `sums` has the digests of all that was released.
 */
export function packageOf(request, { packageMax = PACKAGE_MAX, baseMs = UPLOAD_BASE_MS, silenceMs = SILENCE_MS } = {}) {
  const length = lengthOf(request, packageMax);
  const expected = digestOf(request);
  const sums = checksums();
  let [isBegun, isReleased] = [false, false];
  async function* body() {
    // A token that ended right now: the bytes are gone.
    if (isBegun) throw refused(502, "NFVO_REFUSED", "the NFVO asks for the package twice");
    isBegun = true;
    let [held, received] = [undefined, 0];
    const chunks = inTime(request, { ms: baseMs + (length / UPLOAD_BYTES_PER_SECOND_MIN) * 1000, silenceMs });
    for await (const chunk of chunks) {
      received += chunk.length;
      sums.update(chunk);
      if (held) yield held;
      held = chunk;
    }
    if (received !== length) throw refused(400, "BODY_INCOMPLETE", `the package ends after ${received} of ${length} bytes`);
    if (sums.digest("SHA-256") !== expected) {
      throw refused(409, "PACKAGE_CHANGED", "what was sent is not what was verified: the file has changed; verify it again");
    }
    isReleased = true;
    yield held;
  }
  return { length, body, isReleased: () => isReleased, sums };
}

function lengthOf({ headers }, max) {
  const { "content-length": text, "content-type": type } = headers;
  if (type !== "application/zip") throw refused(415, "TYPE_UNKNOWN", "a package is sent as application/zip");
  if (text === undefined) throw refused(411, "LENGTH_MISSING", "the length of the package is not said");
  const length = Number(text);
  if (!(length > 0 && length <= max)) throw refused(413, "PACKAGE_TOO_LARGE", `a package of up to ${max} bytes is relayed, not of ${text}`);
  return length;
}

function digestOf({ headers }) {
  const [, base64] = CONTENT_DIGEST.exec(headers["content-digest"]) ?? [];
  if (base64) return Buffer.from(base64, "base64").toString("hex");
  throw refused(400, "DIGEST_MISSING", "the SHA-256 of what was verified is not said (Content-Digest)");
}

/** The chunks of a request. Its connection stays when reading is broken off or takes too long: the answer goes over it. */
async function* inTime(request, { ms, silenceMs }) {
  const chunks = request.iterator({ destroyOnReturn: false });
  let isLate = false;
  let giveUp = () => {};
  const deadline = setTimeout(() => {
    isLate = true;
    giveUp();
  }, ms);
  // A quiet NFVO keeps the caller quiet as well: silence counts only while a chunk is waited for.
  const next = () =>
    new Promise((resolve, reject) => {
      giveUp = () => reject(refused(408, "BODY_SLOW", "the package comes too slowly"));
      if (isLate) giveUp();
      const silence = setTimeout(giveUp, silenceMs);
      chunks.next().then(resolve, reject).finally(() => clearTimeout(silence));
    });
  try {
    for (let found = await next(); !found.done; found = await next()) yield found.value;
  } finally {
    clearTimeout(deadline);
    // A chunk that is still waited for may never come.
    chunks.return().catch(() => {});
  }
}

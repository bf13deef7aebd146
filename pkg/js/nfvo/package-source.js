// The content of a package in an NFVO: read by ranges (RFC 9110 section 14), or whole and in order. Nothing is believed of the NFVO:
// it has to say with each answer which bytes of how many these are.

import { VnfsealError } from "../errors.js";
import { whereOf } from "../http/node/addresses.js";
import { pause } from "../sources/aborting.js";
import { within } from "./deadline.js";
import { invalid, passing, unavailable } from "./errors.js";
import { readBody, readChunks } from "./exchange.js";

/** A connection may break within an answer, too. */
const TRIES = 3;
const PAUSE_MS = 250;

/** How long one range may take: the longest that is asked for has a few megabytes. */
const RANGE_MS = 600_000;

/** A package has gigabytes. No more of one is fetched than is taken elsewhere. */
const CONTENT_MAX = 64 * 2 ** 30;

const PLAIN = { "Accept-Encoding": "identity" };

/** A source of the package, of which only what is asked for is sent, with its `version` as far as the NFVO says one. */
export async function packageSource(connection, id, name) {
  const url = connection.resources.content(id);
  const { size, version } = await inTries(connection, () => readRange(connection, url, { offset: 0, length: 1 }));
  const read = async (offset, length) => {
    if (length === 0) return new Uint8Array();
    const { bytes } = await inTries(connection, () => readRange(connection, url, { offset, length, size, version }));
    return bytes;
  };
  return { name, size, version, read };
}

async function inTries({ signal }, work) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!error.mayPass || tries === TRIES) throw error;
    }
    await pause(PAUSE_MS * tries, signal);
  }
}

/** The bytes of a range, with the size and the version of the package. Those that are known have to be the same. */
function readRange(connection, url, { offset, length, size, version }) {
  const late = () => passing(whereOf(url), `a range has not come for ${RANGE_MS / 1000} s`);
  return within(RANGE_MS, connection.signal, late, async (signal) => {
    const range = `${offset}-${offset + length - 1}`;
    const headers = { ...PLAIN, Range: `bytes=${range}` };
    const { response, url: at } = await connection.ask("GET", url, { headers, expected: [200, 202, 206], isRepeatable: false, mayLeave: true, signal });
    try {
      const given = checkRange(connection, response, at, range);
      if (size !== undefined && given.size !== size) throw changed(at);
      if (version !== undefined && given.version !== version) throw changed(at);
      const bytes = await readBody(response, at, length, signal);
      if (bytes.length !== length) throw passing(whereOf(at), `the answer has ${bytes.length} bytes instead of ${length}`);
      return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, length), ...given };
    } catch (error) {
      response.destroy();
      throw error;
    }
  });
}

function checkRange(connection, response, at, range) {
  if (response.statusCode !== 206) {
    throw new VnfsealError("HTTP_NO_RANGES", `${whereOf(at)}: the NFVO serves no ranges; fetch the package, and verify what you have`);
  }
  checkEncoding(response, at);
  const given = response.headers["content-range"];
  const size = Number(/^bytes (\d+-\d+)\/(\d{1,16})$/.exec(given)?.[2]);
  if (!Number.isSafeInteger(size) || given !== `bytes ${range}/${size}`) {
    throw invalid(whereOf(at), `asked for 'bytes ${range}', got '${connection.sentenceOf(String(given).slice(0, 100)) ?? "…"}'`);
  }
  const { etag = "", "last-modified": modified = "" } = response.headers;
  return { size, version: `${etag}\n${modified}` };
}

function checkEncoding({ headers }, at) {
  if (/^(?:identity)?$/i.test(headers["content-encoding"] ?? "")) return;
  throw invalid(whereOf(at), "the answer is encoded, so that its bytes are not those of the package");
}

/** The content in order: `{ size, chunks }`. The size is what the NFVO says, and no more than that comes. */
export async function openContent(connection, id, signal = connection.signal) {
  const url = connection.resources.content(id);
  // tacker says 202 where it gives all of it.
  const { response, url: at } = await connection.ask("GET", url, { headers: PLAIN, expected: [200, 202], mayLeave: true, signal });
  try {
    checkEncoding(response, at);
    const length = response.headers["content-length"];
    if (!/^\d{1,15}$/.test(length)) throw invalid(whereOf(at), "the answer does not say how many bytes the package has");
    const size = Number(length);
    if (size > CONTENT_MAX) throw invalid(whereOf(at), `the package has ${size} bytes, and no more than ${CONTENT_MAX} are fetched`);
    return { size, chunks: exactly(readChunks(response, at, signal), size, at) };
  } catch (error) {
    response.destroy();
    throw error;
  }
}

async function* exactly(chunks, size, at) {
  let done = 0;
  for await (const chunk of chunks) {
    done += chunk.length;
    yield chunk;
  }
  if (done !== size) throw unavailable(whereOf(at), `the answer has ${done} bytes instead of ${size}`);
}

function changed(at) {
  return new VnfsealError("SOURCE_CHANGED", `${whereOf(at)}: the package changed while it was read`);
}

// A blob of a registry: read by ranges (RFC 9110 section 14), or whole and in order.

import { VnfsealError } from "../../errors.js";
import { whereOf } from "../../http/node/addresses.js";
import { pause } from "../../sources/aborting.js";
import { checkDigest, checked } from "../digest.js";
import { damaged, invalid, unavailable } from "../errors.js";
import { readBody, readChunks, skipBody } from "./exchange.js";

const TRIES = 3;
const PAUSE_MS = 250;

/** A source of a package, of which only what is asked for is sent. */
export function blobSource(connection, { digest, size }, name) {
  const url = connection.url(`blobs/${digest}`);
  return {
    name,
    size,
    read: (offset, length) => (length === 0 ? Promise.resolve(new Uint8Array()) : readRange(connection, url, { offset, length, size })),
  };
}

/** A connection may break within an answer, too. */
async function readRange(connection, url, range) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await readRangeOnce(connection, url, range);
    } catch (error) {
      if (!error.mayPass || tries === TRIES) throw error;
    }
    await pause(PAUSE_MS * tries, connection.signal);
  }
}

async function readRangeOnce(connection, url, { offset, length, size }) {
  const range = `${offset}-${offset + length - 1}`;
  const headers = { Range: `bytes=${range}`, "Accept-Encoding": "identity" };
  const { response, url: at } = await connection.ask("GET", url, { headers, expected: [200, 206], isRepeatable: false });
  const isWhole = response.statusCode === 200;
  const given = response.headers["content-range"];
  if (isWhole || given !== `bytes ${range}/${size}` || isEncoded(response)) {
    response.destroy();
    if (isWhole) throw new VnfsealError("HTTP_NO_RANGES", `${whereOf(at)}: the registry serves no ranges; fetch the package first`);
    throw invalid(whereOf(at), `asked for 'bytes ${range}/${size}', got '${String(given).slice(0, 100)}'`);
  }
  const bytes = await readBody(response, at, length, connection.signal);
  if (bytes.length === length) return new Uint8Array(bytes.buffer, bytes.byteOffset, length);
  throw Object.defineProperty(unavailable(whereOf(at), `the answer has ${bytes.length} bytes instead of ${length}`), "mayPass", { value: true });
}

function isEncoded({ headers }) {
  return !/^(?:identity)?$/i.test(headers["content-encoding"] ?? "");
}

/** The content in order. It rejects at its end if it is not what the descriptor says. */
export async function* blobChunks(connection, descriptor, signal = connection.signal) {
  const url = connection.url(`blobs/${descriptor.digest}`);
  const headers = { "Accept-Encoding": "identity" };
  const { response, url: at } = await connection.ask("GET", url, { headers, expected: [200], signal });
  yield* checked(readChunks(response, at, signal), descriptor, whereOf(url));
}

/** The bytes of a small blob, `undefined` if it is not there. */
export async function readBlob(connection, digest, max) {
  const url = connection.url(`blobs/${digest}`);
  const { response, url: at } = await connection.ask("GET", url, { expected: [200, 404] });
  if (response.statusCode === 404) {
    await skipBody(response, at);
    return undefined;
  }
  if (Number(response.headers["content-length"]) > max) {
    response.destroy();
    throw damaged(whereOf(url), `it has more than ${max} bytes`);
  }
  return checkDigest(await readBody(response, at, max, connection.signal), digest, whereOf(url));
}

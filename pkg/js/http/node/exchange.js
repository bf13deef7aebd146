// One request and its answer over HTTP, streamed both ways, with a bound on silence, and a time to end for what is read whole: a
// server that sends a byte now and then is never silent. `fetch` is not used: it holds a body in memory that is sent.

import http from "node:http";
import https from "node:https";
import { Readable, pipeline } from "node:stream";

import { whereOf } from "./addresses.js";

/**
 * Connections are kept for the next request to read, as verifying by ranges makes many; an idle one does not keep the program alive.
 * What changes something has one of its own: a server may close a kept one just then, and nobody would know what was done.
 */
const agents = { "http:": new http.Agent({ keepAlive: true }), "https:": new https.Agent({ keepAlive: true }) };

/** How long an answer may take that is read whole: the largest are reports of many megabytes. */
const BODY_MS = 600_000;

/** An error, or an answer of which nothing is needed: longer, or slower, it is broken off. */
const REST_MAX = 1 << 16;
const REST_MS = 5_000;

/**
 * What sends requests and reads answers, `{ exchange, readBody, readChunks, readError, skipBody }`. Whoever uses it has its own errors:
 * `unavailable(where, complaint, options)` makes that of a connection or an answer that fails.
 */
export function exchanges(unavailable) {
  /** A connection that failed: it may succeed the next time. */
  const broken = (url, cause) => {
    const error = unavailable(whereOf(url), `the connection failed: ${cause.code ?? cause.message}`, { cause });
    return Object.defineProperty(error, "mayPass", { value: true });
  };
  const readInOrder = (response, url, signal) => readChunks(broken, response, url, signal);
  const readWhole = (...given) => readBody({ unavailable, readInOrder }, ...given);
  const readRest = (response, url) => readWhole(response, url, REST_MAX, undefined, REST_MS).catch(() => "");
  return {
    exchange: (url, request) => exchange(broken, url, request),
    readBody: readWhole,
    readChunks: readInOrder,
    /** The body of an error, or nothing if it does not come soon: it may say why, and nobody waits for that. */
    readError: readRest,
    /** Reads on to the end of an answer that says nothing, so that its connection serves the next request. */
    skipBody: async (response, url) => void (await readRest(response, url)),
  };
}

/**
 * Sends a request, and gives its answer as soon as it begins: Node's `IncomingMessage`, to be read or destroyed. `body()` gives
 * the chunks of what is sent, in buffers that are used again, `length` bytes in all. `tls` has a certificate of ours and its key.
 */
function exchange(broken, url, { method, headers, body, length = 0, silenceMs, signal, tls }) {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const { request: send } = url.protocol === "https:" ? https : http;
    const sized = body || ["POST", "PUT", "PATCH"].includes(method) ? { "Content-Length": length } : {};
    const agent = ["GET", "HEAD"].includes(method) ? agents[url.protocol] : false;
    const request = send(url, { ...tls, method, headers: { ...headers, ...sized }, agent, signal });
    const fail = (error) => reject(signal?.aborted ? signal.reason : broken(url, error));
    request.setTimeout(silenceMs, () => request.destroy(new Error(`no answer for ${silenceMs / 1000} s`)));
    request.on("error", fail);
    // A server that sends its headers byte by byte is not silent either.
    request.on("finish", () => {
      const late = setTimeout(() => request.destroy(new Error(`no answer for ${silenceMs / 1000} s`)), silenceMs);
      for (const end of ["response", "close"]) request.once(end, () => clearTimeout(late));
    });
    request.on("response", (response) => {
      // An answer before all is sent is a refusal: the rest is not sent.
      if (!request.writableEnded) response.once("end", () => request.destroy());
      resolve(response);
    });
    if (!body) request.end();
    else pipeline(Readable.from(copied(body()), { objectMode: false }), request, (error) => error && fail(error));
  });
}

async function* copied(chunks) {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

/** The body of an answer, at most `max` bytes. */
async function readBody({ unavailable, readInOrder }, response, url, max, signal, endMs = BODY_MS) {
  const late = setTimeout(() => response.destroy(new Error(`the answer has not ended after ${endMs / 1000} s`)), endMs);
  const chunks = [];
  let length = 0;
  try {
    for await (const chunk of readInOrder(response, url, signal)) {
      length += chunk.length;
      if (length > max) throw unavailable(whereOf(url), `the answer has more than ${max} bytes`);
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks);
}

/** The body of an answer in order. When the reader stops, so does the connection. */
async function* readChunks(broken, response, url, signal) {
  const abort = () => response.destroy(signal.reason);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    yield* response;
  } catch (error) {
    throw signal?.aborted ? signal.reason : broken(url, error);
  } finally {
    signal?.removeEventListener("abort", abort);
    if (!response.complete) response.destroy();
  }
}

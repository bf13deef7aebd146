// One request and its answer over HTTP, streamed both ways, with a bound on silence. `fetch` is not used: it holds a body
// in memory that is sent.

import http from "node:http";
import https from "node:https";
import { Readable, pipeline } from "node:stream";

import { whereOf } from "./addresses.js";

/**
 * Connections are kept for the next request to read, as verifying by ranges makes many; an idle one does not keep the program alive.
 * What changes something has one of its own: a server may close a kept one just then, and nobody would know what was done.
 */
const agents = { "http:": new http.Agent({ keepAlive: true }), "https:": new https.Agent({ keepAlive: true }) };

/**
 * What sends requests and reads answers, `{ exchange, readBody, readChunks, skipBody }`. Whoever uses it has its own errors:
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
  return {
    exchange: (url, request) => exchange(broken, url, request),
    readBody: readWhole,
    readChunks: readInOrder,
    /** Reads on to the end of an answer that says nothing, so that its connection serves the next request; a long one is broken off. */
    skipBody: async (response, url) => void (await readWhole(response, url, 1 << 16).catch(() => response.destroy())),
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
async function readBody({ unavailable, readInOrder }, response, url, max, signal) {
  const chunks = [];
  let length = 0;
  for await (const chunk of readInOrder(response, url, signal)) {
    length += chunk.length;
    if (length > max) throw unavailable(whereOf(url), `the answer has more than ${max} bytes`);
    chunks.push(chunk);
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

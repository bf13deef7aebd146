// What clients send, which may fall silent or break off.

import { untilAborted } from "../sources/aborting.js";
import { problem } from "./problem.js";

/** The content of a request in order. It is refused when the client is silent for too long, takes longer than `timeMs`, or breaks off. */
export async function* chunksOfClient(request, { silenceMs, timeMs = Number.POSITIVE_INFINITY, signal }) {
  const begun = performance.now();
  // The answer goes over the same connection: it stays open however this ends.
  const chunks = request.iterator({ destroyOnReturn: false });
  for (;;) {
    const { value, done } = await soon(chunks.next(), { silenceMs, leftMs: begun + timeMs - performance.now(), signal });
    if (done) break;
    yield value;
  }
  if (!request.complete) throw brokenOff();
}

async function soon(promise, { silenceMs, leftMs, signal }) {
  promise.catch(() => {}); // nobody waits for it any more after an abort
  let timer;
  const silence = new Promise((_, reject) => {
    const complaint = leftMs < silenceMs ? "the client takes too long to send the content of this request" : `the client was silent for ${silenceMs / 1000} s`;
    timer = setTimeout(() => reject(problem(408, "too-slow", complaint)), Math.min(silenceMs, leftMs));
  });
  try {
    return await untilAborted(Promise.race([promise, silence]), signal);
  } catch (error) {
    throw ["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE"].includes(error.code) ? brokenOff(error) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Nobody hears this. It is in the log. */
export function brokenOff(cause) {
  return problem(499, "client-gone", "the client broke off", { cause });
}

/** All of a request's content, if it is not more than `max`. */
export async function readContent(request, max, options) {
  const chunks = [];
  let length = 0;
  for await (const chunk of chunksOfClient(request, options)) {
    length += chunk.length;
    if (length > max) throw problem(413, "too-large", `the content of this request has more than ${max} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

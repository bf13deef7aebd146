// A request goes to the NFVO, and its answer to the client.

import { STATUS_CODES } from "node:http";
import { pipeline } from "node:stream/promises";

import { answeredFields, forwardedFields } from "./headers.js";
import { invalidAnswer, unreachable } from "./nfvo.js";
import { endWhenSent } from "./problem.js";
import { chunksOfClient } from "./streams.js";

/** Forwards a request as it is, streamed. */
export async function pass(exchange) {
  const { request, target, signal } = exchange;
  const { method, rawHeaders, headers } = request;
  const isChunked = headers["transfer-encoding"] !== undefined;
  const length = isChunked ? undefined : lengthOf(request);
  const body = isChunked || length > 0 ? countedContent(exchange) : undefined;
  if (body) exchange.tellContinue();
  await forward({ method, path: `${target.path}${target.query}`, fields: forwardedFields(rawHeaders), body, length, signal }, exchange);
}

/** Sends the NFVO what was decided to be sent, and gives the client its answer. */
export async function forward(message, exchange) {
  exchange.isForwarded = true;
  await relay(await exchange.nfvo.send(message), exchange);
}

/** A request that changes something says how long its content is, even if it has none. */
function lengthOf({ method, headers }) {
  const declared = headers["content-length"];
  if (declared !== undefined) return Number(declared);
  return ["POST", "PUT", "PATCH"].includes(method) ? 0 : undefined;
}

/** The content of a request in order. */
export async function* countedContent({ request, limits, signal, count }) {
  for await (const chunk of chunksOfClient(request, { silenceMs: limits.clientSilenceMs, signal })) {
    count("received", chunk.length);
    yield chunk;
  }
}

/** Gives the client an answer of the NFVO. What breaks off in it breaks off for the client, too. */
async function relay(answer, { nfvo, request, response, gateOrigin }) {
  try {
    writeHead(response, answer.statusCode, answer.rawHeaders, (url) => nfvo.toGate(url, gateOrigin), request);
  } catch (error) {
    answer.destroy();
    throw invalidAnswer("it cannot be passed on; the request was forwarded", error);
  }
  try {
    await pipeline(answer, response, { end: false });
    endWhenSent(request, response);
  } catch (error) {
    answer.destroy();
    response.destroy();
    throw unreachable(error);
  }
}

/** The same with an answer that has been read. */
export function repeat({ status, fields, body }, { nfvo, request, response, gateOrigin }) {
  writeHead(response, status, fields, (url) => nfvo.toGate(url, gateOrigin), request);
  if (request.method !== "HEAD") response.write(body);
  endWhenSent(request, response);
}

/** The reason phrase is never that of the NFVO: it means nothing, and may have any characters (RFC 9112 section 4). */
function writeHead(response, status, raw, toGate, request) {
  response.sendDate = false;
  const fields = answeredFields(raw, toGate);
  // What is left of a request that was answered early is not read as the next one.
  if (!request.complete) fields.push("Connection", "close");
  response.writeHead(status, STATUS_CODES[status] ?? "", fields);
}

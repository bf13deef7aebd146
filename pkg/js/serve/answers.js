// What `vnfseal serve` answers beside files: JSON, and refusals in words.

import { DATA_HEADERS } from "./headers.js";

/** Why a request is refused. `status` is that of HTTP; `code` and the message are what the page gets. */
export class Refusal extends Error {
  constructor(status, code, message, options) {
    super(message, options);
    Object.assign(this, { status, code });
  }
}

/** A refusal. */
export function refused(status, code, message, options) {
  return new Refusal(status, code, message, options);
}

export function sendJson(response, status, value) {
  sendJsonText(response, status, JSON.stringify(value));
}

/** JSON that is written already. */
export function sendJsonText(response, status, text) {
  writeJson(response, status, text);
  response.end();
}

function writeJson(response, status, text) {
  const bytes = Buffer.from(text);
  const headers = { ...DATA_HEADERS, "Content-Type": "application/json; charset=utf-8", "Content-Length": bytes.length };
  response.writeHead(status, headers);
  if (response.req.method !== "HEAD") response.write(bytes);
}

/** How long what a refused caller still sends is read: some read no answer before they have sent all, or lose it. */
const LINGER_MS = 10_000;
const LINGER_SILENCE_MS = 1000;

/** The answer to what is refused. What is still sent is dropped, and then the connection ends. */
export function refuse(request, response, { status, code, message }) {
  if (response.headersSent) return response.destroy();
  if (request.complete) return sendJson(response, status, { code, message });
  response.setHeader("Connection", "close");
  writeJson(response, status, JSON.stringify({ code, message }));
  return drop(request, () => response.end());
}

/** Reads what comes until all of it is there, nothing comes any more, or it takes too long. */
function drop(request, then) {
  const end = () => {
    clearTimeout(longest);
    clearTimeout(silence);
    then();
  };
  const longest = setTimeout(end, LINGER_MS);
  const silence = setTimeout(end, LINGER_SILENCE_MS);
  // Whoever has read until now reads no more.
  request.removeAllListeners("readable");
  request.on("data", () => silence.refresh()).once("close", end).once("end", end).resume();
}

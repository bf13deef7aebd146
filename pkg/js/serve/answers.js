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
  const bytes = Buffer.from(JSON.stringify(value));
  const headers = { ...DATA_HEADERS, "Content-Type": "application/json; charset=utf-8", "Content-Length": bytes.length };
  response.writeHead(status, headers).end(response.req.method === "HEAD" ? undefined : bytes);
}

/** How long what a refused caller still sends is read, so that it gets to read the answer. */
const LINGER_MS = 1000;

/** The answer to what is refused. A body that was not read is not waited for. */
export function refuse(request, response, { status, code, message }) {
  if (response.headersSent) return response.destroy();
  if (!request.complete) {
    response.setHeader("Connection", "close");
    const { socket } = request;
    response.once("finish", () => setTimeout(() => socket.destroy(), LINGER_MS).unref());
  }
  return sendJson(response, status, { code, message });
}

// The NFVO behind the gate: one request at a time, streamed both ways. Nothing that it answers is believed.

import { randomUUID } from "node:crypto";
import http from "node:http";
import https from "node:https";
import { Readable, pipeline } from "node:stream";

import { invalidArgument } from "../errors.js";
import { isLoopback } from "../http/node/addresses.js";
import { untilAborted } from "../sources/aborting.js";
import { ANSWER_AFTER_RESET_MS, JSON_MAX } from "./limits.js";
import { problem } from "./problem.js";
import { isReserved } from "./routes.js";

/** Its address, as an operator gives it. Without TLS it has to be on this machine, unless `plainHttp` allows more. */
export function readNfvoUrl(text, plainHttp) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw invalidArgument("the NFVO is named by an http: or https: URL");
  const { username, password, search, hash, pathname } = url;
  if (username || password || search || hash) throw invalidArgument("the URL of the NFVO has no user name, query or fragment: clients say who they are");
  if (!/^(?:\/[\w.~:@-]+)*\/?$/.test(pathname)) throw invalidArgument("the path of the NFVO has encoded characters or empty segments");
  if (isReserved(pathname.split("/"))) throw invalidArgument("the URL of the NFVO leads to one of its APIs: the gate has to see their paths whole, so name it without /vnfpkgm/v1 and the like");
  if (url.protocol === "http:" && !plainHttp && !isLoopback(url.hostname)) {
    throw invalidArgument("the NFVO is not on this machine, and its URL is not https: what was verified could be changed on the way; --plain-http allows it all the same");
  }
  return url;
}

export class Nfvo {
  #url;
  #base;
  #silenceMs;
  #ca;
  /** What this gate calls itself (RFC 9110 section 7.6.3): the name of no other one, and none that says where it is. */
  #name = `vnfseal-gate-${randomUUID()}`;

  constructor(url, { silenceMs, ca }) {
    this.#url = url;
    this.#base = url.pathname.replace(/\/$/, "");
    this.#silenceMs = silenceMs;
    this.#ca = ca;
  }

  get origin() {
    return this.#url.origin;
  }

  /** Whether a request with this `Via` has come from this gate. */
  isOwn(via) {
    return Boolean(via?.includes(this.#name));
  }

  /** Another URL for one that leads to the NFVO: the path at the gate, where that begins with `origin`. */
  toGate(text, origin) {
    // Without a scheme it is that of the NFVO.
    const isAbsolute = /^(?:https?:)?\/\//i.test(text);
    if (isAbsolute && !(URL.canParse(text, this.#url) && new URL(text, this.#url).origin === this.origin)) return text;
    const path = isAbsolute ? text.replace(/^(?:https?:)?\/\/[^/?#]*/i, "") : text;
    if (!isAbsolute && !path.startsWith("/")) return text;
    const isBelow = path === this.#base || path.startsWith(`${this.#base}/`);
    return `${isAbsolute ? origin : ""}${isBelow ? path.slice(this.#base.length) || "/" : path}`;
  }

  /**
   * Sends a request, and gives its answer as soon as it begins. `fields` is a flat list. `body` are chunks, `length` bytes in all;
   * without a `length` they are sent in pieces. Each has a connection of its own: who a client is may belong to one, and a kept one may
   * be closed just when it is used.
   */
  send({ method, path, fields, body, length, signal }) {
    const answered = new Promise((resolve, reject) => {
      const sized = length === undefined ? (body ? ["Transfer-Encoding", "chunked"] : []) : ["Content-Length", String(length)];
      const { protocol, hostname, port, host } = this.#url;
      const request = (protocol === "https:" ? https : http).request({
        ...{ protocol, hostname: hostname.replace(/^\[|\]$/g, ""), port, method, path: `${this.#base}${path}`, ca: this.#ca },
        headers: ["Host", host, ...fields, "Via", `1.1 ${this.#name}`, ...sized],
        agent: false,
        signal,
      });
      const fail = (error) => reject(signal?.aborted ? signal.reason : unreachable(error));
      request.setTimeout(this.#silenceMs, () => request.destroy(new Error(`no answer for ${this.#silenceMs / 1000} s`)));
      request.on("error", fail);
      request.on("socket", letAnswerCome);
      // Neither an answer nor an error comes after these.
      request.on("close", () => fail(new Error("the connection was closed")));
      request.on("upgrade", (_, socket) => {
        socket.destroy();
        reject(invalidAnswer("it changes the protocol, which nobody asked for"));
      });
      request.on("response", (response) => {
        response.on("error", () => {}); // told to whoever reads it
        // An answer before all is sent is a refusal: the rest is not sent.
        if (!request.writableEnded) response.once("end", () => request.destroy());
        resolve(response);
      });
      if (!body) return request.end();
      pipeline(Readable.from(body, { objectMode: false }), request, (error) => error && fail(error));
    });
    // An abort holds whatever the connection does.
    return untilAborted(answered, signal);
  }

  /** What the NFVO says of something, as data. An answer of another status than 200 is thrown, as the client's own. */
  async ask(path, fields, signal) {
    const response = await this.send({ method: "GET", path, fields: [...fields, "Accept", "application/json", "Accept-Encoding", "identity"], signal });
    const body = await readAnswer(response, JSON_MAX);
    if (response.statusCode !== 200) throw otherAnswer(response, body);
    try {
      return { data: JSON.parse(body.toString("utf8")), link: response.headers.link };
    } catch {
      throw invalidAnswer("it is no JSON");
    }
  }
}

/**
 * An NFVO that refuses a request early may close the connection at once. What it has answered lies here then, unread, when writing the
 * rest fails, and would be lost with the connection: so the failure is told a moment later.
 */
function letAnswerCome(socket) {
  for (const name of ["_write", "_writev"]) {
    const write = socket[name];
    socket[name] = (...given) => {
      const told = given.pop();
      write.call(socket, ...given, (error) => (error ? setTimeout(told, ANSWER_AFTER_RESET_MS, error) : told()));
    };
  }
}

/** The content of an answer, at most `max` bytes. */
export async function readAnswer(response, max) {
  const chunks = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      length += chunk.length;
      if (length > max) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreachable(error);
  }
  if (length > max) throw invalidAnswer(`it has more than ${max} bytes`);
  if (!response.complete) throw unreachable(new Error("the answer was cut"));
  return Buffer.concat(chunks);
}

export function unreachable(cause) {
  return problem(502, "nfvo-unreachable", `the NFVO did not answer: ${/^[A-Z_]+$/.test(cause.code) ? cause.code : "the connection failed"}`, { cause });
}

export function invalidAnswer(complaint, cause) {
  return problem(502, "nfvo-invalid", `the answer of the NFVO is not one of SOL 005: ${complaint}`, { cause });
}

/** The NFVO refuses the client: the client gets that answer. */
function otherAnswer({ statusCode, rawHeaders }, body) {
  if (statusCode < 400) return invalidAnswer(`its status is ${statusCode}`);
  const error = problem(statusCode, "nfvo-refused", `the NFVO refused it with ${statusCode}`);
  return Object.assign(error, { answer: { status: statusCode, fields: rawHeaders, body } });
}

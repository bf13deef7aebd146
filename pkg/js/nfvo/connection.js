// The connection to an NFVO: authentication, redirections, and tries.
//
// What the NFVO answers is not believed. Credentials go to its own origin, and to the server of tokens that the caller names; never
// where a redirection leads. Only what reads is redirected. Every answer is bounded in bytes, and those in JSON in time too.

import { invalidArgument } from "../errors.js";
import { follow, whereOf } from "../http/node/addresses.js";
import { parseJson } from "../http/node/json.js";
import { pause } from "../sources/aborting.js";
import { within } from "./deadline.js";
import { invalid, notFound, passing, refused, unavailable } from "./errors.js";
import { exchange, readBody, readError, skipBody } from "./exchange.js";
import { interfaceAt, resourcesOf } from "./resources.js";

/** How long an NFVO may say nothing. */
export const SILENCE_MS = 60_000;

/** How long an answer in JSON may take as a whole. */
const ANSWER_MS = 120_000;

const TRIES = 3;
const PAUSE_MS = 250;
const REDIRECTIONS = 5;

/** An answer in JSON: a page of a list of packages, each with its images and artifacts. */
const JSON_MAX = 32 << 20;

/** As much of what an NFVO says of an error helps. */
const DETAIL_MAX = 300;

export class Connection {
  #base;
  #authentication;
  #headers;
  #tls;
  #timeout;
  #redirections;
  #copied;

  /**
   * `authentication` is what `readAuthentication` gives; `headers` and `tls` are ours too, and go nowhere else. Without
   * `redirections` whatever redirects is an error.
   */
  constructor(url, { authentication, headers = {}, tls, timeout = SILENCE_MS, redirections = REDIRECTIONS, signal }) {
    if (!(timeout > 0)) throw invalidArgument("the timeout of an NFVO is not a number of milliseconds");
    this.#base = interfaceAt(url);
    this.#authentication = authentication;
    this.#headers = headers;
    this.#tls = tls;
    this.#timeout = timeout;
    this.#redirections = redirections;
    this.#copied = (changed) => new Connection(url, { authentication, headers, tls, timeout, redirections, signal, ...changed });
    this.resources = resourcesOf(this.#base);
    this.signal = signal;
  }

  /** For people. */
  get where() {
    return whereOf(this.#base).replace(/\/$/, "");
  }

  /**
   * Asks, and gives the answer, if its status is in `expected`. What only reads, and what `isRepeatable`, is tried again when the
   * network or the NFVO fails. Only what `mayLeave` is redirected to another server: content, which has a checksum or is verified.
   */
  async ask(method, url, { expected, isRepeatable = method === "GET", signal = this.signal, ...request }) {
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await this.#askOnce(method, url, { ...request, signal });
        if (expected.includes(answer.response.statusCode)) return answer;
        throw await this.#complaint(answer, url);
      } catch (error) {
        if (!isRepeatable || !error.mayPass || tries === TRIES) throw error;
      }
      await pause(PAUSE_MS * tries, signal);
    }
  }

  /** The same for an answer in JSON, of which all is read: `{ value, length, status, headers, url }`, the length in bytes. The value may be `undefined`. */
  async askJson(method, url, { json, signal = this.signal, ...request }) {
    const bytes = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
    const sent = bytes && { body: () => [bytes], length: bytes.length };
    const headers = { Accept: "application/json", ...(bytes && { "Content-Type": "application/json" }) };
    const late = () => passing(whereOf(url), `the NFVO has not answered for ${ANSWER_MS / 1000} s`);
    return within(ANSWER_MS, signal, late, async (until) => {
      const { response, url: at } = await this.ask(method, url, { ...request, ...sent, headers, signal: until });
      const { statusCode: status, headers: answered } = response;
      const body = await readBody(response, at, JSON_MAX, until);
      return { value: parseJson(body), length: body.length, status, headers: answered, url: at };
    });
  }

  /** Gets a new token, if there are any: one that ends in an upload of hours would be noticed only at its end. */
  renew() {
    this.#authentication.renew();
  }

  /** A text of the NFVO for an error: short, in one line, and nothing of it if it says a secret of ours. */
  sentenceOf(text) {
    if (this.saysSecret(text)) return undefined;
    return text.slice(0, DETAIL_MAX).replace(/\s+/g, " ").trim();
  }

  /** Whether a text repeats a secret of ours of at least this length: a short one stands in many texts by chance. */
  saysSecret(text, minLength = 1) {
    const secrets = [...this.#authentication.secrets(), ...Object.values(this.#headers)];
    return secrets.some((secret) => secret.length >= minLength && text.includes(secret));
  }

  /** Where an answer leads, if it may be gone to. */
  follow(location, from) {
    return follow(location, from, this.#base, invalid);
  }

  /** The same for whoever relays for others, and goes nowhere else. */
  withoutRedirections() {
    return this.#copied({ redirections: 0 });
  }

  /** Whether a URL is one of the NFVO itself. */
  isOwn(url) {
    return url.origin === this.#base.origin;
  }

  async #askOnce(method, url, request) {
    const answer = await this.#travel(method, url, request);
    if (answer.response.statusCode !== 401 || !this.isOwn(answer.url) || !this.#authentication.renew()) return answer;
    await skipBody(answer.response, answer.url);
    return this.#travel(method, url, request);
  }

  /** The answer at the end of all redirections. */
  async #travel(method, url, { headers, mayLeave = false, ...request }) {
    let at = url;
    for (let left = this.#redirections; ; left -= 1) {
      const ours = this.isOwn(at) ? await this.#ours(request.signal) : {};
      const response = await exchange(at, { silenceMs: this.#timeout, ...request, ...ours, method, headers: { ...headers, ...ours.headers } });
      if (![301, 302, 303, 307, 308].includes(response.statusCode)) return { response, url: at };
      await skipBody(response, at);
      if (method !== "GET" || this.#redirections === 0) throw refused(whereOf(at), method === "GET" ? "the NFVO redirects; name the URL where it is now" : "the NFVO redirects what changes something; name the URL where it is now");
      if (left === 0) throw invalid(whereOf(url), "the NFVO redirects in circles");
      at = this.follow(response.headers.location, at);
      if (!mayLeave && !this.isOwn(at)) throw invalid(whereOf(url), "the NFVO redirects to another server, which is not believed; name the URL where it is now");
    }
  }

  /** What says who we are. */
  async #ours(signal) {
    return { headers: { ...this.#headers, ...(await this.#authentication.headers(signal)) }, tls: this.#tls };
  }

  /** What an answer of another status means. */
  async #complaint({ response, url }, asked) {
    const { statusCode: status } = response;
    const body = await readError(response, url);
    if (status === 404 && this.isOwn(asked) && asked.href !== this.resources.packages.href) return notFound(whereOf(asked));
    const make = [401, 403, 405, 406, 409].includes(status) ? refused : unavailable;
    const words = {
      400: "the NFVO does not understand what it is asked",
      401: "the NFVO does not accept who we are: check the authentication",
      403: "the NFVO does not allow it for this user",
      404: "the NFVO does not have this resource: check the URL",
      405: "the NFVO does not allow it",
      406: "the NFVO does not have it in this form, or wants another Version",
      409: "the state of the package does not allow it",
      413: "the NFVO, or a proxy before it, does not take as much",
      429: "the NFVO has too many requests: try again later",
    };
    const detail = this.#detailOf(body);
    const error = make(whereOf(url), `${words[status] ?? "the NFVO answered with an error"} (${status}${detail ? `: ${detail}` : ""})`);
    return Object.defineProperties(error, { status: { value: status }, mayPass: { value: status === 429 || status >= 500 } });
  }

  /** What the NFVO says in an error (ProblemDetails of SOL 013 clause 6.3). */
  #detailOf(body) {
    const { detail, title } = parseJson(body) ?? {};
    const text = [detail, title].find((each) => typeof each === "string" && each.trim() !== "");
    return text && this.sentenceOf(text);
  }
}

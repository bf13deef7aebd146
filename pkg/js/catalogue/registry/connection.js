// The connection to one repository of a registry (distribution spec 1.1): authentication, redirections, and tries.
//
// What the registry answers is not believed. Credentials go to its own origin, and to the token server that it names;
// never where a redirection or a `Location` leads. Without TLS only this machine is spoken to, unless it is asked for.

import { invalidArgument } from "../../errors.js";
import { invalid, refused, unavailable } from "../errors.js";
import { follow, isLoopback, whereOf } from "../../http/node/addresses.js";
import { basicHeader, isToken68 } from "../../http/node/authorization.js";
import { parseJson } from "../../http/node/json.js";
import { pause } from "../../sources/aborting.js";
import { readChallenges } from "./credentials.js";
import { exchange, readBody, readError, skipBody } from "./exchange.js";

/** How long a registry may say nothing. */
const SILENCE_MS = 60_000;

const TRIES = 3;
const PAUSE_MS = 250;
const REDIRECTIONS = 5;
const TOKEN_MAX = 1 << 20;

/** A token is renewed before it ends; without a word about its end it is good for a minute (token spec). */
const TOKEN_SECONDS = 60;
const TOKEN_MARGIN_MS = 5_000;

export class Connection {
  #base;
  #credentials;
  #timeout;
  /** The header that the registry took last, by what it was for: `{ value, until }`. */
  #headers = new Map();

  constructor({ host, repository }, { credentials, plainHttp, timeout = SILENCE_MS, signal }) {
    if (!(timeout > 0)) throw invalidArgument("the timeout of a catalogue is not a number of milliseconds");
    const { hostname } = new URL(`http://${host}`);
    const isPlain = plainHttp ?? isLoopback(hostname);
    this.#base = new URL(`${isPlain ? "http" : "https"}://${host}/v2/${repository}/`);
    this.#credentials = credentials;
    this.#timeout = timeout;
    this.signal = signal;
  }

  /** A URL of the repository. */
  url(path) {
    return new URL(path, this.#base);
  }

  /** Where an answer leads, if it may be gone to. */
  follow(location, from) {
    return follow(location, from, this.#base, invalid);
  }

  /** Whether a URL is one of the registry itself. */
  isOwn(url) {
    return url.origin === this.#base.origin;
  }

  /**
   * Asks, and gives the answer, if its status is in `expected`. What only reads (`GET`, `HEAD`), and what `isRepeatable`, is tried
   * again when the network or the registry fails. `purpose` says which token is for it.
   */
  async ask(method, url, { expected, isRepeatable = ["GET", "HEAD"].includes(method), signal = this.signal, ...request }) {
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await this.#askOnce(method, url, { ...request, signal });
        if (expected.includes(answer.response.statusCode)) return answer;
        throw await complaint(answer);
      } catch (error) {
        if (!isRepeatable || !error.mayPass || tries === TRIES) throw error;
      }
      await pause(PAUSE_MS * tries, signal);
    }
  }

  async #askOnce(method, url, request) {
    const purpose = ["GET", "HEAD"].includes(method) ? "pull" : method === "DELETE" ? "delete" : "push";
    const answer = await this.#travel(method, url, purpose, request);
    if (answer.response.statusCode !== 401 || !this.isOwn(answer.url)) return answer;
    await skipBody(answer.response, answer.url);
    this.#headers.set(purpose, await this.#authenticate(answer, request.signal));
    return this.#travel(method, url, purpose, request);
  }

  /** The answer at the end of all redirections. Only what reads is redirected. */
  async #travel(method, url, purpose, request) {
    let at = url;
    for (let left = REDIRECTIONS; ; left -= 1) {
      const headers = { ...request.headers, ...(await this.#authorization(at, purpose)) };
      const response = await exchange(at, { silenceMs: this.#timeout, ...request, method, headers });
      const isRedirected = [301, 302, 303, 307, 308].includes(response.statusCode) && ["GET", "HEAD"].includes(method);
      if (!isRedirected) return { response, url: at };
      await skipBody(response, at);
      if (left === 0) throw invalid(whereOf(url), "the registry redirects in circles");
      at = this.follow(response.headers.location, at);
    }
  }

  async #authorization(url, purpose) {
    if (!this.isOwn(url)) return {};
    if (this.#credentials.token) return { Authorization: `Bearer ${this.#credentials.token}` };
    const known = this.#headers.get(purpose);
    return known && Date.now() < known.until ? { Authorization: known.value } : {};
  }

  /** The header that the registry asks for in its 401. */
  async #authenticate({ response, url }, signal) {
    const challenges = readChallenges(response.headers["www-authenticate"]);
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    const basic = basicHeader(this.#credentials);
    if (bearer && !this.#credentials.token) return this.#fetchToken(bearer, basic, url, signal);
    if (basic && challenges.some(({ scheme }) => scheme === "basic")) return { value: basic, until: Infinity };
    const why = this.#credentials.token || basic ? "does not accept these credentials" : "asks for credentials";
    throw refused(whereOf(url), `the registry ${why} (401)`);
  }

  async #fetchToken({ realm, service, scope }, basic, asked, signal) {
    const url = this.follow(realm, asked);
    for (const [name, value] of Object.entries({ service, scope })) if (value) url.searchParams.append(name, value);
    const headers = { Accept: "application/json", ...(basic && { Authorization: basic }) };
    const response = await exchange(url, { method: "GET", headers, silenceMs: this.#timeout, signal });
    const body = await readBody(response, url, TOKEN_MAX, signal);
    if (response.statusCode !== 200) {
      throw refused(whereOf(url), `the token server gives no token (${response.statusCode}): check user name and password`);
    }
    const { token, access_token: other, expires_in: seconds = TOKEN_SECONDS } = parseJson(body) ?? {};
    const value = token ?? other;
    if (!isToken68(value)) throw invalid(whereOf(url), "the answer of the token server has no token");
    const lifeMs = Number.isSafeInteger(seconds) ? Math.max(seconds, TOKEN_SECONDS) * 1000 : TOKEN_SECONDS * 1000;
    return { value: `Bearer ${value}`, until: Date.now() + lifeMs - TOKEN_MARGIN_MS };
  }
}

/** What an answer of another status means. Of its body only the registry's own codes are shown: the rest is anybody's text. */
async function complaint({ response, url }) {
  const { statusCode: status } = response;
  const body = await readError(response, url);
  const errors = parseJson(body)?.errors;
  const codes = (Array.isArray(errors) ? errors.slice(0, 5) : []).map((error) => error?.code);
  const shown = [status, ...codes.filter((code) => /^[A-Z_]{1,40}$/.test(code))].join(", ");
  const make = status === 401 || status === 403 || status === 405 ? refused : unavailable;
  const words = {
    401: "the registry does not accept these credentials",
    403: "the registry does not allow it for these credentials",
    404: "the registry does not have it",
    405: "the registry does not allow it",
    413: "the registry, or a proxy before it, does not take as much",
    429: "the registry has too many requests: try again later",
  };
  const error = make(whereOf(url), `${words[status] ?? "the registry answered with an error"} (${shown})`);
  const mayPass = status === 429 || status >= 500;
  return Object.defineProperties(error, { status: { value: status }, codes: { value: codes }, mayPass: { value: mayPass } });
}

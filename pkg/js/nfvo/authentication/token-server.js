// Servers that give tokens: one request, whose answer has one.

import { whereOf } from "../../http/node/addresses.js";
import { parseJson } from "../../http/node/json.js";
import { within } from "../deadline.js";
import { refused, unavailable } from "../errors.js";
import { exchange, readBody } from "../exchange.js";

/** Keystone lists all that there is with a token. */
const ANSWER_MAX = 4 << 20;
const ANSWER_MS = 60_000;

/** What the server answers: `{ headers, value }`. It is not followed elsewhere, as what it is sent is secret. */
export function askTokenServer(url, { headers, body, expected, what }, signal) {
  const late = () => unavailable(whereOf(url), `${what} has not answered for ${ANSWER_MS / 1000} s`);
  return within(ANSWER_MS, signal, late, async (until) => {
    const bytes = Buffer.from(body);
    const request = { method: "POST", headers, body: () => [bytes], length: bytes.length, silenceMs: ANSWER_MS, signal: until };
    const response = await exchange(url, request);
    const answer = await readBody(response, url, ANSWER_MAX, until);
    if (response.statusCode === expected) return { headers: response.headers, value: parseJson(answer) };
    if (response.statusCode >= 500) throw unavailable(whereOf(url), `${what} fails (${response.statusCode})`);
    throw refused(whereOf(url), `${what} gives no token (${response.statusCode}): check the user and the password`);
  });
}

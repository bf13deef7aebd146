// Who we are to a registry, and how it asks: WWW-Authenticate (RFC 9110 section 11) with Basic (RFC 7617) and the tokens of
// the distribution project. Nothing of a secret is in an error.

import { invalidArgument } from "../../errors.js";
import { isToken68 } from "../../http/node/authorization.js";

/** `{ username, password }`, `{ token }` or none. */
export function readCredentials(credentials) {
  if (credentials === undefined) return {};
  const { username, password, token, ...unknown } = credentials;
  const isLogin = isText(username) && isText(password) && token === undefined && !username.includes(":");
  const isToken = isToken68(token) && username === undefined && password === undefined;
  if ((isLogin || isToken) && Object.keys(unknown).length === 0) return { username, password, token };
  throw invalidArgument("credentials are { username, password }, the user's name without a colon, or { token }");
}

function isText(value) {
  return typeof value === "string" && !/[\0\r\n]/.test(value);
}

/** A word with a value, or without one: then it is the name of a scheme. */
const PART = /([!#$%&'*+.^_`|~\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;

/** The challenges of an answer: `[{ scheme, realm, service, scope }]`, the scheme in lower case. */
export function readChallenges(header = "") {
  const challenges = [];
  for (const [, word, quoted, plain] of header.slice(0, 8192).matchAll(PART)) {
    const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
    if (value === undefined) challenges.push({ scheme: word.toLowerCase() });
    else if (challenges.length > 0) challenges.at(-1)[word.toLowerCase()] = value;
  }
  return challenges;
}

// OAuth 2.0 client credentials (RFC 6749 section 4.4), as SOL 013 clause 8.3 has it.

import { invalidArgument } from "../../errors.js";
import { whereOf } from "../../http/node/addresses.js";
import { basicHeader, isToken68 } from "../../http/node/authorization.js";
import { invalid } from "../errors.js";
import { isText, readServerUrl } from "./texts.js";
import { askTokenServer } from "./token-server.js";
import { fetched } from "./tokens.js";

export function oauth2({ url, user, password, scope, ...others }) {
  const isWhole = isText(user) && isText(password) && (scope === undefined || isText(scope)) && Object.keys(others).length === 0;
  if (!isWhole) throw invalidArgument("the authentication 'oauth2' has url, user (the client's id), password (its secret), and scope if there is one");
  const at = readServerUrl(url, "the token server");
  const body = new URLSearchParams({ grant_type: "client_credentials", ...(scope && { scope }) }).toString();
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    Accept: "application/json",
    Authorization: basicHeader({ username: formEncoded(user), password: formEncoded(password) }),
  };
  const fetch = async (signal) => {
    const { value } = await askTokenServer(at, { headers, body, expected: 200, what: "the token server" }, signal);
    const { access_token: token, token_type: type } = value ?? {};
    if (isToken68(token) && /^bearer$/i.test(type)) return token;
    throw invalid(whereOf(at), "the answer of the token server has no bearer token");
  };
  return fetched(fetch, (token) => ({ Authorization: `Bearer ${token}` }), [password, headers.Authorization.slice("Basic ".length)]);
}

/** Id and secret are encoded before they are joined (section 2.3.1). */
function formEncoded(text) {
  return new URLSearchParams({ x: text }).toString().slice("x=".length);
}

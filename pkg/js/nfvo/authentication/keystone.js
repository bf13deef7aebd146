// Keystone, the identity service of OpenStack: a password becomes a token for a project.

import { invalidArgument } from "../../errors.js";
import { whereOf } from "../../http/node/addresses.js";
import { invalid } from "../errors.js";
import { isText, readServerUrl } from "./texts.js";
import { askTokenServer } from "./token-server.js";
import { fetched } from "./tokens.js";

export function keystone({ url, user, password, project, domain = "default", ...others }) {
  const isWhole = isText(user) && isText(password) && isText(project) && isText(domain) && Object.keys(others).length === 0;
  if (!isWhole) throw invalidArgument("the authentication 'keystone' has url, user, password, project, and domain if it is not 'default'");
  const at = tokensOf(readServerUrl(url, "Keystone"));
  const body = JSON.stringify(question({ user, password, project, domain }));
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const fetch = async (signal) => {
    const { headers: answered } = await askTokenServer(at, { headers, body, expected: 201, what: "Keystone" }, signal);
    const token = answered["x-subject-token"];
    if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
    throw invalid(whereOf(at), "the answer of Keystone has no token");
  };
  return fetched(fetch, (token) => ({ "X-Auth-Token": token }), [password]);
}

/** The resource of tokens, below version 3 of the interface. */
function tokensOf(url) {
  const path = url.pathname.replace(/\/+$/, "");
  return new URL(`${path.endsWith("/v3") ? path : `${path}/v3`}/auth/tokens`, url);
}

/** A domain is known by its id, and the project is in that of the user. */
function question({ user, password, project, domain }) {
  const identity = { methods: ["password"], password: { user: { name: user, domain: { id: domain }, password } } };
  return { auth: { identity, scope: { project: { name: project, domain: { id: domain } } } } };
}

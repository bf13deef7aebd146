// Who we are to an NFVO.
//
// An authentication is `{ headers(signal), renew(), secrets() }`: the headers for the NFVO's own origin, which may be fetched from
// elsewhere; `renew` forgets what was fetched, and says whether asking again can help; `secrets` are the texts that nobody shows.

import { invalidArgument } from "../../errors.js";
import { basicHeader, isToken68 } from "../../http/node/authorization.js";
import { isText } from "./texts.js";
import { keystone } from "./keystone.js";
import { oauth2 } from "./client-credentials.js";

const KINDS = { none, basic, bearer, oauth2, keystone };

/** The names of all kinds. */
export const AUTHENTICATIONS = Object.keys(KINDS);

/** An authentication of what the caller says: `{ kind, … }`. Nothing of a secret is in an error. */
export function readAuthentication(options = { kind: "none" }) {
  const { kind, ...given } = options ?? {};
  if (!AUTHENTICATIONS.includes(kind)) throw invalidArgument(`the kind of an authentication is one of ${AUTHENTICATIONS.join(", ")}`);
  return KINDS[kind](given);
}

/** What does not change, and cannot be had anew. */
function fixed(headers, secrets) {
  return { headers: async () => headers, renew: () => false, secrets: () => secrets };
}

function none(given) {
  checkNames(given, "none");
  return fixed({}, []);
}

function basic({ user, password, ...others }) {
  checkNames(others, "basic");
  if (!isText(user) || user.includes(":") || !isText(password)) {
    throw invalidArgument("basic authentication has a user, whose name has no colon, and a password");
  }
  const header = basicHeader({ username: user, password });
  return fixed({ Authorization: header }, [password, header.slice("Basic ".length)]);
}

function bearer({ token, ...others }) {
  checkNames(others, "bearer");
  if (!isToken68(token)) throw invalidArgument("bearer authentication has a token, of letters, digits and -._~+/");
  return fixed({ Authorization: `Bearer ${token}` }, [token]);
}

function checkNames(others, kind) {
  const [misspelt] = Object.keys(others);
  if (misspelt !== undefined) throw invalidArgument(`the authentication '${kind}' has no member '${misspelt}'`);
}

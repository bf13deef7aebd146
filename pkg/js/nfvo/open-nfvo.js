// From what a caller says of an NFVO to one that can be asked.

import { invalidArgument } from "../errors.js";
import { readOptions } from "../verification/plain.js";
import { readAuthentication } from "./authentication/index.js";
import { isText } from "./authentication/texts.js";
import { Nfvo } from "./nfvo.js";

/** Headers that are not ours to choose: they say how a request is sent, or what of it. */
const RESERVED = /^(?:host|connection|content-.*|transfer-encoding|expect|range|if-.*|te|trailer|upgrade|accept|accept-encoding)$/i;

export function openNfvo(url, options = {}) {
  const names = ["authentication", "headers", "clientCertificate", "timeout", "signal"];
  const { authentication, headers, clientCertificate, ...others } = readOptions(options, names, "openNfvo");
  return new Nfvo(readUrl(url), {
    authentication: readAuthentication(authentication),
    headers: readHeaders(headers),
    tls: readClientCertificate(clientCertificate, url),
    ...others,
  });
}

function readUrl(url) {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!/^https?:$/.test(parsed?.protocol)) throw invalidArgument("an NFVO is at an http: or https: URL");
  if (parsed.username || parsed.password) throw invalidArgument("the URL of an NFVO has no user name or password: they belong in the authentication");
  if (parsed.search || parsed.hash) throw invalidArgument("the URL of an NFVO has no query and no fragment: it is the root of its interface");
  return parsed;
}

/** A value may be a secret, and is in no error. */
function readHeaders(headers = {}) {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) throw invalidArgument("a header has a name that cannot be one");
    if (RESERVED.test(name)) throw invalidArgument(`the header '${name}' is not yours to choose: it belongs to each request`);
    if (!isText(value) || !/^[\t\x20-\x7e]+$/.test(value)) throw invalidArgument(`the header '${name}' has a value with more than printable ASCII`);
  }
  return headers;
}

function readClientCertificate(given, url) {
  if (given === undefined) return undefined;
  const { certificate, key, password, ...unknown } = given;
  const isPem = (value) => typeof value === "string" && value.includes("-----BEGIN ");
  const isWhole = isPem(certificate) && isPem(key) && (password === undefined || typeof password === "string");
  if (!isWhole || Object.keys(unknown).length > 0) throw invalidArgument("clientCertificate is { certificate, key } in PEM, and password if the key is encrypted");
  if (new URL(url).protocol !== "https:") throw invalidArgument("a client certificate is for an NFVO at an https: URL");
  return { cert: certificate, key, passphrase: password };
}

// The texts of an authentication.

import { invalidArgument } from "../../errors.js";
import { isLoopback } from "../../http/node/addresses.js";

/** Whether a value is a text in one line. */
export function isText(value) {
  return typeof value === "string" && value !== "" && !/[\0\r\n]/.test(value);
}

/** The URL of a server that says who we are. A user name in it would be shown, and a password without TLS be read on the way. */
export function readServerUrl(url, what) {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!/^https?:$/.test(parsed?.protocol) || parsed.username || parsed.password || parsed.hash) {
    throw invalidArgument(`the url of ${what} is an http: or https: URL without a user name`);
  }
  if (parsed.protocol === "http:" && !isLoopback(parsed.hostname)) {
    throw invalidArgument(`the url of ${what} is an https: URL, unless it is on this machine: it gets a password`);
  }
  return parsed;
}

// Who may ask. A browser sends requests for every page that is open in it, and for names that anybody's DNS leads here.

import { isLoopback } from "../http/node/addresses.js";
import { refused } from "./answers.js";

/** The values of `Host` for a server at this name and port. */
export function hostsOf(host, port) {
  const names = isLoopback(host) ? [host, "localhost"] : [host];
  return new Set(names.flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]));
}

/**
 * Refuses what was sent to another name (DNS rebinding), or to another server by way of this one. Of HTTP/1.1 Node takes the first
 * of several hosts; what is before it may have taken the last.
 */
export function checkHost({ url, headers, rawHeaders }, hosts) {
  const given = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host").length;
  if (given !== 1 || !hosts.has(headers.host.toLowerCase())) throw refused(421, "HOST_UNKNOWN", "this server does not have that name");
  if (!url.startsWith("/") || url.startsWith("//")) throw refused(400, "PATH_UNKNOWN", "a request names a path of this server");
}

/**
 * Refuses what another page has sent (CSRF). Browsers say it: with `Origin` where something may change, and with `Sec-Fetch-Site`
 * always. Without both it is no browser, or one whose answer the other page cannot read.
 */
export function checkSite({ method, headers }) {
  const isReading = method === "GET" || method === "HEAD";
  const { origin, "sec-fetch-site": site } = headers;
  const isOwnOrigin = origin === undefined ? isReading : origin === `http://${headers.host.toLowerCase()}`;
  if (isOwnOrigin && (site === undefined || site === "same-origin")) return;
  throw refused(403, "SITE_FOREIGN", "only the page of this server may ask this");
}

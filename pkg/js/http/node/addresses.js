// Addresses of servers: how they are shown, and where an answer may lead.

/** For people: queries may be secrets. */
export function whereOf({ origin, pathname }) {
  return `${origin}${pathname}`;
}

/** Whether a host is this machine, by its name or number. */
export function isLoopback(hostname) {
  return ["localhost", "[::1]", "::1"].includes(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * Where the `location` of an answer leads. Whoever speaks to `base` with TLS is not led to a server without it, and whoever speaks
 * to this machine alone is not led away from it without TLS. `invalid(where, why)` makes the error if nobody should go there.
 */
export function follow(location, from, base, invalid) {
  const url = typeof location === "string" && URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (url && isAllowed(url, base)) return url;
  throw invalid(whereOf(from), "the answer leads nowhere, or to a server without TLS");
}

function isAllowed({ protocol, hostname, username, password }, base) {
  const isPlain = protocol === "http:" && base.protocol === "http:" && (isLoopback(hostname) || !isLoopback(base.hostname));
  return (protocol === "https:" || isPlain) && !username && !password;
}

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
 * Where the `location` of an answer leads, or `undefined` if nobody should go there. Whoever speaks to `base` with TLS is not
 * led to a server without it, and whoever speaks to this machine alone is not led away from it without TLS.
 */
export function follow(location, from, base) {
  const url = typeof location === "string" && URL.canParse(location, from) ? new URL(location, from) : undefined;
  return url && isAllowed(url, base) ? url : undefined;
}

function isAllowed({ protocol, hostname, username, password }, base) {
  const isPlain = protocol === "http:" && base.protocol === "http:" && (isLoopback(hostname) || !isLoopback(base.hostname));
  return (protocol === "https:" || isPlain) && !username && !password;
}

// The header Authorization: Basic (RFC 7617) and Bearer (RFC 6750).

/** Whether a value may stand after `Bearer` (RFC 6750 section 2.1). */
export function isToken68(value) {
  return typeof value === "string" && /^[A-Za-z0-9._~+/-]{1,65536}=*$/.test(value);
}

/** The header for a user and a password, or `undefined` without them. */
export function basicHeader({ username, password }) {
  return username === undefined ? undefined : `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

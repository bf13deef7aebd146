// JSON of others.

/** JSON that somebody else wrote, or `undefined`. Its members are checked one by one where they are used. */
export function parseJson(bytes) {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

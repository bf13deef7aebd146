// One line of JSON for each request, and for what happens to the gate itself. Header fields and queries are never in it: they have
// credentials.

const PATH_MAX = 300;

/** Gives `log(event, members)`, which has `write(line)` write it. */
export function createLog(write) {
  return (event, members = {}) => {
    const known = Object.entries(members).filter(([, value]) => value !== undefined);
    write(`${JSON.stringify({ time: new Date().toISOString(), event, ...Object.fromEntries(known) })}\n`);
  };
}

/** The path of a target, whatever it is. What does not begin as a path may name a user with a password. */
export function pathOf(target) {
  return target.replace(/[?#].*$/s, "").replace(/^(?!\/[^/\\]).*@/s, "").slice(0, PATH_MAX);
}

/** Why a connection to the NFVO or a disk failed: names of errors, and nothing that others have written. */
export function causeOf(error) {
  const { cause } = error;
  if (cause === undefined) return undefined;
  return [cause.name, cause.code].filter((word) => typeof word === "string" && /^\w{1,60}$/.test(word)).join(" ");
}

// Where the queue is: a URL of PostgreSQL without a secret in it, as every user of the machine can read arguments.

import { readFileSync } from "node:fs";

import { invalidArgument, VnfsealError } from "../../errors.js";

const FORM = "the queue is named postgres://USER@HOST:PORT/DATABASE";

/** What the URL may ask beside that: a folder of a socket, TLS or none, and the certificate of the server's CA. */
const PARAMETERS = ["host", "sslmode", "sslrootcert"];

/**
 * The settings of `pg` for the URL. The connection is encrypted, and the server proves who it is, except on this machine: otherwise
 * whoever stands in between reads the password, and writes verdicts.
 */
export function readQueueAddress(text, password) {
  if (!URL.canParse(text) || !/^postgres(?:ql)?:$/.test(new URL(text).protocol)) throw invalidArgument(FORM);
  const url = new URL(text);
  if (url.password) throw invalidArgument(`${FORM}, without a password: PGPASSWORD, PGPASSFILE or --password-file has it`);
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) throw invalidArgument(`${FORM}; it has no parameter '${unknown.slice(0, 40)}', but ${PARAMETERS.join(", ")}`);
  const socket = url.searchParams.get("host");
  if (socket !== null && !socket.startsWith("/")) throw invalidArgument(`${FORM}; the parameter 'host' is the folder of a socket`);
  const host = socket ?? (url.hostname.replace(/^\[|\]$/g, "") || "localhost");
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  return {
    host,
    port: Number(url.port || 5432),
    ...(user && { user }),
    ...(database && { database }),
    ...(password !== undefined && { password }),
    ssl: readTls(url.searchParams, host),
    application_name: "vnfseal",
    connectionTimeoutMillis: 10_000,
    // A server whose machine is gone says nothing, ever.
    query_timeout: 60_000,
    keepAlive: true,
  };
}

/** How the queue is called where people read it. */
export function nameOfQueue({ host, port, database = "" }) {
  return `postgres://${host.startsWith("/") ? "" : `${host}:${port}`}/${database}`;
}

function isHere(host) {
  return host.startsWith("/") || host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function readTls(parameters, host) {
  const mode = parameters.get("sslmode") ?? (isHere(host) ? "disable" : "verify-full");
  if (mode === "disable") return false;
  if (mode !== "verify-full") throw invalidArgument("the queue's sslmode is verify-full, or disable where the network is trusted");
  const path = parameters.get("sslrootcert");
  // Not every release of pg says whose certificate it has to be where that is an IP address: it would be that of localhost.
  return { rejectUnauthorized: true, host, ...(path !== null && { ca: readCertificate(path) }) };
}

function readCertificate(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new VnfsealError("FILE_UNREADABLE", `cannot read ${path} (${cause.code}); sslrootcert of the queue names it`, { cause });
  }
}

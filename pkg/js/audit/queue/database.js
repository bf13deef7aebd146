// The database of a queue: connections, transactions, and which failures pass.

import { VnfsealError } from "../../errors.js";
import { nameOfQueue, readQueueAddress } from "./address.js";

/** The schema of our tables, and that of pg-boss's. Nothing outside them is read or written. */
export const SCHEMA = "vnfseal";
export const JOBS_SCHEMA = "vnfseal_jobs";

/** A worker needs one for its exchanges, one for its signs of life, and one for what is done now and then. */
const CONNECTIONS_MAX = 4;

/**
 * Classes and codes of failures (PostgreSQL manual, appendix A) after which it makes sense to try again: no connection, no resources,
 * shut down, a conflict of transactions, a database that starts.
 */
const PASSING = /^(?:08|53|57P0[1-5]|40|55P03|25006)/;
const PASSING_SYSTEM = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN", "ENOTFOUND"];
const PASSING_WORDS = /^(?:Connection terminated|Query read timeout|Client has encountered a connection error|timeout exceeded when trying to connect)|the transaction was rolled back$/;

/** Whether the database may be there again in a moment. */
export function mayPass({ code, message }) {
  return PASSING.test(code) || PASSING_SYSTEM.includes(code) || PASSING_WORDS.test(message);
}

/**
 * Opens nothing yet: the first question does. `password` is not needed where the system has one, or the server asks for none. With
 * `isReadOnly` the database itself refuses whatever would write.
 */
export async function openDatabase(address, password, { isReadOnly = false } = {}) {
  const settings = { ...readQueueAddress(address, password), ...(isReadOnly && { options: "-c default_transaction_read_only=on" }) };
  const { pg, PgBoss } = await loadLibraries();
  const pool = new pg.Pool({ ...settings, max: CONNECTIONS_MAX });
  // A connection that rests may break. The next question opens another.
  pool.on("error", () => {});
  return new Database(pool, PgBoss, nameOfQueue(settings));
}

/** Both are optional peers of the package: only who uses a queue needs them. */
async function loadLibraries() {
  try {
    const [{ default: pg }, { default: PgBoss }] = await Promise.all([import("pg"), import("pg-boss")]);
    return { pg, PgBoss };
  } catch (cause) {
    if (cause.code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new VnfsealError("QUEUE_UNAVAILABLE", "a queue needs the npm packages pg and pg-boss beside vnfseal: npm install pg@8 pg-boss@10.4.2", { cause });
  }
}

export class Database {
  #pool;
  #boss;

  constructor(pool, PgBoss, name) {
    this.#pool = pool;
    this.name = name;
    const jobsOf = (migrate) => new PgBoss({ db: { executeSql: (...query) => this.#pool.query(...query) }, schema: JOBS_SCHEMA, migrate, supervise: false, schedule: false });
    this.makeJobs = async () => void (await jobsOf(true).start());
    this.#boss = jobsOf(false);
  }

  /** Jobs, as pg-boss has them. */
  get jobs() {
    return this.#boss;
  }

  async query(text, values) {
    return (await this.#pool.query(text, values)).rows;
  }

  /**
   * Runs `work(query, db)` in one transaction: all of it is done, or nothing. `db` is for pg-boss. That it was committed is looked at:
   * the server answers COMMIT without an error where something in the transaction has failed, and does nothing.
   */
  async transaction(work) {
    const client = await this.#pool.connect();
    let broken;
    let first;
    // pg-boss passes over errors of its own when it fetches. In a transaction the first one counts.
    const ask = (...question) =>
      client.query(...question).catch((error) => {
        first ??= error;
        throw error;
      });
    // Between two questions, too, a connection may break.
    client.on("error", remember);
    function remember(error) {
      broken = error;
    }
    try {
      await client.query("begin");
      const result = await work(async (...question) => (await ask(...question)).rows, { executeSql: ask });
      if (first) throw first;
      const { command } = await client.query("commit");
      if (command !== "COMMIT") throw new VnfsealError("QUEUE_UNAVAILABLE", `${this.name}: the transaction was rolled back`);
      return result;
    } catch (error) {
      broken ??= mayPass(error) ? error : undefined;
      if (!broken) await client.query("rollback").catch(remember);
      throw first ?? error;
    } finally {
      client.off("error", remember);
      client.release(broken);
    }
  }

  async close() {
    await this.#pool.end();
  }
}

/** How failures of TLS are called: by Node, and by OpenSSL where a certificate is not right. */
const TLS = /^(?:ERR_TLS_|ERR_SSL_|UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH)/;

/** What the driver says without a code. */
const WORDS = /^Query read timeout|^Connection terminated|timeout exceeded when|SSL connection|^SASL|^Client has encountered/;

/** Whether an error is one of the database or of the way to it. The driver's have the code of the server or of the system, or none and no class of their own. */
export function isOfDatabase({ name, code, message, severity, syscall, errors }) {
  if (name === "VnfsealError") return false;
  return severity !== undefined || syscall !== undefined || errors !== undefined || TLS.test(code) || WORDS.test(message);
}

/** What is said of a failure of the database. Nothing of the password is in it. */
export function failureOf({ name }, error) {
  if (error instanceof VnfsealError) return error;
  return new VnfsealError("QUEUE_UNAVAILABLE", `${name}: ${(error.message || error.code).trim()}`, { cause: error });
}

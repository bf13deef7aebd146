// The queue of audits: the options that the commands have in common that use it.

import { value } from "./options.js";
import { passwordOfDatabase } from "./secrets.js";

/** The options, for commands that need the queue or may use it. */
export const QUEUE = ["--queue <url>", "the database of the queue: postgres://USER@HOST:PORT/DATABASE, without a password", value];
export const QUEUE_PASSWORD = ["--password-file <file>", "a file whose first line is the password of the database; PGPASSWORD or PGPASSFILE may have it too", value];

/** The database of the queue. Nothing is asked yet. */
export async function openQueue({ queue, passwordFile }, options) {
  const { openDatabase } = await import("../audit/queue/database.js");
  const { readSecretLine } = await import("./password.js");
  const password = passwordFile === undefined ? passwordOfDatabase : await readSecretLine(passwordFile, { kind: "password", option: "--password-file" });
  return openDatabase(queue, password, options);
}

/** The database with its tables, of the version of this release, for `work(database)`. `isNew` leaves that open. */
export async function withQueue(options, work, { isNew = false } = {}) {
  const { failureOf, isOfDatabase } = await import("../audit/queue/database.js");
  const { checkVersion } = await import("../audit/queue/schema.js");
  const database = await openQueue(options);
  try {
    if (!isNew) await checkVersion(database);
    return await work(database);
  } catch (error) {
    // What is no failure of the database is a sentence already.
    throw isOfDatabase(error) ? failureOf(database, error) : error;
  } finally {
    await database.close();
  }
}

// What becomes of failures of the database: the page gets a code and a sentence of ours, and the terminal of `vnfseal serve` the database's own words, once.

import { failureOf, isOfDatabase } from "../../audit/queue/database.js";
import { Refusal, refused } from "../answers.js";

/** What the server of the database says if a table or a column is not there (PostgreSQL manual, appendix A). */
const OTHER_TABLES = ["42P01", "42703", "3F000"];

/** Who may not read, or is not known to the database. */
const FORBIDDEN = ["42501", "28P01", "28000", "3D000"];

export class Outages {
  #database;
  #complain;
  #said;

  constructor(database, complain) {
    this.#database = database;
    this.#complain = complain;
  }

  /** Does `work()`. A failure of the database becomes a refusal; any other mistake stays one. */
  async watch(work) {
    try {
      const result = await work();
      this.#said = undefined;
      return result;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const refusal = inWords(error);
      if (!refusal) throw error;
      // The page asks again and again.
      if (this.#said !== refusal.code) this.#complain(failureOf(this.#database, error));
      this.#said = refusal.code;
      throw refusal;
    }
  }
}

/** Nothing of the database's name, address or user is in it. */
function inWords(error) {
  const { code } = error;
  if (code === "QUEUE_INVALID" || OTHER_TABLES.includes(code)) {
    return refused(502, "RUNS_TABLES", "the database has no tables of this release; the terminal of vnfseal serve says more", { cause: error });
  }
  if (FORBIDDEN.includes(code)) return refused(502, "RUNS_FORBIDDEN", "the database does not let this server read; its terminal says more", { cause: error });
  if (isOfDatabase(error)) {
    return refused(503, "RUNS_UNAVAILABLE", "the database cannot be reached; the terminal of vnfseal serve says more", { cause: error });
  }
  return undefined;
}

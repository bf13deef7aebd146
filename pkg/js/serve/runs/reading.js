// What the page may ask of the runs of audits in a queue, as questions to the database. All of them are bounded, and none writes.

import { SCHEMA } from "../../audit/queue/database.js";
import { ID_DIGITS } from "../../audit/queue/runs.js";

/** So many runs are listed, the newest, and so many packages come at once. */
export const RUNS_MAX = 100;
export const PAGE = 50;

/** More matches are not counted. */
export const COUNT_MAX = 100_000;

/** What one report may have, in bytes: core's bounds keep honest ones far below. */
export const REPORT_MAX = 32 << 20;

const COLUMNS = `id, left(source, 1000) as source, at, packages, bytes::float8 as bytes, trust_sha256, policy_sha256, engine_sha256,
  created_at, planned_at, finished_at, cancelled_at`;

/** How an id of a run looks. */
export const RUN_ID = new RegExp(`^[0-9a-f]{${ID_DIGITS}}$`);

/** The newest runs, and one more if there are more than are listed. */
export function newestRuns(database) {
  return database.query(`select ${COLUMNS} from ${SCHEMA}.run order by created_at desc, id limit ${RUNS_MAX + 1}`);
}

/** The run with this id, or `undefined`. */
export async function runOf(database, id) {
  const [run] = await database.query(`select ${COLUMNS} from ${SCHEMA}.run where id = $1`, [id]);
  return run;
}

/** Of a package's outline, the page gets this much: one row must not be as long as a page. */
const OUTLINE_MAX = 64 << 10;

/**
 * A page of the packages of a run, in the order of the plan, after the one with the number `after`, and how many match, up to one more than
 * `COUNT_MAX`: `{ rows, count }`. `verdict` is one of the four, `open` for what has no result, or `undefined`; `text` is a part of the name, and `code` that of
 * a finding or an error.
 */
export async function packagesOf(database, id, { after, verdict, text, code }) {
  const pattern = text === undefined ? null : `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  // Outlines and errors are JSON as JSON.stringify writes it. Inside a text of somebody else each quotation mark has a backslash before it.
  const named = code === undefined ? null : `"code":"${code}"`;
  const matching = `from ${SCHEMA}.package p left join ${SCHEMA}.result r using (run, number)
    where p.run = $1 and ($2::text is null or coalesce(r.status, 'open') = $2) and ($3::text is null or p.path ilike $3)
      and ($4::text is null or strpos(r.outline, $4) > 0 or strpos(r.error, $4) > 0)`;
  const values = [id, verdict ?? null, pattern, named];
  const rows = await database.query(
    `select p.number, p.path, p.tries, r.status, r.at, r.error, octet_length(r.report) as size,
       case when octet_length(r.outline) <= ${OUTLINE_MAX} then r.outline end as outline
     ${matching} and p.number > $5 order by p.number limit ${PAGE}`,
    [...values, after],
  );
  const [{ count }] = await database.query(`select count(*)::int as count from (select ${matching} limit ${COUNT_MAX + 1}) as matches`, values);
  return { rows, count };
}

/** The report of a package as the worker wrote it; `null` where it has none or a longer one than `REPORT_MAX`, `undefined` where there is no such package. */
export async function reportOf(database, id, number) {
  const [row] = await database.query(
    `select case when octet_length(r.report) <= ${REPORT_MAX} then r.report end as report
     from ${SCHEMA}.package p left join ${SCHEMA}.result r using (run, number) where p.run = $1 and p.number = $2`,
    [id, number],
  );
  return row?.report;
}

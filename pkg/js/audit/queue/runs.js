// Runs in the database: planned, found, looked at, cancelled, and read.

import { createHash } from "node:crypto";

import { VnfsealError } from "../../errors.js";
import { missingResult } from "../missing.js";
import { JOBS_SCHEMA, SCHEMA } from "./database.js";
import { LANES, laneOf, queueOf } from "./lanes.js";

/** So many packages are planned in one transaction, and so many results read at once. */
const BATCH = 1000;
const PAGE = 100;

/** A plan that was broken off is gone on with for a day: its time is that at which it was begun. */
const RESUMABLE = "1 day";

/** Digits of an id. Eighty bits: no two runs of a database have the same. */
export const ID_DIGITS = 20;

/** Of a run that has many, the columns that people ask for. */
const COLUMNS = `id, source, at, packages, bytes::float8 as bytes, trust_sha256, policy_sha256, engine_sha256, tries,
  created_at, planned_at, finished_at, cancelled_at`;

/**
 * Plans a run: each package becomes one job. `items` are those of `findItems`; `terms` has `trust` (a list of `{ name, base64 }`) and
 * `policy`, whose time is fixed; `settings` has the digests of what was asked; `tries` says how often a package is begun. What is planned already stays, so
 * that a plan that was broken off can be gone on with. Gives `{ id, was }`: `was` is `underWay` or `finished` if the run was there before.
 *
 * The id is the digest of what is verified and how: the list with the identity of each package, trust, policy, time, and engine. One that was
 * cancelled is not begun again, so that the same gets another id then.
 */
export async function planRun(database, { source, items, terms, settings, tries, resume }) {
  const list = listDigest(items);
  const before = resume && (await findBroken(database, list, settings));
  if (before) terms = await readTerms(database, before);
  const { id, was } = before ? { id: before, was: "underWay" } : await freeId(database, [list, settings, terms.policy.at]);
  if (was === "finished") return { id, was };
  // A server may say any size.
  const bytes = Math.min(items.reduce((sum, { size = 0 }) => sum + size, 0), Number.MAX_SAFE_INTEGER);
  await database.query(
    `insert into ${SCHEMA}.run (id, source, list_sha256, trust_sha256, policy_sha256, engine_sha256, at, trust, policy, packages, bytes, tries)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [id, source, list, settings.trust, settings.policy, settings.engine, terms.policy.at, JSON.stringify(terms.trust), JSON.stringify(terms.policy), items.length, bytes, tries],
  );
  for (const lane of LANES) await makeLane(database, queueOf(id, lane));
  for (let first = 0; first < items.length; first += BATCH) await planBatch(database, id, items.slice(first, first + BATCH), first);
  for (const lane of LANES) await database.query(`analyze ${await tableOf(database, queueOf(id, lane))}`);
  await database.query(`update ${SCHEMA}.run set planned_at = coalesce(planned_at, now()) where id = $1`, [id]);
  return { id, was };
}

/** The id of what `named` says, and what `was` there under it: the first one that was not cancelled. */
async function freeId(database, named) {
  for (let cancelled = 0; ; cancelled += 1) {
    const id = digest(cancelled === 0 ? named : [...named, cancelled]).slice(0, ID_DIGITS);
    const [run] = await database.query(`select finished_at, cancelled_at from ${SCHEMA}.run where id = $1`, [id]);
    if (!run) return { id };
    if (run.finished_at) return { id, was: "finished" };
    if (!run.cancelled_at) return { id, was: "underWay" };
  }
}

/**
 * A queue, and an index in the order in which pg-boss fetches: without it each fetch sorts all jobs that wait, 60 ms for 30,000. It
 * is used once the database knows how many there are.
 */
async function makeLane(database, queue) {
  await database.jobs.createQueue(queue);
  const table = await tableOf(database, queue);
  await database.query(`create index if not exists ${table.split(".")[1]}_next on ${table} (priority desc, created_on, id) where state < 'active'`);
}

/** pg-boss keeps the jobs of each queue in a table of their own. */
async function tableOf(database, queue) {
  const [row] = await database.query(`select partition_name from ${JOBS_SCHEMA}.queue where name = $1`, [queue]);
  if (/^j[0-9a-f]{1,56}$/.test(row?.partition_name)) return `${JOBS_SCHEMA}.${row.partition_name}`;
  throw new VnfsealError("QUEUE_INVALID", `${database.name}: pg-boss has no table for the queue ${queue}; 'vnfseal audit init' makes its tables`);
}

/** The packages and their jobs are one transaction: none is planned without a job, and none has two. */
async function planBatch(database, id, items, first) {
  const rows = items.map(({ path, error, ...item }, index) => ({ number: first + index, path, item: JSON.stringify({ path, ...item, ...(error && { error: asData(error) }) }) }));
  await database.transaction(async (query, db) => {
    const added = await query(
      `insert into ${SCHEMA}.package (run, number, path, item)
       select $1, number, path, item from unnest($2::int[], $3::text[], $4::text[]) as new (number, path, item)
       on conflict do nothing returning number`,
      [id, rows.map(({ number }) => number), rows.map(({ path }) => path.replaceAll("\0", "")), rows.map(({ item }) => item)],
    );
    const jobs = added.map(({ number }) => ({ name: queueOf(id, laneOf(items[number - first])), data: { number } }));
    if (jobs.length > 0) await database.jobs.insert(jobs, { db });
  });
}

function asData({ code, message }) {
  return { code: typeof code === "string" ? code : "ERROR", message };
}

/** The list with all identities. Its order makes no difference to what is verified, but numbers are given by it. */
function listDigest(items) {
  return digest(items.map(({ path, kind, identity, seen, error }) => [path, kind, identity ?? seen ?? null, error ? asData(error) : null]));
}

function digest(value) {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

async function findBroken(database, list, settings) {
  const [found] = await database.query(
    `select id from ${SCHEMA}.run where list_sha256 = $1 and trust_sha256 = $2 and policy_sha256 = $3 and engine_sha256 = $4
       and finished_at is null and cancelled_at is null and created_at > now() - $5::interval order by created_at desc limit 1`,
    [list, settings.trust, settings.policy, settings.engine, RESUMABLE],
  );
  return found?.id;
}

/** What the packages of a run are verified by: `{ trust, policy }`, or `undefined` where there is no such run. */
export async function readTerms(database, id) {
  const [row] = await database.query(`select trust, policy from ${SCHEMA}.run where id = $1`, [id]);
  return row && { trust: JSON.parse(row.trust), policy: JSON.parse(row.policy) };
}

/** All runs, the newest first. */
export function listRuns(database) {
  return database.query(`select ${COLUMNS}, (select count(*)::int from ${SCHEMA}.result where run = id) as done from ${SCHEMA}.run order by created_at desc`);
}

/** The run whose id begins so. */
export async function findRun(database, beginning) {
  if (!/^[0-9a-f]{4,20}$/.test(beginning)) throw unknownRun(database, beginning, "is the id of no run: it has 4 to 20 of the digits 0 to 9 and a to f");
  const found = await database.query(`select ${COLUMNS} from ${SCHEMA}.run where id like $1`, [`${beginning}%`]);
  if (found.length === 1) return found[0];
  throw unknownRun(database, beginning, found.length === 0 ? "is the id of no run" : `begins the ids of ${found.length} runs`);
}

function unknownRun({ name }, beginning, why) {
  return new VnfsealError("QUEUE_INVALID", `${name}: '${beginning.slice(0, 40)}' ${why}; 'vnfseal audit status' lists them`);
}

/** How far a run is: `{ …run, done, verdicts, workers, underWay, again }`. `workers` have its engine; `again` were begun more than once. */
export async function statusOfRun(database, beginning) {
  const run = await findRun(database, beginning);
  const verdicts = (await countResults(database, [run.id])).get(run.id);
  return { ...run, done: sumOf(verdicts), verdicts, ...(await workOn(database, run)) };
}

/** How many results these runs have, by verdict: a map from the id to `{ passed, failed, indeterminate, error }`. */
export async function countResults(database, ids) {
  const counts = new Map(ids.map((id) => [id, { passed: 0, failed: 0, indeterminate: 0, error: 0 }]));
  const rows = await database.query(`select run, status, count(*)::int as count from ${SCHEMA}.result where run = any($1) group by run, status`, [ids]);
  for (const { run, status, count } of rows) counts.get(run)[status] = count;
  return counts;
}

/** How many results that are. */
export function sumOf(verdicts) {
  return Object.values(verdicts).reduce((sum, count) => sum + count, 0);
}

/** What is being verified of a run, and by how many workers it can be. */
export async function workOn(database, { id, engine_sha256: engine }) {
  const [{ workers, under_way: underWay, again }] = await database.query(
    `select (select count(*)::int from ${SCHEMA}.worker where engine_sha256 = $2 and seen_at > now() - interval '1 minute') as workers,
       (select count(*)::int from ${SCHEMA}.claim where run = $1) as under_way,
       (select count(*)::int from ${SCHEMA}.package where run = $1 and tries > 0) as again`,
    [id, engine],
  );
  return { workers, underWay, again };
}

/** What is not begun is not begun any more; workers end what they are at. */
export async function cancelRun(database, beginning) {
  const { id, finished_at: finishedAt } = await findRun(database, beginning);
  if (finishedAt) throw new VnfsealError("QUEUE_INVALID", `${database.name}: the run ${id} is finished`);
  await database.query(`update ${SCHEMA}.run set cancelled_at = coalesce(cancelled_at, now()) where id = $1`, [id]);
  for (const lane of LANES) await database.jobs.purgeQueue(queueOf(id, lane));
  return id;
}

/** Rejects as long as not all packages of a run are known: those that are not would be missing without a word. */
export function checkPlanned(database, { id, planned_at: planned, cancelled_at: cancelled }) {
  if (planned) return;
  const why = cancelled ? "it was cancelled while it was planned" : "the command that planned it with --resume goes on with that";
  throw new VnfsealError("QUEUE_INVALID", `${database.name}: the run ${id} is not planned to the end: ${why}`);
}

/** The results of a run in the form of a file of results, in the order of the plan: one of each package, see `missing.js`. They are read page by page. */
export async function* recordsOfRun(database, run) {
  checkPlanned(database, run);
  const settings = { trust: run.trust_sha256, policy: run.policy_sha256, engine: run.engine_sha256 };
  for await (const { path, item, status, report, error } of rowsOf(database, run.id, "p.path, p.item, r.status, r.report, r.error")) {
    const { identity } = JSON.parse(item);
    const found = report === null ? { error: error === null ? missingResult(path, run) : JSON.parse(error) } : { report: JSON.parse(report) };
    yield { path, status: status ?? "error", ...identity, settings, ...found };
  }
}

/** `{ path, outline, error }` of each package of a run: little enough to be read for a summary. */
export async function* outlinesOfRun(database, run) {
  for await (const { path, outline, error } of rowsOf(database, run.id, "p.path, r.outline, r.error")) {
    if (outline !== null) yield { path, outline: JSON.parse(outline) };
    else yield { path, error: error === null ? missingResult(path, run) : JSON.parse(error) };
  }
}

async function* rowsOf(database, id, columns) {
  for (let last = -1; ; ) {
    const rows = await database.query(
      `select p.number, ${columns} from ${SCHEMA}.package p left join ${SCHEMA}.result r using (run, number)
       where p.run = $1 and p.number > $2 order by p.number limit ${PAGE}`,
      [id, last],
    );
    yield* rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1).number;
  }
}

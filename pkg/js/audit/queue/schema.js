// The tables of audits, version by version. A database has one version; 'audit init' brings it to this one.
//
// Reports, outlines and errors are JSON in columns of type text: jsonb takes no \u0000, and a hostile package may have one in a name.

import { VnfsealError } from "../../errors.js";
import { SCHEMA } from "./database.js";

/** What brings a database from each version to the next. Never changed once released: only more are added. */
const STEPS = [
  `
  create table ${SCHEMA}.run (
    id text primary key,
    source text not null,
    list_sha256 text not null,
    trust_sha256 text not null,
    policy_sha256 text not null,
    engine_sha256 text not null,
    at text not null,
    trust text not null,
    policy text not null,
    packages integer not null,
    bytes bigint not null,
    tries integer not null,
    created_at timestamptz not null default now(),
    planned_at timestamptz,
    finished_at timestamptz,
    cancelled_at timestamptz
  );
  create table ${SCHEMA}.package (
    run text not null references ${SCHEMA}.run on delete cascade,
    number integer not null,
    path text not null,
    item text not null,
    tries integer not null default 0,
    primary key (run, number)
  );
  create table ${SCHEMA}.result (
    run text not null,
    number integer not null,
    status text not null,
    outline text,
    report text,
    error text,
    worker text not null,
    at timestamptz not null default now(),
    primary key (run, number),
    foreign key (run, number) references ${SCHEMA}.package on delete cascade,
    check (status in ('passed', 'failed', 'indeterminate', 'error')),
    check ((status = 'error') = (report is null) and (status = 'error') = (error is not null))
  );
  create index result_status on ${SCHEMA}.result (run, status);
  create table ${SCHEMA}.worker (
    id uuid primary key,
    name text not null,
    engine_sha256 text not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now()
  );
  create table ${SCHEMA}.claim (
    job uuid primary key,
    queue text not null,
    run text not null references ${SCHEMA}.run on delete cascade,
    number integer not null,
    worker uuid not null,
    at timestamptz not null default now()
  );
  create index claim_worker on ${SCHEMA}.claim (worker);
  `,
];

/** Makes the tables, or brings them to this version. Gives `{ from, to }`; of a new database `from` is 0. */
export async function initialize(database) {
  return database.transaction(async (query) => {
    // Two at once: the second waits, and finds nothing to do.
    await query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`${SCHEMA}.init`]);
    await query(`create schema if not exists ${SCHEMA}`);
    await query(`create table if not exists ${SCHEMA}.version (version integer not null)`);
    const [{ version: from } = { version: 0 }] = await query(`select version from ${SCHEMA}.version`);
    if (from > STEPS.length) throw otherVersion(database, from);
    for (const step of STEPS.slice(from)) await query(step);
    if (from === 0) await query(`insert into ${SCHEMA}.version values ($1)`, [STEPS.length]);
    else await query(`update ${SCHEMA}.version set version = $1`, [STEPS.length]);
    // Over a connection of its own, while this one keeps others waiting.
    await database.makeJobs();
    return { from, to: STEPS.length };
  });
}

/** Rejects unless the database has this version, and pg-boss the one that goes with it. */
export async function checkVersion(database) {
  await checkTables(database);
  await database.jobs.start().catch((cause) => {
    throw new VnfsealError("QUEUE_INVALID", `${database.name}: ${cause.message}; 'vnfseal audit init' mends that`, { cause });
  });
}

/** Rejects unless our tables have this version: whoever only reads needs no more. */
export async function checkTables(database) {
  const [{ there }] = await database.query("select to_regclass($1) is not null as there", [`${SCHEMA}.version`]);
  if (!there) throw new VnfsealError("QUEUE_INVALID", `${database.name}: there are no tables for audits; 'vnfseal audit init' makes them`);
  const [{ version }] = await database.query(`select version from ${SCHEMA}.version`);
  if (version !== STEPS.length) throw otherVersion(database, version);
}

function otherVersion({ name }, version) {
  const what = version > STEPS.length ? "use the newer release of vnfseal that made them" : "'vnfseal audit init' of this release brings them up";
  return new VnfsealError("QUEUE_INVALID", `${name}: the tables have version ${version}, and this release has ${STEPS.length}; ${what}`);
}

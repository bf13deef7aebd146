// What a worker and the database say to each other.
//
// What is done goes in and what is next comes out in one transaction: the result of a package and the end of its job are written
// together, or neither is. A claim says which worker is at a job. Who has the claim may give the job back; a result
// counts from anybody, and the first one stays.
//
// Nobody waits for the disk of the database here. If it loses the last moment, it loses it as a whole: the result, the end of the job
// and of the claim. The worker finds the claim again, and verifies once more. That a run is finished is written lastingly, and with it
// all that was written before.

import { SCHEMA } from "./database.js";
import { laneAfter, laneOfQueue, queueOf } from "./lanes.js";

/** How long a queue that was found empty is not asked again. */
const EMPTY_MS = 500;

export class Exchange {
  #database;
  #worker;
  #emptyUntil = new Map();

  /** `worker` has its `id` and its `name`. */
  constructor(database, worker) {
    this.#database = database;
    this.#worker = worker;
  }

  /**
   * Writes `results` (`{ …claim, status, outline?, report?, error? }`, reports and outlines as JSON), gives back `returned` (`{ …claim, isFailed, isSuspect,
   * delay }`), and takes what `wishes` say of `runs`. With `known`, the jobs that the worker is at, it takes also what it has claimed
   * without knowing it: an answer of the database may get lost. It has `held` packages. Gives the claims: `{ job, queue, run, number, item, tries }`.
   */
  exchange({ results, returned, wishes, held, runs, known }) {
    return this.#database.transaction(async (query, db) => {
      await query("set local synchronous_commit = off");
      await this.#write(query, db, results);
      for (const claim of returned) await this.#giveBack(query, db, await this.#dropClaims(query, [claim]), claim);
      const lost = known ? await this.#lostClaims(query, known) : [];
      return this.#begin(query, db, runs, [...lost, ...(await this.#takeAll(query, db, wishes, held, runs))]);
    });
  }

  /** The results, and the end of their jobs. */
  async #write(query, db, results) {
    if (results.length === 0) return;
    const column = (key) => results.map((result) => result[key] ?? null);
    await query(
      `insert into ${SCHEMA}.result (run, number, status, outline, report, error, worker)
       select run, number, status, outline, report, error, $7
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[]) as new (run, number, status, outline, report, error)
       join ${SCHEMA}.package using (run, number)
       on conflict do nothing`,
      [...["run", "number", "status", "outline", "report", "error"].map(column), this.#worker.name],
    );
    await this.#complete(db, await this.#dropClaims(query, results));
  }

  /** The claims of these that are still this worker's. They are nobody's now. */
  #dropClaims(query, claims) {
    return query(`delete from ${SCHEMA}.claim where job = any($1::uuid[]) and worker = $2 returning job, queue, run, number`, [
      claims.map(({ job }) => job),
      this.#worker.id,
    ]);
  }

  async #complete(db, claims) {
    for (const [queue, jobs] of byQueue(claims)) await this.#database.jobs.complete(queue, jobs, null, { db });
  }

  /** Makes new jobs in the place of those of `claims`. `isFailed` counts as a try, and what `isSuspect` may end up alone. */
  async #giveBack(query, db, claims, { isFailed = true, isSuspect = false, delay = 0 }) {
    if (claims.length === 0) return;
    for (const [queue, jobs] of byQueue(claims)) await this.#database.jobs.deleteJob(queue, jobs, { db });
    const counted = await query(
      `update ${SCHEMA}.package p set tries = tries + $3 from unnest($1::text[], $2::int[]) as back (run, number)
       where p.run = back.run and p.number = back.number returning p.run, p.number, p.tries`,
      [claims.map(({ run }) => run), claims.map(({ number }) => number), isFailed ? 1 : 0],
    );
    const tries = new Map(counted.map((row) => [`${row.run} ${row.number}`, row.tries]));
    const jobs = claims.map(({ queue, run, number }) => {
      const lane = isSuspect ? laneAfter(laneOfQueue(queue), tries.get(`${run} ${number}`)) : laneOfQueue(queue);
      return { name: queueOf(run, lane), data: { number }, startAfter: `${delay} seconds` };
    });
    await this.#database.jobs.insert(jobs, { db });
  }

  #lostClaims(query, known) {
    return query(`select job, queue, run, number from ${SCHEMA}.claim where worker = $1 and job <> all($2::uuid[])`, [this.#worker.id, known]);
  }

  /** What the wishes say. One from the lane `alone` is all. */
  async #takeAll(query, db, wishes, held, runs) {
    const taken = [];
    for (const { lane, upTo } of wishes) {
      taken.push(...(await this.#take(query, db, lane, runs, upTo - held - taken.length)));
      if (lane === "alone" && taken.length > 0) break;
    }
    return taken;
  }

  /** Up to `number` jobs of a lane, of the first run that has some, then of the next. */
  async #take(query, db, lane, runs, number) {
    const claims = [];
    for (const { id } of runs) {
      const queue = queueOf(id, lane);
      const wanted = number - claims.length;
      if (wanted <= 0) break;
      if (this.#emptyUntil.get(queue) > Date.now()) continue;
      const jobs = await this.#database.jobs.fetch(queue, { batchSize: wanted, db });
      if (jobs.length < wanted) this.#emptyUntil.set(queue, Date.now() + EMPTY_MS);
      claims.push(...jobs.map((job) => ({ job: job.id, queue, run: id, number: job.data.number })));
    }
    if (claims.length > 0) {
      await query(
        `insert into ${SCHEMA}.claim (job, queue, run, number, worker) select *, $5::uuid from unnest($1::uuid[], $2::text[], $3::text[], $4::int[])`,
        [...["job", "queue", "run", "number"].map((key) => claims.map((claim) => claim[key])), this.#worker.id],
      );
    }
    return claims;
  }

  /** What the claims are of. One that has a result ends here, and so does one that was begun too often: it gets an error for a result. */
  async #begin(query, db, runs, claims) {
    if (claims.length === 0) return [];
    const rows = await query(
      `select c.run, c.number, p.item, p.tries, r.number is not null as is_done
       from unnest($1::text[], $2::int[]) as c (run, number) join ${SCHEMA}.package p using (run, number) left join ${SCHEMA}.result r using (run, number)`,
      [claims.map(({ run }) => run), claims.map(({ number }) => number)],
    );
    const found = new Map(rows.map((row) => [`${row.run} ${row.number}`, row]));
    const limits = new Map(runs.map(({ id, tries }) => [id, tries]));
    const of = ({ run, number }) => found.get(`${run} ${number}`);
    const isOver = (claim) => of(claim)?.tries >= limits.get(claim.run);
    const done = claims.filter((claim) => !of(claim) || of(claim).is_done);
    await this.#complete(db, await this.#dropClaims(query, done));
    const open = claims.filter((claim) => !done.includes(claim));
    await this.#write(query, db, open.filter(isOver).map((claim) => ({ ...claim, status: "error", error: JSON.stringify(givenUp(of(claim))) })));
    return open.filter((claim) => !isOver(claim)).map((claim) => ({ ...claim, item: JSON.parse(of(claim).item), tries: of(claim).tries }));
  }

  /** A sign of life. One that the others have given up is there again. */
  async beat(engine) {
    const { id, name } = this.#worker;
    await this.#database.query(
      `insert into ${SCHEMA}.worker (id, name, engine_sha256) values ($1, $2, $3) on conflict (id) do update set seen_at = now()`,
      [id, name, engine],
    );
  }

  /** Gives the packages of workers to others that have said nothing for so many seconds. Gives how many there were. */
  takeOver(seconds) {
    return this.#database.transaction(async (query, db) => {
      const dead = await query(`delete from ${SCHEMA}.worker where seen_at < now() - $1 * interval '1 second' returning id`, [seconds]);
      const claims = await query(
        `delete from ${SCHEMA}.claim c where c.worker = any($1::uuid[]) or
           (c.at < now() - $2 * interval '1 second' and not exists (select from ${SCHEMA}.worker w where w.id = c.worker))
         returning job, queue, run, number`,
        [dead.map(({ id }) => id), seconds],
      );
      await this.#giveBack(query, db, claims, { isSuspect: true });
      return claims.length;
    });
  }

  /** Says goodbye: what this worker has claimed goes back, and counts as no try. */
  leave() {
    return this.#database.transaction(async (query, db) => {
      const claims = await query(`delete from ${SCHEMA}.claim where worker = $1 returning job, queue, run, number`, [this.#worker.id]);
      await this.#giveBack(query, db, claims, { isFailed: false });
      await query(`delete from ${SCHEMA}.worker where id = $1`, [this.#worker.id]);
    });
  }

  /** The runs with this engine that are neither finished nor cancelled, the oldest first. */
  openRuns(engine) {
    return this.#database.query(
      `select id, tries from ${SCHEMA}.run where engine_sha256 = $1 and finished_at is null and cancelled_at is null order by created_at, id`,
      [engine],
    );
  }

  /** Ends the run if all its packages have results. */
  async finish(run) {
    await this.#database.query(
      `update ${SCHEMA}.run set finished_at = now() where id = $1 and finished_at is null and planned_at is not null
         and packages = (select count(*) from ${SCHEMA}.result where run = $1)`,
      [run],
    );
  }
}

function byQueue(claims) {
  const queues = new Map();
  for (const { queue, job } of claims) queues.set(queue, [...(queues.get(queue) ?? []), job]);
  return queues;
}

function givenUp({ item, tries }) {
  const { path } = JSON.parse(item);
  return { code: "VERIFICATION_GIVEN_UP", message: `${path}: it was begun ${tries} times, and each time the worker ended, took too long or could not reach it` };
}

// An audit of a registry by three workers that are killed again and again, while the database falls over: each package has one
// result, and none is lost. VNFSEAL_AUDIT_PACKAGES says how many packages.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { fillRegistry, verdictOf } from "./audit-registry.js";
import { startRegistry, withoutPrograms } from "./catalogue-programs.js";
import { demo } from "./packages.js";
import { startPostgres, withoutPostgres } from "./postgres.js";
import { load, runWith, start } from "./queue.js";

const PACKAGES = Number(process.env.VNFSEAL_AUDIT_PACKAGES ?? 3000);
const KILLS = 15;
const WORKERS = 3;
const skip = withoutPostgres || withoutPrograms;
if (skip) console.log(`skipping: ${skip}`);

describe(`an audit of ${PACKAGES} packages`, { skip }, () => {
  let server;
  let registry;
  before(async () => {
    [server, registry] = await Promise.all([startPostgres(), startRegistry()]);
  });
  after(async () => {
    await registry?.close();
    await server?.close();
  });

  it(`by ${WORKERS} workers has ${PACKAGES} results, each once, through ${KILLS} kills and a database that falls over`, async () => {
    const run = (...args) => runWith(server.environment, ...args, "--queue", server.url);
    const address = await fillRegistry(registry.host, PACKAGES);
    assert.equal((await run("audit", "init")).status, 0);
    const planned = await run("audit", "run", address, "--trust", demo("trust.json"), "--json");
    const { run: id, packages } = JSON.parse(planned.stdout);
    assert.equal(packages, PACKAGES);

    const { openDatabase } = await load("audit/queue/database.js");
    const database = await openDatabase(server.url, server.environment.PGPASSWORD);
    const count = async (table) => (await database.query(`select count(*)::int as count from vnfseal.${table} where run = $1`, [id]))[0].count;
    const workers = [];
    let isOver = false;
    const startWorker = (index) => {
      workers[index] = start(server.environment, "worker", "--queue", server.url, "--jobs", "1", "--takeover", "3", "--until-done", "--quiet");
      workers[index].stderr.pipe(process.stderr);
      workers[index].on("exit", (_, signal) => signal === "SIGKILL" && !isOver && startWorker(index));
    };
    for (let index = 0; index < WORKERS; index += 1) startWorker(index);
    try {
      for (let kills = 0; kills < KILLS; kills += 1) {
        const until = ((kills + 1) * PACKAGES) / (KILLS + 3);
        while ((await count("result")) < until) await pause(50);
        if (kills === 7) {
          await server.stop("SIGQUIT");
          await server.start();
        }
        const [victim] = await database.query("select name from vnfseal.claim join vnfseal.worker on worker = worker.id where run = $1 order by random() limit 1", [id]);
        const child = workers.find(({ pid }) => victim?.name.endsWith(`/${pid}`)) ?? workers[kills % WORKERS];
        child.kill("SIGKILL");
      }
      const watched = await run("audit", "status", id, "--watch", "--json");
      assert.equal(watched.status, 1, watched.stderr);
      assert.equal(JSON.parse(watched.stdout).packages, PACKAGES);
      assert.equal(await count("result"), PACKAGES);
      assert.ok((await count("package")) === PACKAGES && (await database.query("select from vnfseal.package where tries > 0")).length > 0, "some were begun again");
      const results = await run("audit", "results", id);
      const records = results.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
      const names = Array.from({ length: PACKAGES }, (_, number) => `p${number}`);
      assert.deepEqual(records.map(({ path }) => path.slice(address.length + 1)).sort(), names.sort());
      for (const { path, status, report } of records) {
        const name = path.slice(address.length + 1);
        assert.equal(status, verdictOf(Number(name.slice(1))), path);
        assert.equal(report.verdict, status);
        if (Number(name.slice(1)) > 3) assert.equal(report.package.fileName, `${name}.csar`);
      }
      for (const { ended } of workers) assert.deepEqual(await ended, [0, null]);
      const left = await database.query("select state, count(*)::int as count from vnfseal_jobs.job where name like $1 and state <> 'completed' group by state", [`${id}-%`]);
      assert.deepEqual([await count("claim"), left], [0, []]);
    } finally {
      isOver = true;
      for (const worker of workers) worker.kill("SIGKILL");
      await database.close();
    }
  });
});

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Audits by a queue in a real PostgreSQL: one job a package, whatever becomes of workers, packages and the database.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { PACKAGE, openCatalogue } from "./catalogue.js";
import { serveRegistry } from "./catalogue-server.js";
import { assertCouldNotRun } from "./command.js";
import { folder } from "./installed.js";
import { demo } from "./packages.js";
import { startPostgres, withoutPostgres } from "./postgres.js";
import { load, runWith, start, startProgram } from "./queue.js";
import { zip } from "./zip.js";

if (withoutPostgres) console.log(`skipping: ${withoutPostgres}`);

const program = fileURLToPath(new URL("audit-worker-program.js", import.meta.url));
const trust = demo("trust.json");
const small = readFileSync(demo("acme-vnf-external.csar"));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A folder with packages of these names. */
function place(...names) {
  const path = mkdtempSync(join(folder, "queued-"));
  for (const name of names) writeFileSync(join(path, name), small);
  return path;
}

describe("the address of a queue", () => {
  it("has no password in it, and what is said of one does not repeat it", async () => {
    await assertCouldNotRun(["audit", "status", "--queue", "postgres://me:hunter2@db.example/x"], /^(?!.*hunter2).*without a password: PGPASSWORD, PGPASSFILE/);
    await assertCouldNotRun(["worker", "--queue", "mysql://db.example/x"], /the queue is named postgres:/);
  });

  it("means a connection that is encrypted, and a server that proves who it is, except on this machine", async () => {
    const { readQueueAddress } = await load("audit/queue/address.js");
    assert.deepEqual(readQueueAddress("postgres://a@db.example/x", "p").ssl, { rejectUnauthorized: true, host: "db.example" });
    assert.equal(readQueueAddress("postgres://a@127.0.0.1/x").ssl, false);
    assert.equal(readQueueAddress("postgres:///x?host=/run/postgresql").host, "/run/postgresql");
    assert.equal(readQueueAddress("postgres://db.example/x?sslmode=disable").ssl, false);
    for (const text of ["postgres://db.example/x?sslmode=require", "postgres://db.example/x?options=-c", "postgres://a/x?host=db.example"]) {
      assert.throws(() => readQueueAddress(text), { code: "ARGUMENT_INVALID" });
    }
  });

  it("needs pg and pg-boss, which the package does not bring", async () => {
    await assertCouldNotRun(["audit", "status", "--queue", "postgres://127.0.0.1/x"], /a queue needs the npm packages pg and pg-boss/);
  });
});

describe("the lanes of a worker", () => {
  it("keep one of several places for a large package, and the others for small ones", async () => {
    const { wishesOf } = await load("audit/queue/lanes.js");
    const lanes = (state) => wishesOf(state).map(({ lane, upTo }) => `${lane} ${upTo}`);
    assert.deepEqual(lanes({ count: 1, held: 0, large: 0 }), ["alone 1", "small 8", "large 1"]);
    assert.deepEqual(lanes({ count: 4, held: 3, large: 0 }), ["large 4", "small 32", "large 4"]);
    assert.deepEqual(lanes({ count: 4, held: 4, large: 1 }), ["small 32"]);
    assert.deepEqual(lanes({ count: 4, held: 32, large: 1 }), []);
  });
});

describe("a queue", { skip: withoutPostgres }, () => {
  let server;
  let database;
  before(async () => {
    server = await startPostgres();
    const { openDatabase } = await load("audit/queue/database.js");
    database = await openDatabase(server.url, server.environment.PGPASSWORD);
  });
  after(async () => {
    await database?.close();
    await server?.close();
  });
  const run = (...args) => runWith(server.environment, ...args, "--queue", server.url);
  const audit = (...args) => run("audit", ...args);
  const plan = async (...args) => {
    const { status, stdout, stderr } = await audit("run", ...args, "--json");
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout).run;
  };
  const query = (text, ...values) => database.query(text, values);
  const assertRefused = async (args, why) => {
    const { status, stdout, stderr } = await run(...args);
    assert.equal(status, 3);
    assert.match(stderr, why);
    assert.equal(stdout, "");
  };

  it("has tables of its own, made by init, with a version", async () => {
    await assertRefused(["audit", "status"], /there are no tables for audits; 'vnfseal audit init' makes them/);
    const inits = await Promise.all([audit("init"), audit("init")]);
    assert.deepEqual(inits.map(({ status }) => status), [0, 0], inits.map(({ stderr }) => stderr).join(""));
    assert.match((await audit("init")).stdout, /have version 1 already/);
    const schemas = await query("select distinct table_schema from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') order by 1");
    assert.deepEqual(schemas.map(({ table_schema: name }) => name), ["vnfseal", "vnfseal_jobs"]);
    await query("update vnfseal.version set version = 2");
    for (const args of [["audit", "init"], ["audit", "status"], ["worker"]]) await assertRefused(args, /have version 2, and this release has 1; use the newer release/);
    await query("update vnfseal.version set version = 1");
    assert.equal((await audit("status")).stdout, "There is no run.\n");
  });

  it("does not let in who has another password, and does not repeat it", async () => {
    const { status, stderr } = await runWith({ PGPASSWORD: "hunter2" }, "audit", "status", "--queue", server.url);
    assert.equal(status, 3);
    assert.match(stderr, /^vnfseal: postgres:\/\/127\.0\.0\.1:\d+\/postgres: (?!.*hunter2).*password authentication failed/);
    const file = join(folder, "database-password");
    writeFileSync(file, `${server.environment.PGPASSWORD}\n`, { mode: 0o600 });
    assert.equal((await runWith({}, "audit", "status", "--queue", server.url, "--password-file", file)).status, 0);
  });

  it("gives what a run on one machine gives", async () => {
    const packages = place("a.csar", "b.csar");
    writeFileSync(join(packages, "c.csar"), zip({ "a\0b\ud800": "x" }));
    writeFileSync(join(packages, "=d'\".csar"), "no archive");
    const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const file = join(place(), "here.ndjson");
    const here = await runWith({}, "audit", packages, "--trust", trust, "--at", at, "--results", file, "--json");
    const id = await plan(packages, "--trust", trust, "--at", at);
    const worked = await run("worker", "--until-done");
    assert.deepEqual([worked.status, worked.stderr], [0, ""]);
    const watched = await audit("status", id, "--watch", "--json");
    assert.deepEqual([watched.status, here.status], [1, 1]);
    const { run: named, ...totals } = JSON.parse(watched.stdout);
    assert.equal(named, id);
    assert.deepEqual(totals, JSON.parse(here.stdout));
    const there = (await audit("results", id)).stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    const records = readFileSync(file, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
    const byPath = (list) => list.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    assert.deepEqual(byPath(there), byPath(records));
    const compared = await audit("diff", id.slice(0, 8), id, "--json");
    assert.deepEqual([compared.status, JSON.parse(compared.stdout).changes], [0, []]);
    const csv = (await audit("results", id, "--format", "csv")).stdout;
    assert.equal(csv.trimEnd().split("\r\n").length, 5);
    assert.match(csv, /^"[^"]*=d'"".csar","failed","notAPackage",/m);
    for (const [format, what] of [["junit", /<testsuite name=".*a\.csar"/], ["sarif", /"version":"2\.1\.0"/]]) {
      assert.match((await audit("results", id, "--format", format)).stdout, what);
    }
  });

  it("has no second run of the same, unless it is asked for, and goes on with a plan that was broken off", async () => {
    const { planRun, statusOfRun } = await load("audit/queue/runs.js");
    const items = Array.from({ length: 2500 }, (_, index) => ({ path: `p${index}`, kind: "file", identity: { size: 1 } }));
    const asked = (at) => ({ source: "x", items, terms: { trust: [], policy: { at } }, settings: { trust: "t", policy: "p", engine: "none" }, tries: 5, resume: true });
    const left = [1];
    const broken = Object.create(database, {
      transaction: { value: (work) => (left.pop() ? database.transaction(work) : Promise.reject(new Error("killed"))) },
      jobs: { value: database.jobs },
      query: { value: (...question) => database.query(...question) },
    });
    await assert.rejects(planRun(broken, asked("2026-11-30T00:00:00Z")), /killed/);
    const { id, was } = await planRun(database, asked("2026-11-30T01:00:00Z"));
    assert.equal(was, "underWay");
    const { at, planned_at: planned, packages } = await statusOfRun(database, id);
    assert.deepEqual([at, Boolean(planned), packages], ["2026-11-30T00:00:00Z", true, 2500], "the time is that at which it was begun");
    const [{ jobs, different }] = await query("select count(*)::int as jobs, count(distinct data->>'number')::int as different from vnfseal_jobs.job where name = $1", `${id}-small`);
    assert.deepEqual([jobs, different], [2500, 2500], "one job a package");
    const plan = await query(`explain select id from vnfseal_jobs.job where name = '${id}-small' and state < 'active' and start_after < now() order by priority desc, created_on, id limit 8`);
    assert.match(JSON.stringify(plan), /Index Scan using j[0-9a-f]{56}_next/, "the next jobs are found without looking at all");
    const idOf = async (changes) => (await planRun(database, { ...asked("2026-11-30T02:00:00Z"), ...changes })).id;
    assert.equal(await idOf({}), id);
    assert.notEqual(await idOf({ resume: false }), id);
    assert.notEqual(await idOf({ items: items.slice(1) }), id);
    assert.notEqual(await idOf({ settings: { ...asked().settings, trust: "u" } }), id);
    const seen = (version) => idOf({ resume: false, items: [{ path: "u", kind: "url", seen: { size: 1, version } }] });
    assert.notEqual(await seen("W/1"), await seen("W/2"));
    await query("delete from vnfseal.run where engine_sha256 = 'none'");
  });

  it("is planned anew after it was cancelled, and said to be there already where it is", async () => {
    const packages = place("a.csar");
    const asked = ["run", packages, "--trust", trust, "--at", "2026-11-30T10:00:00Z"];
    const again = async (...args) => {
      const { status, stdout, stderr } = await audit(...asked, ...args);
      return { status, stderr, said: stdout.replace(/run [0-9a-f]{20}.*\n$/s, "").trim(), id: /[0-9a-f]{20}/.exec(stdout)?.[0] };
    };
    const first = await again();
    assert.deepEqual([first.status, first.said], [0, "Planned:"]);
    const same = await again();
    assert.deepEqual([same.said, same.id], ["Under way already:", first.id]);
    await audit("cancel", first.id);
    const second = await again();
    assert.equal(second.said, "Planned:");
    assert.notEqual(second.id, first.id);
    await audit("cancel", second.id);
    const third = await again();
    assert.ok(![first.id, second.id].includes(third.id));
    assert.equal((await again()).id, third.id);
    assert.equal((await run("worker", "--until-done")).status, 0);
    const last = await again();
    assert.deepEqual([last.said, last.id, last.status], ["Finished already:", third.id, 0]);
    assert.match(last.stderr, /another --at, or none, makes a new run/);
    const watched = await again("--watch");
    assert.equal(watched.status, 2);
    assert.match(watched.stderr, new RegExp(`Finished already: run ${third.id}`));
    assert.deepEqual(JSON.parse((await audit(...asked, "--json")).stdout), { run: third.id, packages: 1, was: "finished" });
    assert.match((await audit("status", third.id)).stdout, /done: 1 of 1/);
  });

  it("is worked on by the engine that was asked, and no other", async () => {
    const id = await plan(place("a.csar"), "--trust", trust);
    await query("update vnfseal.run set engine_sha256 = 'other' where id = $1", id);
    assert.equal((await run("worker", "--until-done")).status, 0);
    assert.match((await audit("status", id)).stdout, /done: 0 of 1, under way: 0, workers with this engine: 0/);
    assert.equal((await audit("cancel", id.slice(0, 6))).status, 0);
    const { status, stderr } = await audit("status", id, "--watch");
    assert.equal(status, 3);
    assert.match(stderr, /was cancelled; packages done: 0 of 1/);
  });

  it("says of packages without a result that they have none, and of no such run that it is whole", async () => {
    const { planOf, resultOf } = await import("./queue-runs.js");
    const names = ["a.csar", "b.csar", "c.csar"];
    const [whole, open, cancelled] = [await planOf(database, "x", names), await planOf(database, "x", names), await planOf(database, "x", names)];
    await whole.write([resultOf("passed"), resultOf("passed"), resultOf("passed")]);
    await whole.finish();
    await open.write([resultOf("passed")]);
    await cancelled.cancel();
    const diff = async (old, now) => {
      const { status, stdout, stderr } = await audit("diff", old.id, now.id, "--json");
      const { changes, ...sums } = JSON.parse(stdout);
      return { status, stderr, ...sums, changes: changes.map(({ path, change, old: was, new: is }) => [path, change, was?.status, is?.status]) };
    };
    const { status, stderr, changes, ...sums } = await diff(whole, open);
    assert.deepEqual([status, changes], [2, [["b.csar", "open", "passed", "open"], ["c.csar", "open", "passed", "open"]]]);
    assert.deepEqual(sums, { old: 3, new: 1, open: { old: 0, new: 2 }, settings: [], worse: 0 });
    assert.match(stderr, /the comparison is not whole: packages without a result: 0 of [0-9a-f]{20}, 2 of/);
    assert.deepEqual([(await diff(whole, cancelled)).status, (await diff(cancelled, cancelled)).status], [2, 2]);
    assert.deepEqual((await diff(open, whole)).changes[0], ["b.csar", "open", "open", "passed"]);
    assert.equal((await diff(whole, whole)).status, 0);
    const shown = (await audit("diff", whole.id, cancelled.id)).stdout;
    assert.match(shown, /^ {2}packages: 3 → 0\n {2}without a result: 0 → 3$/m);
    assert.match(shown, /^Without a result yet \(3\)\n {2}✓ passed → no result yet {2}a\.csar$/m);
    assert.doesNotMatch(shown, /Gone|No verdict/);
    await open.write([resultOf("failed", ["signature.invalid"])], 1);
    assert.equal((await diff(whole, open)).status, 1, "one that is worse is worse already");
    for (const [format, what] of [["junit", /(?:<error [^>]*RESULT_MISSING[\s\S]*){3}/], ["sarif", /"executionSuccessful":false/], ["csv", /^"b\.csar","error","RESULT_MISSING","b\.csar: it has no result: the run was cancelled before"/m], ["ndjson", /(?:.*"RESULT_MISSING".*\n){3}/]]) {
      const written = await audit("results", cancelled.id, "--format", format);
      assert.equal(written.status, 3);
      assert.match(written.stdout, what);
      assert.match(written.stderr, /the run is cancelled: packages with a result: 0 of 3/);
    }
    assert.deepEqual([(await audit("results", whole.id)).status, (await audit("results", open.id)).status], [0, 3]);
    const [before, now] = [join(place(), "before.ndjson"), join(place(), "now.ndjson")];
    await audit("results", whole.id, "--output", before);
    await audit("results", cancelled.id, "--output", now);
    assert.equal((await runWith({}, "audit", "diff", before, now)).status, 2, "files of results say the same");
    await query("update vnfseal.run set planned_at = null where id = $1", open.id);
    for (const args of [["diff", whole.id, open.id], ["results", open.id]]) await assertRefused(["audit", ...args], /is not planned to the end/);
    await query("delete from vnfseal.run where engine_sha256 = 'made-up'");
  });

  it("says at once that nobody is at work while it is waited for", async () => {
    await query("delete from vnfseal.worker");
    const watching = start(server.environment, "audit", "run", place("a.csar"), "--trust", trust, "--watch", "--queue", server.url);
    let said = "";
    watching.stderr.on("data", (bytes) => {
      said += bytes;
    });
    const begun = Date.now();
    while (!said.includes("\n") && Date.now() - begun < 20_000) await pause(50);
    assert.match(said, /packages done: 0 of 1, workers: 0\. No worker with the same version of vnfseal is there\. Start one: vnfseal worker --queue URL\n$/);
    assert.equal((await run("worker", "--until-done")).status, 0);
    assert.equal((await watching.ended)[0], 2);
    assert.equal(said.match(/No worker/g).length, 1);
  });

  it("verifies no package that was replaced after the plan", async () => {
    const packages = place("a.csar", "b.csar");
    const id = await plan(packages, "--trust", trust);
    writeFileSync(join(packages, "a.csar"), small.subarray(0, 6000));
    await run("worker", "--until-done");
    const records = (await audit("results", id)).stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(records.map(({ status, error }) => [status, error?.code]), [["error", "SOURCE_CHANGED"], ["indeterminate", undefined]]);
  });

  it("verifies no other content under the digest of an entry", async () => {
    const address = `dir:${mkdtempSync(join(folder, "queued-"))}`;
    await openCatalogue(address).put("acme", readFileSync(demo("acme-vnf-artifact-changed.csar")), PACKAGE);
    const id = await plan(address, "--trust", trust);
    const { digest } = await openCatalogue(address).get("acme");
    const good = readFileSync(demo("acme-vnf-option1.csar"));
    writeFileSync(join(address.slice(4), "blobs", "sha256", digest.slice(7)), good);
    await run("worker", "--until-done");
    const records = (await audit("results", id)).stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(records.map(({ status, error }) => [status, error?.code]), [["error", "ENTRY_DAMAGED"]]);
  });

  it("sends the credentials of a worker to the registry that it names, and to no other", async () => {
    const registry = await serveRegistry((request, response) => {
      if (request.headers.authorization) return false;
      response.writeHead(401, { "WWW-Authenticate": "Basic realm=x" }).end();
      return true;
    });
    try {
      const address = `oci://${registry.host}/vnf`;
      await openCatalogue(address, { credentials: { username: "me", password: "hunter2" } }).put("acme", small, PACKAGE);
      const file = join(place(), "credentials.json");
      writeFileSync(file, '{ "username": "me", "password": "hunter2" }', { mode: 0o600 });
      const ids = [await plan(address, "--trust", trust, "--credentials", file), await plan(address, "--trust", trust, "--credentials", file, "--at", "2026-11-30T00:00:00Z")];
      registry.requests.length = 0;
      await run("worker", "--until-done", "--credentials", file, "--catalogue", "oci://elsewhere.example/vnf");
      assert.ok(registry.requests.length > 0 && registry.requests.every(({ headers }) => headers.authorization === undefined));
      for (const id of ids) assert.match((await audit("results", id)).stdout, /"code":"CATALOGUE_REFUSED"/);
      const id = await plan(address, "--trust", trust, "--credentials", file, "--at", "2026-11-30T00:00:01Z");
      await run("worker", "--until-done", "--credentials", file, "--catalogue", address);
      const { stdout } = await audit("results", id);
      assert.match(stdout, /"status":"indeterminate"/);
      assert.doesNotMatch(stdout, /hunter2/);
      const rows = await query("select run::text from vnfseal.run union all select package::text from vnfseal.package");
      assert.doesNotMatch(JSON.stringify(rows), /hunter2/);
      await assertRefused(["worker", "--credentials", file], /--credentials and --catalogue go together/);
      await assertRefused(["worker", "--auth", "bearer"], /--nfvo goes with --auth/);
    } finally {
      registry.close();
    }
  });

  it("says what it does not know", async () => {
    for (const [name, why] of [["ffff", /is the id of no run/], ["x' or 1=1", /is the id of no run/], ["", /empty|no run/]]) {
      await assertRefused(["audit", "results", name || "zzzz"], why.source === "empty|no run" ? /no run/ : why);
    }
    for (const [args, why] of [
      [["audit", "run", folder, "--trust", trust, "--results", "x"], /--results does not go with --queue/],
      [["audit", "run", folder, "--tries", "0"], /--tries needs a number/],
      [["worker", "--takeover", "1"], /--takeover needs a number from 2/],
    ]) {
      await assertRefused(args, why);
    }
    await assertCouldNotRun(["audit", folder, "--results", "x", "--watch"], /--watch goes with --queue/);
  });

  describe("with packages that behave badly", () => {
    let number = 0;
    /** Plans packages with these names and sizes, for the engine of the program. */
    async function planNamed(packages, tries = 5) {
      const { planRun } = await load("audit/queue/runs.js");
      const items = packages.map(([path, size]) => ({ path, kind: "file", size }));
      number += 1;
      const log = join(folder, `begun-${number}`);
      const { id } = await planRun(database, { source: "names", items, terms: { trust: [], policy: { at: `2026-11-30T00:00:0${number}Z` } }, settings: { trust: "t", policy: "p", engine: "engine" }, tries });
      return { id, log, begun: () => (existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : []) };
    }
    const work = (log, count = 2) => startProgram(server.environment, program, server.url, String(count), "2", log);
    const resultsOf = async (id) => {
      const rows = await query("select path, status, error from vnfseal.result join vnfseal.package using (run, number) where run = $1 order by path", id);
      return rows.map(({ path, status, error }) => [path, status, error && JSON.parse(error).code]);
    };

    it("ends one that ends its workers as an error, and no other with it", async () => {
      const names = Array.from({ length: 30 }, (_, index) => [`good-${String(index).padStart(2, "0")}`, 1]);
      const { id, log, begun } = await planNamed([["poison", 1], ...names], 3);
      let deaths = 0;
      for (;;) {
        const [, signal] = await work(log).ended;
        if (signal !== "SIGKILL") break;
        deaths += 1;
        assert.ok(deaths <= 3, "it goes on and on");
      }
      assert.equal(deaths, 3);
      assert.equal(begun().filter((path) => path === "poison").length, 3);
      assert.deepEqual(await resultsOf(id), [...names.map(([path]) => [path, "passed", null]), ["poison", "error", "VERIFICATION_GIVEN_UP"]]);
      const [{ claims }] = await query("select count(*)::int as claims from vnfseal.claim");
      assert.equal(claims, 0);
    });

    it("ends one that is never done, and one that is never there, as errors", async () => {
      const { id, log, begun } = await planNamed([["away", 1], ["good", 1], ["never", 1]], 2);
      await work(log).ended;
      assert.deepEqual(await resultsOf(id), [["away", "error", "VERIFICATION_GIVEN_UP"], ["good", "passed", null], ["never", "error", "VERIFICATION_GIVEN_UP"]]);
      assert.deepEqual(begun().sort(), ["away", "away", "good", "never", "never"]);
    });

    it("lets no large one hold up small ones, nor the other way round", async () => {
      const large = Array.from({ length: 8 }, (_, index) => [`slow-${index}`, 1 << 30]);
      const others = Array.from({ length: 60 }, (_, index) => [`small-${index}`, 1]);
      const { log, begun } = await planNamed([...large, ...others]);
      await work(log).ended;
      const order = begun();
      assert.equal(order.length, 68);
      const lastSmall = order.findLastIndex((path) => path.startsWith("small"));
      const largeBefore = order.slice(0, lastSmall).filter((path) => path.startsWith("slow")).length;
      assert.ok(largeBefore >= 1 && largeBefore < 8, `${largeBefore} large ones were begun before the last small one`);
    });

    it("begins nothing of a run that was cancelled, and ends what is under way", async () => {
      const { id, log, begun } = await planNamed(Array.from({ length: 200 }, (_, index) => [`slow-${index}`, 1]));
      const worker = work(log);
      while (begun().length < 4) await pause(20);
      assert.equal((await audit("cancel", id)).status, 0);
      assert.deepEqual(await worker.ended, [0, null], "nothing is left to do");
      assert.ok(begun().length < 100, `${begun().length} were begun`);
      const [{ waiting }] = await query("select count(*)::int as waiting from vnfseal.claim where run = $1", id);
      assert.equal(waiting, 0);
    });

    it("gives back what a worker has that is told to stop, at once", async () => {
      const { id, log, begun } = await planNamed(Array.from({ length: 40 }, (_, index) => [`slow-${index}`, 1]));
      const first = work(log);
      while (begun().length < 4) await pause(20);
      first.kill("SIGTERM");
      assert.deepEqual(await first.ended, [0, null]);
      const [{ claims, tried }] = await query("select (select count(*)::int from vnfseal.claim) as claims, (select sum(tries)::int from vnfseal.package where run = $1) as tried", id);
      assert.deepEqual([claims, tried], [0, 0]);
      await work(log, 8).ended;
      assert.equal((await resultsOf(id)).length, 40);
    });

    it("has one result of each, also by a worker that was taken for dead and goes on", async () => {
      const { id, log, begun } = await planNamed(Array.from({ length: 40 }, (_, index) => [`slow-${index}`, 1]));
      const sleeper = work(log);
      while (begun().length < 4) await pause(20);
      sleeper.kill("SIGSTOP");
      const other = work(log, 8);
      await other.ended;
      assert.equal((await resultsOf(id)).length, 40);
      sleeper.kill("SIGCONT");
      assert.deepEqual(await sleeper.ended, [0, null]);
      assert.equal((await resultsOf(id)).length, 40);
      assert.ok(begun().length > 40, "some were begun twice");
      const [{ claims }] = await query("select count(*)::int as claims from vnfseal.claim");
      assert.equal(claims, 0);
    });
  });

  it("ends when it is told to, and takes its name off the list", async () => {
    // Those that other tests have killed may still be there.
    const ids = async () => (await query("select id from vnfseal.worker")).map(({ id }) => id);
    const others = await ids();
    const isNew = (id) => !others.includes(id);
    const worker = start(server.environment, "worker", "--queue", server.url);
    while (!(await ids()).some(isNew)) await pause(50);
    worker.kill("SIGTERM");
    assert.deepEqual(await worker.ended, [0, null]);
    assert.deepEqual((await ids()).filter(isNew), []);
  });
});

// The runs of audits as `vnfseal serve --queue` gives them to the page: from a real PostgreSQL, bounded, read-only, and without a word of where it is.

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { text } from "node:stream/consumers";

import { assertCouldNotRun } from "./command.js";
import { startPostgres, withoutPostgres } from "./postgres.js";
import { planOf, resultOf } from "./queue-runs.js";
import { load, runWith, start } from "./queue.js";

if (withoutPostgres) console.log(`skipping: ${withoutPostgres}`);

describe("vnfseal serve --queue", () => {
  it("serves runs to this machine alone, and takes a password only with a queue", async () => {
    const queue = ["--queue", "postgres://audit@127.0.0.1/audit"];
    await assertCouldNotRun(["serve", ...queue, "--listen", "192.0.2.1:8080"], /--nfvo, --catalogue and --queue are served to this machine alone/);
    await assertCouldNotRun(["serve", "--password-file", "x"], /--password-file goes with --queue/);
    await assertCouldNotRun(["serve", "--queue", "postgres://me:hunter2@db.example/x"], /^(?!.*hunter2).*without a password/);
    await assertCouldNotRun(["serve", ...queue], /a queue needs the npm packages pg and pg-boss/);
  });
});

describe("the runs of a queue", { skip: withoutPostgres }, () => {
  let postgres;
  let database;
  let server;
  const complaints = [];
  before(async () => {
    postgres = await startPostgres();
    const { openDatabase } = await load("audit/queue/database.js");
    const { Runs } = await load("serve/runs/runs.js");
    const { startServer } = await load("serve/server.js");
    const { ownPage } = await load("serve/page.js");
    database = await openDatabase(postgres.url, postgres.environment.PGPASSWORD);
    const reading = await openDatabase(postgres.url, postgres.environment.PGPASSWORD, { isReadOnly: true });
    const complain = (error) => complaints.push(error.message);
    const runs = new Runs(reading, { complain });
    const { url, close } = await startServer({ page: await ownPage(), host: "127.0.0.1", port: 0, runs, complain });
    server = { url, close: () => Promise.all([close(), reading.close()]) };
  });
  after(async () => {
    await server?.close();
    await database?.close();
    await postgres?.close();
  });

  /** What the page gets: `{ status, json }`. Nothing that it gets says where the database is, or who reads it. */
  async function ask(path, init) {
    const response = await fetch(new URL(path, server.url), init);
    const said = await response.text();
    assert.doesNotMatch(said, /postgres|scram|127\.0\.0\.1|of the test|"audit"/);
    return { status: response.status, headers: response.headers, json: JSON.parse(said) };
  }
  const packagesOf = async (id, query = "") => (await ask(`runs/${id}/packages?${query}`)).json;
  const namesOf = async (id, query) => (await packagesOf(id, query)).packages.map(({ path }) => path);

  it("are refused in words of ours as long as there are no tables, and are there once there are", async () => {
    const { status, json } = await ask("runs/list");
    assert.deepEqual([status, json.code], [502, "RUNS_TABLES"]);
    assert.equal(complaints.length, 1);
    assert.match(complaints[0], /there are no tables for audits; 'vnfseal audit init' makes them/);
    await ask("runs/list");
    assert.equal(complaints.length, 1, "the terminal hears of it once");
    assert.equal((await runWith(postgres.environment, "audit", "init", "--queue", postgres.url)).status, 0);
    assert.deepEqual((await ask("runs/list")).json, { runs: [], isCut: false });
    assert.deepEqual((await ask("serve.json")).json, { nfvo: null, catalogue: false, runs: true });
    await database.query("update vnfseal.version set version = 2");
    assert.equal((await ask("runs/list")).json.code, "RUNS_TABLES");
    await database.query("update vnfseal.version set version = 1");
    assert.equal((await ask("runs/list")).status, 200);
  });

  it("say how far each is and what was found", async () => {
    const { id, write } = await planOf(database, "dir:store", ["a.csar", "b.csar", "c.csar", "d.csar", "e.csar"]);
    await write([resultOf("passed"), resultOf("failed", ["artifact.digest-mismatch"]), resultOf("indeterminate", ["artifact.external"]), resultOf("error")]);
    const { json } = await ask(`runs/${id}`);
    assert.deepEqual(
      [json.state, json.packages, json.done, json.verdicts, json.workers, json.underWay, json.source],
      ["underWay", 5, 4, { passed: 1, failed: 1, indeterminate: 1, error: 1 }, 0, 0, "dir:store"],
    );
    const [listed] = (await ask("runs/list")).json.runs;
    assert.deepEqual([listed.id, listed.done], [id, 4]);
    const { packages, count } = await packagesOf(id);
    assert.equal(count, 5);
    assert.deepEqual(packages.map(({ path, verdict }) => [path, verdict]), [["a.csar", "passed"], ["b.csar", "failed"], ["c.csar", "indeterminate"], ["d.csar", "error"], ["e.csar", undefined]]);
    assert.deepEqual(packages[1].outline.findings, [{ code: "artifact.digest-mismatch", severity: "fail", accepted: false, count: 1 }]);
    assert.deepEqual(packages[3].error, { code: "CATALOGUE_UNAVAILABLE", message: "it is away" });
  });

  it("have at their end the counts of their end, whenever they were looked at before", async () => {
    const { id, write, finish } = await planOf(database, "dir:store", ["a.csar", "b.csar"]);
    const looks = async () => {
      const listed = (await ask("runs/list")).json.runs.find((run) => run.id === id);
      const { state, done, verdicts } = (await ask(`runs/${id}`)).json;
      assert.deepEqual([listed.state, listed.done, listed.verdicts], [state, done, verdicts]);
      return [state, done, verdicts.passed, verdicts.failed];
    };
    assert.deepEqual(await looks(), ["underWay", 0, 0, 0]);
    await write([resultOf("passed")]);
    assert.deepEqual(await looks(), ["underWay", 1, 1, 0]);
    await write([resultOf("failed", ["signature.invalid"])], 1);
    await finish();
    for (let times = 0; times < 2; times += 1) assert.deepEqual(await looks(), ["finished", 2, 1, 1]);
    await database.query("delete from vnfseal.result where run = $1 and number = 1", [id]);
    await write([resultOf("passed")], 1);
    await finish();
    assert.deepEqual(await looks(), ["finished", 2, 2, 0], "another end of the same run");
  });

  it("have their packages looked for by what was found, by name and by finding, a page at a time", async () => {
    const names = Array.from({ length: 130 }, (_, index) => `vendor_${index % 2 ? "a" : "b"}%/p${index}.csar`);
    const { id, write } = await planOf(database, "oci://registry.example/vnf", names);
    await write(names.map((_, index) => (index % 10 === 0 ? resultOf("failed", ["signature.invalid"]) : resultOf("passed"))));
    const first = await packagesOf(id);
    assert.deepEqual([first.packages.length, first.count, first.page, first.isMore], [50, 130, 50, false]);
    const last = await packagesOf(id, `after=${(await packagesOf(id, `after=${first.packages.at(-1).number}`)).packages.at(-1).number}`);
    assert.deepEqual(last.packages.map(({ path }) => path), names.slice(100));
    assert.equal((await packagesOf(id, "verdict=failed")).count, 13);
    assert.equal((await packagesOf(id, "verdict=open")).count, 0);
    assert.deepEqual(await namesOf(id, "verdict=failed&text=_B%25%2fP12"), ["vendor_b%/p120.csar"], "no letter stands for others");
    assert.equal((await packagesOf(id, "text=r_a%25")).count, 65);
    assert.equal((await packagesOf(id, "text=%25%25")).count, 0);
    assert.equal((await packagesOf(id, "code=signature.invalid")).count, 13);
    assert.equal((await packagesOf(id, "code=signature")).count, 0);
  });

  it("find no finding in a text that somebody else wrote", async () => {
    const { id, write } = await planOf(database, "x", ["a.csar"]);
    await write([resultOf("passed", [], { subject: 'CN="code":"signature.invalid"\0\u202e' })]);
    assert.equal((await packagesOf(id, "code=signature.invalid")).count, 0);
    const [{ outline }] = (await packagesOf(id)).packages;
    assert.equal(outline.signers[0].subject, 'CN="code":"signature.invalid"', "one line without control characters");
  });

  it("give the report of a package as the worker wrote it, and none that is not there", async () => {
    const { id, write } = await planOf(database, "x", ["a.csar", "b.csar"]);
    const result = resultOf("failed", ["signature.invalid"]);
    await write([result, resultOf("error")]);
    const { status, headers, json } = await ask(`runs/${id}/packages/0/report`);
    assert.deepEqual([status, headers.get("content-security-policy")], [200, "default-src 'none'; frame-ancestors 'none'; sandbox"]);
    assert.deepEqual(json, JSON.parse(result.report));
    assert.equal((await ask(`runs/${id}/packages/1/report`)).json.code, "REPORT_UNKNOWN");
    assert.equal((await ask(`runs/${id}/packages/2/report`)).json.code, "RUN_UNKNOWN");
    await database.query("update vnfseal.result set report = repeat(' ', $2) where run = $1 and number = 0", [id, (32 << 20) + 1]);
    assert.equal((await ask(`runs/${id}/packages/0/report`)).json.code, "REPORT_UNKNOWN", "one that is too long");
  });

  it("are compared as audit diff compares them", async () => {
    const [old, now] = [await planOf(database, "y", ["a.csar", "b.csar", "gone.csar"]), await planOf(database, "y", ["a.csar", "b.csar", "new.csar"])];
    await old.write([resultOf("passed"), resultOf("failed", ["signature.invalid"]), resultOf("passed")]);
    await now.write([resultOf("failed", ["certificate.revoked"]), resultOf("passed"), resultOf("failed", ["signature.invalid"])]);
    const { json } = await ask(`runs/${now.id}/since/${old.id}`);
    assert.deepEqual([json.old, json.new, json.total, json.worse], [3, 3, 4, 2]);
    assert.deepEqual(json.changes.slice(0, 2).map(({ path, isWorse, old: was, new: is, gained }) => [path, isWorse, was, is, gained]), [
      ["a.csar", true, "passed", "failed", ["certificate.revoked"]],
      ["new.csar", true, undefined, "failed", ["signature.invalid"]],
    ]);
    const said = await runWith(postgres.environment, "audit", "diff", old.id, now.id, "--queue", postgres.url, "--json");
    const compared = JSON.parse(said.stdout);
    assert.deepEqual(json.changes.map(({ path }) => path).sort(), compared.changes.map(({ path }) => path).sort());
    await database.query("update vnfseal.run set packages = 49999 where id = $1", [old.id]);
    assert.deepEqual((await ask(`runs/${now.id}/since/${old.id}`)).json.code, "RUNS_LARGE");
  });

  it("have packages without a result beside those that have one, and none that are gone", async () => {
    const [old, now] = [await planOf(database, "z", ["a.csar", "b.csar"]), await planOf(database, "z", ["a.csar", "b.csar"])];
    await old.write([resultOf("passed"), resultOf("passed")]);
    await now.write([resultOf("passed")]);
    await now.cancel();
    const { json } = await ask(`runs/${now.id}/since/${old.id}`);
    assert.deepEqual([json.old, json.new, json.open, json.total, json.worse], [2, 1, { old: 0, new: 1 }, 1, 0]);
    assert.deepEqual(json.changes.map(({ path, change, old: was, new: is }) => [path, change, was, is]), [["b.csar", "open", "passed", "open"]]);
    await database.query("update vnfseal.run set planned_at = null where id = $1", [now.id]);
    assert.equal((await ask(`runs/${now.id}/since/${old.id}`)).json.code, "RUNS_UNPLANNED");
    await database.query("update vnfseal.run set cancelled_at = null where id = $1", [now.id]);
    assert.equal((await ask(`runs/${now.id}/since/${old.id}`)).json.code, "RUNS_PLANNING");
  });

  it("answer what they know, and only to this page", async () => {
    const { id } = await planOf(database, "z", ["a.csar"]);
    const unknown = ["runs/", "runs/list/", "runs/list?x=1", `runs/${id.slice(0, 8)}`, `runs/${id}/`, `runs/${id}/packages?after=-1`, `runs/${id}/packages?verdict=`, `runs/${id}/packages?code=a"b`,
      `runs/${id}/packages?text=a&text=b`, `runs/${id}/packages?limit=9`, `runs/${id}/packages?text=${"x".repeat(201)}`, `runs/${id}/packages?text=%00`, `runs/${id}/packages/0`, `runs/${id}/packages/0/report/x`,
      `runs/${id}/since/x`, `runs/${id}?x`, `runs/${id}/packages?after=1?x`, "runs/__proto__", "runs/..%2flist"];
    for (const path of unknown) {
      const { status, json } = await ask(path);
      assert.deepEqual([status, json.code], [404, "PATH_UNKNOWN"], path);
    }
    assert.equal((await ask(`runs/${"0".repeat(20)}`)).json.code, "RUN_UNKNOWN");
    for (const method of ["POST", "DELETE", "PUT"]) assert.equal((await fetch(new URL("runs/list", server.url), { method, headers: { Origin: server.url.slice(0, -1) } })).status, 405);
    for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { Origin: "http://evil.example" }]) assert.equal((await ask("runs/list", { headers })).json.code, "SITE_FOREIGN");
  });

  it("repeat no password that a source or an error has", async () => {
    const { id, write } = await planOf(database, "nfvo:https://me:hunter2@nfvo.example/vnfpkgm/v1", ["a.csar"]);
    await write([resultOf("error", [], { message: "https://me:hunter2@nfvo.example/x is away" })]);
    for (const path of ["runs/list", `runs/${id}`, `runs/${id}/packages`]) assert.doesNotMatch(JSON.stringify((await ask(path)).json), /hunter2/);
  });

  it("are read in sessions that cannot write", async () => {
    const { openDatabase } = await load("audit/queue/database.js");
    const reading = await openDatabase(postgres.url, postgres.environment.PGPASSWORD, { isReadOnly: true });
    await assert.rejects(reading.query("delete from vnfseal.run"), /read-only transaction/);
    await reading.close();
  });

  it("are refused in words of ours while the database is away, and are there again with it", async () => {
    await postgres.stop();
    complaints.length = 0;
    assert.deepEqual((await ask("runs/list")).json.code, "RUNS_UNAVAILABLE");
    assert.equal((await ask("runs/list")).status, 503);
    assert.equal(complaints.length, 1, "the terminal hears of it once");
    await postgres.start();
    assert.equal((await ask("runs/list")).status, 200);
  });

  it("are refused where the user may not read, and need no other right", async () => {
    await database.query("create role reader login password 'reads'");
    const serve = start({ PGPASSWORD: "reads" }, "serve", "--listen", "127.0.0.1:0", "--queue", postgres.url.replace("audit@", "reader@"));
    let stderr = "";
    serve.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const [line] = await once(serve.stdout, "data");
    const [url] = /http:\S+/.exec(line);
    const codeOf = async () => (await (await fetch(new URL("runs/list", url))).json()).code;
    try {
      assert.equal(await codeOf(), "RUNS_FORBIDDEN");
      assert.match(stderr, /permission denied/);
      await database.query("grant usage on schema vnfseal to reader");
      await database.query("grant select on all tables in schema vnfseal to reader");
      assert.equal(await codeOf(), undefined);
    } finally {
      serve.kill("SIGTERM");
      await text(serve.stdout);
    }
  });
});

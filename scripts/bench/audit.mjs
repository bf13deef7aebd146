// Audits: small packages in Debian's registry, verified by one process and by workers through PostgreSQL. Prints a table.
// Usage: node scripts/bench/audit.mjs [PACKAGES]. ROUNDS=3 rounds, each in turns; ROUNDS=0 for the costs alone.
//
// Every worker verifies one package at a time, so that workers are compared, not cores.

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { openCatalogue } from "../../tests/node/catalogue.js";
import { fillRegistry } from "../../tests/node/audit-registry.js";
import { startRegistry } from "../../tests/node/catalogue-programs.js";
import { listen } from "../../tests/node/http-server.js";
import { demo } from "../../tests/node/packages.js";
import { startPostgres } from "../../tests/node/postgres.js";
import { load, queuePackage, runWith, start, startProgram } from "../../tests/node/queue.js";
import { command, compare, median, ratio } from "./measure.mjs";
import { Maker, noise } from "./packages.mjs";

const [count = 1000] = process.argv.slice(2).map(Number);
const rounds = Number(process.env.ROUNDS ?? 3);
const folder = mkdtempSync(join(tmpdir(), "vnfseal-bench-audit-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const trust = ["--trust", demo("trust.json")];

const registry = await startRegistry();
const server = await startPostgres();
const { openDatabase } = await load("audit/queue/database.js");
const database = await openDatabase(server.url, server.environment.PGPASSWORD);
const queue = ["--queue", server.url];
try {
  const address = await fillRegistry(registry.host, count);
  await expect(0, runWith(server.environment, "audit", "init", ...queue));
  if (rounds > 0) await measure(address);
  await waiting();
  await costs(address);
  await processorCosts(address);
} finally {
  await database.close();
  await server.close();
  await registry.close();
}

async function measure(address) {
  const plain = (jobs) => () => timed(async () => {
    const results = join(folder, "results.ndjson");
    rmSync(results, { force: true });
    await expect(1, runWith({}, "audit", address, ...trust, "--results", results, "--jobs", String(jobs), "--quiet"));
  });
  const queued = (workers) => async () => {
    const plan = await timed(() => expect(0, runWith(server.environment, "audit", "run", address, ...trust, ...queue)));
    const run = await timed(async () => {
      const all = Array.from({ length: workers }, () => start(server.environment, "worker", ...queue, "--jobs", "1", "--until-done", "--quiet"));
      for (const { ended } of all) await ended;
    });
    return { ...run, plan: plan.wall };
  };
  const runs = { "one process, 1 job": plain(1), "one process, a job a core": plain(availableParallelism()), "1 worker": queued(1), "2 workers": queued(2), "4 workers": queued(4) };
  const compared = await compare(runs, rounds);
  console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model.trim()}, ${availableParallelism()} cores, Node ${process.version}, ${count} packages\n`);
  console.log("| run | min / median / max s | packages a second | ratio | quiet rounds, load |\n|---|---|---|---|---|");
  for (const name of Object.keys(runs)) {
    const { min, median: middle, max } = compared.results[name];
    const times = [min, middle, max].map((seconds) => seconds.toFixed(2)).join(" / ");
    const against = name.endsWith("workers") ? "1 worker" : "one process, 1 job";
    const said = name === against ? "" : `${ratio(compared, against, name).toFixed(2)} times as fast as ${against}`;
    console.log(`| ${name} | ${times} | ${(count / middle).toFixed(0)} | ${said} | ${compared.quiet}, ${compared.load} |`);
  }
  const planning = median(compared.seen["1 worker"].map(({ plan }) => plan));
  console.log(`| planning, with the list of the registry | ${planning.toFixed(2)} | ${(count / planning).toFixed(0)} | | |`);
}

/** Workers whose packages wait for 0.3 s and do nothing, as for a server far away: what is left to scale is the queue. */
async function waiting() {
  const { planRun } = await load("audit/queue/runs.js");
  const program = fileURLToPath(new URL("../../tests/node/audit-worker-program.js", import.meta.url));
  const items = Array.from({ length: 120 }, (_, index) => ({ path: `slow-${index}`, kind: "file", size: 1 }));
  const times = [];
  for (const workers of [1, 2, 4]) {
    const at = `2026-11-30T00:00:0${workers}Z`;
    await planRun(database, { source: "waiting", items, terms: { trust: [], policy: { at } }, settings: { trust: "t", policy: "p", engine: "engine" }, tries: 5 });
    const all = Array.from({ length: workers }, () => startProgram(server.environment, program, server.url, "1", "30", join(folder, "begun")));
    for (const { ended } of all) await ended;
    const [{ seconds }] = await database.query("select extract(epoch from max(r.at) - min(r.at))::float8 as seconds from vnfseal.result r join vnfseal.run on run = id where run.at = $1", [at]);
    times.push(seconds);
  }
  console.log("\n| packages that wait 0.3 s, one a worker at a time | s | ratio |\n|---|---|---|");
  for (const [index, workers] of [1, 2, 4].entries()) console.log(`| ${workers} ${workers === 1 ? "worker" : "workers"} | ${times[index].toFixed(1)} | ${(times[0] / times[index]).toFixed(2)} |`);
}

/** Processor time of vnfseal, which hardly depends on what else the machine does. */
async function processorCosts(address) {
  const maker = new Maker(join(folder, "made"));
  const repository = async (name, artifacts) => {
    const at = `oci://${registry.host}/${name}`;
    await openCatalogue(at).put(name, await maker.make(`${name}.csar`, artifacts), { mediaType: "application/zip" });
    return at;
  };
  const spent = (at, file, status) => command(`node pkg/js/cli.js audit run ${at} --trust ${file} --results ${join(folder, `${at.split("/").at(-1)}.ndjson`)} --jobs 1 -q`, { status })().cpu;
  const [mebibytes, signatures] = [512, 500];
  const one = await repository("one", [{ path: "a.txt", content: Buffer.from("a") }]);
  const large = await repository("large", [{ path: "a.img", content: noise(mebibytes) }]);
  const signed = await repository("signed", Array.from({ length: signatures }, (_, index) => ({ path: `${index}.txt`, content: Buffer.from(`${index}`), isSigned: true })));
  const start = spent(one, maker.trust, 0);
  const byWorker = () => command(`node ${join(queuePackage, "js/cli.js")} worker --queue ${server.url} --jobs 1 --until-done -q`)().cpu;
  process.env.PGPASSWORD = server.environment.PGPASSWORD;
  const idle = byWorker();
  await expect(0, runWith(server.environment, "audit", "run", address, ...trust, ...queue));
  const seconds = { "package by a worker": (byWorker() - idle) / count, package: (spent(address, demo("trust.json"), 1) - start) / count, GiB: ((spent(large, maker.trust, 0) - start) * 1024) / mebibytes, signature: (spent(signed, maker.trust, 0) - start) / signatures };
  console.log("\n| processor time | ms |\n|---|---|");
  console.log(`| start of the command, with one package | ${(start * 1000).toFixed(0)} |`);
  for (const [what, time] of Object.entries(seconds)) console.log(`| a ${what} more | ${(time * 1000).toFixed(1)} |`);
}

/** What a package costs the registry, the database and the disk. */
async function costs(address) {
  const seen = await throughProxy(async (host) => {
    const results = join(folder, "costs.ndjson");
    await expect(1, runWith({}, "audit", address.replace(registry.host, host), ...trust, "--results", results, "--quiet"));
    return statSync(results).size;
  });
  await expect(0, runWith(server.environment, "audit", "run", address, ...trust, ...queue));
  await start(server.environment, "worker", ...queue, "--jobs", "1", "--until-done", "--quiet").ended;
  const [{ bytes }] = await database.query("select pg_total_relation_size('vnfseal.result') + pg_total_relation_size('vnfseal.package') as bytes");
  const [{ results }] = await database.query("select count(*)::int as results from vnfseal.result");
  const [before] = await database.query("select xact_commit::int as commits from pg_stat_database where datname = current_database()");
  await expect(0, runWith(server.environment, "audit", "run", address, ...trust, ...queue));
  await start(server.environment, "worker", ...queue, "--jobs", "1", "--until-done", "--quiet").ended;
  // The server's own statistics are late.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const [after] = await database.query("select xact_commit::int as commits from pg_stat_database where datname = current_database()");
  console.log("\n| a package costs | |\n|---|---|");
  console.log(`| requests to the registry | ${(seen.requests / count).toFixed(1)} |`);
  console.log(`| bytes from the registry | ${Math.round(seen.bytes / count)} |`);
  console.log(`| bytes of results, as NDJSON | ${Math.round(seen.result / count)} |`);
  console.log(`| bytes of results, in the database | ${Math.round(Number(bytes) / results)} |`);
  console.log(`| transactions of the database | ${((after.commits - before.commits) / count).toFixed(2)} |`);
}

/** Counts what passes between the audit and the registry. */
async function throughProxy(work) {
  const { request } = await import("node:http");
  const [hostname, port] = registry.host.split(":");
  const seen = { requests: 0, bytes: 0 };
  const proxy = await listen((incoming, response) => {
    seen.requests += 1;
    const onward = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.on("data", (chunk) => {
        seen.bytes += chunk.length;
      });
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  try {
    const result = await work(proxy.url.slice("http://".length));
    return { ...seen, result };
  } finally {
    proxy.close();
  }
}

async function timed(work) {
  const began = performance.now();
  await work();
  return { wall: (performance.now() - began) / 1000, cpu: 0 };
}

async function expect(wanted, run) {
  const { status, stderr } = await run;
  if (status !== wanted) throw new Error(`ended with ${status} instead of ${wanted}\n${stderr}`);
}

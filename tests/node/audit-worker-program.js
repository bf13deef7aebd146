// A worker whose packages do as their names say: `node audit-worker-program.js PACKAGE URL COUNT TAKEOVER LOG`. It works until all is done.
//
//   poison…    ends the worker, which cannot notice        never…    is never done
//   slow…      takes a while                               away…     cannot be reached
//
// LOG gets the name of each as it is begun.

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, url, count, takeover, log] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(folder, "js", path)));
const { openDatabase } = await load("audit/queue/database.js");
const { checkVersion } = await load("audit/queue/schema.js");
const { readTerms } = await load("audit/queue/runs.js");
const { AuditWorker } = await load("audit/queue/worker.js");

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const aborted = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(Object.assign(new Error("ended"), { code: "VERIFICATION_ENDED" }))));
const report = (path) => JSON.stringify({ verdict: "passed", headline: "passed", summary: path, findings: [], signatures: [], policy: { at: "2026-11-30T00:00:00Z" } });

async function verify({ path }, _, { signal }) {
  appendFileSync(log, `${path}\n`);
  if (path.startsWith("poison")) process.kill(process.pid, "SIGKILL");
  if (path.startsWith("never")) await aborted(signal);
  if (path.startsWith("slow")) await Promise.race([pause(300), aborted(signal)]);
  if (path.startsWith("away")) throw Object.assign(new Error(`${path}: no answer`), { code: "CATALOGUE_UNAVAILABLE" });
  await pause(5);
  return report(path);
}

const database = await openDatabase(url, process.env.PGPASSWORD);
await checkVersion(database);
const worker = new AuditWorker(database, {
  verify,
  readTerms: (run) => readTerms(database, run),
  engine: "engine",
  count: Number(count),
  takeover: Number(takeover),
  say: () => {},
  limit: () => 500,
});
process.on("SIGTERM", () => worker.stop());
await worker.work({ untilDone: true });
await database.close();

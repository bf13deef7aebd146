// Runs with results that a test has made up, in a real database: what is written is what a worker writes.

import { load } from "./queue.js";

let last = 0;

/** Plans a run over packages with these names: `{ id, write(results), finish(), cancel() }`. Each run has a time of its own. */
export async function planOf(database, source, names, settings = {}) {
  const { cancelRun, planRun } = await load("audit/queue/runs.js");
  last += 1;
  const at = new Date(Date.UTC(2026, 10, 30, 0, 0, last)).toISOString().replace(".000", "");
  const items = names.map((path) => ({ path, kind: "file", size: 7000 }));
  const { id } = await planRun(database, { source, items, terms: { trust: [], policy: { at } }, settings: { trust: "t", policy: "p", engine: "made-up", ...settings }, tries: 5 });
  return {
    id,
    /** Writes results in the order of the plan, from the package with the number `first` on. */
    async write(results, first = 0) {
      for (const [index, { status, outline, report, error }] of results.entries()) {
        const values = [id, first + index, status, outline ?? null, report ?? null, error ?? null];
        await database.query("insert into vnfseal.result (run, number, status, outline, report, error, worker) values ($1, $2, $3, $4, $5, $6, 'test/1')", values);
      }
    },
    finish: () => database.query("update vnfseal.run set finished_at = now() where id = $1", [id]),
    cancel: () => cancelRun(database, id),
  };
}

const SEVERITY = { passed: "note", failed: "fail", indeterminate: "unknown" };
const HEADLINE = { passed: "passed", failed: "changed", indeterminate: "notChecked" };

/** What a worker would write: a report with findings of these codes, or an error. */
export function resultOf(status, codes = [], { subject = "CN=Acme Networks package signing", message = "it is away" } = {}) {
  if (status === "error") return { status, error: JSON.stringify({ code: "CATALOGUE_UNAVAILABLE", message }) };
  const findings = codes.map((code) => ({ code, severity: SEVERITY[status], aspect: "integrity", what: `Something is wrong: ${code}.`, place: {} }));
  const report = { verdict: status, headline: HEADLINE[status], summary: `The package is ${status}.`, findings, signatures: [], policy: { at: "2026-11-30T00:00:00Z" } };
  const outline = {
    ...{ verdict: status, headline: report.headline, summary: report.summary, hasWarning: false },
    findings: codes.map((code) => ({ code, severity: SEVERITY[status], accepted: false, count: 1 })),
    signers: [{ role: "vnfProvider", subject, fingerprint: "ab".repeat(32) }],
    certificates: [],
  };
  return { status, report: JSON.stringify(report), outline: JSON.stringify(outline) };
}

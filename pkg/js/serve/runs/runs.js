// The runs of audits in a queue, as the page sees them: how far each is, what it found of each package, and its reports. Nothing is changed from here.
//
// What a run found was found at its time, by its trust and policy. It is carried as it stands in the database, and judged by nobody here.

import { compareRuns, isWorse } from "../../audit/comparison.js";
import { countResults, recordsOfRun, sumOf, workOn } from "../../audit/queue/runs.js";
import { checkTables } from "../../audit/queue/schema.js";
import { refused, sendJson, sendJsonText } from "../answers.js";
import { describeChange, describePackage, describeRun } from "./describing.js";
import { Outages } from "./outages.js";
import { COUNT_MAX, PAGE, RUNS_MAX, newestRuns, packagesOf, reportOf, runOf } from "./reading.js";
import { readTarget } from "./target.js";

/** Two runs with more packages than this together are compared by the command. */
const COMPARED_MAX = 50_000;

/** So many changes are shown. All are counted. */
const CHANGES_MAX = 500;

export class Runs {
  #database;
  #outages;
  /** The counts of runs that were finished before these were read: they do not change. */
  #final = new Map();
  #isComparing = false;

  /** `database` is that of `openDatabase`. `complain(error)` hears when it cannot be read any more. */
  constructor(database, { complain = () => {} } = {}) {
    this.#database = database;
    this.#outages = new Outages(database, complain);
  }

  async answer({ url }, response) {
    const { kind, ...target } = readTarget(url);
    const answers = { list: this.#list, run: this.#run, packages: this.#packages, report: this.#report, difference: this.#difference };
    return this.#outages.watch(async () => {
      await checkTables(this.#database);
      return answers[kind].call(this, response, target);
    });
  }

  async #list(response) {
    const found = await newestRuns(this.#database);
    const runs = found.slice(0, RUNS_MAX);
    sendJson(response, 200, { runs: await this.#describe(runs), isCut: found.length > RUNS_MAX });
  }

  async #run(response, { run: id }) {
    const run = await this.#find(id);
    const [described] = await this.#describe([run]);
    sendJson(response, 200, { ...described, ...(await workOn(this.#database, run)) });
  }

  async #packages(response, { run: id, ...asked }) {
    await this.#find(id);
    const { rows, count } = await packagesOf(this.#database, id, asked);
    sendJson(response, 200, { packages: rows.map(describePackage), count: Math.min(count, COUNT_MAX), isMore: count > COUNT_MAX, page: PAGE });
  }

  async #report(response, { run, number }) {
    const report = await reportOf(this.#database, run, number);
    if (report === undefined) throw refused(404, "RUN_UNKNOWN", "there is no such package");
    if (report === null) throw refused(404, "REPORT_UNKNOWN", "there is no report, or it is too long to be shown");
    sendJsonText(response, 200, report);
  }

  /** As `audit diff` compares. It reads both runs whole, so that there is one at a time, and none for a caller who is gone. */
  async #difference(response, { run: id, before }) {
    const [old, now] = [await this.#find(before), await this.#find(id)];
    if (old.packages + now.packages > COMPARED_MAX) throw refused(413, "RUNS_LARGE", "these are compared by vnfseal audit diff");
    for (const run of [old, now]) checkPlanned(run);
    if (this.#isComparing) throw refused(503, "RUNS_BUSY", "two runs are being compared already");
    this.#isComparing = true;
    try {
      const records = (run) => whileHeard(recordsOfRun(this.#database, run), response);
      const { changes, ...sums } = await compareRuns(records(old), records(now));
      const byGravity = changes.map((change) => ({ ...change, isWorse: isWorse(change) })).sort((one, other) => other.isWorse - one.isWorse);
      sendJson(response, 200, { ...sums, changes: byGravity.slice(0, CHANGES_MAX).map(describeChange), total: changes.length });
    } finally {
      this.#isComparing = false;
    }
  }

  async #find(id) {
    const run = await runOf(this.#database, id);
    if (!run) throw refused(404, "RUN_UNKNOWN", "there is no such run any more");
    return run;
  }

  async #describe(runs) {
    const counts = await this.#countsOf(runs);
    return runs.map((run) => describeRun(run, { verdicts: counts.get(run.id), done: sumOf(counts.get(run.id)) }));
  }

  /** The counts of each run, by its id. While a run goes on, and until its end is seen, they are read each time. */
  async #countsOf(runs) {
    const left = runs.filter((run) => !this.#final.has(endOf(run)));
    const counts = left.length > 0 ? await countResults(this.#database, left.map(({ id }) => id)) : new Map();
    for (const run of runs) if (!counts.has(run.id)) counts.set(run.id, this.#final.get(endOf(run)));
    // Those that are listed, and one more, are few.
    if (this.#final.size > 10 * RUNS_MAX) this.#final.clear();
    for (const run of left) if (endOf(run)) this.#final.set(endOf(run), counts.get(run.id));
    return counts;
  }
}

/** Not all packages of a run are known before it is planned to the end: those that are not would seem gone. */
function checkPlanned({ planned_at: planned, cancelled_at: cancelled }) {
  if (planned) return;
  if (cancelled) throw refused(409, "RUNS_UNPLANNED", "one of the runs was cancelled while it was planned");
  throw refused(409, "RUNS_PLANNING", "one of the runs is not planned to the end yet");
}

/** What names the end of a run, `undefined` before it. One that was removed and planned again has the same id. */
function endOf({ id, finished_at: finished }) {
  return finished ? `${id} ${finished.toISOString()}` : undefined;
}

async function* whileHeard(records, response) {
  for await (const record of records) {
    if (response.destroyed) throw refused(499, "CALLER_GONE", "the comparison was broken off");
    yield record;
  }
}

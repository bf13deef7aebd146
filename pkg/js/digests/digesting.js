// Has the engine's digest tasks run: here, and by workers where there is enough to do.

import { planPasses, runPass } from "./pass.js";
import { runPasses } from "./lanes.js";
import { brokenOutcome } from "./outcome.js";
import { divide, unite } from "./parts.js";

/** Bytes that make it worth to start one more worker: it takes as long as digesting these. */
const BYTES_PER_LANE = 16 << 20;

/** Runs tasks and gives their outcomes, in any order. */
export async function digestAll(tasks, run) {
  run.progress.expect(tasks);
  // No file holds content of a size that a JavaScript number does not.
  const isPossible = ({ size }) => Number.isSafeInteger(size);
  const broken = tasks.filter((task) => !isPossible(task)).map(brokenOutcome);
  const possible = tasks.filter(isPossible);
  const outcomes = possible[0]?.expand ? await expand(possible[0], run) : await digestTogether(possible, run);
  return broken.concat(outcomes);
}

async function digestTogether(tasks, run) {
  const { host, sources, signal } = run;
  const bytes = tasks.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  const worthwhile = Math.min(host.lanes?.count(sources) ?? 1, Math.max(1, Math.ceil(bytes / BYTES_PER_LANE)));
  const parts = worthwhile > 1 && host.lanes.divides ? divide(tasks, worthwhile) : tasks;
  const passes = planPasses(parts, { readOnce: worthwhile <= 1 });
  const lanes = Math.min(worthwhile, passes.length);
  const own = ownLane(run, lanes);
  const isSpared = Boolean(host.lanes?.sparesCaller) && bytes >= BYTES_PER_LANE;
  const workers = Array.from({ length: isSpared ? lanes : lanes - 1 }, () => host.lanes.start(run, lanes));
  return unite(tasks, await runPasses(passes, { own, isSpared, workers, signal }));
}

/** A content that becomes the next source is digested while it is written there. */
async function expand(task, run) {
  const expansion = await run.host.createExpansion();
  run.sources.push(expansion);
  const [pass] = planPasses([task], { readOnce: true });
  return ownLane(run, 1, (content) => expansion.write(content)).run(pass);
}

/** The thread of the caller, one of so many lanes. */
function ownLane({ host, instance, sources, signal, progress }, lanes, sink) {
  const open = host.createDigester(lanes);
  return {
    run: (pass) =>
      runPass(pass, {
        chunks: sources[pass.source].chunks(pass.start, pass.end, signal),
        openDigester: (task) => {
          if (instance.failure) throw instance.failure;
          return open(instance, task, sink);
        },
        count: (task, bytes) => progress.count(task, bytes),
        pause: () => progress.pause(),
      }),
  };
}

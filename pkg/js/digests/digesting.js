// Has the engine's digest tasks run: here, and by workers where there is enough to do.

import { Holding } from "./holding.js";
import { planPasses, runPass } from "./pass.js";
import { runPasses } from "./lanes.js";
import { brokenOutcome } from "./outcome.js";
import { countLarge, divide, unite } from "./parts.js";
import { planSharedPasses } from "./shared-passes.js";

/** Bytes of content that make it worth to start one more worker: it takes as long as digesting these. */
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
  const bytes = tasks.reduce((sum, { size, compressedSize }) => sum + Math.max(size, compressedSize), 0);
  const worthwhile = Math.min(host.lanes?.count(sources) ?? 1, Math.max(1, Math.ceil(bytes / BYTES_PER_LANE)));
  const passes = planFor(tasks, worthwhile, host);
  const lanes = Math.min(worthwhile, passes.length);
  const isSpared = Boolean(host.lanes?.sparesCaller) && bytes >= BYTES_PER_LANE;
  const bound = host.holding ? boundBy(host.holding) : (lane) => lane;
  const own = bound(ownLane(run));
  // A shared pass keeps more than one core busy, and the caller's thread has no part in it.
  const sharing = Math.min(passes.filter(({ isShared }) => isShared).length, worthwhile >> 1);
  const workers = Array.from({ length: isSpared ? lanes : Math.max(lanes - 1, sharing) }, () => bound(host.lanes.start(run)));
  return unite(tasks, await runPasses(passes, { own, isSpared, workers, signal }));
}

function planFor(tasks, lanes, { lanes: host }) {
  if (lanes <= 1) return planPasses(tasks, { readOnce: true });
  if (!host.divides) return planPasses(tasks, { readOnce: false });
  return planSharedPasses(divide(tasks, lanes), { lanes, large: countLarge(tasks) });
}

/** A content that becomes the next source is digested while it is written there. */
async function expand(task, run) {
  const expansion = await run.host.createExpansion();
  run.sources.push(expansion);
  const [pass] = planPasses([task], { readOnce: true });
  return ownLane(run, (content) => expansion.write(content)).run(pass);
}

/** What makes lanes hold no more together than the host allows. */
function boundBy(allowed) {
  const holding = new Holding(allowed);
  return (lane) => holding.bound(lane);
}

/** The thread of the caller. */
function ownLane({ host, instance, sources, signal, progress }, sink) {
  const open = host.createDigester();
  const memory = host.holding?.createMemory();
  return {
    run(pass) {
      const source = sources[pass.source];
      const place = memory?.begin(pass, Boolean(source.blob));
      return runPass(pass, {
        chunks: source.chunks(pass.start, pass.end, signal, place),
        openDigester: (task) => {
          if (instance.failure) throw instance.failure;
          return open(instance, task, sink, memory);
        },
        count: (task, bytes) => progress.count(task, bytes),
        pause: () => progress.pause(),
      });
    },
  };
}

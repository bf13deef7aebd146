// Passes that several threads share: one reads, others compute the digests of what it reads. They are for large contents, where
// several digests need the same bytes, or where lanes would have nothing to do otherwise.

import { isLarge } from "./parts.js";
import { costOf, planPasses } from "./pass.js";

/** What has to be inflated and is larger than this has a pass of its own: the one who reads would hold up the others. */
const INFLATED_MAX = 1 << 20;

/**
 * Sorts tasks into passes for so many lanes: those that are shared have `isShared`. `tasks` may be parts, of which several are
 * over the same bytes; `large` is how many large ones there were before they were divided.
 */
export function planSharedPasses(tasks, { lanes, large }) {
  const isIdle = large < lanes;
  const shared = rangesOf(tasks.filter((task) => isLarge(task) && task.method === "stored" && task.size === task.compressedSize))
    .filter(({ count }) => count > 1 || isIdle)
    .map(({ source, start, end }) => ({ source, start, end, tasks: [], cost: 0, isShared: true }));
  const alone = [];
  for (const task of tasks) {
    const pass = shared.find((each) => joins(task, each));
    if (!pass) alone.push(task);
    else {
      pass.tasks.push(task);
      pass.cost += costOf(task);
    }
  }
  for (const { tasks: each } of shared) each.sort((one, other) => one.offset - other.offset);
  const plain = planPasses(alone, { readOnce: false }).map((pass) => {
    const isInflated = pass.tasks.length === 1 && pass.tasks[0].method !== "stored" && isLarge(pass.tasks[0]);
    return isInflated && isIdle ? { ...pass, isShared: true } : pass;
  });
  return [...shared, ...plain];
}

/** The stretches of sources that tasks cover, and how many tasks are in each. */
function rangesOf(tasks) {
  const ranges = [];
  for (const { source, offset, compressedSize } of [...tasks].sort((a, b) => a.source - b.source || a.offset - b.offset)) {
    const last = ranges.at(-1);
    const end = offset + compressedSize;
    if (last?.source === source && offset < last.end) {
      last.end = Math.max(last.end, end);
      last.count += 1;
    } else {
      ranges.push({ source, start: offset, end, count: 1 });
    }
  }
  return ranges;
}

function joins({ source, offset, compressedSize, size, method }, pass) {
  const isInside = source === pass.source && offset >= pass.start && offset + compressedSize <= pass.end;
  return isInside && (method === "stored" || Math.max(size, compressedSize) <= INFLATED_MAX);
}

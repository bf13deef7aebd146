// A task whose bytes lie in the source as they are can be divided: each of its digests is a part, and so is the CRC-32. So a
// package with one large artifact keeps several cores busy.

import { brokenOutcome, intactOutcome, needsCrc32 } from "./outcome.js";

/** Below this size more threads cost more than they gain. */
const DIVISIBLE = 64 << 20;

/** Divides what is large as long as lanes would have nothing to do otherwise. */
export function divide(tasks, lanes) {
  const large = countLarge(tasks);
  if (large === 0 || large >= lanes) return tasks;
  return tasks.flatMap((task) => (isLarge(task) && task.method === "stored" ? partsOf(task) : [task]));
}

/** The outcome of each task, from those of its parts. */
export function unite(tasks, outcomes) {
  if (outcomes.length === tasks.length) return outcomes;
  const ofTask = new Map(tasks.map(({ index }) => [index, []]));
  for (const outcome of outcomes) ofTask.get(outcome.index).push(outcome);
  return tasks.map((task) => uniteParts(task, ofTask.get(task.index)));
}

/** Whether a task is worth more than one thread. */
export function isLarge({ size, compressedSize }) {
  return Math.max(size, compressedSize) >= DIVISIBLE;
}

export function countLarge(tasks) {
  return tasks.filter(isLarge).length;
}

/**
 * One part checks or finds the CRC-32, where there is one; the others leave that to it (`crc32: null`), and only the first
 * tells progress.
 */
function partsOf(task) {
  const { algorithms, prefixes = [] } = task;
  const plain = algorithms.map((algorithm) => ({ algorithms: [algorithm], prefixes: [] }));
  const prefixed = prefixes.map((prefix) => ({ algorithms: [], prefixes: [prefix] }));
  const digests = [...plain, ...prefixed].map((digest, part) => ({
    ...task,
    ...digest,
    part,
    crc32: null,
    findsCrc32: false,
    isCounted: part === 0,
  }));
  const checksum = { ...task, part: digests.length, algorithms: [], prefixes: [], isCounted: false };
  const parts = needsCrc32(task) ? [...digests, checksum] : digests;
  return parts.length > 1 ? parts : [task];
}

function uniteParts(task, outcomes) {
  if (outcomes.length === 1) return outcomes[0];
  const inOrder = [...outcomes].sort((a, b) => a.part - b.part);
  const { algorithms, prefixes = [] } = task;
  const expected = algorithms.length + prefixes.length + (needsCrc32(task) ? 1 : 0);
  const isIntact = inOrder.length === expected && inOrder.every(({ intact }) => intact);
  if (!isIntact) return brokenOutcome(task);
  const [{ head }] = inOrder;
  return intactOutcome(task, { digests: inOrder.flatMap(({ digests }) => digests), head, crc32: inOrder.at(-1).crc32 });
}

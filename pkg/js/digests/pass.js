// One pass over part of a source: its bytes are read in order and once, and every task that needs them gets them.

/** Entries so close that reading through what lies between costs less than another read. */
const GAP_MAX = 64 << 10;

/** Tasks from this size on get a pass of their own where several workers share the work. */
const LARGE = 8 << 20;

/**
 * Sorts tasks into passes `{ source, start, end, tasks, cost }`. Small neighbours share one, and with `readOnce` so do all
 * tasks over the same bytes: a CSAR that is digested as a whole, and the artifacts inside it.
 */
export function planPasses(tasks, { readOnce }) {
  const inOrder = [...tasks].sort((a, b) => a.source - b.source || a.offset - b.offset);
  const passes = [];
  let current = null;
  for (const task of inOrder) {
    const end = task.offset + task.compressedSize;
    const isAlone = !readOnce && task.compressedSize >= LARGE;
    const joins =
      current?.source === task.source &&
      task.offset <= current.end + GAP_MAX &&
      (readOnce || (!isAlone && end - current.start <= LARGE));
    if (joins) {
      current.tasks.push(task);
      current.end = Math.max(current.end, end);
      current.cost += costOf(task);
    } else {
      const pass = { source: task.source, start: task.offset, end, tasks: [task], cost: costOf(task) };
      passes.push(pass);
      if (!isAlone) current = pass;
    }
  }
  return passes;
}

/** Bytes to digest, each as often as there are digests of it. */
export function costOf({ size, algorithms, prefixes = [] }) {
  return size * Math.max(1, algorithms.length + prefixes.length);
}

/**
 * Runs the tasks of a pass, which are in the order of their offsets, and gives their outcomes.
 *
 * `chunks` gives the bytes from `start` to `end`; a chunk is valid until the next one is asked for.
 * `openDigester(task)` gives an object with `update(bytes)` and `finish()`, both of which may answer with a promise, and
 * `close()` for when it does not come to that.
 * `count(task, bytes)` is told of all that is done, and `pause()` is awaited after each chunk.
 */
export async function runPass({ start, tasks }, { chunks, openDigester, count, pause }) {
  const outcomes = [];
  const open = new Set();
  let underWay = [];
  let next = 0;
  let position = start;

  /** Gives a task its part of a chunk; whether the task goes on in the next one. */
  const feed = async (each, chunk) => {
    const { task, digester } = each;
    const taskEnd = task.offset + task.compressedSize;
    const part = chunk.subarray(Math.max(task.offset - position, 0), Math.max(taskEnd - position, 0));
    if (part.length > 0) await digester.update(part);
    count(task, part.length);
    if (taskEnd > position + chunk.length) return true;
    const outcome = await digester.finish();
    outcomes.push(task.part === undefined ? outcome : { ...outcome, part: task.part });
    open.delete(digester);
    return false;
  };
  /** The chunk at `position`; the last and empty one is for tasks without bytes. */
  const take = async (chunk, isLast) => {
    const goingOn = [];
    for (const each of underWay) if (await feed(each, chunk)) goingOn.push(each);
    while (next < tasks.length && (isLast || tasks[next].offset < position + chunk.length)) {
      const task = tasks[next++];
      const each = { task, digester: openDigester(task) };
      open.add(each.digester);
      if (await feed(each, chunk)) goingOn.push(each);
    }
    underWay = goingOn;
    position += chunk.length;
  };

  try {
    for await (const chunk of chunks) {
      await take(chunk, false);
      await pause();
    }
    await take(new Uint8Array(), true);
    return outcomes;
  } finally {
    for (const digester of open) digester.close();
  }
}

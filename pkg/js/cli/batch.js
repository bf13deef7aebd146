// Many packages, several at a time, and their runs: in order, or as they are done.

/** How far a job may be ahead of the package that is waited for: finished reports are held in memory until then. */
const AHEAD = 4;

/** Gives `{ item, json }` or `{ item, error }` for each item, in the order of the items. `verify(item)` gives the report in JSON. */
export async function* runInOrder(items, jobs, verify) {
  const underWay = [];
  const queue = items[Symbol.iterator]();
  for (;;) {
    while (underWay.length < (jobs > 1 ? jobs * AHEAD : 1)) {
      const { value, done } = queue.next();
      if (done) break;
      underWay.push(begin(value, verify));
    }
    if (underWay.length === 0) return;
    yield await underWay.shift();
  }
}

/** The same as soon as each is done: a large package holds up none of the small ones behind it. */
export async function* runAsDone(items, jobs, verify) {
  const underWay = new Map();
  const queue = items[Symbol.iterator]();
  for (;;) {
    while (underWay.size < jobs) {
      const { value, done } = queue.next();
      if (done) break;
      underWay.set(value, begin(value, verify));
    }
    if (underWay.size === 0) return;
    const run = await Promise.race(underWay.values());
    underWay.delete(run.item);
    yield run;
  }
}

function begin(item, verify) {
  return verify(item).then(
    (json) => ({ item, json }),
    (error) => ({ item, error }),
  );
}

// Many packages, several at a time, and their runs in order.

/** How far a job may be ahead of the package that is waited for: finished reports are held in memory until then. */
const AHEAD = 4;

/** Gives `{ item, report }` or `{ item, error }` for each item, in the order of the items. */
export async function* runInOrder(items, jobs, verify) {
  const underWay = [];
  const begin = (item) =>
    verify(item).then(
      (report) => ({ item, report }),
      (error) => ({ item, error }),
    );
  const queue = items[Symbol.iterator]();
  for (;;) {
    while (underWay.length < (jobs > 1 ? jobs * AHEAD : 1)) {
      const { value, done } = queue.next();
      if (done) break;
      underWay.push(begin(value));
    }
    if (underWay.length === 0) return;
    yield await underWay.shift();
  }
}

// The queues of a run, by what their packages do to others.
//
// Small packages and large ones have a queue each, so that neither waits for all of the other. What workers have ended with
// has a third: such a package is verified with nothing beside it, so that it takes no other down.

/** From this size on a package takes seconds, and is large. */
const LARGE = 64 << 20;

/** So many workers have ended with a package before it is verified alone. */
const ALONE_FROM = 2;

export const LANES = ["small", "large", "alone"];

/** The name of a run's queue. */
export function queueOf(run, lane) {
  return `${run}-${lane}`;
}

/** The lane of a queue. */
export function laneOfQueue(queue) {
  return queue.slice(queue.lastIndexOf("-") + 1);
}

/** The lane of a package by its size. Where that is not known, it is small. */
export function laneOf({ size = 0 }) {
  return size >= LARGE ? "large" : "small";
}

/** The lane of a package with which so many workers have ended. */
export function laneAfter(lane, tries) {
  return tries >= ALONE_FROM ? "alone" : lane;
}

/** So many small packages are claimed for each that is verified at a time: an exchange with the database costs as much as one of them. */
export const AHEAD = 8;

/**
 * From which lanes to take, in order, for a worker that verifies `count` at a time, has `held` packages, and `large` of them large:
 * `[{ lane, upTo }]`, where `upTo` is how many it has afterwards. What one lane has not, the next may have. Of several places one is kept for large
 * packages, so that they are begun early; small ones have the others as long as there are any.
 */
export function wishesOf({ count, held, large }) {
  return [
    ...(held === 0 ? [{ lane: "alone", upTo: 1 }] : []),
    ...(count > 1 && large === 0 ? [{ lane: "large", upTo: held + 1 }] : []),
    { lane: "small", upTo: count * AHEAD },
    { lane: "large", upTo: count },
  ].filter(({ upTo }) => upTo > held);
}

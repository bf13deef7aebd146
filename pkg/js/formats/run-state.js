// How far a run of the queue is, by the times in its row.

/** `planning`, `underWay`, `finished` or `cancelled`. */
export function stateOfRun({ finished_at: finished, cancelled_at: cancelled, planned_at: planned }) {
  if (finished) return "finished";
  if (cancelled) return "cancelled";
  return planned ? "underWay" : "planning";
}

// What stands in the place of a result that is not there: the run goes on, or was cancelled.

/** The code of that error. It is none of the package, and says nothing about it. */
const MISSING = "RESULT_MISSING";

/** The error for a package of `run` without a result. */
export function missingResult(path, { cancelled_at: cancelled }) {
  const why = cancelled ? "the run was cancelled before" : "the run is not finished";
  return { code: MISSING, message: `${path}: it has no result: ${why}` };
}

/** Whether a record of a run stands for a result that is not there. */
export function isMissing({ error }) {
  return error?.code === MISSING;
}

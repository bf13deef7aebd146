// The exit statuses of all commands.

export const STATUS = { passed: 0, failed: 1, indeterminate: 2 };
export const DONE = 0;
export const COULD_NOT_RUN = 3;

const FROM_GRAVE_TO_LIGHT = [COULD_NOT_RUN, STATUS.failed, STATUS.indeterminate, STATUS.passed];

/** The gravest of several statuses; that of nothing is 0, and one that is not known is the gravest. */
export function gravest(statuses) {
  if (statuses.some((status) => !FROM_GRAVE_TO_LIGHT.includes(status))) return COULD_NOT_RUN;
  return FROM_GRAVE_TO_LIGHT.find((status) => statuses.includes(status)) ?? DONE;
}

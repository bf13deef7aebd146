// The errors that the package throws on purpose.

/** Says in a sentence why nothing could be reported, and by its `code` which kind of reason it is. Codes never change. */
export class VnfsealError extends Error {
  /** `details` are for programs, where the engine refuses: its `reason`, the `findings` that led to it, the `fix`. */
  constructor(code, message, { cause, ...details } = {}) {
    super(message, cause === undefined ? {} : { cause });
    Object.assign(this, { code, ...details });
  }

  get name() {
    return "VnfsealError";
  }
}

/** The caller's mistake: an argument that does not have the form which the types say. */
export function invalidArgument(message, options) {
  return new VnfsealError("ARGUMENT_INVALID", message, options);
}

const callersErrors = new WeakSet();

/** Runs a function of the caller. What it throws is the caller's, also if it looks as if the engine had trapped. */
export async function callersOwn(work) {
  try {
    return await work();
  } catch (error) {
    if (Object(error) === error) callersErrors.add(error);
    throw error;
  }
}

/** Whether a function of the caller has thrown this. */
export function isCallersOwn(error) {
  return Object(error) === error && callersErrors.has(error);
}

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

// Ctrl-C and its kin: the command ends at once, unless it has something to clean up elsewhere.

/** 128 and the number of the signal, as shells have it. */
const STATUSES = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 };

/** What is told of the first signal while work that cleans up is under way. */
let tell = null;

export function endWhenInterrupted() {
  for (const [signal, status] of Object.entries(STATUSES)) process.on(signal, () => interrupt(status));
}

/** A second signal ends the command in any case. */
function interrupt(status) {
  const first = tell;
  tell = null;
  if (first) first(status);
  else process.exit(status);
}

/**
 * Runs `work(signal)`, which cleans up when the signal aborts, and then rejects. `onEnd(error)` may say what became of it; then the
 * command ends as the signal of the system has it.
 */
export async function withCleaning(work, { onInterrupt, onEnd }) {
  const abort = new AbortController();
  let status;
  tell = (given) => {
    status = given;
    onInterrupt();
    abort.abort(new Error("interrupted"));
  };
  try {
    return await work(abort.signal);
  } catch (error) {
    if (status === undefined) throw error;
    onEnd(error);
    return process.exit(status);
  } finally {
    tell = null;
  }
}

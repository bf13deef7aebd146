// Ctrl-C and its kin: the command ends at once, unless it has something to end first.

/** 128 and the number of the signal, as shells have it. */
const STATUSES = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 };

let endFirst = null;

export function endWhenInterrupted() {
  for (const [signal, status] of Object.entries(STATUSES)) {
    process.on(signal, () => {
      const work = endFirst ?? (() => process.exit(status));
      endFirst = null;
      work(status);
    });
  }
}

/** Has the first signal run `work(status)`, after which the command ends by itself. The second one ends it at once. */
export function endGently(work) {
  endFirst = work;
}

/**
 * Runs `work(signal)`, which cleans up when the signal aborts, and then rejects: with the reason of the signal, if nothing else is
 * wrong. `onEnd(error)` may say what became of it, and `onLate(result)` where it was done all the same; then the command ends
 * with the status of what has interrupted it.
 */
export async function withCleaning(work, { onInterrupt, onEnd, onLate }) {
  const abort = new AbortController();
  let interruptedAs;
  endGently((status) => {
    interruptedAs = status;
    onInterrupt();
    abort.abort(new Error("interrupted"));
  });
  try {
    const result = await work(abort.signal);
    if (interruptedAs === undefined) return result;
    onLate(result);
    return process.exit(interruptedAs);
  } catch (error) {
    if (interruptedAs === undefined) throw error;
    onEnd(error, { isClean: error === abort.signal.reason });
    return process.exit(interruptedAs);
  } finally {
    endGently(null);
  }
}

// Promises that do not outlive an abort.

/** What `promise` gives, or the signal's reason as soon as it aborts: what hangs, over a network say, holds up nothing. */
export function untilAborted(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Waits, unless aborted. */
export async function pause(milliseconds, signal) {
  await untilAborted(new Promise((resolve) => setTimeout(resolve, milliseconds)), signal);
}

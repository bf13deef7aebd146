// Work that has a time to end. A server that sends a byte now and then is never silent.

/** Runs `work(signal)`, where the signal aborts with the caller's, or with `late()` after so many milliseconds. */
export async function within(milliseconds, signal, late, work) {
  const abort = new AbortController();
  const pass = () => abort.abort(signal.reason);
  if (signal?.aborted) pass();
  signal?.addEventListener("abort", pass, { once: true });
  const timer = setTimeout(() => abort.abort(late()), milliseconds);
  try {
    return await work(abort.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", pass);
  }
}

// Runs in the worker, beside the verifier, which says when it is ready and answers everything else.
//
// It is imported by a call because Firefox takes the declared imports of a worker with a blob: address past the page's
// service worker: without a network there would be no verifier.
import(VERIFIER).catch(({ name, message }) => postMessage({ error: { name, message } }));

// A lock lives as long as its holder: the page asks for the same lock and so learns that this worker is gone, however it
// ended. A worker that ends sends no event otherwise.
navigator.locks?.request(self.name, () => {
  postMessage({ guarded: true });
  return new Promise(() => {});
});

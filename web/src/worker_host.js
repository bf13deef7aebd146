// Runs in the worker, beside the verifier. A lock lives as long as its holder: the page asks for the same lock and so
// learns that this worker is gone, however it ended. A worker that ends sends no event otherwise.
navigator.locks?.request(self.name, () => {
  postMessage({ guarded: true });
  return new Promise(() => {});
});

// Runs in the worker, beside the verifier, which says when it is ready.
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

// What the page asks of the engine beside verifications.
//
// in:  { ask: { id, question, options } }
// out: { asked: id, answer }                 JSON text; null where this engine does not know the question
//      { asked: id, error: { name, message } }
const questions = {
  // The table of findings.
  rules: async ({ rules }) => JSON.stringify(rules),
  // What a trust file holds. A report on no package at all says how it was read.
  inspectTrust: async ({ verifyPackageAsJson }, options) =>
    JSON.stringify(JSON.parse(await verifyPackageAsJson(new Blob([]), options)).trust),
  // Whether a policy can be used: what is wrong with it is the error.
  checkPolicy: async ({ verifyPackageAsJson }, { policy }) => {
    await verifyPackageAsJson(new Blob([]), { policy });
    return "";
  },
  verifyCertificate: async ({ verifyCertificate }, options) =>
    verifyCertificate ? JSON.stringify(await verifyCertificate(options)) : null,
};

addEventListener("message", async ({ data: { ask } }) => {
  if (!ask) return;
  try {
    const answer = await questions[ask.question](await import(ENGINE), ask.options);
    postMessage({ asked: ask.id, answer });
  } catch (error) {
    postMessage({ asked: ask.id, error: { name: error.name, message: error.message } });
  }
});

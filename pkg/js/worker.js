// A module worker that verifies packages, so that a page never blocks.
//
// in:  { id, verify: { file, trust, policy, externalArtifacts } }   a File or Blob; the rest as for `verifyPackage`
//      { id, verifyCertificate: { certificate, intermediates, trust, policy, purpose } }
//      { id, inspectTrust: { file } }            a trust file, as for `inspectTrust`
//      { id, checkPolicy: { policy } }           whether a policy can be used: what is wrong with it is the error
//      { id, rules: true }                       the table of findings
//      { id, cancel: true }
// out: { ready: true }                           once the engine is loaded, or { error } when it cannot be
//      { id, progress }                          as given to `onProgress`
//      { id, report }                            the report, or what was asked for, as JSON text
//      { id, error: { name, message } }          nothing could be said; `AbortError` after a cancel

const running = new Map();

// Loaded while the listener is already there: a worker drops what arrives before its script has run.
const loading = import("./browser.js");
loading.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ error: describe(error) }),
);

addEventListener("message", ({ data: { id, verify, verifyCertificate, inspectTrust, checkPolicy, rules, cancel } }) => {
  if (cancel) running.get(id)?.abort(new DOMException("cancelled", "AbortError"));
  else if (verify) answer(id, (engine, signal) => onPackage(engine, id, verify, signal));
  else if (verifyCertificate) answer(id, (engine) => onCertificate(engine, verifyCertificate));
  else if (inspectTrust) answer(id, ({ inspectTrustAsJson }) => inspectTrustAsJson(inspectTrust.file));
  else if (checkPolicy) answer(id, (engine) => onPolicy(engine, checkPolicy));
  else if (rules) answer(id, (engine) => JSON.stringify(engine.rules));
});

function onPackage({ verifyPackageAsJson }, id, { file, ...options }, signal) {
  return verifyPackageAsJson(file, { ...options, signal, onProgress: (progress) => postMessage({ id, progress }) });
}

async function onCertificate({ verifyCertificate }, options) {
  return JSON.stringify(await verifyCertificate(options));
}

/** No package at all is verified: a policy is read before anything else, and says what is wrong with it. */
async function onPolicy({ verifyPackageAsJson }, { policy }) {
  await verifyPackageAsJson(new Blob([]), { policy });
  return "null";
}

/** Posts the report that `work(engine, signal)` gives, or what it throws. */
async function answer(id, work) {
  const abort = new AbortController();
  running.set(id, abort);
  try {
    postMessage({ id, report: await work(await loading, abort.signal) });
  } catch (error) {
    postMessage({ id, error: describe(error) });
  } finally {
    running.delete(id);
  }
}

function describe(error) {
  return { name: error.name, message: error.message };
}

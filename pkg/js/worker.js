// A module worker that verifies, signs, encrypts and decrypts packages, so that a page never blocks. Its address may have
// `?wasmSrc=…&sealingSrc=…&workerSrc=…&contentMemory=…`, which are handed to `loadEngine`.
//
// in:  { id, verify: { file, key, trust, policy, externalArtifacts } }   a File or Blob; the rest as for `verifyPackage`.
//                                                What was read is kept under `key`, if there is one and all are Files: asked
//                                                again for the same Files, which have not changed, the worker reads nothing.
//                                                Asked while it reads them, it goes on, and answers each by its own trust and
//                                                policy. It stops reading when all who asked have cancelled.
//      { id, verifyCertificate: { certificate, intermediates, trust, policy, purpose } }
//      { id, readText: { file, key, policy, externalArtifacts, path, inDelivery } }   the text of a file in a package that was
//                                                verified with the same, as JSON: as `readText` of an opened package gives it,
//                                                or the `reason` why it is refused
//      { id, openInside: { file, key, policy, externalArtifacts, path } }   a package inside a package, as `{ name, blob }`
//      { id, digestFile: { file } }              the digest of a file, as for `digestFile`
//      { id, inspectTrust: { file } }            a trust file, as for `inspectTrust`
//      { id, inspectPackage: { file } }          a package, as for `inspectPackage`
//      { id, checkPolicy: { policy } }           as for `checkPolicy`
//      { id, rules: true }                       the table of findings
//      { id, engine: true }                      which engine it is, as a report has it
//      { id, render: { format, report, language } }   a report as a text, as by `formatReports`; `report` is a Blob of its JSON
//      { id, compare: { reports } }              two reports, as for `comparePackages`; each is a Blob of its JSON
//      { id, sign: { file, signer, trust, policy, externalArtifacts, artifactSignatures, output } }   as for `signPackage`,
//                                                with what can be posted: no functions. A stream has to be transferred.
//      { id, encrypt: { file, recipients, artifacts, output } }   as for `encryptFile`
//      { id, decrypt: { file, key, password, certificate, trust, policy, output } }   as for `decryptFile`
//      { id, upload: { file, server, trust, policy, externalArtifacts } }   sends a package to the NFVO of `vnfseal serve`, whose relay
//                                                is at the address `server`, after the copy that is sent has passed
//      { id, cancel: true }
// out: { ready: true }                           once the engine is loaded, or { error } when it cannot be
//      { id, progress }                          as given to `onProgress`
//      { id, report }                            the report, or what was asked for, as text: JSON, or the format of `render`
//      { id, result }                            as the function gives it, but with the report as JSON text
//      { id, error: { name, message, code, reason, findings, fix } }   nothing could be said, or it is refused; `AbortError`
//                                                after a cancel

import { KeptPackages, canBeKept } from "./verification/kept-packages.js";

const running = new Map();

// Loaded while the listener is already there: a worker drops what arrives before its script has run.
const loading = import("./load-engine.js").then(({ loadEngine }) =>
  loadEngine({
    wasmSrc: asked("wasmSrc"),
    sealingSrc: asked("sealingSrc"),
    workerSrc: asked("workerSrc"),
    contentMemory: asked("contentMemory") && Number(asked("contentMemory")),
  }),
);
loading.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ error: describe(error) }),
);

const kept = new KeptPackages();

addEventListener("message", ({ data: { id, cancel, ...asked } }) => {
  if (cancel) running.get(id)?.abort(new DOMException("cancelled", "AbortError"));
  else {
    const [[kind, options]] = Object.entries(asked);
    const name = SEALING[kind];
    if (name) answer(id, "result", (engine, signal) => seal(engine[name], options, { id, signal }));
    else if (kind === "openInside") answer(id, "result", (engine, signal) => openInside(engine, options, { id, signal }));
    else if (kind === "upload") answer(id, "result", (engine, signal) => upload(engine, options, { id, signal }));
    else answer(id, "report", (engine, signal) => ANSWERS[kind](engine, options, { id, signal }));
  }
});

/** What gives a new file, by the function of the package. */
const SEALING = { sign: "signPackage", encrypt: "encryptFile", decrypt: "decryptFile" };

async function seal(work, { file, ...options }, { id, signal }) {
  const onProgress = (progress) => postMessage({ id, progress });
  const { report, ...result } = await work(file, { ...options, onProgress, signal });
  return { ...result, ...(report && { report: JSON.stringify(report) }) };
}

async function upload(engine, options, given) {
  const { uploadPackage } = await import("./uploading/upload.js");
  return seal((...asked) => uploadPackage(engine, ...asked), options, given);
}

const ANSWERS = {
  verify: verifyOnce,
  readText,
  digestFile: ({ digestFile }, { file }, { id, signal }) => digestFile(file, { signal, onProgress: posting(id) }),
  verifyCertificate: async ({ verifyCertificate }, options) => JSON.stringify(await verifyCertificate(options)),
  inspectTrust: ({ inspectTrustAsJson }, { file }) => inspectTrustAsJson(file),
  inspectPackage: ({ inspectPackageAsJson }, { file }, { signal }) => inspectPackageAsJson(file, { signal }),
  checkPolicy: ({ checkPolicyAsJson }, { policy }) => checkPolicyAsJson(policy),
  rules: async ({ rules }) => JSON.stringify(rules),
  engine: async ({ engine }) => JSON.stringify(engine),
  render: renderReport,
  compare: compareReports,
};

async function renderReport(engine, { format, report: file, language }) {
  const { formatsOf } = await import("./formats/index.js");
  const report = JSON.parse(await file.text());
  return formatsOf(engine)(format, [{ path: report.package.fileName, report }], { language });
}

async function compareReports(_engine, { reports }) {
  const { comparePackages } = await import("./comparison/packages.js");
  const [before, after] = await Promise.all(reports.map(async (file) => JSON.parse(await file.text())));
  return JSON.stringify(comparePackages(before, after));
}

/** Reads a package, if it is neither kept nor being read, and has it judged. */
async function verifyOnce(engine, { trust, ...asked }, given) {
  const opened = await openKept(engine, asked, given);
  if (opened) return opened.reportAsJson({ trust, policy: asked.policy, signal: given.signal });
  const { file, policy, externalArtifacts } = asked;
  return engine.verifyPackageAsJson(file, { trust, policy, externalArtifacts, signal: given.signal, onProgress: posting(given.id) });
}

/** A reason is an answer: the page says it in its own words. */
function readText(engine, { path, inDelivery, ...asked }, given) {
  return withOpened(engine, asked, given, async (opened) => {
    try {
      return JSON.stringify(await opened.readText(path, { inDelivery, signal: given.signal }));
    } catch (error) {
      if (error.code !== "FILE_REFUSED") throw error;
      return JSON.stringify({ reason: error.reason });
    }
  });
}

/** A Blob lasts as long as somebody has it. */
function openInside(engine, { path, ...asked }, given) {
  return withOpened(engine, asked, given, async (opened) => {
    const { name, blob, close } = await opened.openInside(path, { signal: given.signal });
    await close();
    return { name, blob };
  });
}

/** The package as it is kept, and nothing where it cannot be. */
async function openKept(engine, { file, key, policy, externalArtifacts }, { id, signal }) {
  // An empty name is that of no external artifact.
  const files = { ...externalArtifacts, "": file };
  // Of its many forms only the engine knows the limits, which bound the reading. It also refuses a bad one before all that
  // is read. The report reads it again: that takes less than a tenth of a millisecond.
  const { limits } = (await engine.checkPolicy(policy ?? {})).policy;
  const isExact = Object.values(limits).every(Number.isSafeInteger);
  if (key == null || !canBeKept(files) || !isExact) return undefined;
  const open = (reading) => engine.openPackage(file, { limits, externalArtifacts, ...reading });
  return kept.get(`${key} ${JSON.stringify(limits)}`, files, open, { signal, onProgress: posting(id) });
}

/** `work` has the package open: as it is kept, or read for this alone. What is only shown needs no other limits. */
async function withOpened(engine, asked, given, work) {
  const known = await openKept(engine, asked, given);
  if (known) return work(known);
  const { file, externalArtifacts } = asked;
  const opened = await engine.openPackage(file, { externalArtifacts, signal: given.signal, onProgress: posting(given.id) });
  try {
    return await work(opened);
  } finally {
    opened.close();
  }
}

const posting = (id) => (progress) => postMessage({ id, progress });

/** Posts what `work(engine, signal)` gives, under this name, or what it throws. */
async function answer(id, name, work) {
  const abort = new AbortController();
  running.set(id, abort);
  try {
    postMessage({ id, [name]: await work(await loading, abort.signal) });
  } catch (error) {
    postMessage({ id, error: describe(error) });
  } finally {
    running.delete(id);
  }
}

/** What the worker's own address says of a name. */
function asked(name) {
  return new URL(location).searchParams.get(name) ?? undefined;
}

function describe(error) {
  const { name, message, code, reason, findings, fix } = error;
  return { name, message, code, ...(reason && { reason, findings, fix }) };
}

// A package on its way into the catalogue (SEC 021 clauses 5.1, 6.2 and 6.4): verified, signed and encrypted if that is asked
// for, stored. All of it is done, or nothing is stored.

import { exists } from "../catalogue/errors.js";
import { invalidArgument } from "../errors.js";
import { readExactly } from "../sources/sources.js";
import { readOptions } from "../verification/plain.js";
import { withCopies } from "./copies.js";
import { receive, terms } from "./receive.js";
import { annotationsOf, checkReason, shortSigners } from "./record.js";
import { onboardingSteps } from "./steps.js";

const OPTIONS = [
  ...["catalogue", "name", "trust", "policy", "externalArtifacts", "signer", "artifactSignatures", "recipients", "artifacts"],
  ...["forceReason", "replace", "fileName", "onProgress", "signal"],
];

export async function onboardPackage(input, options = {}) {
  const read = readOptions(options, OPTIONS, "onboardPackage");
  check(read);
  read.signal?.throwIfAborted();
  // The engine is loaded by those alone who need it.
  const vnfseal = await import("../index.js");
  const { policy } = await vnfseal.checkPolicy(read.policy);
  const run = { ...read, vnfseal, policy: { ...policy, stage: "onboarding" } };
  await checkFree(run);
  return withCopies(async (copies) => {
    const received = await receive(input, run, copies);
    const judged = await judge(received, run, copies);
    if (judged.report.verdict !== "passed" && run.forceReason === undefined) return refusal(judged, run);
    await checkArchive(judged.source);
    return store(await encrypt(judged, run, copies), { ...judged, receivedSha256: received.sha256 }, run);
  });
}

function check({ catalogue, name, signer, artifactSignatures, recipients, artifacts, forceReason }) {
  if (typeof catalogue?.put !== "function") throw invalidArgument("onboardPackage needs a catalogue, as openCatalogue gives it");
  if (name === undefined) throw invalidArgument("onboardPackage needs a name for the entry");
  if (artifacts !== undefined && recipients === undefined) throw invalidArgument("artifacts are encrypted for recipients: name some");
  if (artifactSignatures !== undefined && !signer) throw invalidArgument("artifactSignatures need a signer");
  if (forceReason === undefined) return;
  checkReason(forceReason);
  if (signer) throw invalidArgument("what has not passed is never signed: forceReason and signer contradict each other");
}

/** What cannot be stored should not wait for gigabytes to be verified. When it is stored, the catalogue decides. */
async function checkFree({ catalogue, name, replace }) {
  const mayPass = ["ENTRY_NOT_FOUND", "ENTRY_DAMAGED", "CATALOGUE_INVALID"];
  const there = await catalogue.get(name).catch((error) => {
    if (!mayPass.includes(error.code)) throw error;
  });
  if (there && !replace) throw exists(name);
}

/** The package that is to be stored, as `source`, with its report. If it has not passed, nothing was signed. */
async function judge({ source }, run, copies) {
  const { vnfseal, signer, artifactSignatures, policy } = run;
  if (!signer) return { source, report: await vnfseal.verifyPackage(source, terms(run)), isSigned: false };
  const options = { ...terms(run), signer, artifactSignatures };
  try {
    const signed = await copies.write((output) => vnfseal.signPackage(source, { ...options, output }));
    return { source: signed.source, report: signed.result.report, isSigned: true };
  } catch (error) {
    if (error.reason !== "package.not-verified") throw error;
    // The report says why. The service provider's signature is not asked for before it is there.
    const before = { ...policy, serviceProviderSignature: "ifPresent", serviceProviderSigned: [] };
    const report = await vnfseal.verifyPackage(source, { ...terms(run), policy: before });
    if (report.verdict === "passed") throw error;
    return { source, report, isSigned: false };
  }
}

function refusal({ report }, { name, policy }) {
  const steps = onboardingSteps({ edition: policy.edition, report, isSigned: false, isEncrypted: false, isStored: false });
  return { stored: false, name, report, steps };
}

/** What has not passed may be anything. A catalogue has packages. */
async function checkArchive(source) {
  const start = source.size > 4 ? await readExactly(source, 0, 2) : [];
  if (start[0] === 0x50 && start[1] === 0x4b) return;
  throw invalidArgument("this is no ZIP archive, and so no package: one that is encrypted is decrypted first");
}

async function encrypt({ source }, { vnfseal, recipients, artifacts, onProgress, signal }, copies) {
  if (recipients === undefined) return { source, mediaType: "application/zip" };
  const write = (output) => vnfseal.encryptFile(source, { recipients, artifacts, output, onProgress, signal });
  const { source: encrypted, result } = await copies.write(write);
  const mediaType = artifacts === undefined ? "application/cms" : "application/zip";
  return { source: encrypted, mediaType, recipients: result.recipients, artifacts: result.artifacts };
}

async function store({ source, mediaType, recipients, artifacts }, { report, isSigned, receivedSha256 }, run) {
  const { catalogue, name, policy, forceReason, replace, onProgress, signal } = run;
  const { verdict } = report;
  const steps = onboardingSteps({ edition: policy.edition, report, isSigned, isEncrypted: recipients !== undefined, isStored: true });
  // What passes needs no reason.
  const forcedFor = verdict === "passed" ? undefined : forceReason;
  const onboardedAt = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const annotations = annotationsOf({ verdict, onboardedAt, receivedSha256, steps, recipients, forcedFor });
  const signers = shortSigners(report);
  const described = { mediaType, fileName: source.name, report, signers, annotations };
  const { digest } = await catalogue.put(name, source, { ...described, replace, onProgress, signal });
  const result = { stored: true, name, digest, size: source.size, mediaType, fileName: source.name, signers, recipients, artifacts, forcedFor, steps, report };
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined));
}

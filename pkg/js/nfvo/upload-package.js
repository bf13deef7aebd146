// A package on its way into an NFVO: copied, verified, and uploaded only if it has passed. What is sent is what was verified, whatever
// becomes of the file meanwhile.

import { invalidArgument } from "../errors.js";
import { withCopies } from "../onboarding/copies.js";
import { checkFile, receive, terms } from "../onboarding/receive.js";
import { withChunks } from "../sources/sources.js";
import { readOptions } from "../verification/plain.js";
import { notesOfTacker } from "./tacker.js";
import { userDataOf } from "./user-data.js";

const OPTIONS = [
  ...["nfvo", "trust", "policy", "externalArtifacts", "fileName", "product", "multipart", "onboardingTimeout"],
  ...["onNote", "onState", "onProgress", "signal"],
];

/** An NFVO that unpacks gigabytes is slow. */
const ONBOARDING_MS = 30 * 60_000;

const PRODUCTS = { tacker: notesOfTacker };

export async function uploadPackage(input, options = {}) {
  const read = readOptions(options, OPTIONS, "uploadPackage");
  check(read);
  read.signal?.throwIfAborted();
  await checkFile(input);
  const vnfseal = await import("../index.js");
  const { policy } = await vnfseal.checkPolicy(read.policy);
  // Who may not upload should not wait for gigabytes to be verified.
  const found = await read.nfvo.probe(read.signal);
  const run = { ...read, vnfseal, policy: { ...policy, stage: "onboarding" }, product: read.product ?? found };
  return withCopies(async (copies) => {
    const { source, sha256 } = await receive(input, run, copies);
    const { notes, report, reportJson } = await verify(source, run);
    if (report.verdict !== "passed") return { uploaded: false, notes, report, reportJson };
    for (const note of notes) run.onNote?.(note);
    const userDefinedData = userDataOf(report, reportJson);
    const described = await send(withChunks(source), userDefinedData, run);
    const { id, checksum } = described;
    return { uploaded: true, nfvo: read.nfvo.where, id, size: source.size, sha256, checksum, userDefinedData, package: described, notes, report, reportJson };
  });
}

function check({ nfvo, product, multipart = false, onboardingTimeout = ONBOARDING_MS }) {
  if (typeof nfvo?.upload !== "function") throw invalidArgument("uploadPackage needs an nfvo, as openNfvo gives it");
  if (product !== undefined && !Object.hasOwn(PRODUCTS, product)) throw invalidArgument(`the product of an NFVO is one of ${Object.keys(PRODUCTS).join(", ")}`);
  if (typeof multipart !== "boolean") throw invalidArgument("multipart is true or false");
  if (!(onboardingTimeout > 0)) throw invalidArgument("onboardingTimeout is a number of milliseconds");
}

/** `{ notes, report, reportJson }`: the verdict, and what a product makes of a package that has passed. */
async function verify(source, run) {
  const { trust, policy, ...opening } = terms(run);
  const opened = await run.vnfseal.openPackage(source, { ...opening, limits: policy.limits });
  try {
    const reportJson = await opened.reportAsJson({ trust, policy, signal: run.signal });
    const report = JSON.parse(reportJson);
    const notesOf = report.verdict === "passed" ? PRODUCTS[run.product] : undefined;
    const readManifest = () => opened.readText(report.package.manifestPath, { signal: run.signal });
    return { notes: (await notesOf?.(report, readManifest)) ?? [], report, reportJson };
  } finally {
    opened.close();
  }
}

function send(source, userDefinedData, { nfvo, multipart, onboardingTimeout: onboardingMs = ONBOARDING_MS, onState, onProgress, signal }) {
  return nfvo.upload(source, { userDefinedData, multipart, onboardingMs, onState, onProgress, signal });
}

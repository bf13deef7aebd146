// A thread that verifies one package after the other: see judge.js. Its terms are `{ trust: [{ name, bytes }], policy, opener }`, the
// opener what decrypts: `{ key, certificate, password }`.

import { read } from "node:fs";
import { promisify } from "node:util";
import { parentPort, workerData } from "node:worker_threads";

import { decryptFile, openPackage } from "../index.js";
import { isArchive } from "../sources/archives.js";
import { readersOf } from "../sources/node/files.js";
import { checkMessage } from "./message.js";
import { shorten } from "./problem.js";

/** What the report of a package says that has encrypted artifacts. */
const ENCRYPTED_ARTIFACTS = "artifact.encrypted-by-service-provider";

const readFrom = promisify(read);
const trust = workerData.trust.map(({ name, bytes }) => new File([bytes], name));
const { opener } = workerData;
let memory = 0;

parentPort.on("message", async (order) => {
  try {
    const result = await judge(order);
    parentPort.postMessage({ result, memory });
  } catch (error) {
    parentPort.postMessage({ error: refusalOf(error), memory });
  }
});

/** The report in short of the package in a file that is open, and the media type of what was verified. */
async function judge({ fd, size, name, stage }) {
  // The thread is one lane: it does not need others for which the source would name its file.
  const { read: readAt, chunks } = readersOf({ read: (...where) => readFrom(fd, ...where) });
  const source = { name, size, read: readAt, chunks };
  const policy = { ...workerData.policy, stage };
  if (!(await isArchive(source))) return inShort(await reportOfMessage(source, policy), "application/cms");
  const report = await reportOf(source, policy);
  const hasEncrypted = report.findings.some(({ code }) => code === ENCRYPTED_ARTIFACTS);
  const counts = hasEncrypted && opener ? await reportOfEncrypted(source, policy) : report;
  return inShort(counts, "application/zip");
}

/** `vnfdIds` are those that the manifest names. */
function inShort(report, mediaType) {
  const metadata = report.package?.metadata ?? [];
  return { ...shorten(report), mediaType, vnfdIds: metadata.filter(({ key }) => key.toLowerCase() === "vnfd_id").map(({ value }) => value) };
}

async function reportOf(source, policy) {
  const opened = await openPackage(source, { limits: policy.limits });
  try {
    return await opened.report({ trust, policy });
  } finally {
    memory = Math.max(memory, opened.engineMemory);
    opened.close();
  }
}

async function reportOfMessage(source, policy) {
  if (!opener) throw Object.assign(new Error("this is no ZIP archive; one that is encrypted is verified only by a gate with the key for it"), { refused: "not-a-package" });
  await checkMessage(source);
  return reportOfEncrypted(source, policy);
}

/** What is decrypted goes nowhere. */
async function reportOfEncrypted(source, policy) {
  const { key, ...rest } = opener;
  // The bytes of a key file are wiped by nobody but their owner.
  const { report } = await decryptFile(source, { ...rest, key, trust, policy, output: new WritableStream() });
  return report;
}

/** What was refused is the client's: what cannot be decrypted, for example. All else went wrong here. */
function refusalOf(error) {
  if (error.refused) return { status: 422, code: error.refused, message: error.message };
  if (error.code === "DECRYPTION_REFUSED") return { status: 422, code: "not-decrypted", message: error.message };
  return { status: 500, code: "failed", message: "the package could not be verified, and nothing was forwarded" };
}

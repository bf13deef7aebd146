// Operations that make VNF components of a package (SEC 021 clauses 5.2, 6.3 and 6.5): forwarded only after the package, as the NFVO
// has it now, was verified at the stage of instantiation.

import { fetchPackage } from "./content.js";
import { forward } from "./forward.js";
import { clientFields, forwardedFields } from "./headers.js";
import { JSON_MAX, MEMBERS_MAX } from "./limits.js";
import { questionsOf, readVnfdId } from "./look-up.js";
import { networkServiceOf, packagesOfNetworkService, vnfdIdsIn } from "./network-service.js";
import { packageProblem, problem } from "./problem.js";
import { readContent } from "./streams.js";

/** Deeper than any request of SOL 003 or SOL 005. */
const DEPTH_MAX = 100;

/** As many digits as JavaScript keeps. */
const DIGITS_MAX = 15;

export async function use(exchange) {
  const { request, target, places, signal, limits } = exchange;
  await askFirst(exchange, target.path.replace(/\/[^/]*$/, ""));
  await places.run(async () => {
    exchange.tellContinue();
    const sent = await readContent(request, JSON_MAX, { silenceMs: limits.clientSilenceMs, timeMs: limits.contentMs, signal });
    const { content, fields, vnfdIds, named } = namesPackages(exchange.route) ? readNamed(request, sent, exchange.route) : { content: sent, fields: forwardedFields(request.rawHeaders), vnfdIds: [] };
    const packages = await packagesOf(exchange, vnfdIds, named);
    if (packages.length === 0) throw problem(409, "package-not-found", "it is not known which package is used");
    for (const each of packages) await verify(each, exchange);
    await checkUnchanged(packages, await packagesOf(exchange, vnfdIds, named));
    const body = content.length > 0 ? [content] : undefined;
    const path = `${target.path}${target.query}`;
    await forward({ method: request.method, path, fields, body, length: content.length, signal: exchange.endSignal }, exchange);
  });
}

/** Another client may have changed what is used, while it was verified. */
function checkUnchanged(before, now) {
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  throw problem(409, "package-changed", "which package is used changed in the NFVO while it was verified");
}

/** A change of the data of a VNF instance. Which package it has is changed by change_vnfpkg alone, which is verified. */
export async function changeInstance(exchange) {
  const { request, target, signal, limits } = exchange;
  await askFirst(exchange, target.path);
  exchange.tellContinue();
  const { headers, rawHeaders } = request;
  if (!/^application\/(?:merge-patch\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(headers["content-type"] ?? "") || headers["content-encoding"] !== undefined) {
    throw problem(415, "content", "this request has JSON that is not encoded");
  }
  const content = await readContent(request, JSON_MAX, { silenceMs: limits.clientSilenceMs, timeMs: limits.contentMs, signal });
  parse(content, (name) => {
    if (/^vnf(?:d|pkg)(?:info)?id$/i.test(name)) throw problem(403, "package-of-instance", `'${name}' would change the package of the VNF instance past its verification: use change_vnfpkg`);
  });
  const path = `${target.path}${target.query}`;
  await forward({ method: request.method, path, fields: forwardedFields(rawHeaders), body: [content], length: content.length, signal }, exchange);
}

/** The NFVO knows the client, and the instance or operation: nobody else gets a place or memory. */
async function askFirst({ nfvo, request, signal }, resource) {
  await nfvo.ask(resource, clientFields(request.rawHeaders, { withVersion: true }), signal);
}

/** Whether the content of a request may name packages. */
const namesPackages = ({ action, operation }) => action === "ns" || operation === "change_vnfpkg";

/**
 * The packages that an operation makes components of. A change of the package uses the new one; what is tried again, or rolled back, may
 * use either.
 */
async function packagesOf({ nfvo, signal, request, route }, vnfdIds, named) {
  const [fields, fieldsWithVersion] = [false, true].map((withVersion) => clientFields(request.rawHeaders, { withVersion }));
  const asking = { nfvo, signal, fields, fieldsWithVersion };
  const questions = questionsOf(asking);
  const { action, operation, version, id } = route;
  if (action === "ns") return packagesOfNetworkService(asking, questions, { version, id, vnfdIds, named });
  if (action === "ns-occurrence") return packagesOfNetworkService(asking, questions, await networkServiceOf(asking, { version, id }));
  if (operation === "change_vnfpkg") return Promise.all(vnfdIds.map(questions.package));
  if (action === "instance") return [await packageOfInstance(version, id, questions)];
  const { vnfInstanceId, vnfdId } = await questions.occurrence(version, id);
  const current = await packageOfInstance(version, vnfInstanceId, questions);
  return vnfdId === undefined ? [current] : [current, await questions.package(vnfdId)];
}

async function packageOfInstance(version, id, questions) {
  const { vnfdId, vnfPkgId } = await questions.instance(version, id);
  const found = await questions.package(vnfdId);
  if (!vnfPkgId || vnfPkgId === found.id) return found;
  throw problem(409, "package-not-found", "the package of the VNF instance is not that of its VNFD, so it is not known which one is used");
}

async function verify(found, exchange) {
  const { request, judge, signal } = exchange;
  const { file, isAsStated } = await fetchPackage(found, { ...exchange, fields: clientFields(request.rawHeaders) });
  try {
    const result = await judge.verifyForUse(file, { name: `${found.id}.csar`, signal });
    exchange.note({ package: found.id, sha256: file.digests.sha256, verdict: result.verdict, isRemembered: result.isRemembered });
    if (result.verdict !== "passed") throw packageProblem(409, result, `the package ${found.id} is not used`);
    if (!isAsStated) throw problem(409, "package-changed", `the package ${found.id} is another than the NFVO says: its digest is not the checksum of the onboarding`);
    if (!result.vnfdIds.every((each) => each === found.vnfdId)) throw problem(409, "package-not-found", `the package ${found.id} is one of another VNFD than the NFVO says: its manifest names ${result.vnfdIds.join(", ").slice(0, 300)}`);
  } finally {
    await file.close();
  }
}

/**
 * The VNFDs that a request names. What is forwarded is written anew: of a member that comes twice the NFVO might take the other one.
 */
function readNamed({ headers, rawHeaders }, sent, { operation }) {
  const isJson = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(headers["content-type"] ?? "");
  if (!isJson || headers["content-encoding"] !== undefined) throw problem(415, "content", "this request has JSON that is not encoded");
  const data = parse(sent);
  const vnfdIds = [...new Set(vnfdIdsIn(data).map(readVnfdId))];
  if (vnfdIds.length > MEMBERS_MAX) throw problem(400, "content", `the content names more than ${MEMBERS_MAX} VNFDs`);
  if (operation === "change_vnfpkg" && (vnfdIds.length !== 1 || data.vnfdId !== vnfdIds[0])) {
    throw problem(400, "content", "the content has no 'vnfdId', or more than one, so it is not known which package is used");
  }
  const fields = [...forwardedFields(rawHeaders, ["content-type"]), "Content-Type", "application/json"];
  return { content: Buffer.from(JSON.stringify(data)), fields, vnfdIds, named: data };
}

/** The data in JSON. `check` is given the name of each member. */
function parse(content, check = () => {}) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    // Only what is JSON is looked at in this way: its strings end.
    JSON.parse(text);
    checkShape(text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""'));
    return JSON.parse(text, (name, value) => {
      check(name);
      if (name !== "vnfdId" && name.toLowerCase() === "vnfdid") throw problem(400, "content", "'vnfdId' is written in another way, which some servers take for it");
      return value;
    });
  } catch (error) {
    throw error.members ? error : problem(400, "content", "the content is no JSON");
  }
}

/** Refuses what could not be written anew as it was, in a JSON text without its strings. */
function checkShape(text) {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    if (depth > DEPTH_MAX) throw problem(400, "content", `the content is nested more than ${DEPTH_MAX} deep`);
  }
  for (const [number] of text.matchAll(/-?\d[\d.eE+-]*/g)) {
    const digits = number.replace(/e.*/i, "").replace(/\D/g, "");
    if (digits.length > DIGITS_MAX || Object.is(Number(number), -0) || !Number.isFinite(Number(number))) throw problem(400, "content", "a number has too many digits to be written anew, or is -0");
  }
}

// What an NFVO says of its packages, and how one of them is changed and deleted.

import { invalidArgument } from "../errors.js";
import { whereOf } from "../http/node/addresses.js";
import { invalid, refused } from "./errors.js";
import { skipBody } from "./exchange.js";
import { DISABLED, ENABLED, IN_USE, isId, readPackage } from "./resources.js";

/** A list that never ends is no list. NFVOs have hundreds of packages. */
const PAGES_MAX = 1_000;
const PACKAGES_MAX = 10_000;

/** All pages together, in bytes: 10,000 packages of more than 10 KB each. */
const LIST_MAX = 128 << 20;

/** Shorter secrets stand in ids and digests by chance. */
const SECRET_MIN = 8;

/** All packages, page after page (SOL 013 clause 5.4). */
export async function* listPackages(connection) {
  const seen = new Set();
  let [count, size] = [0, 0];
  for (let url = connection.resources.packages; url; ) {
    if (seen.has(url.href) || seen.size === PAGES_MAX) throw invalid(whereOf(url), "the list of packages does not end");
    seen.add(url.href);
    const { value, headers, length, url: at } = await connection.askJson("GET", url, { expected: [200] });
    size += length;
    if (size > LIST_MAX) throw invalid(whereOf(at), `the list has more than ${LIST_MAX} bytes`);
    if (!Array.isArray(value)) throw invalid(whereOf(at), "the answer is no list of packages");
    count += value.length;
    if (count > PACKAGES_MAX) throw invalid(whereOf(at), `the list has more than ${PACKAGES_MAX} packages`);
    for (const each of value) yield checkPackage(connection, each, at);
    url = nextPage(connection, headers.link, at);
  }
}

/** The next page is the NFVO's own, as the first was. */
function nextPage(connection, link = "", from) {
  const [, target] = /<([^<>]{1,4096})>\s*;(?:[^,]*;)?\s*rel="?next"?/i.exec(link) ?? [];
  if (target === undefined) return undefined;
  const url = connection.follow(target, from);
  if (connection.isOwn(url)) return url;
  throw invalid(whereOf(from), "the next page of the list is on another server");
}

/** What the NFVO says of one package. */
export async function readPackageOf(connection, id, signal) {
  const url = connection.resources.package(checkId(id));
  const { value, url: at } = await connection.askJson("GET", url, { expected: [200], signal });
  const found = checkPackage(connection, value, at);
  if (found.id === id) return found;
  throw invalid(whereOf(at), "the answer is about another package");
}

/** The id of a package, if it may be one. */
export function checkId(id) {
  if (isId(id)) return id;
  throw invalidArgument("the id of a package is one of letters, digits and -._~; 'nfvo list' shows it");
}

function checkPackage(connection, value, at) {
  const found = readPackage(value);
  if (!found) throw invalid(whereOf(at), "the answer does not describe a package: its id or its state is missing, or cannot be one");
  const needed = [found.id, found.onboardingState, found.operationalState].join("\n");
  if (connection.saysSecret(needed, SECRET_MIN)) throw invalid(whereOf(connection.resources.packages), "the answer repeats a secret of ours as id or state");
  return withoutSecrets(connection, found);
}

/** What is shown of a package is no place for what nobody shows. */
function withoutSecrets(connection, { id, onboardingState, operationalState, userDefinedData, ...others }) {
  const saysSecret = (value) => (typeof value === "string" ? connection.saysSecret(value) : connection.saysSecret(value.hash ?? "", SECRET_MIN));
  const isShown = ([name, value]) => !saysSecret(value) && !connection.saysSecret(name, SECRET_MIN);
  const clean = (members) => Object.fromEntries(Object.entries(members).filter(isShown));
  return { id, onboardingState, operationalState, ...clean(others), ...(userDefinedData && { userDefinedData: clean(userDefinedData) }) };
}

/** Makes a package that cannot be instantiated any more. */
export async function disablePackage(connection, id, signal) {
  const url = connection.resources.package(id);
  const request = { json: { operationalState: DISABLED }, expected: [200, 202, 204], isRepeatable: true, signal };
  await connection.askJson("PATCH", url, request);
}

/** Deletes a package for its owner. One that is enabled is disabled only if that is asked for, and one in use is left alone. */
export async function deletePackage(connection, id, { disable = false, signal } = {}) {
  const { operationalState, usageState } = await readPackageOf(connection, id, signal);
  const where = whereOf(connection.resources.package(id));
  if (usageState === IN_USE) throw refused(where, "the package is in use, and stays: VNF instances are made of it");
  if (operationalState === ENABLED) {
    if (!disable) throw refused(where, "the package is enabled, so that it may be instantiated: disable it to delete it");
    await disablePackage(connection, id, signal);
  }
  await sendDelete(connection, id, signal);
}

/** What is gone already is gone. */
export async function sendDelete(connection, id, signal) {
  const request = { expected: [200, 202, 204, 404], isRepeatable: true, signal };
  const { response, url } = await connection.ask("DELETE", connection.resources.package(id), request);
  await skipBody(response, url);
}

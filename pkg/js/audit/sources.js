// What an audit goes over: the packages of a source, each with what tells it from a later one of the same name.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

import { openCatalogue } from "../catalogue/open-catalogue.js";
import { invalidArgument, VnfsealError } from "../errors.js";
import { openNfvo } from "../nfvo/open-nfvo.js";
import { ONBOARDED } from "../nfvo/resources.js";
import { openHttp } from "../sources/http.js";
import { blobOf } from "./blob.js";

/** So many servers' answers are waited for at once. */
const AT_ONCE = 16;

/** URLs with a signature in their query are long; no server takes longer ones. */
const LINE_MAX = 64 << 10;

/** The kinds of sources, by how they are named. What none of them is, is a file, a folder or a pattern. */
const KINDS = [
  { named: /^(?:dir:.|oci:\/\/)/s, find: entriesOf, nothing: "this catalogue has no entries; put packages into it, or name another" },
  { named: /^list:./s, find: listed, nothing: "no URL is in this list; write one a line" },
  { named: /^nfvo:https?:\/\//i, find: packagesOf, nothing: "this NFVO has no packages that it has taken; it shows them only to who may see them" },
];

/**
 * The packages of `source`: `{ packages, leftOut }`, as `findPackages(names)` gives them for files. An entry of a catalogue is
 * `{ path, kind: "entry", catalogue, name, size, identity }`, and a package of an NFVO `{ path, kind: "nfvo", nfvo, id, size, identity }`. `seen`
 * is what was seen of one whose identity cannot be known.
 * `credentials` are those for a registry, and `access` says who we are to an NFVO.
 */
export async function findItems(source, { findPackages, credentials, access }) {
  const kind = KINDS.find(({ named }) => named.test(source));
  if (!kind) return findPackages([source]);
  const leftOut = [];
  const packages = await kind.find(source, { credentials, access, findPackages, leftOut });
  // Nobody who asks whether all is well may be told so of nothing.
  if (packages.length === 0) packages.push({ path: source, kind: "none", error: new Error(`${source}: ${kind.nothing}`) });
  return { packages, leftOut: leftOut.length > 0 ? [{ folder: source, items: leftOut }] : [] };
}

/** The URL of the NFVO that a source names, or `undefined`. */
export function nfvoOf(source) {
  return /^nfvo:(https?:\/\/.*)$/is.exec(source)?.[1];
}

async function entriesOf(address, { credentials }) {
  const catalogue = openCatalogue(address, credentials === undefined ? {} : { credentials });
  const items = [];
  for await (const { name, problem, digest, size, mediaType } of catalogue.list()) {
    const path = `${address}:${name}`;
    const blob = problem === undefined && (await blobOf(address, digest));
    if (blob) items.push({ path, kind: "entry", catalogue: address, name, size, identity: { digest, mediaType, ...blob } });
    else items.push({ path, kind: "none", error: new VnfsealError("ENTRY_DAMAGED", `${path}: ${problem ?? "its package is missing"}`) });
  }
  return items;
}

/** The packages that an NFVO has taken. What it is still at, or has refused, has no content. */
async function packagesOf(source, { access, leftOut }) {
  const url = nfvoOf(source);
  const nfvo = openNfvo(url, access);
  const items = [];
  for await (const { id, onboardingState, checksum } of nfvo.list()) {
    const path = `${source}:${id}`;
    const identity = checksum && { checksum: `${checksum.algorithm} ${checksum.hash}` };
    if (onboardingState === ONBOARDED) items.push({ path, kind: "nfvo", nfvo: url, id, identity });
    else leftOut.push({ path, kind: onboardingState });
  }
  return completed(items, async ({ id }) => {
    const { size, version } = await nfvo.open(id);
    return { size, seen: { size, version } };
  });
}

/** The URLs of a file, one a line. Empty lines and those that begin with # are passed over. */
async function listed(source, { findPackages }) {
  const path = source.slice("list:".length);
  const urls = new Map();
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    const url = line.trim();
    if (url === "" || url.startsWith("#")) continue;
    if (url.length > LINE_MAX || !/^https?:\/\//i.test(url)) throw invalidArgument(`${path}, line ${number}: this is no http: or https: URL`);
    const { packages: [item] } = await findPackages([url]);
    const before = urls.get(item.path);
    if (before && before.item.url !== url) {
      throw invalidArgument(`${path}, lines ${before.number} and ${number}: these differ in their query alone, which results do not name`);
    }
    if (!before) urls.set(item.path, { item, number });
  }
  return completed([...urls.values()].map(({ item }) => item), async ({ url }) => describe(await openHttp(url)));
}

async function* linesOf(path) {
  const input = createReadStream(path, "utf8");
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    throw new VnfsealError("FILE_UNREADABLE", `cannot read the list ${path} (${cause.code}); list:FILE names it`, { cause });
  } finally {
    input.destroy();
  }
}

/** The items with what `ask(item)` says of each. What cannot be answered now is said when it is the turn of the package. */
async function completed(items, ask) {
  const left = [...items.entries()];
  const known = [];
  const askInTurn = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, item] = next;
      known[index] = { ...item, ...(await ask(item).catch(() => ({}))) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askInTurn));
  return known;
}

/** Only a strong validator (RFC 9110 section 8.8.1) says that not one byte has changed. With another one no result is gone on with. */
function describe({ size, version, isStrong }) {
  return { size, [isStrong ? "identity" : "seen"]: { size, version } };
}

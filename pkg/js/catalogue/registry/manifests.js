// The manifests of a repository (distribution spec 1.1): by tag or digest, put, deleted, listed, and by what they refer to.

import { checkDigest, digestOf, isDigest } from "../digest.js";
import { invalid, refused } from "../errors.js";
import { whereOf } from "../../http/node/addresses.js";
import { parseJson } from "../../http/node/json.js";
import { INDEX_TYPE, MANIFEST_TYPE, readDescriptor } from "../entry.js";
import { MANIFEST_MAX } from "../limits.js";
import { readBody, skipBody } from "./exchange.js";

/** A registry decides how many tags are on a page. This many pages have all tags of any real one. */
const PAGES = 10_000;

const ACCEPT = { Accept: `${MANIFEST_TYPE}, ${INDEX_TYPE}` };

/** `{ digest, size, value, where }` of what a tag or digest names, `undefined` if nothing. */
export async function readManifest(connection, reference, signal = connection.signal) {
  const url = connection.url(`manifests/${reference}`);
  const { response, url: at } = await connection.ask("GET", url, { headers: ACCEPT, expected: [200, 404], signal });
  const bytes = await readBody(response, at, MANIFEST_MAX, signal);
  if (response.statusCode === 404) return undefined;
  const digest = digestOf(bytes);
  const said = isDigest(reference) ? reference : response.headers["docker-content-digest"];
  if (isDigest(said)) checkDigest(bytes, said, whereOf(url));
  return { digest, size: bytes.length, value: parseJson(bytes), where: whereOf(url) };
}

/** The digest of what a tag names, `undefined` if the registry does not say. */
async function digestOfTag(connection, tag) {
  const { response, url } = await connection.ask("HEAD", connection.url(`manifests/${tag}`), { headers: ACCEPT, expected: [200, 404] });
  await skipBody(response, url);
  if (response.statusCode === 404) return undefined;
  return response.headers["docker-content-digest"] ?? (await readManifest(connection, tag))?.digest;
}

/** Puts a document, and says whether the registry itself keeps what refers to what. */
export async function putManifest(connection, reference, { descriptor, bytes }, signal) {
  const url = connection.url(`manifests/${reference}`);
  const headers = { "Content-Type": descriptor.mediaType };
  const request = { headers, body: () => [bytes], length: bytes.length, expected: [201], isRepeatable: true, signal };
  const { response, url: at } = await connection.ask("PUT", url, request);
  await skipBody(response, at);
  const said = response.headers["docker-content-digest"];
  if (said !== undefined && said !== descriptor.digest) throw invalid(whereOf(url), "the registry stored another manifest than it got");
  return { hasReferrers: response.headers["oci-subject"] !== undefined };
}

/** Deletes a manifest. One that is gone is deleted. */
export async function deleteManifest(connection, digest) {
  const url = connection.url(`manifests/${digest}`);
  const { response, url: at } = await connection.ask("DELETE", url, { expected: [200, 202, 204, 404, 405, 400] });
  await skipBody(response, at);
  if ([400, 405].includes(response.statusCode)) {
    throw refused(whereOf(url), `the registry does not allow deletion (${response.statusCode}): its operator has to switch that on`);
  }
}

/** All tags, page by page. A repository that is not there yet has none. */
export async function* listTags(connection) {
  let url = connection.url("tags/list");
  for (let page = 0; url; page += 1) {
    if (page === PAGES) throw invalid(whereOf(url), "the list of tags does not end");
    const { response, url: at } = await connection.ask("GET", url, { expected: [200, 404] });
    const body = await readBody(response, at, MANIFEST_MAX, connection.signal);
    if (response.statusCode === 404) return;
    const { tags } = parseJson(body) ?? {};
    if (tags !== null && !Array.isArray(tags)) throw invalid(whereOf(at), "the answer is no list of tags");
    yield* (tags ?? []).filter((tag) => typeof tag === "string");
    url = nextPage(connection, response.headers.link, at);
  }
}

/** The address of the next page (RFC 8288), on the same server. */
function nextPage(connection, link, from) {
  const [, target] = /^\s*<([^<>]*)>\s*;\s*rel="?next"?/i.exec(link ?? "") ?? [];
  if (target === undefined) return undefined;
  const url = connection.follow(target, from);
  if (url.origin === from.origin) return url;
  throw invalid(whereOf(from), "the list of tags goes on at another server");
}

/** The tags other than `name` that name this manifest. */
export async function otherTags(connection, name, digest) {
  const others = [];
  for await (const tag of listTags(connection)) {
    if (tag !== name && (await digestOfTag(connection, tag)) === digest) others.push(tag);
  }
  return others;
}

/** Where a registry without the API of 1.1 keeps what refers to a manifest (distribution spec, "Referrers Tag Schema"). */
export function referrersTag(digest) {
  return digest.replace(":", "-");
}

/** The descriptors of what refers to a manifest: by the API, and where there is none by the tag. */
export async function listReferrers(connection, digest) {
  const url = connection.url(`referrers/${digest}`);
  const { response, url: at } = await connection.ask("GET", url, { headers: { Accept: INDEX_TYPE }, expected: [200, 400, 404, 405] });
  const body = await readBody(response, at, MANIFEST_MAX, connection.signal);
  const index = response.statusCode === 200 ? parseJson(body) : (await readManifest(connection, referrersTag(digest)))?.value;
  return descriptorsOf(index);
}

/** The descriptors in an index, with the type of what they describe. */
export function descriptorsOf(index) {
  const manifests = Array.isArray(index?.manifests) ? index.manifests : [];
  return manifests.filter(readDescriptor).map((descriptor) => ({ ...readDescriptor(descriptor), artifactType: descriptor.artifactType }));
}

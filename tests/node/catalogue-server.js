// A small registry in memory (distribution spec 1.1, with the API for referrers). It does what it should, unless a test answers
// in its place.

import { createHash } from "node:crypto";

import { listen } from "./http-server.js";

const sha256 = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/**
 * `interfere(request, response, registry)` may answer instead: it returns whether it did. Gives the `registry`: `host`, what it has in
 * `blobs`, `manifests` and `tags`, and the `requests` it got, each with its `headers`.
 */
export async function serveRegistry(interfere = () => false) {
  const registry = { blobs: new Map(), manifests: new Map(), tags: new Map(), uploads: new Map(), requests: [] };
  const { url, close } = await listen(async (request, response) => {
    registry.requests.push(request);
    if (interfere(request, response, registry)) return;
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    answer(registry, request, response, Buffer.concat(chunks));
  });
  return Object.assign(registry, { host: url.slice("http://".length), url, close });
}

function answer(registry, request, response, body) {
  const { pathname, searchParams } = new URL(request.url, registry.url);
  const [, kind, reference] = /^\/v2\/vnf\/(\w+)\/(.*)$/.exec(pathname);
  const send = (status, headers = {}, content = undefined) => response.writeHead(status, headers).end(content);
  if (kind === "tags") return send(200, {}, JSON.stringify({ name: "vnf", tags: [...registry.tags.keys()] }));
  if (kind === "referrers") return send(200, {}, JSON.stringify({ schemaVersion: 2, manifests: referrersOf(registry, reference) }));
  if (kind === "manifests") return answerManifest(registry, request, send, reference, body);
  if (reference.startsWith("uploads/")) return answerUpload(registry, request, send, { id: reference.slice(8), searchParams, body });
  return answerBlob(registry.blobs.get(reference), request, send);
}

function referrersOf({ manifests }, digest) {
  return [...manifests].flatMap(([own, bytes]) => {
    const { artifactType, subject, mediaType } = JSON.parse(bytes);
    return subject?.digest === digest ? [{ mediaType, artifactType, digest: own, size: bytes.length }] : [];
  });
}

function answerManifest({ manifests, tags }, { method }, send, reference, body) {
  const digest = reference.startsWith("sha256:") ? reference : tags.get(reference);
  if (method === "PUT") {
    manifests.set(sha256(body), body);
    if (!reference.startsWith("sha256:")) tags.set(reference, sha256(body));
    const { subject } = JSON.parse(body);
    return send(201, { "Docker-Content-Digest": sha256(body), ...(subject && { "OCI-Subject": subject.digest }) });
  }
  if (!manifests.has(digest)) return send(404);
  if (method === "DELETE") {
    manifests.delete(digest);
    for (const [tag, named] of tags) if (named === digest) tags.delete(tag);
    return send(202);
  }
  const bytes = manifests.get(digest);
  return send(200, { "Docker-Content-Digest": digest, "Content-Length": bytes.length }, method === "HEAD" ? undefined : bytes);
}

function answerUpload(registry, { method }, send, { id, searchParams, body }) {
  const { uploads, blobs } = registry;
  const name = method === "POST" ? `u${uploads.size + 1}` : id;
  if (method === "POST") uploads.set(name, Buffer.alloc(0));
  if (!uploads.has(name)) return send(404);
  const bytes = Buffer.concat([uploads.get(name), body]);
  uploads.set(name, bytes);
  const headers = { Location: `/v2/vnf/blobs/uploads/${name}?state=a%20b~`, Range: `0-${Math.max(bytes.length - 1, 0)}` };
  if (method !== "PUT") return send(method === "GET" ? 204 : 202, headers);
  const digest = searchParams.get("digest");
  if (sha256(bytes) !== digest) return send(400, {}, '{"errors":[{"code":"DIGEST_INVALID","message":"x"}]}');
  blobs.set(digest, bytes);
  return send(201, { Location: `/v2/vnf/blobs/${digest}` });
}

function answerBlob(bytes, { method, headers }, send) {
  if (!bytes) return send(404);
  if (method === "HEAD") return send(200, { "Content-Length": bytes.length });
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
  if (first === undefined) return send(200, {}, bytes);
  const end = Math.min(Number(last), bytes.length - 1);
  return send(206, { "Content-Range": `bytes ${first}-${end}/${bytes.length}` }, bytes.subarray(Number(first), end + 1));
}

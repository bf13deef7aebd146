// A small NFVO in memory: packages of SOL 005 and VNF instances of SOL 003, as far as the gate meets them. It takes any package and any
// client, so that what does not reach it was stopped before.

import { createHash, randomUUID } from "node:crypto";

import { listen } from "./http-server.js";

/**
 * `interfere(request, response, nfvo)` may answer instead: it returns whether it did. Gives the `nfvo`: `url`, its `packages` and
 * `instances` by id, and the `requests` it got, each `{ method, url, headers, rawHeaders, body }`, the body once it is there.
 */
export async function serveNfvo(interfere = () => false) {
  const nfvo = { packages: new Map(), instances: new Map(), occurrences: new Map(), services: new Map(), descriptors: new Map(), requests: [], keepsBodies: true };
  const { url, close } = await listen(async (request, response) => {
    const { method, url: target, headers, rawHeaders } = request;
    const entry = { method, url: target, headers, rawHeaders, body: undefined, size: 0 };
    nfvo.requests.push(entry);
    if (interfere(request, response, nfvo)) return;
    const chunks = [];
    try {
      for await (const chunk of request) {
        entry.size += chunk.length;
        if (nfvo.keepsBodies || entry.size < 1 << 20) chunks.push(chunk);
      }
    } catch {
      entry.isBroken = true;
      return;
    }
    entry.body = Buffer.concat(chunks);
    answer(nfvo, entry, response);
  });
  return Object.assign(nfvo, {
    ...{ url, close },
    /** A package as it is after its onboarding. */
    keep(bytes, { vnfdId = randomUUID(), id = randomUUID() } = {}) {
      const hash = createHash("sha512").update(bytes).digest("hex");
      nfvo.packages.set(id, { id, vnfdId, onboardingState: "ONBOARDED", checksum: { algorithm: "sha512", hash }, bytes });
      return { id, vnfdId };
    },
    instantiable(vnfdId, more = {}) {
      const id = randomUUID();
      nfvo.instances.set(id, { id, vnfdId, ...more });
      return id;
    },
    /** What was asked to change something. */
    writes: () => nfvo.requests.filter(({ method }) => method !== "GET").map(({ method, url: target }) => `${method} ${target}`),
  });
}

function answer(nfvo, { method, url, headers, body }, response) {
  const { pathname, searchParams } = new URL(url, nfvo.url);
  const json = (status, data, more = {}) => response.writeHead(status, { "Content-Type": "application/json", ...more }).end(JSON.stringify(data));
  const [, api, version, kind, id, more] = pathname.split("/");
  if (api === "vnfpkgm" && version === "v1" && kind === "vnf_packages") return answerPackages(nfvo, { method, id, more, headers, body, searchParams }, json, response);
  const isLcm = ["vnflcm", "nslcm", "nsd"].includes(api);
  const kinds = { vnf_instances: nfvo.instances, ns_instances: nfvo.services, ns_descriptors: nfvo.descriptors };
  const found = (kinds[kind] ?? nfvo.occurrences).get(id);
  if (isLcm && method === "GET") return found ? json(200, found) : json(404, { status: 404, detail: "no such resource" });
  if (isLcm && found && more) return json(202, undefined, { Location: `${nfvo.url}/vnflcm/${version}/vnf_lcm_op_occs/1` });
  if (api === "echo") return json(200, { method, url, headers, length: body.length });
  return json(404, { status: 404, detail: "no such resource" });
}

function answerPackages(nfvo, { method, id, more, headers, body, searchParams }, json, response) {
  const { packages, url } = nfvo;
  const shown = ({ bytes, ...rest }) => rest;
  if (id === undefined && method === "POST") {
    const made = { id: randomUUID(), onboardingState: "CREATED" };
    packages.set(made.id, made);
    return json(201, made, { Location: `${url}/vnfpkgm/v1/vnf_packages/${made.id}` });
  }
  if (id === undefined) {
    const [, wanted] = /^\(eq,vnfdId,(.*)\)$/.exec(searchParams.get("filter") ?? "") ?? [];
    return json(200, [...packages.values()].filter(({ vnfdId }) => wanted === undefined || vnfdId === wanted).map(shown));
  }
  const found = packages.get(id);
  if (!found) return json(404, { status: 404, detail: "no such package" });
  if (more === "package_content" && method === "PUT") {
    Object.assign(found, { onboardingState: "ONBOARDED", bytes: body, vnfdId: randomUUID() });
    return response.writeHead(202).end();
  }
  if (more === "package_content") return answerRange(found.bytes, headers.range, response);
  return json(200, shown(found));
}

function answerRange(bytes, range, response) {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (first === undefined) return response.writeHead(200, { "Content-Length": bytes.length }).end(bytes);
  const end = Math.min(Number(last), bytes.length - 1);
  response.writeHead(206, { "Content-Range": `bytes ${first}-${end}/${bytes.length}`, "Content-Length": end - Number(first) + 1 });
  response.end(bytes.subarray(Number(first), end + 1));
}

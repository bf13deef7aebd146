// A small NFVO in memory (SOL 005 clause 9). It does what it should, unless a test answers in its place.

import { createHash, randomUUID } from "node:crypto";

import { listen } from "./http-server.js";

/** The states that a package goes through after its content came, each seen once. */
const GOOD = ["UPLOADING", "PROCESSING", "ONBOARDED"];

const sha512 = (bytes) => createHash("sha512").update(bytes).digest("hex");

/**
 * `interfere(request, response, nfvo)` may answer instead: it returns whether it did. Gives the `nfvo`: its `url`, its `packages` by
 * their ids, and the `requests` it got, each with its `body` when it has come. `states` are those of packages that come from now on.
 */
export async function serveNfvo(interfere = () => false) {
  const nfvo = { packages: new Map(), requests: [], states: GOOD, root: "/vnfpkgm/v1" };
  const { url, close } = await listen(async (request, response) => {
    nfvo.requests.push(request);
    if (await interfere(request, response, nfvo)) return;
    const chunks = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // the client has broken off
    }
    request.body = Buffer.concat(chunks);
    answer(nfvo, request, response);
  });
  return Object.assign(nfvo, { url: `${url}${nfvo.root}`, origin: url, close });
}

/** Makes a package that is there already, with this content. */
export function putPackage({ packages }, content, more = {}) {
  const id = randomUUID();
  packages.set(id, { id, states: ["ONBOARDED"], operationalState: "ENABLED", content, algorithm: "sha512", hash: sha512(content), ...more });
  return id;
}

function answer(nfvo, request, response) {
  const { pathname } = new URL(request.url, nfvo.origin);
  const send = (status, content, headers = {}) => {
    const body = content === undefined || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    response.writeHead(status, headers).end(body);
  };
  const [kind, id, part, ...others] = pathname.slice(nfvo.root.length + 1).split("/");
  if (!pathname.startsWith(`${nfvo.root}/`) || kind !== "vnf_packages" || others.length > 0) return send(404, { detail: "no such resource" });
  if (id === undefined) return answerAll(nfvo, request, send);
  const found = nfvo.packages.get(id);
  if (!found) return send(404, { title: "Not Found", detail: `Can not find requested vnf package: ${id}` });
  if (part === "package_content") return answerContent(nfvo, found, request, send);
  return answerOne(nfvo, found, request, send);
}

function answerAll({ packages, root }, { method, body }, send) {
  if (method === "GET") return send(200, [...packages.values()].map(describe));
  const { userDefinedData } = JSON.parse(body);
  const id = randomUUID();
  packages.set(id, { id, states: ["CREATED"], operationalState: "DISABLED", userDefinedData });
  return send(201, describe(packages.get(id)), { Location: `${root}/vnf_packages/${id}` });
}

function answerOne({ packages }, found, { method, body }, send) {
  if (method === "DELETE") {
    if (found.operationalState === "ENABLED") return send(409, { detail: "the package is ENABLED" });
    packages.delete(found.id);
    return send(204);
  }
  if (method === "PATCH") {
    const { operationalState } = JSON.parse(body);
    if (found.operationalState === operationalState) return send(409, { detail: "it is in this state already" });
    found.operationalState = operationalState;
    return send(200, { operationalState });
  }
  if (found.states.length > 1) found.states = found.states.slice(1);
  if (found.states[0] === "ONBOARDED" && found.isNew) Object.assign(found, { isNew: false, operationalState: "ENABLED" });
  return send(200, describe(found));
}

/** What an NFVO says of a package. */
function describe({ id, states, operationalState, userDefinedData, algorithm, hash, failure, usageState = "NOT_IN_USE" }) {
  const [onboardingState] = states;
  const more = onboardingState === "ONBOARDED" ? { checksum: { algorithm, hash }, vnfProvider: "Acme", vnfProductName: "Sbc" } : {};
  const failed = failure ? { onboardingFailureDetails: { status: 400, detail: failure } } : {};
  return { id, onboardingState, operationalState, usageState, userDefinedData, ...more, ...failed };
}

function answerContent(nfvo, found, { method, headers, body }, send) {
  if (method === "PUT") {
    if (found.states[0] !== "CREATED") return send(409, { detail: "it has content already" });
    Object.assign(found, { content: body, algorithm: "sha512", hash: sha512(body), states: ["CREATED", ...nfvo.states], isNew: true });
    return send(202);
  }
  if (found.states[0] !== "ONBOARDED") return send(409, { detail: "it is not onboarded" });
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
  const { content } = found;
  if (first === undefined) return send(200, content, { "Content-Length": content.length });
  if (Number(first) >= content.length) return send(416);
  const end = Math.min(Number(last), content.length - 1);
  return send(206, content.subarray(Number(first), end + 1), { "Content-Range": `bytes ${first}-${end}/${content.length}` });
}

// A stand-in for an NFVO: the resources of SOL 005 clause 9.4 that an upload needs. It can be told how to misbehave.

import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";

const ROOT = "/vnfpkgm/v1";

/**
 * Starts one: `{ url, packages, requests, rules, close() }`. `packages` has what was uploaded, by id; `requests` all that came, with
 * their headers. `rules`, which may be changed, has `states`, which each package goes through after its upload; `problem`, the
 * ProblemDetails of the last state; `checksum(sha512)`; and `misbehave(request, response)`, which may answer instead.
 */
export async function startNfvo(given = {}) {
  const rules = { states: ["UPLOADING", "PROCESSING", "ONBOARDED"], checksum: (sha512) => sha512, ...given };
  const [packages, requests] = [new Map(), []];
  const server = createServer((request, response) => {
    requests.push({ method: request.method, url: request.url, headers: request.headers, rawHeaders: request.rawHeaders });
    if (rules.misbehave?.(request, response)) return undefined;
    return answer(request, response, packages, rules);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin, url: `${origin}${ROOT}`, packages, requests, rules, close };
}

function answer(request, response, packages, rules) {
  const [, id, content] = /^\/vnfpkgm\/v1\/vnf_packages(?:\/([\w-]+)(\/package_content)?)?$/.exec(request.url) ?? [];
  const found = packages.get(id);
  if (request.method === "POST" && id === undefined) return create(request, response, packages);
  if (!found) return json(response, 404, { title: "Not Found", status: 404, detail: "no such package" });
  if (request.method === "PUT" && content) return receive(request, response, found, rules);
  if (request.method === "GET") return json(response, 200, infoOf(found, rules));
  if (request.method !== "DELETE") return json(response, 405, { title: "Method Not Allowed", status: 405, detail: "no" });
  packages.delete(id);
  return response.writeHead(204).end();
}

async function create(request, response, packages) {
  const id = randomUUID();
  packages.set(id, { id, asked: 0 });
  request.resume();
  json(response, 201, { id, onboardingState: "CREATED" }, { Location: `http://nfvo.invalid${ROOT}/vnf_packages/${id}`, "Set-Cookie": "session=secret" });
}

async function receive(request, response, found, { states }) {
  const chunks = [];
  found.received = 0;
  try {
    for await (const chunk of request) {
      chunks.push(chunk);
      found.received += chunk.length;
    }
  } catch {
    found.isBroken = true;
    return;
  }
  found.bytes = Buffer.concat(chunks);
  found.states = [...states];
  response.writeHead(202).end();
}

function infoOf(found, { problem, checksum }) {
  const { id, bytes, states = ["CREATED"] } = found;
  const onboardingState = states.length > 1 ? states.shift() : states[0];
  const hash = bytes && checksum(createHash("sha512").update(bytes).digest("hex"));
  return {
    ...{ id, onboardingState, operationalState: "DISABLED", usageState: "NOT_IN_USE" },
    ...(onboardingState === "ONBOARDED" && { checksum: { algorithm: "SHA-512", hash } }),
    ...(states.length === 1 && problem && { onboardingFailureDetails: problem }),
  };
}

function json(response, status, value, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(value));
}

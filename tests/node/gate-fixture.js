// A gate before an NFVO that takes everything, new for each test of the process that imports this.

import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, before, beforeEach } from "node:test";
import { pathToFileURL } from "node:url";

import { ask } from "./gate.js";
import { serveNfvo } from "./gate-nfvo-server.js";
import { bundle, changed, makePackage } from "./gate-packages.js";
import { packageFolder, vnfseal } from "./installed.js";

const load = (name) => import(pathToFileURL(join(packageFolder, "js", "gate", name)));
const { openGate } = await load("gate.js");
const { createLog } = await load("log.js");

export const JSON_TYPE = { "Content-Type": "application/json" };

/** A package that passes, and the same with an artifact changed. */
export let good;
export let bad;
before(async () => {
  good = await makePackage();
  bad = changed(good);
});

export let nfvo;
export let gate;
/** What the gate wrote to its log. */
export let lines;
/** `by` may answer in the place of the NFVO, and says whether it did. */
export const interference = {};

/** A gate in this process, with other limits. */
async function open(limits = {}, more = {}) {
  const { policy } = await vnfseal.checkPolicy(more.policy);
  const terms = { trust: [{ name: "trust", bytes: new TextEncoder().encode(JSON.stringify(bundle)) }], policy, spoolFolder: process.env.TMPDIR ?? "/tmp", opener: more.opener };
  const listen = { host: "127.0.0.1", port: 0 };
  return openGate({ nfvo: new URL(nfvo.url), terms, threads: 2, listen, statusListen: listen, limits: { stopMs: 1000, ...limits }, log: createLog((line) => lines.push(line)), ...more.gate });
}

beforeEach(async () => {
  interference.by = () => false;
  lines = [];
  nfvo = await serveNfvo((...given) => interference.by(...given));
  gate = await open();
});
afterEach(async () => {
  await gate.stop();
  nfvo.close();
});

/** Opens another gate where the one before was stopped. */
export async function openAgain(...given) {
  gate = await open(...given);
}

/** Stops the gate and opens another one. */
export async function reopen(...given) {
  await gate.stop();
  await openAgain(...given);
}

export async function create() {
  const { status, data } = await ask(gate.url, { method: "POST", path: "/vnfpkgm/v1/vnf_packages", headers: JSON_TYPE, body: "{}" });
  assert.equal(status, 201);
  return data.id;
}

export const contentOf = (id) => `/vnfpkgm/v1/vnf_packages/${id}/package_content`;
export const put = (id, body, headers = {}) => ask(gate.url, { method: "PUT", path: contentOf(id), headers: { "Content-Type": "application/zip", ...headers }, body });
export const post = (path, body = "{}", headers = JSON_TYPE) => ask(gate.url, { method: "POST", path, headers, body });
export const stateOf = (id) => nfvo.packages.get(id).onboardingState;
export const writesAfterCreate = () => nfvo.writes().slice(1);

/** It is refused with this status and code, and nothing has reached the NFVO that changes something. */
export function assertRefused({ status, headers, data }, expected, code) {
  assert.deepEqual([status, data?.code], [expected, code], JSON.stringify(data));
  assert.equal(headers["content-type"], "application/problem+json");
  assert.equal(data.status, status);
  assert.match(data.detail, /\w+ \w+/);
}

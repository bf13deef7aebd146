// A server of the page with a relay to a stand-in for an NFVO, and what the page asks of it.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { request as send } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after } from "node:test";

import { packageFolder } from "./installed.js";
import { startNfvo } from "./serve-nfvo.js";

export const load = (name) => import(join(packageFolder, "js", "serve", `${name}.js`));
export const { startServer } = await load("server");
export const { RelayedNfvo } = await load("nfvo");
export const { openNfvo } = await import(join(packageFolder, "js", "nfvo.js"));
const { ownPage } = await load("page");
const { Relay } = await load("relay");

export const page = await ownPage();
export const TOKEN = "7e9c-secret";
export const bytes = randomBytes(300_000);
/** What is closed when the tests are done. */
export const closing = [];
after(() => Promise.all(closing.map((close) => close())));

/** A server with a relay to a stand-in. `rules` are those of the NFVO, `bounds` those of a package. */
export async function start({ rules, bounds, authentication = { kind: "bearer", token: TOKEN } } = {}) {
  const nfvo = await startNfvo(rules);
  const complaints = [];
  const complain = (error) => complaints.push(error.message);
  const relay = new Relay(new RelayedNfvo(openNfvo(nfvo.url, { authentication }).connection), { bounds, complain });
  const server = await startServer({ page, host: "127.0.0.1", port: 0, relay, complain });
  closing.push(server.close, nfvo.close);
  const { host } = new URL(server.url);
  return { nfvo, relay, complaints, url: server.url, host, port: Number(new URL(server.url).port), origin: `http://${host}` };
}

/** A request with exactly these headers: `{ status, headers, text, json }`. */
export function ask({ port, host }, method, path, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "Content-Length": body.length };
    const request = send({ host: "127.0.0.1", port, method, path, headers: { Host: host, ...length, ...headers }, agent: false });
    request.on("error", reject);
    request.on("response", async (response) => {
      const said = await text(response).catch(reject);
      const isJson = response.headers["content-type"]?.startsWith("application/json");
      resolve({ status: response.statusCode, headers: response.headers, text: said, json: isJson ? JSON.parse(said) : undefined });
    });
    request.end(body);
  });
}

/** The same as the page asks. */
export function askAsPage(server, method, path, { headers, body } = {}) {
  const own = { Origin: server.origin, "Sec-Fetch-Site": "same-origin" };
  return ask(server, method, path, { headers: { ...own, ...headers }, body });
}

export const digestOf = (content) => `sha-256=:${createHash("sha256").update(content).digest("base64")}:`;
export const asPackage = (content) => ({ "Content-Type": "application/zip", "Content-Digest": digestOf(content) });

export async function create(server) {
  const { status, json } = await askAsPage(server, "POST", "/nfvo/vnf_packages");
  assert.equal(status, 201);
  return json.id;
}

export const upload = (server, id, { headers = asPackage(bytes), body = bytes } = {}) =>
  askAsPage(server, "PUT", `/nfvo/vnf_packages/${id}/package_content`, { headers, body });

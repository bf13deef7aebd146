// `vnfseal gate` with clients and NFVOs that do harm: it goes on for everybody else.

import assert from "node:assert/strict";
import net from "node:net";
import { join } from "node:path";
import { afterEach, before, beforeEach, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { ask, sendRaw } from "./gate.js";
import { serveNfvo } from "./gate-nfvo-server.js";
import { bundle, makePackage } from "./gate-packages.js";
import { packageFolder, vnfseal } from "./installed.js";

const load = (name) => import(pathToFileURL(join(packageFolder, "js", "gate", name)));
const { openGate } = await load("gate.js");
const { createLog } = await load("log.js");

let good;
before(async () => {
  good = await makePackage();
});

let nfvo;
let gate;
let log;
let interfere;
let others;
const JSON_TYPE = { "Content-Type": "application/json" };

/** A gate in this process, before the NFVO of the tests or that with this URL. */
async function open(limits = {}, { url = nfvo.url, ...more } = {}) {
  const { policy } = await vnfseal.checkPolicy();
  const terms = { trust: [{ name: "trust", bytes: new TextEncoder().encode(JSON.stringify(bundle)) }], policy, spoolFolder: process.env.TMPDIR ?? "/tmp" };
  const listen = { host: "127.0.0.1", port: 0 };
  return openGate({ nfvo: new URL(url), terms, threads: 2, listen, statusListen: listen, limits: { stopMs: 1000, ...limits }, log: createLog((line) => log.push(JSON.parse(line))), ...more });
}

beforeEach(async () => {
  interfere = () => false;
  log = [];
  others = [];
  nfvo = await serveNfvo((...given) => interfere(...given));
  gate = await open();
});
afterEach(async () => {
  await gate.stop();
  nfvo.close();
  for (const end of others) end();
});
const reopen = async (...given) => {
  await gate.stop();
  gate = await open(...given);
};

/** An NFVO that answers each request with these characters; gives its URL. */
async function serveRaw(answer) {
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("data", () => socket.write(answer(), "latin1"));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  others.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

async function create() {
  const { status, data } = await ask(gate.url, { method: "POST", path: "/vnfpkgm/v1/vnf_packages", headers: JSON_TYPE, body: "{}" });
  assert.equal(status, 201);
  return data.id;
}
const contentOf = (id) => `/vnfpkgm/v1/vnf_packages/${id}/package_content`;
const put = (id, body, headers = {}) => ask(gate.url, { method: "PUT", path: contentOf(id), headers: { "Content-Type": "application/zip", ...headers }, body });
const post = (path, body = "{}", headers = JSON_TYPE) => ask(gate.url, { method: "POST", path, headers, body });

describe("answers of the NFVO that do harm", () => {
  it("have a reason phrase of the gate's own", async () => {
    let answer;
    await reopen({}, { url: await serveRaw(() => answer) });
    for (const phrase of ["a\x01b", "a\x7fb", "\xff", "anything"]) {
      answer = `HTTP/1.1 202 ${phrase}\r\nContent-Length: 0\r\n\r\n`;
      assert.match(await sendRaw(gate.url, "POST /vnflcm/v1/subscriptions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"), /^HTTP\/1\.1 202 Accepted\r\n/);
      answer = `HTTP/1.1 404 ${phrase}\r\nContent-Length: 0\r\n\r\n`;
      assert.equal((await put("x", good)).status, 404);
    }
  });

  it("do not have the gate say that nothing was forwarded when something was", async () => {
    let answer;
    await reopen({}, { url: await serveRaw(() => answer) });
    for (const status of ["099", "000", "042"]) {
      answer = `HTTP/1.1 ${status} x\r\nContent-Length: 0\r\n\r\n`;
      const { status: given, data } = await post("/vnflcm/v1/subscriptions");
      assert.deepEqual([given, data.code], [502, "nfvo-invalid"]);
      assert.match(data.detail, /the request was forwarded/);
    }
  });

  it("do not keep a place when they change the protocol", async () => {
    const url = await serveRaw(() => "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    await reopen({ transfers: 1 }, { url });
    for (let count = 0; count < 3; count += 1) {
      const { status, data } = await put("x", good);
      assert.deepEqual([status, data.code], [502, "nfvo-invalid"]);
    }
  });

  it("are heard when they refuse a package before it is read, and close the connection", async () => {
    const id = await create();
    const large = await makePackage({ size: 8 << 20 });
    interfere = ({ method }, response) => method === "PUT" && Boolean(response.writeHead(403, { "Content-Type": "application/json" }).end('{"status":403}'));
    for (let count = 0; count < 10; count += 1) {
      const { status, data } = await put(id, large);
      assert.deepEqual([status, data], [403, { status: 403 }]);
    }
  });
});

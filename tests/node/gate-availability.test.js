// `vnfseal gate` with clients and NFVOs that do harm: it goes on for everybody else.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { join } from "node:path";
import { afterEach, before, beforeEach, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { assertCouldNotRun } from "./command.js";
import { ask, sendRaw } from "./gate.js";
import { serveNfvo } from "./gate-nfvo-server.js";
import { bundle, makePackage, trust } from "./gate-packages.js";
import { folder, packageFolder, vnfseal } from "./installed.js";

const load = (name) => import(pathToFileURL(join(packageFolder, "js", "gate", name)));
const { openGate } = await load("gate.js");
const { Judge } = await load("judge.js");
const { REMEMBERED_MAX } = await load("limits.js");
const { spool } = await load("spool.js");
const { createLog, pathOf } = await load("log.js");

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
const metrics = async () => String((await ask(gate.statusUrl, { path: "/metrics" })).body);
async function until(isSo) {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

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

describe("a client that sends much at a time", () => {
  const hold = ({ url }) => url.startsWith("/hold");
  const connect = (text) => {
    const { hostname, port } = new URL(gate.url);
    const socket = net.connect({ host: hostname, port });
    const chunks = [];
    const closed = once(socket.on("error", () => {}).on("data", (chunk) => chunks.push(chunk)), "close");
    socket.write(text);
    return { socket, answer: closed.then(() => Buffer.concat(chunks).toString("latin1")) };
  };

  it("has one request under way on a connection, and none once it is ended", async () => {
    interfere = hold;
    const { socket } = connect("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2));
    await until(() => log.some(({ decision }) => decision === "pipelined") && nfvo.requests.length === 1);
    assert.match(await metrics(), /^vnfseal_gate_requests 1$/m);
    assert.match(await metrics(), /^vnfseal_gate_requests_total\{decision="pipelined"\} 1$/m);
    socket.end();
    socket.destroy();
    await until(async () => /^vnfseal_gate_requests 0$/m.test(await metrics()));
    assert.equal(nfvo.requests.length, 1);
    // Very many end the connection at once.
    assert.equal(await connect("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000)).answer, "");
    await until(async () => /^vnfseal_gate_requests 0$/m.test(await metrics()));
    assert.ok(nfvo.requests.length <= 2);
  });

  it("gets the first answer whole, and then the connection ends", async () => {
    const { answer } = connect("GET /echo/first HTTP/1.1\r\nHost: x\r\n\r\nGET /echo/second HTTP/1.1\r\nHost: x\r\n\r\n");
    assert.match(await answer, /^HTTP\/1\.1 200 [\s\S]*"url":"\/echo\/first"[\s\S]*HTTP\/1\.1 503 [\s\S]*connection: close/i);
    assert.deepEqual(nfvo.requests.map(({ url }) => url), ["/echo/first"]);
  });

  it("may send one request after the other", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; count < 50; count += 1) assert.equal((await ask(gate.url, { path: "/echo", agent })).status, 200);
    agent.destroy();
  });

  it("is told that other expectations are not met", async () => {
    const { status, data } = await ask(gate.url, { path: "/echo", headers: { Expect: "wonders" } });
    assert.deepEqual([status, data.code], [417, "header"]);
    assert.match(await metrics(), /^vnfseal_gate_requests_total\{decision="header"\} 1$/m);
  });
});

describe("a gate that stops", () => {
  it("says how many requests it has cut, and leaves none under way, also of clients that have left", async () => {
    interfere = ({ method }) => method === "PUT";
    await reopen({ stopMs: 200 });
    const id = await create();
    const { hostname, port } = new URL(gate.url);
    const client = http.request({ hostname, port, method: "PUT", path: contentOf(id), headers: { "Content-Length": good.length }, agent: false }).on("error", () => {});
    client.end(good);
    await until(() => nfvo.writes().length === 2);
    client.destroy();
    assert.equal(await gate.stop(), 1);
    assert.equal(log.at(-1).decision, "client-gone");
    gate = await open();
    assert.equal(await gate.stop(), 0);
    gate = await open();
  });
});

describe("the log", () => {
  it("has no password of a target, however it is written", () => {
    for (const target of ["http://u:secret@h/x", "//u:secret@h/x", "///u:secret@h/x", "/\\u:secret@h/x", "http:/u:secret@h/x", "u:secret@h:80", "//u:sec/secret@h/x", "//a@b:secret@h/x"]) {
      assert.doesNotMatch(pathOf(target), /secret/, target);
    }
    assert.equal(pathOf("/vnfpkgm/v1/vnf_packages/a@b?x"), "/vnfpkgm/v1/vnf_packages/a@b");
  });
});

describe("a gate that leads to itself", () => {
  it("is not started where that is plain", async () => {
    const { port } = new URL(gate.url);
    await gate.stop();
    for (const [host, name] of [["127.0.0.1", "localhost"], ["127.0.0.1", "127.0.0.1"], ["0.0.0.0", "127.0.0.1"]]) {
      await assert.rejects(open({}, { url: `http://${name}:${port}`, listen: { host, port: Number(port) } }), /requests would go in a circle/);
    }
    gate = await open();
  });

  it("refuses a request that comes back over another one", async () => {
    let target;
    const server = http.createServer(({ method, url: path, headers }, response) => {
      const { hostname, port } = new URL(target);
      http.request({ hostname, port, method, path, headers, agent: false }, (answer) => answer.pipe(response.writeHead(answer.statusCode, answer.headers))).end();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    others.push(() => server.close());
    await reopen({}, { url: `http://127.0.0.1:${server.address().port}` });
    target = gate.url;
    const { status, data } = await ask(gate.url, { path: "/echo" });
    assert.deepEqual([status, data.code], [508, "loop"]);
    assert.equal(log.filter(({ event }) => event === "request").length, 2);
  });
});

describe("connections without a request", () => {
  it("are counted and logged: what is no HTTP, and what is too many", async () => {
    assert.match(await sendRaw(gate.url, "nonsense\r\n\r\n"), /^HTTP\/1\.1 400 /);
    assert.match(await sendRaw(gate.url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(40_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
    assert.match(await metrics(), /^vnfseal_gate_connections_refused_total\{reason="not-http"\} 2$/m);
    assert.deepEqual(log.map(({ event, decision }) => [event, decision]), [["connection", "not-http"], ["connection", "not-http"]]);
    await reopen({ connections: 1 });
    const { hostname, port } = new URL(gate.url);
    const [first, second] = [1, 2].map(() => net.connect({ host: hostname, port }).on("error", () => {}));
    await until(async () => /^vnfseal_gate_connections_refused_total\{reason="too-many"\} 1$/m.test(await metrics()));
    first.destroy();
    second.destroy();
  });
});

describe("clients that the NFVO does not know", () => {
  it("take no places: those of an operation and of a package", async () => {
    interfere = ({ headers }, response) => headers["x-auth-token"] !== "right" && Boolean(response.writeHead(401).end());
    await reopen({ transfers: 1 });
    const { hostname, port } = new URL(gate.url);
    const heads = ["POST /vnflcm/v1/vnf_instances/x/instantiate", "POST /nslcm/v1/ns_instances/x/update", "POST /vnflcm/v1/vnf_lcm_op_occs/x/retry", `PUT ${contentOf("x")}`];
    for (const head of heads) {
      const socket = net.connect({ host: hostname, port }).on("error", () => {});
      others.push(() => socket.destroy());
      socket.write(`${head} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n`);
      const [answer] = await once(socket, "data");
      assert.match(String(answer), /^HTTP\/1\.1 401 /, head);
    }
    assert.match(await metrics(), /^vnfseal_gate_transfers 0$/m);
  });

  it("nor while the NFVO thinks about it", async () => {
    const held = [];
    interfere = ({ headers }, response) => headers["x-auth-token"] !== "right" && held.push(response) > 0;
    await reopen({ transfers: 1 });
    const waiting = [put("x", good).catch(() => {}), post("/vnflcm/v1/vnf_instances/x/heal").catch(() => {})];
    await until(() => held.length === 2);
    assert.match(await metrics(), /^vnfseal_gate_transfers 0$/m);
    for (const response of held) response.writeHead(401).end();
    await Promise.all(waiting);
  });

  it("nor long with the content of an operation, whoever it is", async () => {
    await reopen({ contentMs: 200 });
    const path = `/vnflcm/v1/vnf_instances/${nfvo.instantiable(nfvo.keep(good).vnfdId)}/instantiate`;
    const drip = async function* () {
      for (;;) {
        yield " ";
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const answer = await post(path, drip()).catch((error) => error);
    assert.ok(answer.status === 408 || ["ECONNRESET", "EPIPE"].includes(answer.code), JSON.stringify(answer));
    await until(() => log.some(({ event }) => event === "request"));
    assert.equal(log.at(-1).decision, "too-slow");
  });
});

describe("the command", () => {
  it("does not start with what could not work", async () => {
    const local = ["gate", "--trust", trust, "--nfvo"];
    await assertCouldNotRun([...local, "http://127.0.0.1:1", "--spool", "/proc"], /nothing can be written in \/proc/);
    await assertCouldNotRun([...local, "https://127.0.0.1:1", "--nfvo-ca", trust], /has no certificate in PEM/);
    const broken = join(mkdtempSync(join(folder, "gate-ca-")), "ca.pem");
    writeFileSync(broken, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    await assertCouldNotRun([...local, "https://127.0.0.1:1", "--nfvo-ca", broken], /or a broken one/);
    await assertCouldNotRun([...local, "http://127.0.0.1:1", "--nfvo-ca", trust], /goes with an NFVO whose URL is https/);
    for (const path of ["/vnflcm/v1", "/a/VNFPKGM", "/v1.0/vnf_packages"]) await assertCouldNotRun([...local, "http://127.0.0.1:1", "--pass", path], /is a path of packages or instances/);
    for (const path of ["/../x", "/x/.", "/x/.."]) await assertCouldNotRun([...local, "http://127.0.0.1:1", "--pass", path], /no absolute path/);
    for (const path of ["/vnfpkgm/v1", "/osm/vnflcm/v2/"]) await assertCouldNotRun([...local, `http://127.0.0.1:1${path}`], /leads to one of its APIs/);
  });
});

describe("what is verified, and for whom", () => {
  const instance = (kept = nfvo.keep(good)) => `/vnflcm/v1/vnf_instances/${nfvo.instantiable(kept.vnfdId)}/instantiate`;

  it("reaches the NFVO whole, also if the client leaves meanwhile", async () => {
    const id = await create();
    let go;
    let received;
    interfere = (request, response) => {
      if (request.method !== "PUT") return false;
      const chunks = [];
      go = () => request.on("data", (chunk) => chunks.push(chunk)).on("end", () => response.writeHead(202).end()).on("close", () => (received = Buffer.concat(chunks)));
      return true;
    };
    const large = await makePackage({ size: 16 << 20 });
    const { hostname, port } = new URL(gate.url);
    const client = http.request({ hostname, port, method: "PUT", path: contentOf(id), headers: { "Content-Length": large.length }, agent: false }).on("error", () => {});
    client.end(large);
    await until(() => go);
    client.destroy();
    await new Promise((resolve) => client.once("close", resolve));
    // Some round trips later the gate knows of it.
    for (let count = 0; count < 10; count += 1) await ask(gate.url, { path: "/echo" });
    go();
    await until(() => received);
    assert.ok(received.equals(large));
  });

  it("is remembered for as long as is said", async () => {
    const uses = async () => {
      for (const path of [instance(kept), instance(kept)]) assert.equal((await post(path)).status, 202);
      return log.filter(({ event }) => event === "request").slice(-2).map(({ isRemembered }) => isRemembered === true);
    };
    const kept = nfvo.keep(good);
    assert.deepEqual(await uses(), [false, true]);
    await reopen({ rememberMs: 1 });
    assert.deepEqual(await uses(), [false, false]);
  });

  it("is remembered for so many packages, the last ones", async () => {
    let verified = 0;
    class Counting extends Judge {
      async verify() {
        verified += 1;
        return { verdict: "passed" };
      }
    }
    const judge = new Counting({}, { threads: 1, rememberMs: 1e9 });
    const use = (sha256) => judge.verifyForUse({ digests: { sha256 } }, { name: "x", signal: new AbortController().signal });
    for (let count = 0; count <= REMEMBERED_MAX; count += 1) await use(String(count));
    assert.equal(verified, REMEMBERED_MAX + 1);
    await use(String(REMEMBERED_MAX));
    assert.equal(verified, REMEMBERED_MAX + 1);
    await use("0");
    assert.equal(verified, REMEMBERED_MAX + 2);
  });

  it("ends with its thread if the client leaves", async () => {
    const ends = [];
    const onWorker = (worker) => worker.once("exit", () => ends.push(worker));
    process.on("worker", onWorker);
    others.push(() => process.off("worker", onWorker));
    const judge = new Judge({ trust: [], policy: {}, spoolFolder: "/tmp" }, { threads: 1, rememberMs: 0 });
    const leaving = new AbortController();
    const file = await spool([good], { folder: "/tmp", sizeMax: 1e9 });
    const verifying = judge.verify(file, { name: "x", stage: "onboarding", signal: leaving.signal });
    setTimeout(() => leaving.abort(new Error("left")), 1);
    await assert.rejects(verifying, /left/);
    assert.equal(ends.length, 1);
    await file.close();
    await judge.close();
  });

  it("is of one size while it is read, and the only package of a VNFD", async () => {
    const large = nfvo.keep(await makePackage({ size: 5 << 20 }));
    let count = 0;
    interfere = ({ headers: { range }, url }, response) => {
      if (!url.endsWith("/package_content")) return false;
      const { bytes } = nfvo.packages.get(large.id);
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range).map(Number);
      const end = Math.min(last, bytes.length - 1);
      count += 1;
      response.writeHead(206, { "Content-Range": `bytes ${first}-${end}/${bytes.length + (count === 2 ? 1 : 0)}` }).end(bytes.subarray(first, end + 1));
      return true;
    };
    const { status, data } = await post(instance(large));
    assert.deepEqual([status, data.code], [409, "package-changed"]);
    assert.match(data.detail, /changed in the NFVO while it was read/);
    const kept = nfvo.keep(good);
    interfere = ({ url }, response) => url.includes("?filter=") && Boolean(response.writeHead(200, { "Content-Type": "application/json", Link: '</vnfpkgm/v1/vnf_packages?nextpage_opaque_marker=2>; rel="next"' }).end(JSON.stringify([kept])));
    const paged = await post(instance(kept));
    assert.deepEqual([paged.status, paged.data.code], [502, "nfvo-invalid"]);
    assert.ok(nfvo.writes().every((write) => !write.endsWith("/instantiate")));
  });
});

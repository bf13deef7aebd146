// `vnfseal gate` before an NFVO that takes everything. Clients and NFVOs that fail, and the command.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import https from "node:https";
import net from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";

import { assertCouldNotRun } from "./command.js";
import { ask, sendRaw, startGate } from "./gate.js";
import { assertRefused, bad, contentOf, create, gate, good, interference, JSON_TYPE, lines, nfvo, openAgain, put, reopen, stateOf, writesAfterCreate } from "./gate-fixture.js";
import { makePackage, trust } from "./gate-packages.js";
import { folder, vnfseal } from "./installed.js";
import { encryptInPieces, withUnprotected } from "./gate-messages.js";
import { makeRecipient, openssl } from "./recipients.js";

describe("clients and NFVOs that fail", () => {
  it("a client that breaks off leaves nothing", async () => {
    const id = await create();
    for (const share of [0, 0.5, 1]) {
      const { hostname, port } = new URL(gate.url);
      const asked = nfvo.requests.length;
      const socket = net.connect({ host: hostname, port });
      socket.write(`PUT ${contentOf(id)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: ${good.length + 1}\r\n\r\n`);
      socket.write(good.subarray(0, Math.floor(good.length * share)));
      await once(socket, "connect");
      while (nfvo.requests.length === asked) await new Promise((resolve) => setTimeout(resolve, 5));
      socket.destroy();
      while (!lines.some((line) => line.includes("client-gone"))) await new Promise((resolve) => setTimeout(resolve, 5));
      lines.length = 0;
    }
    assert.deepEqual(writesAfterCreate(), []);
    assert.match((await ask(gate.statusUrl, { path: "/metrics" })).body.toString(), /^vnfseal_gate_transfers 0$/m);
  });

  it("a client that is silent, or too slow altogether, is refused", async () => {
    await reopen({ clientSilenceMs: 100 });
    const id = await create();
    const head = `PUT ${contentOf(id)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: 1000\r\n\r\nPK`;
    assert.match(await sendRaw(gate.url, head), /^HTTP\/1\.1 408 [\s\S]*"code":"too-slow"/);
    await reopen({ timeMs: 300 });
    const drip = async function* () {
      for (;;) {
        yield Buffer.from("x");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const slow = await put(id, drip()).catch((error) => error);
    assert.ok(slow.status === 408 || slow.code === "ECONNRESET", JSON.stringify(slow));
    assert.deepEqual(writesAfterCreate(), []);
  });

  it("more transfers than there may be are told to come again", async () => {
    await reopen({ transfers: 1 });
    const id = await create();
    const { hostname, port } = new URL(gate.url);
    const socket = net.connect({ host: hostname, port });
    socket.write(`PUT ${contentOf(id)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: 1000\r\n\r\nPK`);
    while (nfvo.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const answer = await put(id, good);
    assertRefused(answer, 503, "busy");
    assert.ok(Number(answer.headers["retry-after"]) > 0);
    // All that is no transfer goes on.
    assert.equal((await ask(gate.url, { path: "/echo" })).status, 200);
    socket.destroy();
    while (!lines.some((line) => line.includes("client-gone"))) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal((await put(id, good)).status, 202);
  });

  it("an NFVO that is not there, dies or is silent is said to be", async () => {
    const id = await create();
    interference.by = (request, response) => {
      if (request.method === "GET") return false;
      request.once("data", () => response.destroy());
      return true;
    };
    assertRefused(await put(id, good), 502, "nfvo-unreachable");
    interference.by = (_, response) => {
      response.writeHead(200, { "Content-Length": 100 });
      response.write("x");
      setTimeout(() => response.destroy(), 20);
      return true;
    };
    await assert.rejects(ask(gate.url, { path: "/echo" }), "a cut answer is cut for the client, too");
    await reopen({ nfvoSilenceMs: 100 });
    interference.by = () => true;
    assertRefused(await ask(gate.url, { path: "/echo" }), 502, "nfvo-unreachable");
    nfvo.close();
    assertRefused(await ask(gate.url, { path: "/echo" }), 502, "nfvo-unreachable");
    assertRefused(await put(id, good), 502, "nfvo-unreachable");
  });

  it("an NFVO that refuses a package before it has read it is heard", async () => {
    const id = await create();
    const large = await makePackage({ size: 8 << 20 });
    interference.by = ({ method }, response) => {
      if (method !== "PUT") return false;
      // It does not close the connection while the gate sends: then nobody could say whether the answer comes before the reset.
      response.writeHead(403, { "Content-Type": "application/json", "Content-Length": 14 });
      return response.write('{"status":403}');
    };
    const { status, data } = await put(id, large);
    assert.deepEqual([status, data], [403, { status: 403 }]);
  });

  it("a gate that stops ends what is under way, and takes nothing new", async () => {
    const id = await create();
    let go;
    interference.by = ({ method, url }, response) => {
      if (method !== "GET" || !url.startsWith("/echo")) return false;
      go = () => response.end("done");
      return true;
    };
    const running = ask(gate.url, { path: "/echo" });
    while (!go) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = gate.stop();
    assert.equal((await ask(gate.statusUrl, { path: "/healthz" })).status, 503);
    await assert.rejects(put(id, good), /ECONNREFUSED/);
    go();
    assert.equal(String((await running).body), "done");
    await stopped;
    await openAgain();
  });
});

describe("the command", () => {
  it("starts, says where, keeps secrets out of its log, and ends with 0 on SIGTERM", async () => {
    const started = await startGate(nfvo.url, "--trust", trust);
    const secrets = { Authorization: "Bearer secret1", "X-Auth-Token": "secret2", Cookie: "secret3" };
    await ask(started.url, { path: "/echo?token=secret4", headers: secrets });
    await ask(started.url, { path: "http://user:secret5@x/y?secret6", headers: secrets });
    await ask(started.url, { method: "PUT", path: "/nothing?secret7", headers: secrets });
    const health = await ask(started.statusUrl, { path: "/healthz" });
    assert.deepEqual([health.status, health.data], [200, { status: "ok" }]);
    const metrics = (await ask(started.statusUrl, { path: "/metrics" })).body.toString();
    assert.match(metrics, /^vnfseal_gate_requests_total\{decision="passed-through"\} 1$/m);
    assert.match(metrics, /^vnfseal_gate_requests_total\{decision="unknown-request"\} 1$/m);
    assert.equal((await ask(started.statusUrl, { path: "/other" })).status, 404);
    assert.equal(await started.stop(), 0);
    assert.deepEqual(started.log.map(({ event }) => event), ["listening", "request", "request", "request", "stopping", "stopped"]);
    assert.doesNotMatch(started.lines.join("\n"), /secret/);
    assert.doesNotMatch(metrics, /secret/);
  });

  it("verifies what is encrypted with the key for it, and forwards it as it was sent", async () => {
    const place = mkdtempSync(join(folder, "gate-keys-"));
    const [site, stranger] = ["site", "stranger"].map((name) => makeRecipient(place, "P-256", name));
    const encrypt = async (bytes, { certificate }, more = {}) => {
      const { blob } = await vnfseal.encryptFile(bytes, { recipients: [certificate], ...more });
      return Buffer.from(await blob.arrayBuffer());
    };
    const artifacts = { artifacts: ["Files/**"] };
    const [whole, inside] = [await encrypt(good, site), await encrypt(good, site, artifacts)];
    const wrong = [await encrypt(bad, site), await encrypt(good, stranger), whole.subarray(0, whole.length - 1), await encrypt(good, stranger, artifacts)];
    const started = await startGate(nfvo.url, "--trust", trust, "--key", site.key, "--certificate", site.certificate);
    const send = (id, body, url = started.url) => ask(url, { method: "PUT", path: contentOf(id), headers: { "Content-Type": "application/octet-stream", "Content-Length": body.length }, body });
    for (const bytes of [whole, inside, good]) {
      const id = await create();
      assert.equal((await send(id, bytes)).status, 202);
      assert.ok(nfvo.packages.get(id).bytes.equals(bytes));
      const { vnfdId } = nfvo.keep(bytes);
      const path = `/vnflcm/v1/vnf_instances/${nfvo.instantiable(vnfdId)}/instantiate`;
      assert.equal((await ask(started.url, { method: "POST", path, headers: { ...JSON_TYPE, "Content-Length": 2 }, body: "{}" })).status, 202);
    }
    const id = await create();
    for (const bytes of wrong) assert.equal((await send(id, bytes)).status, 422);
    assertRefused(await send(id, whole, gate.url), 422, "not-a-package");
    assertRefused(await send(id, inside, gate.url), 422, "package-refused");
    assert.equal(stateOf(id), "CREATED");
    assert.equal(await started.stop(), 0);
  });

  it("forwards what is encrypted as what it is, and refuses a message in which another package could be read", async () => {
    const site = makeRecipient(mkdtempSync(join(folder, "gate-keys-")), "P-256", "site");
    const { blob } = await vnfseal.encryptFile(good, { recipients: [site.certificate] });
    const message = Buffer.from(await blob.arrayBuffer());
    const started = await startGate(nfvo.url, "--trust", trust, "--key", site.key, "--certificate", site.certificate);
    const send = (id, body, type) => ask(started.url, { method: "PUT", path: contentOf(id), headers: { ...(type && { "Content-Type": type }), "Content-Length": body.length }, body });
    for (const [body, type] of [[message, "application/cms"], [message, "application/pkcs7-mime"], [message, "application/octet-stream"], [encryptInPieces(good, site), "application/cms"], [good, "application/octet-stream"]]) {
      const id = await create();
      const { status, data } = await send(id, body, type);
      assert.equal(status, 202, JSON.stringify(data));
      assert.equal(nfvo.requests.at(-1).headers["content-type"], body === good ? "application/zip" : "application/cms");
    }
    const id = await create();
    for (const type of ["application/zip", "application/x-zip-compressed", undefined]) assertRefused(await send(id, message, type), 415, "content");
    for (const type of ["application/cms", "application/pkcs7-mime"]) assertRefused(await send(id, good, type), 415, "content");
    // A ZIP archive in unprotected attributes, where readers find its end; and where they do not, but it is protected by nothing.
    for (const [inside, reason] of [[bad, /end of a ZIP archive/], [Buffer.concat([bad, Buffer.alloc(70_000)]), /unprotected attributes/], [Buffer.alloc(16), /unprotected attributes/]]) {
      for (const of of [message, encryptInPieces(good, site)]) {
        const polyglot = withUnprotected(of, inside);
        const answer = await send(id, polyglot, "application/cms");
        assertRefused(answer, 422, "not-a-package");
        assert.match(answer.data.detail, reason);
        const path = `/vnflcm/v1/vnf_instances/${nfvo.instantiable(nfvo.keep(polyglot).vnfdId)}/instantiate`;
        assertRefused(await ask(started.url, { method: "POST", path, headers: { ...JSON_TYPE, "Content-Length": 2 }, body: "{}" }), 422, "not-a-package");
      }
    }
    assert.equal(stateOf(id), "CREATED");
    assert.equal(await started.stop(), 0);
  });

  it("speaks TLS with clients, and with an NFVO whose CA it is told", async () => {
    const place = mkdtempSync(join(folder, "gate-tls-"));
    const [key, certificate] = ["tls.key", "tls.pem"].map((name) => join(place, name));
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate);
    const ca = readFileSync(certificate);
    const secure = https.createServer({ key: readFileSync(key), cert: ca }, (_, response) => response.writeHead(201, { Location: `https://127.0.0.1:${secure.address().port}/x` }).end());
    await new Promise((resolve) => secure.listen(0, "127.0.0.1", resolve));
    const url = `https://127.0.0.1:${secure.address().port}`;
    const tls = ["--trust", trust, "--tls-certificate", certificate, "--tls-key", key];
    const started = await startGate(url, ...tls, "--nfvo-ca", certificate);
    const get = (to) => new Promise((resolve, reject) => https.get(`${to}/echo`, { ca, agent: false }, (response) => resolve(response.resume())).on("error", reject));
    const { statusCode, headers } = await get(started.url);
    assert.deepEqual([statusCode, headers.location], [201, `${started.url}/x`]);
    await started.stop();
    const doubting = await startGate(url, ...tls);
    assert.equal((await get(doubting.url)).statusCode, 502, "a certificate of nobody");
    await doubting.stop();
    secure.close();
    secure.closeAllConnections();
  });

  it("says what is wrong with its options", async () => {
    await assertCouldNotRun(["gate", "--nfvo", "http://127.0.0.1:1"], /whom to trust is not said/);
    await assertCouldNotRun(["gate", "--nfvo", "http://nfvo.example", "--trust", trust], /its URL is not https.*--plain-http/);
    await assertCouldNotRun(["gate", "--nfvo", "http://me:pw@127.0.0.1", "--trust", trust], /no user name/);
    await assertCouldNotRun(["gate", "--nfvo", "ftp://x", "--trust", trust], /named by an http: or https: URL/);
    const local = ["gate", "--nfvo", "http://127.0.0.1:1", "--trust", trust];
    await assertCouldNotRun([...local, "--listen", "0.0.0.0:0"], /--tls-certificate and --tls-key protect it/);
    await assertCouldNotRun([...local, "--listen", "nonsense"], /--listen: it is no HOST:PORT/);
    await assertCouldNotRun([...local, "--tls-key", trust], /go together/);
    await assertCouldNotRun([...local, "--tls-key", trust, "--tls-certificate", trust], /no certificate and private key that belong together/);
    const dated = join(mkdtempSync(join(folder, "gate-policy-")), "policy.json");
    writeFileSync(dated, JSON.stringify({ at: "2026-11-21T12:00:00Z" }));
    await assertCouldNotRun([...local, "--policy", dated], /the policy has 'at'/);
    await assertCouldNotRun([...local, "--spool", trust], /is no folder/);
    await assertCouldNotRun([...local, "--pass", "x"], /no absolute path/);
    await assertCouldNotRun([...local, "--max-time", "0"], /no number from 1/);
    await assertCouldNotRun([...local, "--key", trust], /--key .*trust\.json/);
    const { port } = new URL(nfvo.url);
    await assertCouldNotRun([...local, "--listen", `127.0.0.1:${port}`], /EADDRINUSE/);
  });
});

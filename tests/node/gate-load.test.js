// The gate under load: many packages at once, clients that are slow or leave, an NFVO that dies. Nothing unverified gets through, and
// memory stays flat. VNFSEAL_GATE_BENCH=1 does the same with 100 packages of 64 MiB.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import net from "node:net";
import { describe, it } from "node:test";

import { ask, startGate } from "./gate.js";
import { changed, makePackage, trust } from "./gate-packages.js";
import { serveNfvo } from "./gate-nfvo-server.js";

const BENCH = process.env.VNFSEAL_GATE_BENCH === "1";
const COUNT = BENCH ? 100 : 20;
const SIZE = (BENCH ? 64 : 8) << 20;

/** Beyond this a gate would hold packages in memory: what it needs itself, its threads included, and less than a fifth of what is sent. */
const MEMORY_MAX_KB = 300 << 10;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** The most memory that a process has had, in KiB. */
const peakOf = ({ pid }) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);

describe("many packages at once", { skip: process.platform !== "linux" }, () => {
  it("each get what they deserve, and memory stays flat", async () => {
    const good = await makePackage({ size: SIZE });
    const bad = changed(good);
    const dying = new Set();
    const nfvo = await serveNfvo((request, response, { requests }) => {
      const [, , , , id] = request.url.split("/");
      if (request.method !== "PUT" || !dying.has(id)) return digest(request, response, requests.at(-1));
      request.once("data", () => response.destroy());
      return true;
    });
    const gate = await startGate(nfvo.url, "--trust", trust);
    const begun = performance.now();
    const results = await Promise.all(
      Array.from({ length: COUNT }, async (_, index) => {
        const { data } = await ask(gate.url, { method: "POST", path: "/vnfpkgm/v1/vnf_packages", headers: { "Content-Type": "application/json" }, body: "{}" });
        const path = `/vnfpkgm/v1/vnf_packages/${data.id}/package_content`;
        const kind = ["good", "bad", "good", "leaves", "good", "slow", "dies"][index % 7];
        if (kind === "dies") dying.add(data.id);
        if (kind === "leaves") return { kind, status: await leave(gate.url, path, good) };
        const pieces = kind === "slow" ? slowly(good) : good;
        const { status } = await ask(gate.url, { method: "PUT", path, headers: { "Content-Type": "application/zip", "Content-Length": good.length }, body: kind === "bad" ? bad : pieces });
        return { kind, status };
      }),
    );
    const seconds = (performance.now() - begun) / 1000;
    const peak = peakOf(gate.child);
    if (BENCH) console.log(`${COUNT} packages of ${SIZE >> 20} MiB: ${seconds.toFixed(1)} s, ${(peak / 1024).toFixed(0)} MiB at the most`);
    const expected = { good: 202, slow: 202, bad: 422, dies: 502, leaves: "left" };
    assert.deepEqual(results.filter(({ kind, status }) => status !== expected[kind]), []);
    const received = nfvo.requests.filter(({ method }) => method === "PUT").filter(({ digest: own }) => own !== undefined);
    assert.ok(received.every(({ digest: own }) => own === sha256(good)), "whatever reached the NFVO whole has passed");
    assert.equal(received.length, results.filter(({ kind }) => ["good", "slow"].includes(kind)).length);
    assert.ok(peak < MEMORY_MAX_KB, `${peak} KiB`);
    assert.match((await ask(gate.statusUrl, { path: "/metrics" })).body.toString(), /^vnfseal_gate_transfers 0$/m);
    assert.equal(await gate.stop(), 0);
    nfvo.close();
  });
});

/** Takes a package without keeping it. */
function digest(request, response, entry) {
  if (request.method !== "PUT") return false;
  const hash = createHash("sha256");
  request.on("data", (chunk) => hash.update(chunk)).on("error", () => {});
  request.on("end", () => {
    entry.digest = hash.digest("hex");
    response.writeHead(202).end();
  });
  return true;
}

async function* slowly(bytes) {
  for (let at = 0; at < bytes.length; at += bytes.length >> 3) {
    yield bytes.subarray(at, at + (bytes.length >> 3));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A client that leaves when it has sent half of a package. */
function leave(url, path, bytes) {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = net.connect({ host: hostname, port });
    socket.on("error", () => {}).on("close", () => resolve("left"));
    socket.write(`PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/zip\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes.subarray(0, bytes.length >> 1), () => socket.destroy());
  });
}

// Whether the gate works, and what it counts: on an address of its own, so that it hides no path of the NFVO, and clients of the NFVO
// need not see it.

import http from "node:http";

/** The server of `/healthz` and `/metrics`. A gate that stops says so, and a balancer sends it nothing more. */
export function createStatus(gate) {
  const pages = {
    "/healthz": () => ({ status: gate.isStopping ? 503 : 200, type: "application/json", body: JSON.stringify({ status: gate.isStopping ? "stopping" : "ok" }) }),
    "/metrics": () => ({ status: 200, type: "text/plain; version=0.0.4; charset=utf-8", body: gate.metrics.text({ transfers: gate.places.taken, requests: gate.underWay.size }) }),
  };
  const server = http.createServer((request, response) => {
    const page = ["GET", "HEAD"].includes(request.method) && Object.hasOwn(pages, request.url) ? pages[request.url]() : { status: 404, type: "text/plain", body: "" };
    response.writeHead(page.status, { "Content-Type": page.type, "Content-Length": Buffer.byteLength(page.body), "Cache-Control": "no-store" });
    response.end(request.method === "HEAD" ? undefined : page.body);
  });
  server.maxConnections = 64;
  return server;
}

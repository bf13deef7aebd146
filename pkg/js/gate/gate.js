// The gate: a reverse proxy before an NFVO that lets packages through only if they pass (SEC 021 clauses 5.2, 6.2, 6.3 and 6.5). Each
// request is understood first, or refused. Nothing that is kept decides: many gates may stand beside each other.

import { randomUUID } from "node:crypto";
import http, { STATUS_CODES } from "node:http";
import https from "node:https";
import { networkInterfaces } from "node:os";

import { invalidArgument } from "../errors.js";
import { isLoopback } from "../http/node/addresses.js";
import { pause } from "../sources/aborting.js";
import { pass, repeat } from "./forward.js";
import { checkHeaders } from "./headers.js";
import { Judge } from "./judge.js";
import { CLIENT_SILENCE_MS, CONTENT_MS, DEFAULTS, NFVO_SILENCE_MS, STOPPED_MS, STOP_MS } from "./limits.js";
import { causeOf, pathOf } from "./log.js";
import { Metrics } from "./metrics.js";
import { Nfvo } from "./nfvo.js";
import { answerProblem, asProblem, problem } from "./problem.js";
import { routeOf } from "./routes.js";
import { Places } from "./spool.js";
import { createStatus } from "./status.js";
import { brokenOff } from "./streams.js";
import { readTarget } from "./target.js";
import { upload } from "./upload.js";
import { changeInstance, use } from "./use.js";

/** What the log says when not even a refusal reaches the client. */
const UNANSWERED = "the refusal could not be answered";

/** What is done for each action of a route, and what is decided if that does not refuse. */
const ACTIONS = {
  pass: { work: pass, decision: "passed-through" },
  upload: { work: upload, decision: "package-forwarded" },
  change: { work: changeInstance, decision: "passed-through" },
  uri: { work: refuseUri },
};
const USE = { work: use, decision: "use-forwarded" };

/**
 * Starts a gate. `nfvo` is its URL, `terms` are those of `judge-worker.js` with the `spoolFolder`, `listen` and `statusListen` are
 * `{ host, port }`, `tls` is `{ cert, key }`, `passed` are paths as lists of segments, `ca` are certificates of the NFVO's CA, and
 * `log` is that of `log.js`. Gives `{ url, statusUrl, stop() }`; `stop` gives how many requests it has cut.
 */
export async function openGate({ nfvo: url, terms, threads, listen, statusListen, tls, passed = [], ca, limits: chosen = {}, log }) {
  const limits = { ...DEFAULTS, clientSilenceMs: CLIENT_SILENCE_MS, contentMs: CONTENT_MS, nfvoSilenceMs: NFVO_SILENCE_MS, stopMs: STOP_MS, ...chosen };
  const gate = {
    ...{ limits, passed, log, spoolFolder: terms.spoolFolder, scheme: tls ? "https" : "http", metrics: new Metrics() },
    nfvo: new Nfvo(url, { silenceMs: limits.nfvoSilenceMs, ca }),
    judge: new Judge(terms, { threads, rememberMs: limits.rememberMs }),
    places: new Places(limits.transfers),
    underWay: new Set(),
    /** The answer that is under way on each connection: one at a time. */
    answering: new WeakMap(),
    isStopping: false,
  };
  const server = createServer(gate, tls);
  const status = createStatus(gate);
  try {
    const own = await listenOn(server, listen);
    refuseSelf(url, server.address());
    const statusUrl = `http://${await listenOn(status, statusListen)}`;
    return { url: `${gate.scheme}://${own}`, statusUrl, stop: () => stop(gate, server, status) };
  } catch (error) {
    await stop(gate, server, status);
    throw error;
  }
}

/** Where it is plain that the gate would send all requests to itself. Other loops are found when a request comes back. */
function refuseSelf({ protocol, hostname, port }, { address, port: own }) {
  const host = hostname.replace(/^\[|\]$/g, "");
  const isAnywhere = address === "0.0.0.0" || address === "::";
  const isOwn = host === address || (hostname === "localhost" && isLoopback(address));
  const isHere = isOwn || (isAnywhere && (isLoopback(hostname) || isAddressOfThisMachine(host)));
  if (isHere && Number(port || (protocol === "https:" ? 443 : 80)) === own) throw invalidArgument("the NFVO has the address at which this gate listens: requests would go in a circle");
}

const isAddressOfThisMachine = (host) => Object.values(networkInterfaces()).flat().some(({ address }) => address === host);

function createServer(gate, tls) {
  const { timeMs, connections, clientSilenceMs } = gate.limits;
  const options = {
    // HTTP/1.1 alone, read strictly: what the gate takes for one request the NFVO takes for one, too.
    ...{ insecureHTTPParser: false, requireHostHeader: true, maxHeaderSize: 32 << 10, ALPNProtocols: ["http/1.1"], minVersion: "TLSv1.2" },
    ...{ headersTimeout: Math.min(30_000, timeMs), requestTimeout: timeMs, keepAliveTimeout: 60_000, noDelay: true },
    ...tls,
  };
  const server = (tls ? https : http).createServer(options);
  const handle = (expectsContinue) => (request, response) => serve(gate, request, response, expectsContinue);
  server.on("request", handle(false)).on("checkContinue", handle(true));
  server.on("checkExpectation", handle(false));
  server.on("clientError", (error, socket) => refuseConnection(gate, error, socket)).on("tlsClientError", (_, socket) => countRefused(gate, "tls", socket));
  server.on("drop", (socket) => countRefused(gate, "too-many", socket));
  server.maxConnections = connections;
  // What verifies is silent for a while.
  server.setTimeout(timeMs + clientSilenceMs);
  return server;
}

async function serve(gate, request, response, expectsContinue) {
  const { socket } = request;
  if (gate.answering.has(socket)) return refuseNext(gate, request, response);
  gate.answering.set(socket, response);
  response.once("close", () => {
    // After a second request nothing more is taken from this connection.
    if (gate.answering.get(socket) === response) gate.answering.delete(socket);
  });
  const exchange = openExchange(gate, request, response, expectsContinue);
  gate.underWay.add(exchange);
  const decision = await answer(exchange);
  gate.underWay.delete(exchange);
  finish(exchange, decision);
}

/**
 * A client may send a request before the last one is answered. Hardly any does, and a connection would be any number of exchanges. So
 * it ends after the first answer, or at a third request; what was not answered may be sent again (RFC 9112 section 9.3.2).
 */
function refuseNext(gate, request, response) {
  const { socket } = request;
  if (gate.answering.get(socket) === ENDING) return socket.destroy();
  gate.answering.set(socket, ENDING);
  gate.metrics.add("requests_total", { decision: "pipelined" });
  gate.log("request", { client: socket.remoteAddress, method: request.method, path: pathOf(request.url), decision: "pipelined" });
  response.writeHead(503, { "Content-Length": 0, Connection: "close" }).end();
}
const ENDING = Symbol("ending");

/** What is no HTTP/1.1, or a connection that ends within a request. */
function refuseConnection(gate, { code }, socket) {
  countRefused(gate, code === "ECONNRESET" ? "reset" : "not-http", socket);
  const response = gate.answering.get(socket);
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[code] ?? 400;
  if (socket.writable && (response === undefined || response.headersSent === false)) {
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  }
  socket.destroy();
}

/** Connections on which no request was understood have no line of a request. */
function countRefused({ metrics, log }, reason, { remoteAddress }) {
  metrics.add("connections_refused_total", { reason });
  log("connection", { client: remoteAddress, decision: reason });
}

/** Never throws: one exchange must not end the others. */
async function answer(exchange) {
  try {
    return await decide(exchange);
  } catch (error) {
    return refuse(exchange, asProblem(exchange.signal.aborted ? exchange.signal.reason : error, exchange.isForwarded));
  } finally {
    exchange.close();
  }
}

async function decide(exchange) {
  const { gate, request } = exchange;
  if (!/^(?:100-continue)?$/i.test(request.headers.expect ?? "")) throw problem(417, "header", "the gate knows no expectation but 100-continue");
  if (gate.nfvo.isOwn(request.headers.via)) throw problem(508, "loop", "this request has come from this gate itself: what it takes for the NFVO leads back to it");
  if (gate.isStopping) throw problem(503, "stopping", "the gate stops", { headers: { "Retry-After": "10" } });
  exchange.target = readTarget(request.method, request.url);
  checkHeaders(request, exchange.target.isRead);
  exchange.route = routeOf(request.method, exchange.target, gate.passed);
  const { work, decision } = ACTIONS[exchange.route.action] ?? USE;
  await work(exchange);
  return { decision };
}

function refuseUri() {
  throw problem(403, "upload-from-uri", "the NFVO would fetch the package from the URI itself, past the gate: fetch it and send it with PUT package_content");
}

/** One request and its answer, with all that is needed for it. */
function openExchange(gate, request, response, expectsContinue) {
  const [gone, late] = [new AbortController(), new AbortController()];
  const { limits, metrics } = gate;
  const timer = setTimeout(() => {
    exchange.cancel(problem(408, "too-slow", `it took longer than the ${limits.timeMs / 1000} s that this gate gives a request`));
  }, limits.timeMs);
  const leave = () => response.writableFinished || gone.abort(brokenOff());
  response.on("close", leave);
  response.on("error", () => {}); // the client is gone: its connection closes
  const exchange = {
    ...{ gate, limits, nfvo: gate.nfvo, judge: gate.judge, places: gate.places, spoolFolder: gate.spoolFolder },
    ...{ request, response, id: randomUUID(), begun: performance.now(), notes: {}, isForwarded: false },
    client: request.socket.remoteAddress,
    // Without a host, as HTTP/1.0 has it, a path is all that can be said.
    gateOrigin: request.headers.host ? `${gate.scheme}://${request.headers.host}` : "",
    /** Aborted when the client leaves, or when it takes too long. */
    signal: gone.signal,
    /** Aborted only when it takes too long. */
    endSignal: late.signal,
    tellContinue: () => expectsContinue && response.writeContinue(),
    note: (members) => Object.assign(exchange.notes, members),
    count: (direction, bytes) => metrics.add("bytes_total", { direction }, bytes),
    cancel(error) {
      late.abort(error);
      gone.abort(error);
    },
    close() {
      clearTimeout(timer);
      response.off("close", leave);
    },
  };
  return exchange;
}

function refuse({ nfvo, request, response, gateOrigin, id }, error) {
  try {
    if (error.answer && !response.headersSent) repeat(error.answer, { nfvo, request, response, gateOrigin });
    else answerProblem(request, response, error, id);
  } catch (cause) {
    response.destroy();
    return { decision: "failed", reason: UNANSWERED, cause: causeOf({ cause }) };
  }
  return { decision: error.code, reason: error.message, cause: causeOf(error) };
}

function finish({ gate, id, client, request, response, begun, route, notes }, { decision, reason, cause }) {
  const { metrics, log } = gate;
  metrics.add("requests_total", { decision });
  const { verdict, isRemembered, ...more } = notes;
  if (verdict) metrics.add("verifications_total", { stage: route.action === "upload" ? "onboarding" : "instantiation", verdict: isRemembered ? "remembered" : verdict });
  const milliseconds = Math.round(performance.now() - begun);
  const said = { id, client, method: request.method, path: pathOf(request.url), status: response.statusCode };
  log("request", { ...said, decision, reason, cause, verdict, isRemembered, ...more, milliseconds });
}

function listenOn(server, { host, port }) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const { address, port: own, family } = server.address();
      resolve(`${family === "IPv6" ? `[${address}]` : address}:${own}`);
    });
  });
}

/** No new requests are taken. What is under way ends within a bound, or is ended. Gives how many requests were. */
async function stop(gate, server, status) {
  gate.isStopping = true;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  let cut = 0;
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => {
      cut = gate.underWay.size;
      for (const exchange of gate.underWay) exchange.cancel(problem(503, "stopping", "the gate stops"));
      timer = setTimeout(() => resolve(server.closeAllConnections()), STOPPED_MS);
    }, gate.limits.stopMs);
  });
  // Connections that were kept for a next request are idle only now.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  await Promise.race([late, closed.then(() => ended(gate.underWay))]);
  clearInterval(sweep);
  clearTimeout(timer);
  await gate.judge.close();
  status.closeAllConnections();
  await new Promise((resolve) => status.close(resolve));
  return cut;
}

/** A package goes on to the NFVO also when its client has left. */
async function ended(underWay) {
  while (underWay.size > 0) await pause(50);
}

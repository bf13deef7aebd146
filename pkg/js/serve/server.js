// The server of the page: who may ask what, and who answers.

import { createServer } from "node:http";

import { Refusal, refuse, refused, sendJson } from "./answers.js";
import { checkHost, checkSite, hostsOf } from "./callers.js";
import { encode } from "./encodings.js";
import { DATA_HEADERS } from "./headers.js";
import { CONNECTIONS_MAX, HEAD_MS, SILENCE_MS } from "./limits.js";

/**
 * Serves the page at `{ host, port }`: `{ url, close() }`. `page` is that of `readPage`. `relay`, `stored` and `runs`, where they are,
 * answer `/nfvo/`, `/catalogue/` and `/runs/`. `about` is what the page learns of this server. `complain(error)` hears of our own mistakes.
 */
export async function startServer({ page, host, port, relay, stored, runs, about = {}, complain = () => {} }) {
  const server = createServer({ headersTimeout: HEAD_MS, connectionsCheckingInterval: HEAD_MS / 2, requestTimeout: 0 });
  Object.assign(server, { timeout: SILENCE_MS, maxConnections: CONNECTIONS_MAX });
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, host.replace(/^\[|\]$/g, ""), resolve);
  });
  const actual = server.address().port;
  const context = { page, relay, stored, runs, hosts: hostsOf(host, actual), about: describe({ relay, stored, runs, about }) };
  server.on("request", (request, response) => handle(request, response, context).catch((error) => fail(request, response, error, complain)));
  return { url: `http://${host}:${actual}/`, close: () => close(server) };
}

/** What the page learns: nothing of it is secret. */
function describe({ relay, stored, runs, about }) {
  return { ...about, nfvo: relay ? { name: relay.name } : null, catalogue: Boolean(stored), runs: Boolean(runs) };
}

async function handle(request, response, { page, relay, stored, runs, hosts, about }) {
  checkHost(request, hosts);
  checkNoBody(request);
  const { url } = request;
  if (url === "/serve.json") return answerData(request, response, () => sendJson(response, 200, about));
  if (url.startsWith("/nfvo/") && relay) return answerData(request, response, () => relay.answer(request, response), relay.methods);
  if (url.startsWith("/catalogue/") && stored) return answerData(request, response, () => stored.answer(request, response));
  if (url.startsWith("/runs/") && runs) return answerData(request, response, () => runs.answer(request, response));
  return answerFile(request, response, page);
}

/** Only a package is sent here. What nobody reads would come without end. */
function checkNoBody({ method, headers }) {
  if (method === "PUT" || (headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0)) return;
  throw refused(413, "BODY_UNWANTED", "this is asked without a body");
}

const READING = ["GET", "HEAD"];

async function answerData(request, response, work, methods = READING) {
  checkSite(request);
  checkMethod(request, response, methods);
  return work();
}

function checkMethod({ method }, response, methods) {
  if (methods.includes(method)) return;
  response.setHeader("Allow", methods.join(", "));
  throw refused(405, "METHOD_UNKNOWN", `this is asked with ${methods.join(" or ")}`);
}

/** The page's own addresses may have a query. Nothing in them is decoded: no name of a file needs it. */
async function answerFile(request, response, { files, headers }) {
  checkMethod(request, response, READING);
  const [path] = request.url.slice(1).split(/[?#]/);
  const file = files.get(path === "" ? "index.html" : path);
  if (!file) return response.writeHead(404, { ...DATA_HEADERS, "Content-Type": "text/plain; charset=utf-8" }).end("not found\n");
  const { bytes, coding, varies } = await encode(file, request.headers["accept-encoding"]);
  const tag = `"${file.tag}${coding ? `-${coding}` : ""}"`;
  const ofForm = { ...headers, ETag: tag, ...(varies && { Vary: "Accept-Encoding" }) };
  if (isKnown(request, tag)) return response.writeHead(304, ofForm).end();
  const ofContent = { "Content-Type": file.type, "Content-Length": bytes.length, ...(coding && { "Content-Encoding": coding }) };
  response.writeHead(200, { ...ofForm, ...ofContent });
  return response.end(request.method === "HEAD" ? undefined : bytes);
}

/** Whether the browser has kept the very same. */
function isKnown({ headers }, tag) {
  return (headers["if-none-match"] ?? "").split(",").some((known) => known.trim().replace(/^W\//, "") === tag);
}

/** What was not meant to happen is said here alone. */
function fail(request, response, error, complain) {
  if (error instanceof Refusal) return refuse(request, response, error);
  if (!response.destroyed) complain(error);
  return refuse(request, response, refused(500, "SERVER_FAILED", "this could not be done; the terminal of vnfseal serve says why"));
}

function close(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

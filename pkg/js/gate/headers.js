// Header fields on their way through: what is refused, what ends here, and what has to be said otherwise (RFC 9110 section 7.6.1).
// Lists of fields are flat, a name and then its value, as Node reads and writes them: nothing is merged or lost.

import { problem } from "./problem.js";

/** For one connection only, also where `Connection` does not name them. */
const HOP_BY_HOP = [
  ...["connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer"],
  ...["transfer-encoding", "upgrade", "http2-settings"],
];

/** By these a server may be made to see another method or path than the gate. */
const OVERRIDES = [
  ...["x-http-method-override", "x-http-method", "x-method-override", "x-original-method"],
  ...["x-original-url", "x-original-uri", "x-rewrite-url", "x-override-url", "x-forwarded-prefix", "x-forwarded-path", "x-script-name"],
];

/** Of a client's request, what goes with a question of the gate's own: not what describes its content or its answer. */
const OF_CONTENT = /^(?:content-.*|accept.*|expect|range|if-.*|digest|repr-digest|want-.*|te|origin|access-control-.*|version|cache-control|pragma|prefer|forwarded|x-forwarded-.*|via)$/;

/** Pairs of a flat list. */
function pairsOf(raw) {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index], raw[2 * index + 1]]);
}

/** Refuses what has two meanings. */
export function checkHeaders({ rawHeaders, headers }, isRead) {
  for (const [name] of pairsOf(rawHeaders)) {
    const plain = name.toLowerCase();
    // Servers of the kind of CGI do not tell '_' from '-'.
    if (plain.includes("_")) throw problem(400, "header", `the header field '${plain.slice(0, 60)}' has an underscore, which some servers take for a hyphen`);
    if (OVERRIDES.includes(plain)) throw problem(400, "header", `the header field '${plain}' asks for another method or path than the request`);
  }
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  if (isRead && hasBody) throw problem(400, "header", "a request that only reads has no content");
  const coding = headers["transfer-encoding"];
  if (coding !== undefined && coding.toLowerCase() !== "chunked") throw problem(501, "header", "the gate knows no transfer coding but 'chunked'");
}

/** A client's fields as they go to the NFVO, without host and length, which are the gate's to say, and without `others`. */
export function forwardedFields(raw, others = []) {
  return kept(raw, ["host", "content-length", "expect", ...others]);
}

/** The fields of a client that sends content, without those that describe the content. */
export function fieldsWithoutContent(raw) {
  const describes = (name) => /^(?:content-.*|range|digest|repr-digest)$/.test(name);
  return pairsOf(forwardedFields(raw)).filter(([name]) => !describes(name.toLowerCase())).flat();
}

/** Those that say who the client is, for a question of the gate's own, which no cache may answer. `withVersion` leaves the version of the API that is asked. */
export function clientFields(raw, { withVersion = false } = {}) {
  const isOther = (name) => OF_CONTENT.test(name) && !(withVersion && name === "version");
  return [...pairsOf(forwardedFields(raw)).filter(([name]) => !isOther(name.toLowerCase())).flat(), "Cache-Control", "no-cache"];
}

/** The fields of an answer, as they go to the client. `toGate(url)` gives another URL for one that leads to the NFVO. */
export function answeredFields(raw, toGate) {
  // These lead to other addresses, too, and nothing needs them.
  return pairsOf(kept(raw, ["alt-svc", "refresh"])).flatMap(([name, value]) => [name, rewritten(name.toLowerCase(), value, toGate)]);
}

function kept(raw, others) {
  const pairs = pairsOf(raw);
  const named = pairs.filter(([name]) => name.toLowerCase() === "connection").flatMap(([, value]) => value.split(","));
  const ends = new Set([...HOP_BY_HOP, ...others, ...named.map((name) => name.trim().toLowerCase())]);
  return pairs.filter(([name]) => !ends.has(name.toLowerCase())).flat();
}

function rewritten(name, value, toGate) {
  if (name === "location" || name === "content-location") return toGate(value);
  // The next page of a list (RFC 8288): it would lead past the gate.
  if (name === "link") return value.replace(/<([^>]*)>/g, (_, url) => `<${toGate(url)}>`);
  return value;
}

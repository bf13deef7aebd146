// A file on a web server, read by ranges (RFC 9110 section 14). Nothing is believed of the server: it has to say with each
// answer which bytes of which version of the file these are.
//
// The answers are compared, and no `If-Range` is sent: across origins a browser would first have to ask whether it may.

import { VnfsealError, invalidArgument } from "../errors.js";
import { pause, untilAborted } from "./aborting.js";

/** A connection may break in hours of reading; a server that fails three times in a row is down. */
const TRIES = 3;
const PAUSE_MS = 250;

/** How long a server may say nothing. Those that fetch from an archive first are slow. */
const SILENCE_MS = 60_000;

/** What a page sees of another origin's answers, unless the server exposes more. */
const ACROSS_ORIGINS =
  "a page sees it of another origin only with 'Access-Control-Expose-Headers: Content-Range, Content-Encoding, ETag'";

/** A source over what a URL names. Its size is asked for at once, and its bytes when they are needed. */
export async function httpSource(url, options = {}) {
  const { name, size, read } = await openHttp(url, options);
  return { name, size, read };
}

/** The same, with the `version` of the file, and whether it `isStrong`: then it changes with every byte of the file. */
export async function openHttp(url, options = {}) {
  const server = { ...readUrl(url), ...readHttpOptions(options) };
  const { size, version } = await inTries(server, () => exchange(server, 0, 0, (answer) => describeFile(server, answer)));
  return {
    name: server.name,
    size,
    version,
    isStrong: version.startsWith('"'),
    read(offset, length) {
      if (length === 0) return Promise.resolve(new Uint8Array());
      const last = offset + length - 1;
      const take = async (answer) => {
        checkRange(server, answer, `bytes ${offset}-${last}/${size}`, version);
        return readBody(server, answer, length);
      };
      return inTries(server, () => exchange(server, offset, last, take));
    },
  };
}

function readHttpOptions(options) {
  if (typeof options !== "object" || options === null) throw invalidArgument("the options of httpSource are an object");
  return checkHttpOptions(options);
}

function checkHttpOptions({ fetch = globalThis.fetch, headers, signal, timeout = SILENCE_MS, ...unknown }) {
  const [misspelt] = Object.keys(unknown);
  if (misspelt !== undefined) throw invalidArgument(`httpSource has no option '${misspelt}'`);
  if (typeof fetch !== "function") throw invalidArgument("the fetch of httpSource is not a function");
  if (!(timeout > 0)) throw invalidArgument("the timeout of httpSource is not a number of milliseconds");
  try {
    return { fetch, headers: new Headers(headers), signal, timeout };
  } catch (cause) {
    throw invalidArgument(`the headers of httpSource: ${cause.message}`, { cause });
  }
}

/** `{ href, where, name }` of a URL. `where` is for people: queries and user names may be secrets. */
function readUrl(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!/^https?:$/.test(parsed?.protocol)) throw invalidArgument("httpSource needs an http: or https: URL");
  const where = `${parsed.origin}${parsed.pathname}`;
  if (parsed.username || parsed.password) {
    throw invalidArgument(`${where}: a user name or password belongs in the header Authorization`);
  }
  const last = parsed.pathname.split("/").findLast((part) => part !== "") ?? parsed.host;
  return { href: parsed.href, where, name: decoded(last) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Does it again if the network or the server failed, which may pass. */
async function inTries({ signal }, work) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !error.mayPass) throw error;
    }
    await pause(PAUSE_MS * tries, signal);
  }
}

/**
 * Asks for the bytes from `first` to `last`, and gives what `take(answer)` makes of the answer: its `response`, and
 * `hear(promise)`, which waits for more of it as long as the server is not silent.
 */
async function exchange({ href, where, fetch, headers, signal, timeout }, first, last, take) {
  signal?.throwIfAborted();
  const abort = new AbortController();
  const pass = () => abort.abort(signal.reason);
  signal?.addEventListener("abort", pass, { once: true });
  let timer;
  const hear = async (promise) => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(passing("HTTP_UNREACHABLE", `${where}: no answer for ${timeout / 1000} s`)), timeout);
    try {
      return await untilAborted(promise, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) throw error;
      throw passing("HTTP_UNREACHABLE", `${where}: ${error.cause?.message || error.message}`, { cause: error });
    }
  };
  try {
    const asked = new Headers(headers);
    asked.set("Range", `bytes=${first}-${last}`);
    const redirect = isSecretTaken(headers) ? "error" : "follow";
    const response = await hear(fetch(href, { headers: asked, signal: abort.signal, cache: "no-store", redirect }));
    return await take({ response, hear });
  } finally {
    abort.abort(); // whatever else the server sends is not for us, and must not keep the program from ending
    clearTimeout(timer);
    signal?.removeEventListener("abort", pass);
  }
}

/** Whether a redirect to another origin would take a header with it that may be a secret. `fetch` drops `Authorization` alone. */
function isSecretTaken(headers) {
  return [...headers.keys()].some((name) => !["accept", "authorization"].includes(name));
}

/** The size and the version of the file, from the answer to a question for its first byte. */
async function describeFile(server, answer) {
  const { status, headers } = answer.response;
  const range = headers.get("Content-Range");
  const isEmpty = (status === 416 && range === "bytes */0") || (status === 200 && headers.get("Content-Length") === "0");
  const size = isEmpty ? 0 : Number(/^bytes 0-0\/(\d{1,16})$/.exec(range)?.[1]);
  if (!isEmpty) {
    checkStatus(server, answer);
    if (!Number.isSafeInteger(size) || size < 1) {
      throw invalid(server, `the answer does not say the size of the file in 'Content-Range'; ${ACROSS_ORIGINS}`);
    }
    await readBody(server, answer, 1);
  }
  const version = versionOf(headers);
  if (!isEmpty && version === "") {
    throw invalid(server, `the answer has neither 'ETag' nor 'Last-Modified', by which a change is noticed; ${ACROSS_ORIGINS}`);
  }
  return { size, version };
}

/** The answer is of this range and of this version of the file. */
function checkRange(server, answer, range, version) {
  const { status, headers } = answer.response;
  const isGone = status === 412 || status === 416;
  if (isGone || ((status === 200 || status === 206) && versionOf(headers) !== version)) {
    throw new VnfsealError("SOURCE_CHANGED", `${server.where} changed while it was read`);
  }
  checkStatus(server, answer);
  const given = headers.get("Content-Range");
  const ofSize = (text) => text?.split("/")[1];
  if (ofSize(given) !== undefined && ofSize(given) !== ofSize(range)) {
    throw new VnfsealError("SOURCE_CHANGED", `${server.where} changed its size while it was read`);
  }
  if (given !== range) throw invalid(server, `asked for '${range}', got '${String(given).slice(0, 100)}'`);
}

function checkStatus(server, { response: { status, headers } }) {
  if (status === 200) {
    throw new VnfsealError("HTTP_NO_RANGES", `${server.where}: the server does not serve ranges; download the file first`);
  }
  if (status !== 206) {
    const make = status === 429 || status >= 500 ? passing : failed;
    throw make("HTTP_STATUS", `${server.where}: the server answered with status ${status}`);
  }
  if (!/^(identity)?$/i.test(headers.get("Content-Encoding") ?? "")) {
    throw invalid(server, "the answer is encoded, so that its bytes are not those of the file");
  }
}

/** Exactly `length` bytes: more are not read, and fewer are a connection that broke. */
async function readBody(server, { response, hear }, length) {
  const bytes = new Uint8Array(length);
  const reader = response.body?.getReader();
  let filled = 0;
  for (;;) {
    const { done, value } = reader ? await hear(reader.read()) : { done: true };
    if (done) break;
    if (value.length > length - filled) throw invalid(server, `more than the ${length} bytes asked for`);
    bytes.set(value, filled);
    filled += value.length;
  }
  if (filled === length) return bytes;
  throw passing("HTTP_UNREACHABLE", `${server.where}: asked for ${length} bytes, got ${filled}`);
}

/** What changes when the file does; empty when the server does not say. */
function versionOf(headers) {
  return ["ETag", "Last-Modified"].map((name) => headers.get(name) ?? "").join("\n").trim();
}

function invalid({ where }, complaint) {
  return new VnfsealError("HTTP_INVALID", `${where}: ${complaint}`);
}

function failed(...details) {
  return new VnfsealError(...details);
}

/** A failure after which it makes sense to try again. */
function passing(...details) {
  return Object.defineProperty(failed(...details), "mayPass", { value: true });
}

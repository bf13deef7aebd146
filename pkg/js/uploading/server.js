// Requests to `vnfseal serve`, which relays them to its NFVO. `fetch` does not say how much of a body is sent.

import { VnfsealError } from "../errors.js";

/** How long an answer may take. A package is sent as long as it takes: the server knows when it is too long. */
const ANSWER_MS = 120_000;

/** What is below `address`, which is that of the relay. */
export function serverAt(address) {
  const packages = new URL("vnf_packages", address).href;
  return {
    create: async (signal) => (await ask("POST", packages, { signal })).id,
    send: (id, file, sha256, options) => ask("PUT", `${packages}/${id}/package_content`, { ...options, body: file, headers: headersOf(sha256) }),
    look: (id, signal) => ask("GET", `${packages}/${id}`, { signal }),
    remove: (id) => ask("DELETE", `${packages}/${id}`, {}),
  };
}

/** What the server compares with what arrives (RFC 9530). */
function headersOf(sha256) {
  const bytes = sha256.match(/../g).map((digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return { "Content-Type": "application/zip", "Content-Digest": `sha-256=:${btoa(bytes.join(""))}:` };
}

/** The JSON of an answer. One that is a refusal is thrown, in the server's words. */
function ask(method, url, { body, headers = {}, onSent, signal }) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
      reject(signal.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
    request.open(method, url);
    if (!body) request.timeout = ANSWER_MS;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onSent) request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onerror = () => reject(failure("NFVO_UNAVAILABLE", "the connection to vnfseal serve broke: it has ended, or it refused the package while it came"));
    request.ontimeout = () => reject(failure("NFVO_UNAVAILABLE", `vnfseal serve has not answered for ${ANSWER_MS / 1000} s`));
    request.onloadend = () => signal?.removeEventListener("abort", abort);
    request.onload = () => {
      const value = parse(request.responseText);
      if (request.status >= 200 && request.status < 300 && value) resolve(value);
      else reject(refusalOf(request.status, value));
    };
    request.send(body);
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(status, value) {
  const { code, message } = Object(value);
  if (typeof message !== "string") return failure("NFVO_UNAVAILABLE", `the answer is not that of vnfseal serve (${status})`);
  return failure("NFVO_REFUSED", message, { answer: code });
}

/** An error in a whole sentence. */
export function failure(code, message, details) {
  return new VnfsealError(code, `${message[0].toUpperCase()}${message.slice(1)}.`, details);
}

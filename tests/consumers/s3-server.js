// As much of S3 as a client needs that reads one object: HEAD, ranges and `If-Match`, for whoever signs their requests.

import { listen } from "../node/http-server.js";

/**
 * Serves `object`, which is `{ path, bytes, etag }` and may be changed, on a free port: `{ url, close() }`. `onRequest` is
 * called first.
 */
export function serveS3(object, onRequest) {
  return listen((request, response) => {
    onRequest(request);
    const { status, headers, body } = answer(object, request);
    response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
  });
}

function answer({ path, bytes, etag }, { method, url, headers }) {
  if (!/^AWS4-HMAC-SHA256 Credential=tester\//.test(headers.authorization)) return refusal(403, "AccessDenied");
  if (new URL(url, "http://localhost").pathname !== path) return refusal(404, "NoSuchKey");
  if (headers["if-match"] && headers["if-match"] !== etag) return refusal(412, "PreconditionFailed");
  const all = { ETag: etag, "Last-Modified": "Sat, 21 Nov 2026 12:00:00 GMT", "Accept-Ranges": "bytes" };
  if (method === "HEAD") return { status: 200, headers: { ...all, "Content-Length": bytes.length } };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range) ?? [];
  if (first === undefined) return refusal(501, "NotImplemented");
  const body = bytes.subarray(Number(first), Number(last) + 1);
  const range = `bytes ${first}-${last}/${bytes.length}`;
  return { status: 206, headers: { ...all, "Content-Range": range, "Content-Length": body.length }, body };
}

function refusal(status, code) {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { "Content-Type": "application/xml" }, body };
}

// A web server for one file. It serves ranges as it should, unless it is told how to misbehave.

import { createServer } from "node:http";
import { afterEach } from "node:test";

/**
 * Serves `file.bytes` under `file.etag`, both of which may be changed. `misbehave(request, response, { first, last, count })`
 * may answer instead: it returns whether it did. Gives `{ url, requests, close() }`.
 */
export async function serve(file, misbehave = () => false) {
  const requests = [];
  const { url, close } = await listen((request, response) => {
    requests.push(request);
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const range = { first: Number(first), last: Number(last), count: requests.length };
    if (!misbehave(request, response, range)) answer(file, response, range);
  });
  return { url: `${url}/packages/acme%20vnf.csar`, requests, close };
}

/** A server on a free port of this machine: `{ url, close() }`. */
export async function listen(handle) {
  const server = createServer(handle);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

/** What a server has to answer. `changes` are headers that it sends instead; `null` leaves one out. */
export function answer({ bytes, etag }, response, { first, last }, changes = {}) {
  const size = bytes.length;
  const end = Math.min(last, size - 1);
  const isThere = first < size;
  const headers = {
    ETag: etag,
    "Content-Range": isThere ? `bytes ${first}-${end}/${size}` : `bytes */${size}`,
    ...changes,
  };
  const sent = Object.entries(headers).filter(([, value]) => value !== null && value !== undefined);
  response.writeHead(isThere ? 206 : 416, Object.fromEntries(sent));
  response.end(isThere ? bytes.subarray(first, end + 1) : undefined);
  return true;
}

/** Gives `ending(server)`, which gives the server, or what is promised as one, and closes it after the test. */
export function closingAfterTests() {
  const open = [];
  afterEach(() => {
    for (const { close } of open.splice(0)) close();
  });
  return async (server) => {
    open.push(await server);
    return open.at(-1);
  };
}

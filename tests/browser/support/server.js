// A static server without any header that protects: what the page promises, it has to keep by itself.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const MEDIA_TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * Serves a folder on a free port of this machine. `url` is its address. `others` has texts to be served instead of files,
 * by their paths.
 */
export async function serve(folder, others = {}) {
  const server = createServer((request, response) => answer(folder, others, request, response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, others, request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  const file = join(folder, normalize(path));
  const headers = { "Content-Type": MEDIA_TYPES[extname(file)] ?? "application/octet-stream" };
  if (path in others) return response.writeHead(200, headers).end(others[path]);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return response.writeHead(404).end();
  response.writeHead(200, headers);
  return createReadStream(file).pipe(response);
}

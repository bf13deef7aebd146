// serve.mjs [--check]: serves the portal in dist/ on this machine only; --check only tells whether the port is free.
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const host = "127.0.0.1";
const port = Number(process.env.PORT || 8080);
const folder = fileURLToPath(new URL("../dist/", import.meta.url));

const mediaTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".woff2": "font/woff2",
};

/**
 * The page's own policy, sent with every file: a worker is bound by the policy its script came with, not by the page's
 * meta element, and frame-ancestors counts in a header only.
 */
async function contentSecurityPolicy() {
  const page = await readFile(join(folder, "index.html"), "utf8");
  const meta = page.match(/<meta[^>]*http-equiv="?Content-Security-Policy"?[^>]*>/i)?.[0];
  const policy = meta?.match(/content="([^"]+)"/i)?.[1];
  if (!policy) throw new Error("dist/index.html has no Content-Security-Policy");
  return `${policy.replace(/;?\s*$/, "")}; frame-ancestors 'none'`;
}

async function findFile(url) {
  const path = decodeURIComponent(new URL(url, `http://${host}`).pathname);
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  if (!file.startsWith(folder)) return null;
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? { file, size: found.size } : null;
}

async function answer(request, response, headers) {
  if (request.method !== "GET" && request.method !== "HEAD") return response.writeHead(405, headers).end();
  const found = await findFile(request.url).catch(() => null);
  if (!found) return response.writeHead(404, headers).end("not found\n");
  response.writeHead(200, {
    ...headers,
    "Content-Type": mediaTypes[extname(found.file)] ?? "application/octet-stream",
    "Content-Length": found.size,
  });
  if (request.method === "HEAD") return response.end();
  return createReadStream(found.file).on("error", () => response.destroy()).pipe(response);
}

function explain(error) {
  if (error.code === "EADDRINUSE") {
    return `port ${port} is in use by another program; choose one that is free: make run PORT=${port + 1}`;
  }
  if (error.code === "EACCES") return `port ${port} may not be opened by this user; choose one above 1023: make run PORT=8080`;
  if (error.code === "ENOENT") return "the portal is not built: make build";
  return error.message;
}

function fail(error) {
  console.error(`\nvnfseal: ${explain(error)}`);
  process.exit(1);
}

if (!Number.isInteger(port) || port < 1 || port > 65535) fail(new Error(`PORT=${process.env.PORT} is no port number`));

if (process.argv.includes("--check")) {
  const probe = createServer().on("error", fail);
  probe.listen(port, host, () => probe.close());
} else {
  const headers = {
    "Content-Security-Policy": await contentSecurityPolicy().catch(fail),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
  };
  createServer((request, response) => answer(request, response, headers))
    .on("error", fail)
    .listen(port, host, () => {
      console.log(`\nThe portal is served on http://${host}:${port} (Ctrl-C stops it).`);
      console.log("Drop a package of demo/ on it, and demo/trust.json as the trust file.");
    });
}

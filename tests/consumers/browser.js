// Pages that use the package, in Chromium, each served with a Content-Security-Policy of its own.

import { createReadStream, existsSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { after, before } from "node:test";

import { chromium } from "playwright-core";

import { listen } from "../node/http-server.js";

const MEDIA_TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

/**
 * `open(folder, { policy, file })` gives a page on which that file is chosen: the folder's `index.html`, which like all of the
 * folder is served under the policy. `errors` of it are what went wrong in it, what the policy refused among them, and
 * `requests` what it and its workers asked for.
 */
export function usePages() {
  const used = { servers: [] };
  before(async () => {
    used.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  });
  after(async () => {
    await used.browser?.close();
    for (const server of used.servers) server.close();
  });
  used.open = (folder, options) => open(used, folder, options);
  return used;
}

async function open({ browser, servers }, folder, { policy, file }) {
  const server = await listen((request, response) => answer(folder, policy, request, response));
  servers.push(server);
  const page = await browser.newPage();
  Object.assign(page, { errors: [], requests: [] });
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  page.on("pageerror", (error) => page.errors.push(error.message));
  page.on("request", (request) => page.requests.push(request.url()));
  await page.goto(server.url);
  await page.setInputFiles("input", file);
  return page;
}

function answer(folder, policy, { url }, response) {
  const { pathname } = new URL(url, "http://localhost");
  const path = join(folder, normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname));
  if (!existsSync(path)) return response.writeHead(404).end();
  const headers = { "Content-Type": MEDIA_TYPES[extname(path)] ?? "application/octet-stream" };
  response.writeHead(200, policy ? { ...headers, "Content-Security-Policy": policy } : headers);
  return createReadStream(path).pipe(response);
}

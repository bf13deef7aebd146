// An empty page of the npm package itself, without the portal, in a real Chromium.

import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { FLAGS } from "./portal.js";
import { serve } from "./server.js";

const folder = process.env.VNFSEAL_PACKAGE ?? fileURLToPath(new URL("../../../pkg", import.meta.url));

/** `open(file)` gives a page on which that file is chosen; `/js` and `/dist` are those of the package. */
export function usePackagePage() {
  const used = {};
  before(async () => {
    used.server = await serve(folder);
    used.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: FLAGS,
    });
  });
  after(async () => {
    await used.browser?.close();
    await used.server?.close();
  });
  used.open = (file) => openPage(used, file);
  return used;
}

async function openPage({ browser, server }, file) {
  const page = await browser.newPage();
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(error.message));
  await page.route(server.url, (route) =>
    route.fulfill({ contentType: "text/html", body: '<!doctype html><input type="file">' }),
  );
  await page.goto(server.url);
  if (file) await page.setInputFiles("input", file);
  return page;
}

/**
 * Gives the page `ask(request, { onProgress, transfer })`, which has a worker of the package do something and gives its last
 * message. `onProgress` gets each progress, and a function that cancels.
 */
export async function openWorker(page) {
  await page.evaluate(() => {
    const worker = new Worker("/js/worker.js", { type: "module" });
    let last = 0;
    globalThis.ask = (request, { onProgress, transfer = [] } = {}) =>
      new Promise((resolve) => {
        last += 1;
        const id = last;
        worker.addEventListener("message", function listen({ data }) {
          if (data.id !== id) return;
          if (data.progress) return onProgress?.(data.progress, () => worker.postMessage({ id, cancel: true }));
          worker.removeEventListener("message", listen);
          resolve(data);
        });
        worker.postMessage({ id, ...request }, transfer);
      });
  });
}

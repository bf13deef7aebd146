// Chromium with a page of the benchmark on it, and the memory of the process that the page runs in; or with the portal.

import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "../../tests/browser/support/server.js";
import { peakOf } from "./memory.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
// A browser without a profile of its own grants too little room for a gibibyte twice.
const FLAGS = ["--unlimited-storage", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** Opens a page that has chosen `file`; `call(name, ...args)` calls a function of page.js. */
export async function openPage(file) {
  const server = await serve(root);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.route(server.url, (route) =>
    route.fulfill({ contentType: "text/html", body: '<!doctype html><input type="file">' }),
  );
  await page.goto(server.url);
  await page.setInputFiles("input", file);
  const session = await browser.newBrowserCDPSession();
  const processes = async () => (await session.send("SystemInfo.getProcessInfo")).processInfo;
  return {
    call: (name, ...args) =>
      page.evaluate(async ([name, args]) => (await import("/scripts/bench/page/page.js"))[name](...args), [name, args]),
    /** The most memory that the page's process has had, in bytes. */
    async peak() {
      const renderers = (await processes()).filter(({ type }) => type === "renderer");
      return Math.max(...renderers.map(({ id }) => peakOf(id)));
    },
    /** Seconds of processor time that the browser has used, in all its processes. */
    cpu: async () => (await processes()).reduce((sum, { cpuTime }) => sum + cpuTime, 0),
    reload: () => page.reload().then(() => page.setInputFiles("input", file)),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Opens the built portal. `verify(file)` has it verify a package, `page` is playwright's, and `longest(work)` gives the
 * longest time in milliseconds for which the page's own thread did nothing else during some work; 0 below 50.
 */
export async function openPortal() {
  const server = await serve(`${root}dist`);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const page = await browser.newPage();
  page.setDefaultTimeout(300_000);
  page.on("pageerror", (error) => console.error(error));
  await page.goto(server.url);
  await page.getByRole("button", { name: "Choose packages" }).waitFor();
  await page.evaluate(() => {
    window.longest = 0;
    const watch = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    });
    watch.observe({ type: "longtask" });
  });
  return {
    page,
    verify: (file) => page.setInputFiles("input[type=file][accept*=csar]", file),
    async longest(work) {
      await page.evaluate(() => {
        window.longest = 0;
      });
      await work();
      return page.evaluate(() => window.longest);
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

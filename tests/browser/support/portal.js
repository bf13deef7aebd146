// The built portal on a server of its own, and a real Chromium that uses it as a person would.

import { existsSync } from "node:fs";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.js";

const root = new URL("../../../", import.meta.url);
const demo = process.env.VNFSEAL_DEMO ?? fileURLToPath(new URL("demo", root));
const dist = process.env.VNFSEAL_DIST ?? fileURLToPath(new URL("dist", root));

/** How Chromium is started. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A file of the demo. */
export function demoFile(name) {
  return `${demo}/${name}`;
}

/** The demo's package that nothing is wrong with, and the trust file that goes with it. */
export const GOOD_PACKAGE = demoFile("acme-vnf-option1.csar");
export const TRUST = demoFile("trust.json");

/**
 * Starts server and browser before the tests of a file and stops them afterwards. `open()` gives a fresh page that has
 * loaded its engine; on it are `errors` (whatever the console calls one) and `requests` (all since it was opened).
 */
export function usePortal() {
  const portal = {};
  before(async () => {
    if (!existsSync(`${dist}/index.html`)) throw new Error(`${dist} has no portal: make build`);
    if (!existsSync(GOOD_PACKAGE)) throw new Error(`${demo} has no demo: make demo`);
    portal.server = await serve(dist);
    portal.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: FLAGS,
    });
  });
  after(async () => {
    await portal.browser?.close();
    await portal.server?.close();
  });
  portal.open = (options) => openPage(portal, options);
  return portal;
}

async function openPage({ browser, server }, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.errors = [];
  page.requests = [];
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  page.on("pageerror", (error) => page.errors.push(error.message));
  context.on("request", (request) => page.requests.push(request.url()));
  const engine = page.waitForResponse((response) => response.url().endsWith("/engine_bg.wasm"));
  await page.goto(server.url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await (await engine).finished();
  await untilQuiet(page);
  return page;
}

/** Waits until all workers have loaded what they need. */
async function untilQuiet(page) {
  for (let seen = -1; seen !== page.requests.length;) {
    seen = page.requests.length;
    await page.waitForTimeout(300);
  }
}

/** Drops files (or folders) from the disk on the page, as the operating system does. */
export async function drop(page, ...files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 160, y: 160, data });
  }
  await session.detach();
}

/** Waits for a report and gives its verdict and those of its three aspects, in one word each. */
export async function verdict(page) {
  const panel = page.locator("section.verdict");
  await panel.waitFor();
  const aspects = page.locator("li.aspect");
  const words = await aspects.evaluateAll((items) => items.map((item) => item.dataset.verdict));
  const [integrity, authenticity, completeness] = words;
  return { verdict: await panel.getAttribute("data-verdict"), integrity, authenticity, completeness };
}

/** The worker of a page. */
export async function worker(page) {
  return page.workers()[0] ?? page.waitForEvent("worker");
}

/** Makes the worker of a page slow, so that there is time to do something meanwhile. */
export async function slowDown(page) {
  await (
    await worker(page)
  ).evaluate(() => {
    const delay = (prototype, name) => {
      const prompt = prototype[name];
      prototype[name] = async function delayed(...given) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return prompt.apply(this, given);
      };
    };
    delay(Blob.prototype, "arrayBuffer");
    delay(ReadableStreamBYOBReader.prototype, "read");
  });
}

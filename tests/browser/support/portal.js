// The built portal on a server of its own, and a real Chromium that uses it as a person would.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.js";

const root = new URL("../../../", import.meta.url);
const demo = process.env.VNFSEAL_DEMO ?? fileURLToPath(new URL("demo", root));
/** The built portal. */
export const dist = process.env.VNFSEAL_DIST ?? fileURLToPath(new URL("dist", root));

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

/** The page's own demo: the same package with a small image, which one worker verifies alone, and its trust file. */
export const SMALL_PACKAGE = `${dist}/demo/acme-vnf-option1.csar`;
export const SMALL_TRUST = `${dist}/demo/trust.json`;

/**
 * Starts server and browser before the tests of a file and stops them afterwards. `open()` gives a fresh page that has
 * loaded its engine; on it are `errors` (whatever the console calls one) and `requests` (all since it was opened). `watch(context)`
 * has the context before the page is there. `start` gives another server, as `{ url, close() }`.
 */
export function usePortal(start = () => serve(dist)) {
  const portal = {};
  before(async () => {
    if (!existsSync(`${dist}/index.html`)) throw new Error(`${dist} has no portal: make build`);
    if (!existsSync(GOOD_PACKAGE)) throw new Error(`${demo} has no demo: make demo`);
    portal.server = await start();
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

// A service worker fetches files of the page when it likes; the tests about it let it in.
async function openPage({ browser, server }, { watch = () => {}, ...options } = {}) {
  const context = await browser.newContext({ serviceWorkers: "block", ...options });
  await watch(context);
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

/** Trusts for this visit what the one card offers. */
export async function trustForVisit(page) {
  await page.getByRole("button", { name: "Trust for this visit" }).first().click();
  await page.locator(".offer").waitFor({ state: "detached" });
}

/** Drops files, and trusts what is among them for this visit. */
export async function dropTrusted(page, ...files) {
  await drop(page, ...files);
  await trustForVisit(page);
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

/** Chooses one of the other forms in which a report is kept, in any language. */
export async function keepAs(page, name) {
  await page.locator(".keep [aria-haspopup=menu]").click();
  await page.getByRole("menuitem", { name }).click();
}

/** The worker of a page. */
export async function worker(page) {
  return page.workers()[0] ?? page.waitForEvent("worker");
}

/**
 * Makes the worker of a page slow, so that there is time to do something meanwhile: each read takes so many milliseconds. One that
 * the page starts because the first began too late is as slow.
 */
export async function slowDown(page, milliseconds = 100) {
  await (await worker(page)).evaluate(delayReading, milliseconds);
  page.on("worker", (another) => another.evaluate(delayReading, milliseconds).catch(() => {}));
}

/** For `open({ watch })`: makes the workers slow that this worker starts to digest large contents. Nobody else can reach them. */
export const slowDigests = (context) =>
  context.route("**/lane-worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${delayReading})(100);\n${await response.text()}` });
  });

/** In a worker: each read takes a while, and gives no more than a mebibyte. */
function delayReading(milliseconds) {
  // A read of a stream gives as much as there is room for.
  const less = (view) => (view instanceof Uint8Array ? new Uint8Array(view.buffer, view.byteOffset, Math.min(view.length, 1 << 20)) : view);
  const delay = (prototype, name) => {
    const prompt = prototype[name];
    prototype[name] = async function delayed(...given) {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return prompt.apply(this, given.map(less));
    };
  };
  delay(Blob.prototype, "arrayBuffer");
  delay(ReadableStreamBYOBReader.prototype, "read");
}

/** Pastes a text on the page. */
export async function paste(page, text) {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, text);
}

/** Goes to another view of the page. */
export async function show(page, view) {
  await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: view }).click();
}

/** Gives a file to a button that opens a picker. */
export async function choose(page, button, file) {
  const picker = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  await (await picker).setFiles(file);
}

/** Installs everything in a trust file, as somebody who compared the fingerprints. */
export async function install(page, file) {
  await show(page, "Trust store");
  await choose(page, "Add certificates or a bundle", file);
  const candidates = page.locator(".offer .candidate");
  await candidates.first().waitFor();
  for (let left = await candidates.count(); left > 0; left -= 1) {
    await installCandidate(candidates.first());
    await page.waitForFunction((count) => document.querySelectorAll(".offer .candidate").length < count, left);
  }
}

/** Installs one certificate of a card. */
export async function installCandidate(candidate) {
  await candidate.getByRole("button", { name: "Install…" }).click();
  await candidate.getByRole("checkbox").check();
  await candidate.getByRole("button", { name: "Install", exact: true }).click();
}

/** What a download holds. */
export async function downloaded(page, click) {
  const coming = page.waitForEvent("download");
  await click();
  const download = await coming;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

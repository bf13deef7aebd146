// A real Firefox as people have it, driven over WebDriver BiDi. That is what puppeteer is here for: playwright drives builds
// of its own, and of others only the very newest. (Of puppeteer-core, 24 is the last major version for Node.js 20.)

import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import puppeteer from "puppeteer-core";
import { serve } from "./server.js";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/** Why tests in Firefox are skipped, if they are. `make test` installs it and lets none be skipped. */
export const withoutFirefox =
  existsSync(FIREFOX) || process.env.VNFSEAL_ALL_PROGRAMS
    ? false
    : `${FIREFOX} is not there; scripts/setup-test.sh installs it, and FIREFOX names another`;
if (withoutFirefox) console.log(`skipping: ${withoutFirefox}`);

/**
 * Starts a server for a folder, and Firefox, before the tests of a file and stops them afterwards. `open(server)` gives a
 * fresh page, with storage of its own, on that server or another one. On it are `errors` (whatever the console calls one,
 * violations of the page's policy among them, and requests that fail) and `requests` (all since it was opened, those of
 * its workers too).
 */
export function useFirefox(folder, others) {
  const firefox = {};
  before(async () => {
    if (withoutFirefox) return;
    firefox.server = await serve(folder, others);
    firefox.downloads = await mkdtemp(join(tmpdir(), "vnfseal-firefox-"));
    firefox.browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: FIREFOX,
      headless: true,
      extraPrefsFirefox: { "browser.download.folderList": 2, "browser.download.dir": firefox.downloads },
    });
  });
  after(async () => {
    await firefox.browser?.close();
    await firefox.server?.close();
    if (firefox.downloads) await rm(firefox.downloads, { recursive: true, force: true });
  });
  firefox.open = (server = firefox.server) => openPage(firefox, server);
  return firefox;
}

async function openPage({ browser, downloads }, server) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  Object.assign(page, { downloads, errors: [], requests: [] });
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  page.on("pageerror", (error) => page.errors.push(error.message));
  page.on("request", (request) => page.requests.push(request.url()));
  page.on("requestfailed", (request) => page.errors.push(`${request.url()}: ${request.failure()?.errorText}`));
  await page.goto(server.url);
  return page;
}

/**
 * Waits until all workers have loaded what they need: the one of the page asks for the engine, and those that digest, if there
 * are any, for their script. Then nothing is asked of the server for a while.
 */
export async function untilQuiet(page) {
  const isAsked = (end) => page.requests.some((url) => url.endsWith(end));
  await until(() => isAsked("/engine_bg.wasm"));
  if ((await page.evaluate(() => navigator.hardwareConcurrency)) > 1) await until(() => isAsked("/lane-worker.js"));
  for (let seen = -1; seen !== page.requests.length;) {
    seen = page.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Waits until something is so, half a minute at most. */
export async function until(isSo) {
  for (let tries = 300; !isSo(); tries -= 1) {
    if (tries === 0) throw new Error(`half a minute has passed, and not: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** An element by its role and the name a screen reader says. */
export const byRole = (role, name) => `::-p-aria([name='${name}'][role='${role}'])`;

/** Chooses a file with a button that asks for one. */
export async function choose(page, label, path) {
  const button = await page.waitForSelector(byRole("button", label), { visible: true });
  // A picker opens for a real click only.
  const [picker] = await Promise.all([page.waitForFileChooser(), button.click()]);
  await picker.accept([path]);
}

/** Lets go of files over the page, as far as a page can tell. */
export async function drop(page, ...paths) {
  const input = await page.evaluateHandle(() =>
    Object.assign(document.createElement("input"), { type: "file", multiple: true }),
  );
  await input.uploadFile(...paths);
  await input.evaluate(({ files }) => {
    const dataTransfer = new DataTransfer();
    for (const file of files) dataTransfer.items.add(file);
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  });
}

/** Trusts for this visit what the one card offers. */
export async function trustForVisit(page) {
  await click(page, ".offer > .form-actions > .primary");
  await page.waitForSelector(".offer", { hidden: true });
}

/**
 * Clicks what a selector finds, once it is there. A locator of puppeteer scrolls and measures before it clicks, and waits for
 * ever for an element that was drawn anew meanwhile: the page draws while it reads.
 */
export async function click(page, selector) {
  await page.waitForSelector(selector, { visible: true });
  await page.$eval(selector, (element) => element.click());
}

/** Waits until the selected package has a verdict, and gives it with those of its three aspects. */
export async function verdict(page) {
  const panel = await page.waitForSelector("section.verdict");
  const [integrity, authenticity, completeness] = await page.$$eval("li.aspect", (items) =>
    items.map((item) => item.dataset.verdict),
  );
  return { verdict: await panel.evaluate(({ dataset }) => dataset.verdict), integrity, authenticity, completeness };
}

/** What is downloaded once a link is clicked: the file that it names, which Firefox writes under another name first. */
export async function downloaded(page, selector) {
  await click(page, selector);
  const name = await page.$eval(selector, ({ download }) => download);
  for (let tries = 200; tries > 0; tries -= 1) {
    const text = await readFile(join(page.downloads, name), "utf8").catch(() => "");
    if (text) return { name, text };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} was not downloaded; there are ${await readdir(page.downloads)}`);
}

// screenshots.js DIR: takes pictures of the main screens for the documents, with the built portal and the demo.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { FLAGS, GOOD_PACKAGE, TRUST, demoFile, dist, drop, dropTrusted, show, verdict } from "./support/portal.js";
import { serve } from "./support/server.js";

const folder = process.argv[2];
const WIDE = { width: 1280, height: 900 };
const CHANGED = demoFile("acme-vnf-artifact-changed.csar");

const SCREENS = {
  start: { act: async () => {} },
  passed: {
    act: async (page) => {
      await dropTrusted(page, GOOD_PACKAGE, demoFile("acme-vnf-file-added.csar"), TRUST);
      await page.getByRole("region", { name: "Packages" }).getByText("Failed").waitFor();
    },
  },
  failed: { options: { colorScheme: "dark" }, act: failed },
  artifacts: {
    act: async (page) => {
      await failed(page);
      await page.locator(".grid-row[data-verdict=failed]:not([aria-expanded])").click();
      await page.locator("#artifacts").evaluate((element) => element.scrollIntoView());
    },
  },
  chain: {
    act: async (page) => {
      await failed(page);
      await page.locator("#signature-1").getByRole("button", { name: "Signing certificate" }).click();
      await page.locator("#signatures").evaluate((element) => element.scrollIntoView());
    },
  },
  trust: {
    act: async (page) => {
      await drop(page, GOOD_PACKAGE, TRUST);
      await page.getByRole("heading", { name: "Read. Say whom you trust." }).waitFor();
    },
  },
  policy: {
    act: async (page) => {
      await show(page, "Policy");
      await page.locator(".accepted li").first().waitFor();
    },
  },
  narrow: { options: { viewport: { width: 360, height: 780 } }, act: failed },
};

async function failed(page) {
  await dropTrusted(page, CHANGED, TRUST);
  await verdict(page);
}

const server = await serve(dist);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
for (const [name, { options, act }] of Object.entries(SCREENS)) {
  const settings = { viewport: WIDE, reducedMotion: "reduce", serviceWorkers: "block", ...options };
  const page = await (await browser.newContext(settings)).newPage();
  await page.goto(server.url);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await act(page);
  await page.mouse.move(0, 0);
  const session = await page.context().newCDPSession(page);
  // WebP is a third of a PNG's size here; playwright itself does not offer it.
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  await writeFile(join(folder, `${name}.webp`), Buffer.from(data, "base64"));
  await page.context().close();
}
await browser.close();
await server.close();

import { chromium } from "playwright-core";
import { mkdtempSync, copyFileSync } from "node:fs";
import { FLAGS, SMALL_TRUST, dist, dropTrusted, drop } from "./support/portal.js";
import { serve } from "./support/server.js";
const folder = mkdtempSync("/tmp/qshots-");
const BAD = ["acme-vnf-artifact-changed.csar", "acme-vnf-file-added.csar", "acme-vnf-signer-not-trusted.csar"];
const files = [];
for (let n = 1; n <= 21; n++) { const p = `${folder}/${n <= 15 ? "acme-vnf" : "vendor-delivery"}-${n}.csar`; copyFileSync(`${dist}/demo/${n <= 15 ? "acme-vnf-option1.csar" : BAD[n % 3]}`, p); files.push(p); }
const server = await serve(dist);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
const only = process.argv.slice(2);
const shots = {
  "start-1280": [1280, 900, "light", "en", null], "start-360": [360, 740, "light", "de", null],
  "many-1920": [1920, 1080, "light", "en", files], "many-1920-dark-de": [1920, 1080, "dark", "de", files],
  "many-1280": [1280, 900, "light", "en", files], "many-360": [360, 740, "light", "de", files],
  "one-1280": [1280, 900, "light", "en", files.slice(0, 1)], "three-360": [360, 740, "dark", "en", files.slice(13, 16)],
  "one-1920": [1920, 1080, "light", "de", files.slice(15, 16)], "start-1920": [1920, 1080, "light", "en", null],
  "large-text": [640, 450, "light", "de", files.slice(0, 1)],
};
for (const [name, [width, height, colorScheme, locale, given]] of Object.entries(shots)) {
  if (only.length && !only.some((o) => name.startsWith(o))) continue;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale, serviceWorkers: "block", reducedMotion: "reduce", deviceScaleFactor: 1 });
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && console.log(name, m.text()));
  await page.goto(server.url);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  if (given) {
    await drop(page, ...given, SMALL_TRUST);
    await page.locator(".offer .primary").first().click();
    await page.locator(".offer").waitFor({ state: "detached" });
    await page.locator("section.verdict[data-verdict]").waitFor();
    await page.waitForFunction(() => !/to do|offen/.test(document.querySelector(".batch-counts")?.innerText ?? ""), null, {timeout: 60000});
  }
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `/tmp/qs/${name}.png` });
  if (name === "many-360" || name === "one-1280") await page.screenshot({ path: `/tmp/qs/${name}-full.png`, fullPage: true });
  console.log(name, await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth, document.querySelector("section.verdict")?.getBoundingClientRect().top, document.querySelector(".page-header").offsetHeight]));
  await context.close();
}
await browser.close(); await server.close();

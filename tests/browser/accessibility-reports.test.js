// axe-core finds nothing where reports are read again, compared and sent: in every language, light, dark and narrow.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { verifyPackageAsJson } from "../../pkg/js/index.js";
import { SMALL_PACKAGE, SMALL_TRUST, dist, drop, usePortal } from "./support/portal.js";

const portal = usePortal();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const CHANGED = `${dist}/demo/acme-vnf-artifact-changed.csar`;
const folder = mkdtempSync(join(tmpdir(), "vnfseal-axe-"));
const saved = join(folder, "saved.json");
writeFileSync(saved, await verifyPackageAsJson(CHANGED, { trust: SMALL_TRUST }));
after(() => rm(folder, { recursive: true, force: true }));

async function trusted(page, ...files) {
  await drop(page, ...files, SMALL_TRUST);
  await page.locator(".offer > .form-actions > .primary").click();
  await page.locator("section.verdict").waitFor();
}

const SCREENS = {
  "a saved report, and the package that it is about": async (page) => {
    await trusted(page, CHANGED);
    await drop(page, saved);
    await page.locator(".saved-counterpart-block .compared[aria-busy=false]").waitFor();
  },
  "two packages compared": async (page) => {
    await trusted(page, SMALL_PACKAGE);
    await drop(page, saved);
    const lists = page.locator(".compare-form select");
    await lists.first().selectOption({ index: 1 });
    await lists.last().selectOption({ index: 2 });
    await page.locator(".comparison .compare-artifacts").waitFor();
  },
  "the message to the vendor": async (page) => {
    await trusted(page, CHANGED);
    await page.locator("button.open-message").click();
    await page.locator("dialog textarea").waitFor();
  },
  "the summary on one page": async (page) => {
    await trusted(page, CHANGED);
    await page.locator("button.open-summary").click();
    await page.locator(".qr-code").waitFor();
  },
};
const VARIANTS = {
  "English, light": { locale: "en-GB" },
  "German, dark": { locale: "de-DE", colorScheme: "dark" },
  "French, light": { locale: "fr-FR" },
  "French, narrow": { locale: "fr-FR", viewport: { width: 320, height: 800 } },
  "German, narrow": { locale: "de-DE", viewport: { width: 320, height: 800 } },
};

for (const [screen, reach] of Object.entries(SCREENS)) {
  for (const [variant, options] of Object.entries(VARIANTS)) {
    test(`${screen}: ${variant}`, async () => {
      const page = await portal.open({ ...options, bypassCSP: true, reducedMotion: "reduce" });
      await reach(page);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }),
      );
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join("\n  ")}`);
      assert.deepEqual(told, []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      await page.context().close();
    });
  }
}

// axe-core finds nothing on any screen: light, dark and narrow, and in every language.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { makeIdentity } from "../node/identities.js";
import { encryptWithOpenssl, makeRecipient } from "../node/recipients.js";
import { chooseIn, makeTrustFile, openDialog } from "./support/dialogs.js";
import { speak } from "./support/language.js";
import {
  SMALL_PACKAGE,
  SMALL_TRUST,
  TRUST,
  demoFile,
  drop,
  dropTrusted,
  installCandidate,
  show,
  slowDown,
  trustForVisit,
  usePortal,
  verdict,
} from "./support/portal.js";

const portal = usePortal();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const operator = makeIdentity("Operator");
const stranger = makeIdentity("Stranger");
const operatorTrust = makeTrustFile(operator, SMALL_TRUST);
const encrypted = `${operator.place}/package.csar.cms`;
encryptWithOpenssl(SMALL_PACKAGE, encrypted, [makeRecipient(operator.place, "P-256")]);

const SCREENS = {
  "the start": async () => {},
  "a passed package": async (page) => {
    await dropTrusted(page, demoFile("acme-vnf-option1.csar"), TRUST);
    await verdict(page);
    await page.locator("#signature-1").getByRole("button", { name: "Signing certificate" }).click();
  },
  "a failed package with details": async (page) => {
    await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
    await verdict(page);
    await page.locator(".grid-row[data-verdict=failed]:not([aria-expanded])").click();
    // Both folds: what is met, and what does not apply.
    for (const fold of await page.locator(".conformance-folded summary").all()) await fold.click();
  },
  "an external artifact that was not supplied": async (page) => {
    await dropTrusted(page, demoFile("acme-vnf-external.csar"), TRUST);
    await verdict(page);
    await page.getByRole("row").filter({ hasText: "https://" }).click();
    await page.getByRole("button", { name: "Choose the file" }).first().waitFor();
  },
  "an external artifact that was supplied": async (page) => {
    await dropTrusted(page, demoFile("acme-vnf-external.csar"), demoFile("sbc-recovery.img"), TRUST);
    await page.locator("section.verdict[data-verdict=passed]").waitFor();
    await page.getByRole("row").filter({ hasText: "https://" }).click();
    await page.getByRole("button", { name: "Choose another file" }).waitFor();
  },
  "many packages, a menu and the history of reports": async (page) => {
    await page.getByRole("button", { name: "Try the demo" }).click();
    await trustForVisit(page);
    await page.getByText("2 passed, 3 failed", { exact: true }).waitFor();
    await page.getByText("History of reports").click();
    await page.getByRole("columnheader", { name: "Package" }).getByRole("button").click();
    await page.getByRole("row", { name: /option1/ }).getByRole("button", { name: /^More/ }).click();
    await page.getByRole("menuitem", { name: "Remove" }).waitFor();
  },
  "a menu of seldom steps": async (page) => {
    await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
    await verdict(page);
    await page.getByRole("button", { name: "More actions", exact: true }).click();
    await page.getByRole("menu").waitFor();
  },
  "no trust": async (page) => {
    await drop(page, demoFile("acme-vnf-option1.csar"));
    await verdict(page);
  },
  "a verification that runs, and one that waits": async (page) => {
    // So slow that it still runs when a busy machine comes to look.
    await slowDown(page, 2_000);
    await drop(page, demoFile("acme-vnf-option1.csar"), demoFile("acme-vnf-option2.zip"));
    await page.locator("progress[value]").first().waitFor();
  },
  "a package that waits for a decision": async (page) => {
    await drop(page, demoFile("acme-vnf-option1.csar"), TRUST);
    await page.getByRole("heading", { name: "Read. Say whom you trust." }).waitFor();
    const candidate = page.locator(".offer .candidate").first();
    await candidate.getByRole("button", { name: "Install…" }).click();
    await candidate.getByLabel("Paste or type the whole fingerprint").fill("00");
    await candidate.locator(".self-signed").waitFor();
  },
  "a dialog that signs, and a refusal in it": async (page) => {
    await dropTrusted(page, SMALL_PACKAGE, operatorTrust);
    await verdict(page);
    const dialog = await openDialog(page, "Sign as service provider…");
    await chooseIn(dialog, "Choose key file", stranger.key);
    await chooseIn(dialog, "Choose certificate", stranger.certificate);
    await dialog.getByRole("button", { name: "Sign", exact: true }).click();
    await dialog.getByRole("alert").waitFor();
  },
  "a package that was signed": async (page) => {
    await dropTrusted(page, SMALL_PACKAGE, operatorTrust);
    await verdict(page);
    const dialog = await openDialog(page, "Sign as service provider…");
    await chooseIn(dialog, "Choose key file", operator.key);
    await chooseIn(dialog, "Choose certificate", operator.certificate);
    await dialog.getByRole("button", { name: "Sign", exact: true }).click();
    await dialog.getByRole("heading", { name: "Signed" }).waitFor();
  },
  "a dialog that encrypts, with recipients": async (page) => {
    await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
    await verdict(page);
    const dialog = await openDialog(page, "Encrypt for…");
    await chooseIn(dialog, "Add certificates", operator.certificate, stranger.certificate);
    await dialog.locator(".recipient").nth(1).waitFor();
  },
  "an encrypted file": async (page) => {
    await drop(page, encrypted);
    await page.getByRole("heading", { name: "This file is encrypted" }).waitFor();
  },
  "a dialog that decrypts": async (page) => {
    await drop(page, encrypted);
    await chooseIn(await openDialog(page, "Decrypt…"), "Choose key file", stranger.key);
  },
  "the trust store": async (page) => {
    await dropTrusted(page, TRUST);
    await show(page, "Trust store");
    await page.locator(".visit-file").getByRole("button", { name: /^Details of/ }).first().click();
    await installCandidate(page.locator(".visit-file .candidate").first());
    await page.locator(".installed-entry").getByRole("button", { name: "Remove" }).click();
    await page.locator(".installed-question").waitFor();
  },
  "something kept that cannot be read": async (page) => {
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          indexedDB.open("vnfseal", 1).onsuccess = ({ target }) => {
            const store = target.result.transaction("kept", "readwrite").objectStore("kept");
            store.put("{", "policy").onsuccess = resolve;
          };
        }),
    );
    await page.reload();
    await page.getByRole("heading", { name: "Your policy cannot be read" }).waitFor();
  },
  "the policy": async (page) => {
    await show(page, "Policy");
    await page.locator(".accepted li").first().waitFor();
    await page.getByLabel("Stage").selectOption({ label: "Instantiation" });
  },
  "this page": async (page) => {
    await show(page, "About this tool");
    await page.getByRole("button", { name: "Verify this page" }).click();
    await page.locator(".page-verdict").waitFor();
  },
};
const VARIANTS = {
  light: {},
  dark: { colorScheme: "dark" },
  narrow: { viewport: { width: 320, height: 800 } },
};

async function expectAccessible(page, language) {
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }),
  );
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join("\n  ")}`);
  assert.deepEqual(told, [], language);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `${overflow} pixels too wide in ${language}`);
}

for (const [screen, reach] of Object.entries(SCREENS)) {
  for (const [variant, options] of Object.entries(VARIANTS)) {
    test(`${screen}, ${variant}`, async () => {
      // axe is put into the page by the test, which the page's policy would forbid.
      const page = await portal.open({ ...options, bypassCSP: true, reducedMotion: "reduce" });
      await reach(page);
      await page.evaluate(axe);
      // A screen is reached in English. The other languages are looked at once, as the words have no colour of their own.
      for (const language of variant === "light" ? ["en", "de", "fr"] : ["en"]) {
        if (language !== "en") await speak(page, language);
        await expectAccessible(page, language);
      }
      await page.context().close();
    });
  }
}

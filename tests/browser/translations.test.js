// What core says of a package, in the other languages of the page: by code and values, and no English is left.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeIdentity } from "../node/identities.js";
import { chooseIn, makeTrustFile, openDialog } from "./support/dialogs.js";
import { speak, visibleEnglish } from "./support/language.js";
import { SMALL_PACKAGE, SMALL_TRUST, TRUST, demoFile, downloaded, drop, dropTrusted, show, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const OTHERS = ["de", "fr"];
const FINDING = {
  de: /^Der Inhalt einer Datei ist nicht, was das Manifest angibt \(.*SHA-256 angegeben [0-9a-f]{16}…, gefunden [0-9a-f]{16}…\)\.$/,
  fr: /^Le contenu d’un fichier n’est pas ce que dit le manifeste \(.*SHA-256 déclaré [0-9a-f]{16}…, trouvé [0-9a-f]{16}…\)\.$/,
};
const PACKAGES = [
  "acme-vnf-option1.csar",
  "acme-vnf-option2.zip",
  "acme-vnf-artifact-changed.csar",
  "acme-vnf-file-added.csar",
  "acme-vnf-signer-not-trusted.csar",
  "acme-vnf-external.csar",
];

for (const language of OTHERS) {
  test(`a finding in ${language} has the values of the package`, async () => {
    const page = await portal.open();
    await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
    await verdict(page);
    await speak(page, language);
    const finding = page.locator("[data-code='artifact.digest-mismatch']").first();
    const heading = finding.locator("h3, h4").first();
    assert.equal(await heading.getAttribute("lang"), language);
    assert.match((await heading.innerText()).replaceAll("\u00a0", " "), FINDING[language]);
    // Core's own sentence is there for whoever needs it, and says in which language it is.
    await finding.locator(".wording > summary").first().click();
    assert.match(await finding.locator(".wording [lang=en]").first().innerText(), /^The content of 'Files\//);
  });

  for (const name of PACKAGES) {
    test(`no English is left of ${name} in ${language}`, async () => {
      const page = await portal.open();
      await dropTrusted(page, demoFile(name), TRUST);
      await verdict(page);
      const report = JSON.parse((await downloaded(page, () => page.getByRole("link", { name: "JSON" }).first().click())).text);
      await speak(page, language);
      assert.deepEqual(await visibleEnglish(page, report), []);
      // The spaces that French has before its marks are our own.
      assert.deepEqual(await page.locator(".code-point").allInnerTexts(), []);
    });
  }

  test(`no English is left of a trust file, a policy or a refusal in ${language}`, async () => {
    const page = await portal.open();
    await drop(page, demoFile("acme-vnf-option1.csar"), demoFile("sbc-recovery.img"));
    await verdict(page);
    await show(page, "Policy");
    await page.locator(".accepted li").first().waitFor();
    await speak(page, language);
    assert.deepEqual(await visibleEnglish(page), []);

    const operator = makeIdentity("Operator");
    const stranger = makeIdentity("Stranger");
    const signing = await portal.open();
    await dropTrusted(signing, SMALL_PACKAGE, makeTrustFile(operator, SMALL_TRUST));
    await verdict(signing);
    const dialog = await openDialog(signing, "Sign as service provider…");
    await chooseIn(dialog, "Choose key file", stranger.key);
    await chooseIn(dialog, "Choose certificate", stranger.certificate);
    await dialog.getByRole("button", { name: "Sign", exact: true }).click();
    await dialog.getByRole("alert").waitFor();
    await speak(signing, language);
    assert.deepEqual(await visibleEnglish(signing), []);
  });
}

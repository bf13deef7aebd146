// The policy: what is asked counts, is kept, and is shown where it differs from the default.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { speak } from "./support/language.js";
import { GOOD_PACKAGE, TRUST, choose, demoFile, downloaded, dropTrusted, show, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();

test("what differs from the default counts, and is visible in the verdict", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-file-added.csar"), TRUST);
  assert.equal((await verdict(page)).verdict, "failed");
  assert.equal(await page.locator(".verdict-policy").count(), 0);

  await show(page, "Policy");
  await page.getByLabel("A file that is not listed").selectOption({ label: "Reported only" });
  await page.getByLabel("Edition").selectOption({ label: "GS NFV-SEC 021 V4.5.1" });
  await page.getByText("Files that are not listed are only reported").waitFor();
  await page.getByRole("button", { name: "Apply and verify again" }).click();

  await verdict(page);
  const differences = await page.locator(".verdict-policy").innerText();
  assert.match(differences, /Files that are not listed are only reported/);
  assert.match(differences, /V4\.5\.1/);
  assert.match(await page.locator("#conformance").innerText(), /V4\.5\.1/);
  await page.getByText("differs from the default in 2 points").waitFor();

  await page.reload();
  await page.getByText("differs from the default in 2 points").waitFor();
  await show(page, "Policy");
  await page.getByRole("button", { name: "Back to the default" }).click();
  await page.getByRole("button", { name: "Apply and verify again" }).click();
  await page.getByText(/V5\.4\.1 · Onboarding · default/).waitFor();
});

test("time, stage and the service provider's signature are asked for", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  await show(page, "Policy");
  await page.getByLabel("Time of validation (UTC)").fill("2001-02-03T04:05");
  await page.getByLabel("Stage", { exact: true }).selectOption({ label: "Instantiation" });
  await page.getByLabel("Service provider's signature", { exact: true }).selectOption({ label: "Required" });
  await page.getByRole("button", { name: "Apply and verify again" }).click();

  assert.equal((await verdict(page)).authenticity, "failed");
  const findings = page.locator("#findings");
  await findings.locator("[data-code='certificate.not-yet-valid']").first().waitFor();
  await page.getByText("Validated at 2001-02-03 04:05:00 UTC, not now").first().waitFor();
});

test("only findings that may be accepted are offered, and an accepted one is marked", async () => {
  const page = await portal.open();
  await show(page, "Policy");
  await page.locator(".accepted li").first().waitFor();
  const codes = await page.locator(".accepted code").allTextContents();
  assert.ok(codes.includes("certificate.version-1"));
  assert.ok(!codes.includes("artifact.digest-mismatch"));
  await page.getByRole("checkbox", { name: /certificate\.version-1/ }).check();
  await page.getByText("Accepted: certificate.version-1").waitFor();
});

test("certificate policies are asked for, the engine refuses what is none, and all is kept", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  assert.equal((await verdict(page)).verdict, "passed");
  await show(page, "Policy");
  const policies = page.getByLabel("Policies that count");
  await policies.fill("2.23.140.1.2.1\nacme");
  // What was typed counts when the field is left.
  await policies.blur();
  await page.getByRole("button", { name: "Apply and verify again" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "'acme', which is no object identifier" });
  await refusal.waitFor();

  await policies.fill("2.23.140.1.2.1");
  await page.getByLabel("Every path has to be valid under one of them").check();
  await page.getByLabel("No policy mapping").check();
  await page.getByLabel("Ignore anyPolicy").check();
  await page.getByRole("button", { name: "Apply and verify again" }).click();
  assert.equal((await verdict(page)).authenticity, "failed");
  const differences = await page.locator(".verdict-policy").innerText();
  assert.match(differences, /Certificate policies that count: 2\.23\.140\.1\.2\.1/);
  assert.match(differences, /Every certification path has to be valid under a certificate policy that counts/);
  assert.match(differences, /No certificate policy is taken for another/);
  assert.match(differences, /Certificates for any certificate policy count for none/);
  await page.getByText("differs from the default in 4 points").waitFor();

  await page.reload();
  await page.getByText("differs from the default in 4 points").waitFor();
  await show(page, "Policy");
  assert.equal(await policies.inputValue(), "2.23.140.1.2.1");
  assert.ok(await page.getByLabel("Ignore anyPolicy").isChecked());
});

const folder = mkdtempSync(join(tmpdir(), "vnfseal-policies-"));

/** A policy in a file. */
function policyFile(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("a policy of a file shows what it would change, and counts once it is taken", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-file-added.csar"), TRUST);
  assert.equal((await verdict(page)).verdict, "failed");
  await show(page, "Policy");
  await choose(page, "Import a policy…", policyFile("ours.json", '{ "unlistedFiles": "report", "revocation": "ifAvailable" }'));
  const changes = page.getByRole("row");
  await page.getByRole("row", { name: "A file that is not listed Fails the package Reported only looser than the default" }).waitFor();
  assert.equal(await changes.count(), 2, "what stays is not shown");
  await show(page, "Verify");
  assert.equal((await verdict(page)).verdict, "failed", "nothing counts before");

  await show(page, "Policy");
  await choose(page, "Import a policy…", policyFile("ours.json", '{ "unlistedFiles": "report" }'));
  await page.getByRole("button", { name: "Take this policy and verify again" }).click();
  await page.locator(".verdict-policy").getByText("Files that are not listed are only reported").waitFor();
  await page.reload();
  await page.getByText("differs from the default in 1 point").waitFor();
});

const UNUSABLE = {
  "an unknown key": ['{ "unlistedFile": "report" }', /unlistedFile/],
  "a bad value": ['{ "revocation": "sometimes" }', /sometimes/],
  "a finding that cannot be accepted": ['{ "accept": ["signature.invalid"] }', /signature\.invalid/],
  "a trust bundle": ['{ "vnfProvider": { "privateCAs": [] } }', /vnfProvider/],
  "no JSON": ["<b>policy</b>", /policy/],
};
for (const [what, [text, reason]] of Object.entries(UNUSABLE)) {
  test(`a policy file with ${what} is refused with the engine's reason`, async () => {
    const page = await portal.open();
    await show(page, "Policy");
    await choose(page, "Import a policy…", policyFile("wrong.json", text));
    await page.getByText("This file is no policy that can be used. Nothing was changed.").waitFor();
    assert.match(await page.locator(".policy-import").innerText(), reason);
    assert.equal(await page.getByRole("button", { name: /^Take this policy/ }).count(), 0);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByText("This is the default policy.").waitFor();
  });
}

test("the policy in force is exported as a file that is a policy again", async () => {
  const page = await portal.open();
  await show(page, "Policy");
  await choose(page, "Import a policy…", policyFile("theirs.json", '{ "stage": "instantiation", "accept": ["certificate.version-1"] }'));
  await page.getByRole("button", { name: /^Take this policy/ }).click();
  await page.getByText("differs from the default in 2 points").waitFor();
  await show(page, "Policy");
  const file = await downloaded(page, () => page.getByRole("link", { name: "Export the policy" }).click());
  assert.equal(file.name, "policy.json");
  const policy = JSON.parse(file.text);
  assert.deepEqual([policy.stage, policy.accept], ["instantiation", ["certificate.version-1"]]);
  await choose(page, "Import a policy…", policyFile("exported.json", file.text));
  await page.getByText("This is the policy in force. Nothing would change.").waitFor();
});

for (const language of ["en", "de", "fr"]) {
  test(`no severity runs into the sentence beside it (${language})`, async () => {
    const page = await portal.open();
    await show(page, "Policy");
    await page.locator(".accepted li").first().waitFor();
    await speak(page, language);
    const overlapping = await page.locator(".accepted label").evaluateAll((rows) =>
      rows.filter((row) => {
        const [, severity, sentence] = row.children;
        const words = document.createRange();
        words.selectNodeContents(severity);
        return words.getBoundingClientRect().right > sentence.getBoundingClientRect().left;
      }).map((row) => row.innerText),
    );
    assert.deepEqual(overlapping, []);
  });
}

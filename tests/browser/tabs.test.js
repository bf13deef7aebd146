// What this browser keeps: two tabs that change it, and what a build cannot read of it.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { verifyPackageAsJson } from "../../pkg/js/index.js";
import {
  GOOD_PACKAGE,
  SMALL_PACKAGE,
  SMALL_TRUST,
  TRUST,
  dist,
  downloaded,
  drop,
  install,
  installCandidate,
  show,
  usePortal,
  verdict,
} from "./support/portal.js";

const portal = usePortal();

/** Another tab of the same browser. */
async function openTab(page) {
  const tab = await page.context().newPage();
  tab.setDefaultTimeout(60_000);
  await tab.goto(portal.server.url);
  await tab.getByRole("heading", { level: 1 }).waitFor();
  return tab;
}

async function remove(page, name) {
  await show(page, "Trust store");
  const entry = page.locator(".installed-entry").filter({ hasText: name });
  await entry.getByRole("button", { name: `Remove ${name}` }).click();
  await entry.getByRole("group").getByRole("button", { name: "Remove", exact: true }).click();
  await entry.waitFor({ state: "detached" });
}

test("what is removed in one tab counts no more in another, and does not come back", async () => {
  const one = await portal.open();
  await install(one, TRUST);
  const two = await openTab(one);
  await two.getByText("2 certificates installed.").waitFor();
  await drop(two, GOOD_PACKAGE);
  assert.equal((await verdict(two)).verdict, "passed");

  await remove(one, "Acme Networks root CA");
  await two.locator("section.verdict[data-verdict=failed]").waitFor();

  // Whatever the second tab does now, it goes by what is kept.
  await remove(two, "Example Telecom root CA");
  await one.reload();
  await show(one, "Verify");
  await one.getByText("Nothing installed in this browser.").waitFor();
});

test("a tab that heard nothing reads what is kept before it verifies", async () => {
  const one = await portal.open();
  await install(one, TRUST);
  const two = await one.context().newPage();
  await two.addInitScript(() => delete window.BroadcastChannel);
  await two.goto(portal.server.url);
  await two.getByText("2 certificates installed.").waitFor();
  await remove(one, "Acme Networks root CA");
  await drop(two, GOOD_PACKAGE);
  assert.equal((await verdict(two)).verdict, "failed");
  await two.getByText("1 certificate installed.").waitFor();
});

test("two tabs that install keep both certificates", async () => {
  const one = await portal.open();
  const two = await openTab(one);
  for (const [page, name] of [
    [one, "Acme Networks root CA"],
    [two, "Example Telecom root CA"],
  ]) {
    await drop(page, TRUST);
    const card = page.locator(".offer .candidate").filter({ hasText: name });
    await card.getByRole("button", { name: "Install…" }).click();
    await card.getByRole("checkbox").check();
    await card.getByRole("button", { name: "Install", exact: true }).click();
    await card.waitFor({ state: "detached" });
  }
  await one.reload();
  await one.getByText("2 certificates installed.").waitFor();
});

test("a policy of one tab is the policy of the other, and leaves the trust store alone", async () => {
  const one = await portal.open();
  const two = await openTab(one);
  await install(one, TRUST);
  await show(two, "Policy");
  await two.getByLabel("A file that is not listed").selectOption({ label: "Reported only" });
  await two.getByRole("button", { name: "Apply and verify again" }).click();
  await show(one, "Verify");
  await one.getByText("differs from the default in 1 point").waitFor();
  await one.reload();
  await one.getByText("2 certificates installed.").waitFor();
  await one.getByText("differs from the default in 1 point").waitFor();
});

test("a tab that missed everything follows when it is seen again", async () => {
  const one = await portal.open();
  await install(one, TRUST);
  const two = await one.context().newPage();
  await two.addInitScript(() => delete window.BroadcastChannel);
  await two.goto(portal.server.url);
  await two.getByText("2 certificates installed.").waitFor();
  await drop(two, GOOD_PACKAGE);
  assert.equal((await verdict(two)).verdict, "passed");
  await remove(one, "Acme Networks root CA");
  assert.equal((await verdict(two)).verdict, "passed", "it heard nothing");
  await two.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await two.locator("section.verdict[data-verdict=failed]").waitFor();
});

test("what one tab is changing in the policy stays when another one changes it", async () => {
  const one = await portal.open();
  const two = await openTab(one);
  await show(one, "Policy");
  await one.getByLabel("Revocation").selectOption({ label: "Required" });
  await show(two, "Policy");
  await two.getByLabel("A file that is not listed").selectOption({ label: "Reported only" });
  await two.getByRole("button", { name: "Apply and verify again" }).click();
  await one.getByText("The policy was changed in another tab, and is in force here too.").waitFor();
  assert.equal(await one.getByLabel("Revocation").inputValue(), "required");
  await one.getByRole("button", { name: "Drop my changes" }).click();
  assert.equal(await one.getByLabel("Revocation").inputValue(), "ifAvailable");
  assert.equal(await one.getByLabel("A file that is not listed").inputValue(), "report");
});

test("of two tabs that apply a policy the last one counts, in both", async () => {
  const one = await portal.open();
  await install(one, TRUST);
  const two = await openTab(one);
  for (const page of [one, two]) {
    await show(page, "Verify");
    await drop(page, GOOD_PACKAGE);
    assert.equal((await verdict(page)).verdict, "passed");
    await show(page, "Policy");
  }
  await one.getByLabel("Revocation").selectOption({ label: "Required" });
  await two.getByLabel("Stage").selectOption({ label: "Instantiation" });
  await one.getByRole("button", { name: "Apply and verify again" }).click();
  await two.getByText("The policy was changed in another tab").waitFor();
  await two.getByRole("button", { name: "Apply and verify again" }).click();
  for (const page of [one, two]) {
    await page.getByText("differs from the default in 1 point").waitFor();
    await page.locator("section.verdict[data-verdict=passed]").waitFor();
  }
});

test("an opened report stays what a file says when another tab changes the trust, and the comparison beside it follows", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "vnfseal-tabs-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const saved = join(folder, "saved.report.json");
  writeFileSync(saved, await verifyPackageAsJson(SMALL_PACKAGE, { trust: SMALL_TRUST }));
  const one = await portal.open();
  await install(one, SMALL_TRUST);
  const two = await openTab(one);
  await drop(two, SMALL_PACKAGE);
  assert.equal((await verdict(two)).verdict, "passed");
  await drop(two, saved);
  const beside = two.locator(".saved-counterpart-block");
  await beside.getByText("The two reports say the same").waitFor();
  await remove(one, "Acme Networks root CA");
  await beside.locator(".compare-findings [data-change=added]").first().waitFor();
  await beside.locator(".compare-table .tone-wrong").first().waitFor();
  assert.equal(await two.locator("#saved-title").innerText(), "Says: passed");
  assert.match(two.url(), /#\/reports/, "what is shown stays");

  // The comparison that was asked for follows as well.
  for (const [at, index] of [2, 1].entries()) await two.locator(".compare-form select").nth(at).selectOption({ index });
  const compared = two.locator(".comparison .compared[aria-busy=false]");
  await compared.locator(".compare-findings [data-change=added]").first().waitFor();
  await install(one, SMALL_TRUST);
  await compared.getByText("The two reports say the same").waitFor();
});

test("two tabs with the same address have each their own packages", async () => {
  const one = await portal.open();
  await install(one, SMALL_TRUST);
  await show(one, "Verify");
  await drop(one, SMALL_PACKAGE);
  await verdict(one);
  const address = one.url();
  const two = await one.context().newPage();
  two.setDefaultTimeout(60_000);
  await two.goto(address);
  await two.getByText("acme-vnf-option1.csar is no longer on this page.", { exact: false }).waitFor();
  await drop(two, `${dist}/demo/acme-vnf-artifact-changed.csar`);
  assert.equal((await verdict(two)).verdict, "failed");
  assert.equal((await verdict(one)).verdict, "passed");
  assert.equal(one.url(), address);
});

/** What the browser keeps under a key; with `text`, that is put there. */
function kept(page, key, text) {
  return page.evaluate(
    ([name, value]) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("vnfseal", 1);
        opening.onerror = reject;
        opening.onsuccess = () => {
          const store = opening.result.transaction("kept", "readwrite").objectStore("kept");
          const request = value === undefined ? store.get(name) : store.put(value, name);
          request.onerror = reject;
          request.onsuccess = () => resolve(request.result);
        };
      }),
    [key, text],
  );
}

const STRANGE = {
  policy: [JSON.stringify({ revocation: "required", timeStamps: "required" }), JSON.stringify({ edition: "9.9" }), "{", "[]"],
  trust: [JSON.stringify([{ placement: "vnfProvider.oracles", pem: "?" }]), JSON.stringify({ entries: [] }), "nothing"],
};
for (const [key, texts] of Object.entries(STRANGE)) {
  test(`a kept ${key} that cannot be read stops everything until the user chooses, and stays as it is`, async () => {
    for (const text of texts) {
      const page = await portal.open();
      await kept(page, key, text);
      await page.reload();
      const alert = page.getByRole("alert").filter({ hasText: "cannot be read" });
      await alert.waitFor();
      await drop(page, GOOD_PACKAGE);
      await page.getByRole("region", { name: "Packages" }).getByText("Waiting").waitFor();
      await page.waitForTimeout(500);
      assert.equal(await page.locator("section.verdict").count(), 0);
      assert.equal(await kept(page, key), text, "nothing is overwritten");
      const file = await downloaded(page, () => alert.getByRole("link", { name: "Download it" }).click());
      assert.equal(file.text, text);

      await alert.getByRole("button", { name: "Keep it, and go on without it" }).click();
      assert.equal((await verdict(page)).verdict, "indeterminate");
      assert.equal(await kept(page, key), text, "it is kept as it is");

      await page.reload();
      await alert.getByRole("button", { name: "Remove it" }).click();
      await alert.waitFor({ state: "detached" });
      assert.notEqual(await kept(page, key), text);
      await page.reload();
      await page.getByText("Nothing installed in this browser.").waitFor();
      assert.equal(await alert.count(), 0);
      await page.context().close();
    }
  });
}

/** What another build may have kept of two entries that this one reads otherwise. */
const OTHERWISE = {
  "another certificate under its fingerprint": (entry, other) => ({ ...entry, pem: other.pem }),
  "another fingerprint": (entry) => ({ ...entry, fingerprint: entry.fingerprint.replace(/../, "00") }),
  "more than it says": (entry, other) => ({ ...entry, pem: `${entry.pem}${other.pem}` }),
  "a certificate where lists belong": (entry) => ({ ...entry, placement: "crls" }),
  "no PEM text": (entry) => ({ ...entry, pem: "PEM" }),
};
for (const [what, change] of Object.entries(OTHERWISE)) {
  test(`a kept entry with ${what} stops everything until the user chooses`, async () => {
    const page = await portal.open();
    await install(page, TRUST);
    const [acme, telecom] = JSON.parse(await kept(page, "trust"));
    const text = JSON.stringify([change(acme, telecom), telecom]);
    await kept(page, "trust", text);
    await page.reload();
    const alert = page.getByRole("alert").filter({ hasText: "1 entry of your trust store cannot be read" });
    await alert.waitFor();
    await drop(page, GOOD_PACKAGE);
    await page.getByRole("region", { name: "Packages" }).getByText("Waiting").waitFor();
    assert.equal(await page.locator("section.verdict").count(), 0);
    assert.equal(await kept(page, "trust"), text, "nothing is overwritten");

    await alert.getByRole("button", { name: "Keep it, and go on without it" }).click();
    assert.equal((await verdict(page)).verdict, "failed");
    await page.reload();
    await alert.getByRole("button", { name: "Remove it" }).click();
    await alert.waitFor({ state: "detached" });
    assert.deepEqual(JSON.parse(await kept(page, "trust")), [telecom]);
    // The genuine one can be installed now.
    await drop(page, TRUST);
    const card = page.locator(".offer .candidate");
    await card.getByRole("heading", { name: "Acme Networks root CA" }).waitFor();
    await installCandidate(card);
    await page.getByText("2 certificates installed.").waitFor();
  });
}

test("a kept entry is shown and exported as the engine reads it, not as it is kept", async () => {
  const page = await portal.open();
  await install(page, TRUST);
  const entries = JSON.parse(await kept(page, "trust"));
  const other = entries.map((entry) => ({ ...entry, subject: "CN=Somebody else", pem: entry.pem.replaceAll("\n", "\r\n") }));
  await kept(page, "trust", JSON.stringify(other));
  await page.reload();
  await show(page, "Verify");
  await page.getByText("2 certificates installed.").waitFor();
  await show(page, "Trust store");
  await page.locator(".installed-entry").filter({ hasText: "Acme Networks root CA" }).waitFor();
  assert.equal(await page.getByText("Somebody else").count(), 0);
  const bundle = await downloaded(page, () => page.getByRole("link", { name: "Export as trust bundle" }).click());
  assert.deepEqual(JSON.parse(bundle.text).vnfProvider.privateCAs, [entries[0].pem]);
});

test("entries that cannot be read stay beside those that change", async () => {
  const page = await portal.open();
  await install(page, TRUST);
  const entries = JSON.parse(await kept(page, "trust"));
  const strange = { placement: "vnfProvider.privateCAs", pem: "?", onlyFor: 1.5 };
  await kept(page, "trust", JSON.stringify([...entries, strange]));
  await page.reload();
  const alert = page.getByRole("alert").filter({ hasText: "1 entry of your trust store cannot be read" });
  await alert.getByRole("button", { name: "Keep it, and go on without it" }).click();
  await remove(page, "Example Telecom root CA");
  const left = JSON.parse(await kept(page, "trust"));
  assert.equal(left.length, 2);
  assert.deepEqual(left.at(-1), strange);
});

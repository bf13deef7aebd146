// The demo and its damaged copies: the verdict, and the finding that names what is wrong.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { unzip, zip } from "../node/zip.js";
import { GOOD_PACKAGE, SMALL_TRUST, TRUST, demoFile, dist, downloaded, drop, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();

const ALL_PASSED = { verdict: "passed", integrity: "passed", authenticity: "passed", completeness: "passed" };

for (const name of ["acme-vnf-option1.csar", "acme-vnf-option2.zip"]) {
  test(`${name} passes, with a row for each artifact`, async () => {
    const page = await portal.open();
    await dropTrusted(page, demoFile(name), TRUST);

    assert.deepEqual(await verdict(page), ALL_PASSED);
    const table = page.getByRole("treegrid");
    const rows = table.getByRole("row");
    assert.ok((await rows.count()) > 8, "the demo has a descriptor, a manifest, scripts, an image, tests and licences");
    const image = table.getByRole("row").filter({ hasText: ".img" });
    assert.match(await image.innerText(), /Passed[\s\S]*Verified[\s\S]*64\.0 MiB[\s\S]*As declared/);
    await page.getByText("This package is exactly what a VNF provider you trust has signed").first().waitFor();
    assert.deepEqual(page.errors, []);
  });
}

test("what passes with a warning is told from what passes without one, in the verdict and in the list", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "vnfseal-warned-"));
  t.after(() => rm(folder, { recursive: true }));
  const [warned, plain] = ["warned.zip", "plain.zip"].map((name) => join(folder, name));
  const delivery = await readFile(`${dist}/demo/acme-vnf-option2.zip`);
  await writeFile(plain, delivery);
  await writeFile(warned, zip({ ...unzip(delivery), "README.txt": "Read me." }));
  const page = await portal.open();
  await dropTrusted(page, warned, plain, SMALL_TRUST);
  const stages = page.locator(".queue-item .queue-stage");
  await page.waitForFunction(() => document.querySelectorAll(".queue-item [data-verdict=passed], .queue-item .tone-right").length === 2);
  assert.deepEqual(await stages.allInnerTexts(), ["Passed, 1 warning", "Passed"]);
  for (const [name, words] of Object.entries({ "warned.zip": "Passed, 1 warning", "plain.zip": "Passed" })) {
    await page.locator(".queue-select").filter({ hasText: name }).click();
    assert.deepEqual(await verdict(page), ALL_PASSED);
    assert.equal(await page.locator("section.verdict h2").innerText(), words);
  }
});

test("the signer is shown with role, algorithm and a chain of fingerprints", async () => {
  const page = await portal.open();
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);

  const signature = page.locator("#signature-1");
  const text = await signature.innerText();
  assert.match(text, /VNF provider/);
  assert.match(text, /ECDSA/);
  assert.match(text, /Trust anchor[\s\S]*Intermediate CA[\s\S]*Signing certificate[\s\S]*Signs/);
  for (const part of ["Trust anchor", "Intermediate CA", "Signing certificate"]) {
    await signature.getByRole("button", { name: part }).click();
    const certificate = signature.locator(".certificate");
    assert.match(await certificate.locator(".digest").innerText(), /^[0-9a-f]{64}$/);
    assert.match(await certificate.innerText(), /Issuer[\s\S]*Key usage[\s\S]*Serial number/);
  }
  const pem = await downloaded(page, () => signature.getByRole("link", { name: "Download PEM" }).click());
  assert.match(pem.text, /^-----BEGIN CERTIFICATE-----/);
});

const DAMAGED = [
  { name: "acme-vnf-artifact-changed.csar", aspect: "integrity", code: "artifact.digest-mismatch" },
  { name: "acme-vnf-file-added.csar", aspect: "completeness" },
  { name: "acme-vnf-signer-not-trusted.csar", aspect: "authenticity" },
];
for (const { name, aspect, code } of DAMAGED) {
  test(`${name} fails for its ${aspect}, and a finding says where`, async () => {
    const page = await portal.open();
    await dropTrusted(page, demoFile(name), TRUST);

    const verdicts = await verdict(page);
    assert.equal(verdicts.verdict, "failed");
    assert.equal(verdicts[aspect], "failed");
    const finding = page.locator("#findings li.finding").first();
    const text = await finding.innerText();
    assert.match(text, /Failure[\s\S]*Why it matters[\s\S]*What you can do[\s\S]*Where[\s\S]*Rule/);
    if (code) assert.equal(await finding.getAttribute("data-code"), code);
    if (aspect === "authenticity") {
      assert.match(await finding.locator(".places").innerText(), /Certificate|Signature/);
    } else {
      const path = await finding.locator(".places .path").innerText();
      const row = page.getByRole("treegrid").getByRole("row").filter({ hasText: path.split("/").at(-1) });
      assert.equal(await row.getAttribute("data-verdict"), "failed");
      await page.getByRole("button", { name: /^Failed/ }).click();
      await row.waitFor();
    }
    assert.deepEqual(page.errors, []);
  });
}

test("a changed artifact shows the digest declared and the digest found", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
  await verdict(page);

  await page.locator(".grid-row[data-verdict=failed]:not([aria-expanded])").click();
  const details = page.getByRole("complementary", { name: "Details" });
  const digests = details.locator(".facts > div > dd > .digest");
  // What draws it is loaded now.
  await digests.first().waitFor();
  const [declared, found] = await digests.allTextContents();
  assert.match(declared, /^[0-9a-f]{64,}$/);
  assert.match(found, /^[0-9a-f]{64,}$/);
  assert.notEqual(declared, found);
  assert.match(await details.innerText(), /Differs[\s\S]*Why it matters[\s\S]*What you can do[\s\S]*Rule/);
});

test("without a trust file it cannot be told; adding one tells", async () => {
  const page = await portal.open();
  await drop(page, GOOD_PACKAGE);

  const before = await verdict(page);
  assert.deepEqual(before, { ...ALL_PASSED, verdict: "indeterminate", authenticity: "indeterminate" });
  await page.getByText("You have not added a CA certificate yet").first().waitFor();

  await dropTrusted(page, TRUST);
  await page.locator("section.verdict[data-verdict=passed]").waitFor();
  assert.deepEqual(await verdict(page), ALL_PASSED);
});

// The findings: in groups, searched and filtered.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { zip } from "../node/zip.js";
import { TRUST, demoFile, drop, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const UNLISTED = 2000;
let folder;
/** A package with 2,000 files that its manifest does not list. */
let many;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vnfseal-findings-"));
  many = join(folder, "many.csar");
  const manifest = [
    "metadata:",
    "vnf_product_name: Many",
    "vnf_provider_id: Acme",
    "vnf_package_version: 1.0",
    "vnf_release_date_time: 2026-01-01T00:00:00Z",
    "",
  ];
  const files = {
    "TOSCA-Metadata/TOSCA.meta":
      "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme\nEntry-Definitions: vnfd.yaml\nETSI-Entry-Manifest: vnfd.mf\n",
    "vnfd.yaml": "tosca_definitions_version: tosca_simple_yaml_1_2\n",
    "vnfd.mf": manifest.join("\n"),
  };
  for (let number = 1; number <= UNLISTED; number += 1) files[`Files/${number}.txt`] = `${number}`;
  await writeFile(many, zip(files));
});
after(() => rm(folder, { recursive: true, force: true }));

async function openMany() {
  const page = await portal.open();
  await drop(page, many);
  await verdict(page);
  const findings = page.locator("#findings");
  return { page, findings, group: findings.locator("[data-code='artifact.unlisted']") };
}

test("findings of one rule are one group", async () => {
  const { page, findings, group } = await openMany();
  const count = Number.parseInt(await group.locator("h3 .count").innerText(), 10);
  assert.equal(count, UNLISTED + 1, "vnfd.yaml, too, and those that the report does not list");
  const total = Number((await findings.locator("h2 .count").innerText()).replaceAll(/\D/g, ""));
  assert.ok(total >= count, `${total} findings`);
  assert.equal(await page.locator(".parts a[href='#findings'] .count").innerText(), String(total));
  assert.equal(await group.locator(".finding-member").count(), 5);
  await group.getByRole("button", { name: "Show 50 more" }).click();
  await group.locator(".finding-member").nth(54).waitFor();
  assert.equal(await group.getByText("Why it matters").count(), 1, "what the rule says stands there once");
  assert.deepEqual(page.errors, []);
});

test("a search finds single findings by what they say, and groups by their code", async () => {
  const { findings, group } = await openMany();
  const search = findings.getByLabel("Search findings");
  await search.fill("files/1077.TXT");
  await findings.getByText(/^1 of \d+ findings match\.$/).waitFor();
  assert.match(await findings.locator("li.finding").innerText(), /Files\/1077\.txt/);
  await search.fill("artifact.unlisted");
  await group.locator(".finding-member").nth(4).waitFor();
  await search.fill("nothing like it");
  await findings.getByText("Nothing matches.").waitFor();
});

test("findings are filtered by severity and by part of the verdict", async () => {
  const { page, findings, group } = await openMany();
  const parts = findings.getByRole("group", { name: "Show by part of the verdict" });
  const all = await findings.locator("li.finding").count();
  await parts.getByRole("button", { name: /^Authenticity/ }).click();
  await group.waitFor({ state: "detached" });
  const left = await findings.locator("li.finding").count();
  assert.ok(left > 0 && left < all, `${left} of ${all}`);
  await parts.getByRole("button", { name: /^Authenticity/, pressed: true }).click();
  await group.waitFor();
  await page.locator(".aspect", { hasText: "Completeness" }).getByRole("link").click();
  await parts.getByRole("button", { name: /^Completeness/, pressed: true }).waitFor();

  const severities = findings.getByRole("group", { name: "Show by severity" });
  await parts.getByRole("button", { pressed: true }).click();
  await severities.getByRole("button", { name: /^Failure/ }).click();
  await severities.getByRole("button", { name: /^Failure/, pressed: true }).waitFor();
  for (const word of await findings.locator(".finding-severity").allInnerTexts()) assert.match(word, /Failure/);
});

test("what the verdict leads to is shown in spite of a filter", async () => {
  const { page, findings } = await openMany();
  await findings.getByLabel("Search findings").fill("nothing like it");
  await findings.getByText("Nothing matches.").waitFor();
  await page.locator("section.verdict .summary").getByRole("button").click();
  await page.waitForFunction(() => document.activeElement?.id.startsWith("finding-"));
  assert.equal(await findings.getByLabel("Search findings").inputValue(), "");
});

test("the sentence of the verdict, the line below it and the first finding say different things", async () => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), TRUST);
  await verdict(page);
  const panel = page.locator("section.verdict");
  const [sentence, summary, what] = [
    await panel.locator(".sentence").innerText(),
    await panel.locator(".summary").innerText(),
    await page.locator("#findings h3").first().innerText(),
  ];
  assert.match(summary, /1 failure\s+Files\/images\/acme-sbc\.img/);
  assert.equal(new Set([sentence, summary, what]).size, 3);
  assert.ok(!summary.includes(what) && !what.includes(sentence));
  const texts = await page.locator("#findings li.finding").first().locator("dt").allInnerTexts();
  assert.ok(texts.includes("What you can do") && texts.includes("What the vendor has to do"), texts.join());
});

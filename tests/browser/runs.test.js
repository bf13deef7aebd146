// The runs of audits on the page that `vnfseal serve --queue` serves: from a real PostgreSQL, with packages that a worker has verified and some made up.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres, withoutPostgres } from "../node/postgres.js";
import { load, runWith } from "../node/queue.js";
import { planOf, resultOf } from "../node/queue-runs.js";
import { demoFile, dist, downloaded, show, usePortal } from "./support/portal.js";

// The package as who uses a queue has it: pg is beside it.
const { openDatabase } = await load("audit/queue/database.js");
const { initialize } = await load("audit/queue/schema.js");
const { readPage } = await load("serve/page.js");
const { Runs } = await load("serve/runs/runs.js");
const { startServer } = await load("serve/server.js");
if (withoutPostgres) console.log(`skipping: ${withoutPostgres}`);
const options = { skip: withoutPostgres };
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const place = mkdtempSync(join(tmpdir(), "vnfseal-runs-"));

/** A name that would be markup, would reorder what is beside it, and is longer than any screen is wide. */
const HOSTILE = `<img src=x onerror=alert(1)>\u202egpj.${"x".repeat(120)}.csar`;
const postgres = withoutPostgres ? undefined : await startPostgres();
const database = postgres && (await openDatabase(postgres.url, postgres.environment.PGPASSWORD));
const reading = postgres && (await openDatabase(postgres.url, postgres.environment.PGPASSWORD, { isReadOnly: true }));
const ids = {};
after(async () => {
  await reading?.close();
  await database?.close();
  await postgres?.close();
  rmSync(place, { recursive: true, force: true });
});

const portal = usePortal(async () => {
  const runs = reading && new Runs(reading);
  return startServer({ page: await readPage(dist), host: "127.0.0.1", port: 0, runs, about: { demo: false } });
});

before(async () => {
  if (!postgres) return;
  await initialize(database);
  await verifyFolder();
  const names = Array.from({ length: 60 }, (_, index) => `oci://registry.example/vnf:vnf-${index}`);
  const earlier = await planOf(database, "oci://registry.example/vnf", names);
  await earlier.write(names.map((_, index) => resultOf(index === 3 ? "failed" : "passed", index === 3 ? ["signature.invalid"] : [])));
  await earlier.finish();
  const later = await planOf(database, "oci://registry.example/vnf", names, { trust: "other" });
  await later.write(names.map((_, index) => (index % 5 === 0 ? resultOf("failed", ["certificate.revoked"]) : index % 7 === 0 ? resultOf("indeterminate", ["artifact.external"]) : index === 8 ? resultOf("error") : resultOf("passed"))));
  await later.finish();
  const cancelled = await planOf(database, "dir:store", ["a.csar", HOSTILE, "c.csar"]);
  await cancelled.write([resultOf("error"), resultOf("failed", ["signature.invalid"], { subject: "CN=<b>Acme</b>\u202e" })]);
  await cancelled.cancel();
  const [{ report }] = await database.query("select report from vnfseal.result where run = $1 and status = 'failed' and outline like '%digest-mismatch%'", [ids.folder]);
  const hostile = JSON.parse(report);
  hostile.summary = `<b>${HOSTILE}</b>`;
  hostile.findings[0].what = "<img src=x onerror=alert(2)>";
  await database.query("update vnfseal.result set report = $2 where run = $1 and number = 1", [cancelled.id, JSON.stringify(hostile)]);
  Object.assign(ids, { later: later.id, earlier: earlier.id, cancelled: cancelled.id });
});

/** A run over a folder with two dozen packages, by a worker, as who uses it has one. */
async function verifyFolder() {
  for (let index = 0; index < 20; index += 1) copyFileSync(demoFile("acme-vnf-external.csar"), join(place, `good-${index}.csar`));
  copyFileSync(demoFile("acme-vnf-artifact-changed.csar"), join(place, "changed.csar"));
  writeFileSync(join(place, "none.csar"), "no archive");
  const queue = ["--queue", postgres.url];
  const planned = await runWith(postgres.environment, "audit", "run", place, "--trust", demoFile("trust.json"), ...queue, "--json");
  assert.equal(planned.status, 0, planned.stderr);
  ids.folder = JSON.parse(planned.stdout).run;
  rmSync(join(place, "good-0.csar"));
  const worked = await runWith(postgres.environment, "worker", "--until-done", "--quiet", ...queue);
  assert.equal(worked.status, 0, worked.stderr);
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`);
}

/** A page that shows a run. */
async function openRun(id, how) {
  const page = await portal.open(how);
  await page.locator(".view-link").nth(2).click();
  await page.locator(`.run-item[data-run="${id}"] button`).click();
  await page.locator(".run-package").first().waitFor();
  return page;
}

const shown = (page) => page.locator(".run-package-name");
const matches = (page, text) => page.locator(".run-matches").getByText(text, { exact: true }).waitFor();
const filter = (page, name) => page.getByRole("button", { name }).click();

test("all runs are listed with how far they are and what they found, and that it was not found here", options, async () => {
  const page = await portal.open();
  await show(page, "Audits");
  const items = page.locator(".run-item");
  await items.first().waitFor();
  assert.equal(await items.count(), 4);
  assert.match(await page.locator(".lead").innerText(), /this page has verified none of it/);
  const folder = page.locator(`[data-run="${ids.folder}"]`);
  assert.match(await folder.innerText(), /Finished\s+22 of 22 packages[\s\S]*Failed\s*2[\s\S]*Not verified\s*1[\s\S]*\s19\s/);
  assert.match(await page.locator(`[data-run="${ids.cancelled}"]`).innerText(), /Cancelled\s+2 of 3 packages/);
  assert.equal(await page.locator(".runs-view .tone-right").count(), 0, "no mark of a proof");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.errors, []);
  assert.doesNotMatch(await page.content(), /postgres:/);
  assert.ok(page.requests.every((url) => url.startsWith(portal.server.url) || url.startsWith("blob:")));
});

test("a run is looked through by what was found, by name and by finding, and a report is read", options, async () => {
  const page = await openRun(ids.folder);
  assert.match(await page.locator(".lead").innerText(), /It is no verdict of this page/);
  await matches(page, "22 packages.");
  await filter(page, /^Failed ?2$/);
  await matches(page, "2 packages.");
  await page.getByRole("searchbox", { name: "Name of the package" }).fill("CHANGED");
  await matches(page, "1 package.");
  await page.locator("summary.run-package-line").click();
  const item = page.locator(".run-package[open]");
  await item.locator(".run-findings .finding").first().waitFor();
  assert.match(await item.innerText(), /artifact\.digest-mismatch[\s\S]*CN=Acme Networks package signing/);
  assert.deepEqual(await violations(page), []);
  const { name, text } = await downloaded(page, () => item.getByRole("link", { name: /Download the report/ }).click());
  assert.match(name, new RegExp(`^${ids.folder.slice(0, 8)}-\\d+\\.json$`));
  assert.equal(JSON.parse(text).verdict, "failed");
  await item.getByRole("button", { name: "Show all packages with artifact.digest-mismatch" }).click();
  await page.getByText("Show all findings").waitFor();
  await page.getByRole("searchbox").fill("nothing like this");
  await matches(page, "No package matches.");
  await page.getByRole("searchbox").fill("");
  await filter(page, /^Not verified ?1$/);
  await matches(page, "No package matches.");
  await page.getByText("Show all findings").click();
  await matches(page, "1 package.");
  await page.locator("summary.run-package-line").click();
  await page.getByRole("button", { name: "Show all packages with FILE_UNREADABLE" }).waitFor();
  assert.deepEqual(page.errors, []);
});

test("a long run comes a page at a time, by the keyboard too", options, async () => {
  const page = await openRun(ids.later);
  await matches(page, "60 packages.");
  assert.equal(await shown(page).count(), 50);
  await page.getByText("1 to 50 of 60").waitFor();
  await page.getByRole("button", { name: "Next" }).press("Enter");
  await page.getByText("51 to 60 of 60").waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".run-package").length === 10);
  await page.getByRole("button", { name: "Previous" }).press("Enter");
  await page.getByText("1 to 50 of 60").waitFor();
  await page.locator("summary.run-package-line").nth(1).press("Enter");
  await page.locator(".run-package[open] .run-report").getByText("This page cannot read the report.").waitFor();
});

test("what changed since an earlier run is as audit diff says it", options, async () => {
  const page = await openRun(ids.later);
  await page.getByRole("combobox", { name: "Earlier audit" }).selectOption(ids.earlier);
  const changes = page.locator(".run-change");
  await changes.first().waitFor();
  const { stdout } = await runWith(postgres.environment, "audit", "diff", ids.earlier, ids.later, "--queue", postgres.url, "--json");
  const compared = JSON.parse(stdout);
  assert.equal(await changes.count(), compared.changes.length);
  assert.equal(await page.locator('.run-change[data-worse="true"]').count(), compared.worse);
  await page.getByText(`Changed packages: ${compared.changes.length}, for the worse: ${compared.worse}.`).waitFor();
  await page.getByText("The two audits differ because of other trust files").waitFor();
  assert.match(await changes.first().innerText(), /vnf-0[\s\S]*Worse[\s\S]*Passed[\s\S]*Failed[\s\S]*because of other trust files[\s\S]*New: certificate\.revoked/);
  assert.deepEqual(await violations(page), []);
});

test("an opened run is in the address: back, a reload, a link", options, async () => {
  const page = await openRun(ids.folder);
  const address = `#/audits/${ids.folder}`;
  await page.waitForFunction((hash) => location.hash === hash, address);
  await page.reload();
  await page.locator(".run-package").first().waitFor();
  await page.waitForTimeout(1100);
  await page.getByRole("button", { name: "All audits" }).click();
  await page.waitForFunction(() => location.hash === "#/audits");
  await page.goBack();
  await page.locator(".run-package").first().waitFor();
  await page.evaluate(() => (location.hash = "#/audits"));
  await page.locator(".run-item").first().waitFor();
});

test("what changed is asked for again as results come, and a run without all of them is said to be that", options, async () => {
  const [before, now] = [await planOf(database, "growing", ["a.csar", "b.csar"]), await planOf(database, "growing", ["a.csar", "b.csar"])];
  await before.write([resultOf("passed"), resultOf("passed")]);
  await before.finish();
  const page = await openRun(now.id);
  await page.getByRole("combobox", { name: "Earlier audit" }).selectOption(before.id);
  const warning = page.getByText("One of the two audits has packages without a result.");
  await warning.waitFor();
  await now.write([resultOf("passed"), resultOf("failed", ["signature.invalid"])]);
  await now.finish();
  await page.locator(".run-change").filter({ hasText: "b.csar" }).filter({ hasText: "Failed" }).waitFor();
  await warning.waitFor({ state: "detached" });
  assert.equal(await page.locator(".run-change").count(), 1);
});

test("a run that is still being planned is said to be that, and compared as soon as it is planned", options, async () => {
  const [before, now] = [await planOf(database, "planning", ["a.csar"]), await planOf(database, "planning", ["a.csar"])];
  for (const run of [before, now]) await run.write([resultOf("passed")]);
  await before.finish();
  await database.query("update vnfseal.run set planned_at = null where id = $1", [now.id]);
  const page = await openRun(now.id);
  await page.getByRole("combobox", { name: "Earlier audit" }).selectOption(before.id);
  await page.getByText("One of the two audits is still being planned.").waitFor();
  assert.equal(await page.locator(".run-difference .tone-wrong").count(), 0, "nothing has failed");
  assert.deepEqual(await violations(page), []);
  await database.query("update vnfseal.run set planned_at = now() where id = $1", [now.id]);
  await page.getByText("No verdict and no finding changed.").waitFor();
  assert.equal(await page.getByText("still being planned").count(), 0);

  await database.query("update vnfseal.run set planned_at = null, cancelled_at = now() where id = $1", [now.id]);
  const other = await openRun(now.id);
  await other.getByRole("combobox", { name: "Earlier audit" }).selectOption(before.id);
  await other.getByText("One of the two audits was cancelled while it was planned.").waitFor();
});

test("a run that goes on is followed, not while nobody looks, and a database that is away is said", options, async () => {
  const run = await planOf(database, "going", ["a.csar", "b.csar"]);
  const page = await openRun(run.id);
  await page.getByText("0 of 2 packages").waitFor();
  await page.getByText(/No worker with the same version/).waitFor();
  await run.write([resultOf("passed")]);
  await page.getByText("1 of 2 packages").waitFor();
  await page.locator('.run-package [data-found="passed"]').waitFor();

  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, value: true });
  });
  const asked = () => page.requests.filter((url) => url.includes("/runs/")).length;
  await settled(asked);
  await run.write([resultOf("failed", ["signature.invalid"])], 1);
  const before = asked();
  await pause(3000);
  assert.equal(asked(), before, "nothing is asked while the page is hidden");
  await page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.getByText("2 of 2 packages").waitFor();

  await postgres.stop();
  await page.getByText("The database of the queue cannot be reached.").waitFor();
  assert.equal(await page.getByText("2 of 2 packages").count(), 1, "what was there is still there");
  assert.deepEqual(await violations(page), []);
  await postgres.start();
  await run.finish();
  await page.getByText("Finished").waitFor();
  await page.getByText("The database of the queue cannot be reached.").waitFor({ state: "detached" });
});

/** Waits until a number stays as it is for as long as the page waits before it asks again. */
async function settled(number) {
  for (let seen = -1; seen !== number(); await pause(2500)) seen = number();
}

test("names and texts of others are text, in every language, in the dark and on a telephone", options, async () => {
  const heads = {
    en: /Cancelled[\s\S]*Packages without a result: 1/,
    de: /Abgebrochen[\s\S]*Pakete ohne Ergebnis: 1/,
    fr: /Annulé[\s\S]*Paquets sans résultat : 1/,
  };
  for (const [locale, head] of Object.entries(heads)) {
    const page = await openRun(ids.cancelled, { locale, colorScheme: "dark", viewport: { width: 360, height: 740 } });
    await page.locator("summary.run-package-line").nth(1).click();
    await page.locator(".run-package[open] .run-findings .finding").waitFor();
    assert.equal(await page.locator("main img, main b").count(), 0);
    assert.match(await page.locator(".run-package[open] .run-package-name").innerText(), /<img src=x onerror=alert\(1\)>U\+202Egpj/);
    assert.match((await page.locator(".run-head").innerText()).replaceAll("\u00a0", " "), head);
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is cut off");
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test("the view is there only where the server has runs, and says when its tables are not", options, async () => {
  const page = await portal.open();
  await database.query("update vnfseal.version set version = 2");
  await show(page, "Audits");
  await page.getByText("The database has no tables of this release of vnfseal.").waitFor();
  await database.query("update vnfseal.version set version = 1");
  await page.locator(".run-item").first().waitFor();
  const bare = await startServer({ page: await readPage(dist), host: "127.0.0.1", port: 0, about: { demo: false } });
  await page.goto(bare.url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Audits" }).count(), 0);
  await bare.close();
});

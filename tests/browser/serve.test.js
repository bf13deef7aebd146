// The page that `vnfseal serve` serves: a package goes from it to an NFVO, and the catalogue is verified on it.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, chmodSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { onboardPackage, openCatalogue } from "../../pkg/js/catalogue.js";
import { openNfvo } from "../../pkg/js/nfvo.js";
import { RelayedNfvo } from "../../pkg/js/serve/nfvo.js";
import { readPage } from "../../pkg/js/serve/page.js";
import { Relay } from "../../pkg/js/serve/relay.js";
import { startServer } from "../../pkg/js/serve/server.js";
import { Stored } from "../../pkg/js/serve/stored.js";
import { startNfvo } from "../node/serve-nfvo.js";
import { openDialog } from "./support/dialogs.js";
import { SMALL_PACKAGE, SMALL_TRUST, demoFile, dist, drop, dropTrusted, show, usePortal, verdict } from "./support/portal.js";

const OPEN = "Upload to the NFVO…";
const TOKEN = "7e9c-secret";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const place = mkdtempSync(join(tmpdir(), "vnfseal-served-"));
const store = openCatalogue(`dir:${join(place, "store")}`);
const nfvo = await startNfvo();
after(() => {
  nfvo.close();
  rmSync(place, { recursive: true, force: true });
});
await onboardPackage(SMALL_PACKAGE, { catalogue: store, name: "acme-1.0", trust: readFileSync(SMALL_TRUST) });
await onboardPackage(demoFile("acme-vnf-artifact-changed.csar"), { catalogue: store, name: "changed", forceReason: "a test" });

const portal = usePortal(async () => {
  const { connection } = openNfvo(nfvo.url, { authentication: { kind: "bearer", token: TOKEN } });
  const relay = new Relay(new RelayedNfvo(connection));
  return startServer({ page: await readPage(dist), host: "127.0.0.1", port: 0, relay, stored: new Stored(store), about: { demo: false } });
});

/** A page on which a package has passed, with the dialog open. The NFVO has nothing, and `rules`. */
async function openUpload({ path = SMALL_PACKAGE, ...rules } = {}) {
  nfvo.packages.clear();
  nfvo.requests.length = 0;
  Object.assign(nfvo.rules, { states: ["UPLOADING", "PROCESSING", "ONBOARDED"], problem: undefined, misbehave: undefined, checksum: (hash) => hash }, rules);
  const page = await portal.open();
  await dropTrusted(page, path, SMALL_TRUST);
  assert.equal((await verdict(page)).verdict, "passed");
  return { page, dialog: await openDialog(page, OPEN) };
}

const start = (dialog) => dialog.getByRole("button", { name: "Upload", exact: true }).click();

/** The one package that the NFVO has. */
function received() {
  assert.equal(nfvo.packages.size, 1);
  return [...nfvo.packages.values()][0];
}

/** What axe-core finds on the page as it is. */
async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" ")}`);
}

test("a package that passed goes to the NFVO byte for byte, and the page says when it is onboarded", async () => {
  const { page, dialog } = await openUpload();
  assert.match(await dialog.innerText(), new RegExp(`sent to the NFVO at ${new URL(nfvo.url).host}`));
  assert.deepEqual(await violations(page), []);
  assert.ok(!page.requests.some((url) => url.includes("/nfvo/")), "nothing was sent before it was asked for");
  await start(dialog);
  await dialog.getByRole("heading", { name: "Onboarded" }).waitFor();
  const { id, bytes } = received();
  assert.ok(bytes.equals(readFileSync(SMALL_PACKAGE)));
  assert.match(await dialog.innerText(), new RegExp(id));
  assert.deepEqual(await violations(page), []);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Onboarded");

  assert.deepEqual(new Set(nfvo.requests.map(({ headers }) => headers.authorization)), new Set([`Bearer ${TOKEN}`]));
  const [{ headers }] = nfvo.requests;
  assert.deepEqual([headers.origin, headers.cookie, headers["user-agent"]], [undefined, undefined, undefined]);
  await dialog.getByRole("button", { name: "Close" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), OPEN);
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 1);
  assert.deepEqual(page.errors, []);
});

test("both screens are right in the dark and on a telephone", async () => {
  const page = await portal.open({ colorScheme: "dark", viewport: { width: 360, height: 740 } });
  await dropTrusted(page, SMALL_PACKAGE, SMALL_TRUST);
  await verdict(page);
  const dialog = await openDialog(page, OPEN);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await show(page, "Catalogue");
  await page.getByRole("button", { name: "Verify acme-1.0" }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is cut off");
});

test("each state of the NFVO is shown while it takes its time, and the page need not wait", async () => {
  const { page, dialog } = await openUpload({ states: ["PROCESSING"] });
  await start(dialog);
  await dialog.getByRole("heading", { name: "The NFVO looks at the package" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 1, "Escape ends nothing by mistake");
  await dialog.getByRole("button", { name: "Do not wait" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.ok(received().bytes, "it is left there");
  assert.ok(!nfvo.requests.some(({ method }) => method === "DELETE"));
});

test("a state that nobody knows is waited for, as the command does", async () => {
  const { dialog } = await openUpload({ states: ["CHECKING", "PROCESSING", "ONBOARDED"] });
  await start(dialog);
  await dialog.getByRole("heading", { name: "Onboarded" }).waitFor();
  assert.equal(nfvo.packages.size, 1);
});

test("an NFVO that does not onboard it says why, and nothing is left there", async () => {
  for (const states of [["UPLOADING", "ERROR"], ["PROCESSING", "CREATED"]]) {
    const { page, dialog } = await openUpload({ states, problem: { title: "Invalid", detail: "the VNFD has no <b>flavour</b>" } });
    await start(dialog);
    const alert = dialog.getByRole("alert");
    await alert.getByText("It was not onboarded").waitFor();
    assert.match(await alert.innerText(), /has not onboarded the package \((ERROR|CREATED)\): the VNFD has no <b>flavour<\/b>. It was removed there/);
    assert.deepEqual(await violations(page), []);
    assert.equal(nfvo.packages.size, 0);
    await page.context().close();
  }
});

test("a refusal of the NFVO is shown, and the next try goes on from there", async () => {
  const { page, dialog } = await openUpload({ misbehave: (_, response) => response.writeHead(403).end(JSON.stringify({ detail: "no quota" })) });
  await start(dialog);
  await dialog.getByRole("alert").getByText(/does not allow it for this user \(403: no quota\)/).waitFor();
  assert.ok(!(await page.content()).includes(TOKEN));
  nfvo.rules.misbehave = undefined;
  await start(dialog);
  await dialog.getByRole("heading", { name: "Onboarded" }).waitFor();
});

test("an NFVO that has another package than the one that was sent is not believed", async () => {
  for (const [checksum, why] of [[() => "0".repeat(128), /its checksum is not that of the package that was sent/], [() => undefined, /does not say the checksum/]]) {
    const { dialog, page } = await openUpload({ checksum });
    await start(dialog);
    await dialog.getByRole("alert").getByText(why).waitFor();
    assert.equal(nfvo.packages.size, 0);
    await page.context().close();
  }
});

test("a file that has changed since it was verified is not sent", async () => {
  const path = join(place, "changing.csar");
  copyFileSync(SMALL_PACKAGE, path);
  const { dialog } = await openUpload({ path });
  copyFileSync(demoFile("acme-vnf-artifact-changed.csar"), path);
  await start(dialog);
  await dialog.getByRole("alert").getByText(/cannot be read as it was chosen/).waitFor();
  assert.deepEqual(nfvo.requests, []);
});

test("a file that changes while it is sent is sent as it was verified", async () => {
  const path = join(place, "changing-later.csar");
  copyFileSync(SMALL_PACKAGE, path);
  const { dialog } = await openUpload({ path });
  const before = readFileSync(path);
  // When the package is made at the NFVO, it was verified. What comes after that is the sending.
  nfvo.rules.misbehave = ({ method }) => {
    if (method === "POST") copyFileSync(demoFile("acme-vnf-artifact-changed.csar"), path);
    return false;
  };
  await start(dialog);
  await dialog.getByRole("heading", { name: "Onboarded" }).waitFor();
  assert.ok(received().bytes.equals(before));
});

test("a run that is cancelled leaves nothing at the NFVO", async () => {
  const { dialog } = await openUpload({ misbehave: ({ method }) => method === "PUT" });
  await start(dialog);
  await dialog.getByRole("heading", { name: "Sending the package" }).waitFor();
  while (!nfvo.requests.some(({ method }) => method === "PUT")) await dialog.page().waitForTimeout(50);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.getByRole("button", { name: "Upload", exact: true }).waitFor();
  while (nfvo.packages.size > 0) await dialog.page().waitForTimeout(50);
});

test("only what passed can be uploaded, and only where the server has an NFVO", async (t) => {
  const page = await portal.open();
  await dropTrusted(page, demoFile("acme-vnf-artifact-changed.csar"), SMALL_TRUST);
  assert.equal((await verdict(page)).verdict, "failed");
  assert.equal(await page.getByRole("button", { name: OPEN }).count(), 0);
  assert.match(await page.locator(".promise").innerText(), /unless you upload it/);
  await page.context().close();

  const bare = await startServer({ page: await readPage(dist), host: "127.0.0.1", port: 0, about: { demo: false } });
  const context = await portal.browser.newContext({ serviceWorkers: "block" });
  // Also if the test fails: what is left open would keep this program from ending.
  t.after(() => context.close().then(() => bare.close()));
  const other = await context.newPage();
  await other.goto(bare.url);
  await other.getByRole("heading", { level: 1 }).waitFor();
  await dropTrusted(other, SMALL_PACKAGE, SMALL_TRUST);
  assert.equal((await verdict(other)).verdict, "passed");
  assert.equal(await other.getByRole("button", { name: OPEN }).count(), 0);
  assert.equal(await other.getByRole("button", { name: "Catalogue" }).count(), 0);
});

test("another site in the same browser cannot use the relay or read the catalogue", async () => {
  const context = await portal.browser.newContext();
  const page = await context.newPage();
  await page.route("http://evil.example/", (route) => route.fulfill({ contentType: "text/html", body: "<p>evil" }));
  await page.goto("http://evil.example/");
  nfvo.requests.length = 0;
  const statuses = await page.evaluate(async (url) => {
    const ask = (path, options) => fetch(new URL(path, url), options).then(() => "read", () => "refused");
    return [
      await ask("nfvo/vnf_packages", { method: "POST", mode: "no-cors" }),
      await ask("nfvo/vnf_packages", { method: "POST" }),
      await ask("catalogue/entries"),
      await ask("serve.json"),
    ];
  }, portal.server.url);
  assert.deepEqual(statuses.slice(1), ["refused", "refused", "refused"]);
  assert.deepEqual(nfvo.requests, []);
  await context.close();
});

test("the catalogue is listed as it was recorded, and verified by the trust of the page", async () => {
  const page = await portal.open();
  await drop(page, SMALL_TRUST);
  await page.getByRole("button", { name: "Trust for this visit" }).first().click();
  await show(page, "Catalogue");
  const entry = page.getByRole("listitem").filter({ hasText: "acme-1.0" });
  await entry.getByText(/Passed, 20\d\d-/).waitFor();
  await entry.getByText("Not verified yet").waitFor();
  assert.deepEqual(await violations(page), []);

  await entry.getByRole("button", { name: "Verify acme-1.0" }).click();
  assert.equal((await verdict(page)).verdict, "passed");
  await page.getByRole("button", { name: OPEN }).waitFor();
  await show(page, "Catalogue");
  await entry.locator(".status.tone-right").getByText("Passed").waitFor();

  // Again, in its place. What was recorded of another says nothing of it.
  await entry.getByRole("button", { name: "Verify again acme-1.0" }).click();
  await verdict(page);
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 1);
  await show(page, "Catalogue");
  await page.getByRole("button", { name: "Verify changed" }).click();
  await page.locator("section.verdict[data-verdict=failed]").waitFor();
  assert.deepEqual(page.errors, []);
});

test("what was found of one package is not said of another with its name and size", async (t) => {
  const good = readFileSync(SMALL_PACKAGE);
  const bad = Buffer.from(good);
  bad[bad.length >> 1] ^= 1;
  const like = openCatalogue(`dir:${join(place, "alike")}`);
  const put = (bytes, name) => onboardPackage(inMemory(bytes), { catalogue: like, name, forceReason: "a test", trust: readFileSync(SMALL_TRUST) });
  await put(good, "right");
  await put(bad, "tampered");
  const server = await startServer({ page: await readPage(dist), host: "127.0.0.1", port: 0, stored: new Stored(like), about: { demo: false } });
  const context = await portal.browser.newContext({ serviceWorkers: "block" });
  // Also if the test fails: what is left open would keep this program from ending.
  t.after(() => context.close().then(() => server.close()));
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await dropTrusted(page, SMALL_TRUST);
  await show(page, "Catalogue");
  const entry = (name) => page.locator("li.stored-entry").filter({ has: page.getByText(name, { exact: true }) });
  const passed = (name) => entry(name).locator(".status.tone-right");
  await entry("right").getByRole("button").click();
  assert.equal((await verdict(page)).verdict, "passed");
  await show(page, "Catalogue");
  await passed("right").waitFor();
  assert.equal(await passed("tampered").count(), 0);
  await entry("tampered").getByText("Not verified yet").waitFor();

  // Each has a place of its own in the queue.
  await entry("tampered").getByRole("button").click();
  await page.locator("section.verdict[data-verdict=failed]").waitFor();
  assert.equal(await page.getByRole("region", { name: "Packages" }).getByRole("listitem").count(), 2);
  await show(page, "Catalogue");
  await passed("right").waitFor();
  assert.equal(await passed("tampered").count(), 0);

  // The entry gets other bytes under its name.
  await like.delete("right");
  await put(bad, "right");
  await entry("right").getByRole("button").click();
  await page.getByText(/right has another package now than when the list was read/).waitFor();
  await page.getByRole("button", { name: "Read the list again" }).click();
  await entry("right").getByText("Not verified yet").waitFor();
  assert.equal(await passed("right").count(), 0);
});

test("files that came together are packages of their own, alike as they may look", async () => {
  const page = await portal.open();
  await drop(page, SMALL_TRUST);
  await page.getByRole("button", { name: "Trust for this visit" }).first().click();
  await show(page, "Verify");
  const [good, bad] = [readFileSync(SMALL_PACKAGE), readFileSync(SMALL_PACKAGE)];
  bad[bad.length >> 1] ^= 1;
  await page.evaluate(
    (contents) => {
      const data = new DataTransfer();
      for (const base64 of contents) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], "acme.csar", { lastModified: 0 }));
      }
      document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [good, bad].map((bytes) => bytes.toString("base64")),
  );
  const queue = page.getByRole("region", { name: "Packages" }).getByRole("listitem");
  await queue.filter({ hasText: "Passed" }).waitFor();
  await queue.filter({ hasText: "Failed" }).waitFor();
  assert.equal(await queue.count(), 2);
});

/** A package of these bytes, with a name that many have. */
function inMemory(bytes) {
  return { name: "acme.csar", size: bytes.length, read: async (offset, length) => new Uint8Array(bytes.subarray(offset, offset + length)) };
}

test("a package that is damaged in the catalogue is not verified", async () => {
  const page = await portal.open();
  await show(page, "Catalogue");
  const button = page.getByRole("button", { name: "Verify acme-1.0" });
  await button.waitFor();
  damage(join(place, "store"), statSync(SMALL_PACKAGE).size);
  await button.click();
  await page.getByText(/acme-1\.0 did not come whole, so it was not verified/).waitFor();
});

/** Changes the last byte of the blob that has this size. */
function damage(folder, size) {
  const blobs = join(folder, "blobs", "sha256");
  for (const path of readdirSync(blobs).map((name) => join(blobs, name))) {
    if (statSync(path).size !== size) continue;
    const content = readFileSync(path);
    content[content.length - 1] ^= 1;
    chmodSync(path, 0o600);
    writeFileSync(path, content);
  }
}

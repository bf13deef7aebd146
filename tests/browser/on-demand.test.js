// What few visits need is in a module of its own, which is loaded when one of it is opened.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GOOD_PACKAGE, TRUST, dropTrusted, usePortal, verdict } from "./support/portal.js";

const portal = usePortal();
const MODULE = "**/seldom-*.wasm";
const MISSING = "This part of the page could not be loaded. Check the network, and try again.";

const asked = (page) => page.requests.filter((url) => /\/seldom-[0-9a-f]{16}\.wasm$/.test(url));
const open = (page, name) => page.getByRole("navigation", { name: "Views" }).getByRole("button", { name, exact: true }).click();
const aborted = (context) => context.route(MODULE, (route) => route.abort());

test("the module is loaded with the first view that needs it, once", async () => {
  const page = await portal.open();
  assert.deepEqual(asked(page), []);
  await open(page, "Policy");
  await page.getByRole("heading", { level: 1, name: "Policy" }).waitFor();
  assert.equal(asked(page).length, 1);
  await open(page, "Trust store");
  await page.getByRole("heading", { level: 1, name: "Trust store" }).waitFor();
  // What is there already is drawn at once, with nothing before it.
  const drawn = await page.evaluate(async () => {
    const seen = [];
    new MutationObserver(() => seen.push(document.querySelector("main [aria-busy]") !== null)).observe(document.querySelector("main"), { childList: true, subtree: true });
    [...document.querySelectorAll("nav button")].find((button) => button.textContent.includes("About")).click();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return seen;
  });
  assert.ok(drawn.length > 0);
  assert.deepEqual(drawn.filter(Boolean), []);
  await page.getByRole("heading", { level: 1, name: "About this tool" }).waitFor();
  assert.equal(asked(page).length, 1);
});

test("while it is being loaded the view is busy, and the page goes on", async () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const page = await portal.open({ watch: (context) => context.route(MODULE, async (route) => { await held; await route.continue(); }) });
  await open(page, "Policy");
  await page.locator("main > [aria-busy=true]").waitFor({ state: "attached" });
  await open(page, "Verify");
  await page.getByRole("button", { name: "Try the demo" }).waitFor();
  await open(page, "Policy");
  release();
  await page.getByRole("heading", { level: 1, name: "Policy" }).waitFor();
  assert.equal(await page.locator("main > [aria-busy=true]").count(), 0);
  assert.equal(asked(page).length, 1);
});

test("a view that cannot be loaded says so, and can be tried again", async () => {
  const page = await portal.open({ watch: aborted });
  await open(page, "Trust store");
  const alert = page.getByRole("main").getByRole("alert").filter({ hasText: MISSING });
  await alert.waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await alert.waitFor();
  await page.context().unroute(MODULE);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 1, name: "Trust store" }).waitFor();
  assert.equal(await page.getByText(MISSING).count(), 0);
});

test("a dialog that cannot be loaded says so in its place, and gives the focus back", async () => {
  const page = await portal.open({ watch: aborted });
  await dropTrusted(page, GOOD_PACKAGE, TRUST);
  await verdict(page);
  const button = page.locator(".open-message");
  await button.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("alert").filter({ hasText: MISSING }).waitFor();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await button.evaluate((element) => element === document.activeElement), true);

  await button.click();
  await dialog.getByRole("alert").waitFor();
  await page.context().unroute(MODULE);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("dialog", { name: "Message to the vendor" }).waitFor();
});

test("the module of another build is not taken", async () => {
  const changed = async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    // In the last section, which says only what the module uses.
    body[body.length - 1] ^= 1;
    await route.fulfill({ response, body });
  };
  const page = await portal.open({ watch: (context) => context.route(MODULE, changed) });
  await open(page, "Policy");
  await page.getByText(MISSING).waitFor();
  assert.ok(page.errors.some((error) => /integrity/.test(error)), page.errors.join("\n"));
});

test("without a network it is there after the first visit", async () => {
  const page = await portal.open({ serviceWorkers: "allow" });
  await open(page, "About this tool");
  await page.getByText("Ready: this page works without a network.").waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await open(page, "Policy");
  await page.getByRole("heading", { level: 1, name: "Policy" }).waitFor();
});

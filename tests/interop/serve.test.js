// A package goes from the page in Chromium, through `vnfseal serve`, into OpenStack Tacker, an NFVO that others wrote.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";

import { openDialog } from "../browser/support/dialogs.js";
import { FLAGS, dropTrusted, verdict } from "../browser/support/portal.js";
import { command } from "../node/installed.js";
import { openNfvo } from "../node/nfvo.js";
import { shared } from "../node/packages.js";
import { fileOf } from "./packages.js";
import { startLab, withoutLab } from "./support/nfvo-lab.js";
import { samplePackage, trust } from "./support/tacker-packages.js";

const skip = withoutLab || (existsSync(shared("openstack-tacker/vnfpkgm1.zip")) ? false : "the samples of tacker are not here");

/** The command, when it serves: `{ url, end() }`. */
async function startServe(...options) {
  const child = spawn(command, ["serve", "--listen", "127.0.0.1:0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(() => assert.fail("it has ended"));
  const [said] = await Promise.race([once(child.stdout.setEncoding("utf8"), "data"), ended]);
  ended.catch(() => {});
  const [, url] = /served on (http:\/\/127\.0\.0\.1:\d+\/) /.exec(said);
  return { url, end: () => child.kill("SIGINT") };
}

/** A file that only its user may read. */
function secretFile(text) {
  const path = fileOf(text, "secret");
  chmodSync(path, 0o600);
  return path;
}

/** Who we are to the NFVO, as options of the command and for a client of the test. */
const WAYS = {
  noauth({ headers }) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
    return { options: ["--header-file", secretFile(lines.join(""))], client: { headers } };
  },
  keystone({ keystone: { url, user, password, project } }) {
    const options = ["--auth", "keystone", "--auth-url", url, "--user", user, "--project", project, "--secret-file", secretFile(password)];
    return { options, client: { authentication: { kind: "keystone", url, user, password, project } } };
  },
};

for (const [mode, wayOf] of Object.entries(WAYS)) describe(`the page and a real NFVO (${mode})`, { skip }, () => {
  let lab;
  let nfvo;
  let server;
  let browser;
  let context;
  before(async () => {
    lab = await startLab(mode);
    const { options, client } = wayOf(lab);
    nfvo = openNfvo(lab.url, client);
    server = await startServe("--nfvo", lab.url, ...options);
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    server?.end();
    await lab?.stop();
  });

  /** Has the package dropped, verified and sent, and gives the dialog. */
  async function upload(path) {
    context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(server.url);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await dropTrusted(page, path, fileOf(JSON.stringify(trust), "trust.json"));
    assert.equal((await verdict(page)).verdict, "passed");
    const dialog = await openDialog(page, "Upload to the NFVO…");
    await dialog.getByRole("button", { name: "Upload", exact: true }).click();
    return dialog;
  }

  it("onboards a package that passed, byte for byte, and refuses the same VNFD a second time", async () => {
    const path = await samplePackage();
    const dialog = await upload(path);
    await dialog.getByRole("heading", { name: "Onboarded" }).waitFor();
    const text = await dialog.innerText();
    const stored = [];
    for await (const each of nfvo.list()) stored.push(each);
    assert.equal(stored.length, 1);
    const [{ id, onboardingState }] = stored;
    assert.equal(onboardingState, "ONBOARDED");
    assert.ok(text.includes(id));
    const chunks = [];
    for await (const chunk of (await nfvo.fetch(id)).chunks) chunks.push(Buffer.from(chunk));
    assert.ok(Buffer.concat(chunks).equals(readFileSync(path)));
    await context.close();

    const again = await upload(path);
    await again.getByRole("alert").getByText(/has not onboarded the package \(\w+\).*It was removed there/).waitFor();
    const left = [];
    for await (const each of nfvo.list()) left.push(each.id);
    assert.deepEqual(left, [id]);
    await context.close();
  });
});

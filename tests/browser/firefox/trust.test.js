// Trust where it is missing, in Firefox: a package that brings its CA, compared from its report.

import assert from "node:assert/strict";
import { test as declare } from "node:test";
import { makeIdentity } from "../../node/identities.js";
import { byRole, choose, click, untilQuiet, useFirefox, verdict, withoutFirefox } from "../support/firefox.js";
import { dist } from "../support/portal.js";
import { fingerprintOf, signedBy } from "../support/signed.js";

const firefox = useFirefox(dist);
const test = (name, run) => declare(name, { skip: withoutFirefox }, run);

test("the CA of a package counts once its fingerprint was compared", async () => {
  const acme = makeIdentity("Acme");
  const page = await firefox.open();
  await page.waitForSelector("h1");
  await untilQuiet(page);
  await choose(page, "Choose packages", signedBy(acme, { beside: [acme.root] }));
  assert.equal((await verdict(page)).verdict, "indeterminate");
  await click(page, ".trust-question button");
  const field = await page.waitForSelector("dialog .compare input[type=text]");
  const isDisabled = () => page.$eval("dialog .compare .primary", (button) => button.disabled);
  assert.ok(await isDisabled());
  await field.type(fingerprintOf(acme.root));
  await page.waitForFunction(() => !document.querySelector("dialog .compare .primary").disabled);
  await click(page, byRole("button", "Install"));
  await page.waitForSelector("section.verdict[data-verdict=passed]");
  await page.waitForFunction(() => !document.querySelector("dialog"));
  assert.deepEqual(page.errors, []);
});

// How long the portal takes for many packages, and for a change of trust: prints a table. `make bench` calls it, and
// `node scripts/bench/judged-again.mjs 21` with any number of packages. The large package is a sparse file.

import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { basename, join } from "node:path";

import { openPortal } from "./browser.mjs";
import { Maker, noise, zeros } from "./packages.mjs";

const count = Number(process.argv[2] ?? 21);
const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), "bench-again-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const maker = new Maker(folder);

console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model.trim()}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}\n`);
console.log("| portal | ms | longest task of the page's thread, ms |\n|---|---|---|");
await many();
await large();

async function many() {
  const first = await maker.make("vnf-1.csar", [{ path: "a.img", content: noise(1) }]);
  const files = [first];
  for (let number = 2; number <= count; number += 1) {
    files.push(join(folder, `vnf-${number}.csar`));
    copyFileSync(first, files.at(-1));
  }
  const portal = await openPortal();
  await trust(portal.page);
  const verdicts = (page) =>
    page.waitForFunction((all) => document.querySelectorAll("tr[data-verdict]:not(.is-judging)").length === all, count);
  await timed(portal, `${count} packages of 1 MiB, dropped to all verdicts`, () => portal.verify(files), verdicts);
  await changes(portal, `${count} packages`);
  await memory(portal, `with ${count} packages`);
  await portal.close();
}

async function large() {
  const file = await maker.make("large.csar", [{ path: "a.img", content: zeros(2 << 10) }]);
  const portal = await openPortal();
  await trust(portal.page);
  const verdict = (page) => page.locator("section.verdict[data-verdict]").waitFor();
  await timed(portal, "one package of 2 GiB, dropped to its verdict", () => portal.verify(file), verdict);
  await changes(portal, "one package of 2 GiB");
  await memory(portal, "with 2 GiB");
  await portal.close();
}

/** Trusts the signer for this visit. */
async function trust(page) {
  await page.setInputFiles("input[type=file][accept*=p7b]", maker.trust);
  await page.getByRole("button", { name: "Trust for this visit" }).first().click();
}

/** Takes the trust away and gives it back, several times, and prints the times from the click to the last new verdict. */
async function changes({ page, longest }, name) {
  const times = [];
  let most = 0;
  for (let round = 0; round < 5; round += 1) {
    most = Math.max(most, await longest(async () => times.push(await page.evaluate(clickAndWait, `[aria-label="Remove ${basename(maker.trust)}"]`))));
    await page.setInputFiles("input[type=file][accept*=p7b]", maker.trust);
    const trusted = page.getByRole("button", { name: "Trust for this visit" }).first();
    await trusted.waitFor();
    most = Math.max(most, await longest(async () => times.push(await page.evaluate(clickAndWait, ".offer button.primary"))));
  }
  times.sort((one, other) => one - other);
  const [min, median, max] = [times[0], times[times.length >> 1], times.at(-1)].map(Math.round);
  console.log(`| ${name}, change of trust to the last new verdict: min / median / max of ${times.length} | ${min} / ${median} / ${max} | ${Math.round(most)} |`);
}

async function timed({ page, longest }, name, act, isDone) {
  const begin = performance.now();
  const most = await longest(async () => {
    await act();
    await isDone(page);
  });
  console.log(`| ${name} | ${Math.round(performance.now() - begin)} | ${Math.round(most)} |`);
}

/** In the page: clicks, and gives the time until no verdict is outdated any more. */
function clickAndWait(selector) {
  return new Promise((resolve) => {
    const begin = performance.now();
    let hasBegun = false;
    const look = () => {
      const isOpen = document.querySelector(".is-outdated, .is-judging, .waiting-panel, .progress-panel, .queued") !== null;
      hasBegun ||= isOpen;
      if (!hasBegun || isOpen) return;
      watch.disconnect();
      resolve(performance.now() - begin);
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true, attributes: true });
    document.querySelector(selector).click();
  });
}

/** What the page itself holds, and its workers with it. */
async function memory({ page }, name) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  console.log(`| ${name}, JavaScript of the page after a collection | ${(usedSize / 1e6).toFixed(1)} MB | |`);
}

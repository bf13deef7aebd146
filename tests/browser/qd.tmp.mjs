import { chromium } from "playwright-core";
import { FLAGS, SMALL_TRUST, dist, drop } from "./support/portal.js";
import { serve } from "./support/server.js";
import { readdirSync } from "node:fs";
const dir = readdirSync("/tmp").filter(n=>n.startsWith("qshots-")).map(n=>"/tmp/"+n).at(-1);
const files = readdirSync(dir).map(n=>`${dir}/${n}`);
const server = await serve(dist);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
const page = await (await browser.newContext({ viewport:{width:1920,height:1080}, serviceWorkers:"block"})).newPage();
page.on("console", m=>console.log("c", m.text())); page.on("pageerror", e=>console.log("E", e.message));
await page.goto(server.url); await page.getByRole("heading",{level:1}).first().waitFor();
const t=Date.now();
await drop(page, ...files, SMALL_TRUST);
await page.locator(".offer .primary").first().click();
await page.locator("section.verdict[data-verdict]").waitFor();
for (let i=0;i<8;i++){ await page.waitForTimeout(1000); console.log(Date.now()-t, await page.locator(".batch-counts").textContent(), await page.evaluate(()=>location.hash)); }
await page.screenshot({path:"/tmp/qs/debug.png"});
await browser.close(); await server.close();

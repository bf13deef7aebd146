// scripts/audit.sh: what is known against a dependency is found, and what could not be looked up is never taken for good news. The
// database is a folder made here, and the registry of npm a server on this machine.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { npmEnvironment } from "./installed.js";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const place = mkdtempSync(join(tmpdir(), "vnfseal-advisories-"));
const DAY = 86_400_000;

/** A copy of the RustSec database with one advisory, of so many days ago. */
function database(crate, days) {
  const folder = mkdtempSync(join(place, "database-"));
  mkdirSync(join(folder, "crates", crate), { recursive: true });
  const date = new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
  const text = `\`\`\`toml\n[advisory]\nid = "RUSTSEC-2026-9999"\npackage = "${crate}"\ndate = "${date}"\n\n[versions]\npatched = [">= 999.0.0"]\n\`\`\`\n\n# Made for a test\n\nIt is none.\n`;
  writeFileSync(join(folder, "crates", crate, "RUSTSEC-2026-9999.md"), text);
  return folder;
}

const BAD = { esbuild: [{ id: 1, url: "https://example.com/GHSA-made", title: "Made for a test", severity: "high", vulnerable_versions: ">=0.0.0" }] };
let answer;
const registry = createServer((request, response) => {
  request.resume().on("end", () => {
    const [status, body] = request.method === "POST" ? answer : [404, {}];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
});
before(() => new Promise((ready) => registry.listen(0, "127.0.0.1", ready)));
after(() => {
  registry.close();
  rmSync(place, { recursive: true, force: true });
});

/** What the script says with a copy of the database and an answer of the registry, and its status. */
async function audit(copy, registrySays) {
  answer = registrySays;
  const env = { ...npmEnvironment(), VNFSEAL_ADVISORIES: copy, npm_config_registry: `http://127.0.0.1:${registry.address().port}/`, npm_config_fetch_retries: "0" };
  const script = spawn("scripts/audit.sh", { cwd: repository, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [script.stdout, script.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const status = await new Promise((done) => script.on("close", done));
  const about = said.slice(said.indexOf("== what was looked up"));
  return { status, said, about };
}

describe("the look-up of advisories", () => {
  it("is right only if everything was looked up, and nothing found", async () => {
    const { status, said, about } = await audit(database("not-one-of-ours", 1), [200, {}]);
    assert.equal(status, 0, said);
    assert.match(about, /nothing is known against any dependency/);
  });

  it("finds an advisory on a crate", async () => {
    const { status, said, about } = await audit(database("yew", 1), [200, {}]);
    assert.equal(status, 1, said);
    assert.match(said, /RUSTSEC-2026-9999/);
    assert.match(about, /advisories: crates in \.$/m);
  });

  it("finds one on a crate that only the fuzz targets have", async () => {
    const { status, said, about } = await audit(database("libfuzzer-sys", 1), [200, {}]);
    assert.equal(status, 1, said);
    assert.match(about, /advisories: crates in fuzz$/m);
  });

  it("finds one on a package of npm, also where the crates are not looked up to today", async () => {
    const { status, said, about } = await audit(database("not-one-of-ours", 60), [200, BAD]);
    assert.equal(status, 1, said);
    assert.match(said, /esbuild .*, high: Made for a test \(https:\/\/example\.com\/GHSA-made\)/);
    assert.match(about, /advisories: scripts\/npm/);
    assert.match(about, /NOT looked up: crates: what came after \d{4}-\d\d-\d\d; the copy is too old/);
    assert.doesNotMatch(said, /nothing is known/);
  });

  it("says what was not looked up, and has another status then", async () => {
    const { status, said, about } = await audit(database("not-one-of-ours", 1), [405, {}]);
    assert.equal(status, 3, said);
    for (const folder of ["scripts/npm", "scripts/bench", "tests", "tests/consumers"]) assert.ok(about.includes(`NOT looked up: ${folder}: the registry did not answer`), about);
    assert.doesNotMatch(said, /nothing is known/);
  });

  it("takes no answer for one that is none", () => {
    const file = join(place, "npm.json");
    for (const text of ["", "nonsense", "{}", "null", '{"error": {}}', '{"message": "405", "statusCode": 405}', '{"error": {}, "vulnerabilities": {}}', '{"vulnerabilities": null}']) {
      writeFileSync(file, text);
      assert.equal(spawnSync(process.execPath, ["scripts/npm-advisories.mjs", file], { cwd: repository }).status, 2, text);
    }
    writeFileSync(file, '{"vulnerabilities": {}}');
    assert.equal(spawnSync(process.execPath, ["scripts/npm-advisories.mjs", file], { cwd: repository }).status, 0);
  });

  it("takes no folder for a copy that has no advisories", async () => {
    const { status, said } = await audit(mkdtempSync(join(place, "empty-")), [200, {}]);
    assert.equal(status, 1);
    assert.match(said, /is no copy of the database/);
  });
});

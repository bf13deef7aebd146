// The reasons of refusals: each that the package names is in the engine's table.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { vnfseal } from "./installed.js";

const root = fileURLToPath(new URL("../../pkg/js", import.meta.url));
const reasons = await vnfseal.refusalReasons();
const codes = new Set(reasons.map(({ code }) => code));

/** Where a module names a reason: as a member, in a comparison, or for the engine to refuse. */
const NAMED = /(?<!typeof )\breason(?:: | [!=]==? )"([^"]+)"|\brefusalFor\([^"]*"[A-Z_]+", "([^"]+)"/g;

describe("the reasons of refusals", () => {
  it("are told apart by their codes, and explained in sentences", () => {
    assert.ok(reasons.length > 80);
    assert.equal(codes.size, reasons.length);
    for (const { code, title, why, fix } of reasons) {
      assert.match(code, /^[a-z0-9-]+\.[a-z0-9-]+$/);
      for (const text of [title, why, fix]) assert.match(text, /^[A-Z].*\S$/, code);
    }
  });

  it("are in the table, whichever module names them", () => {
    const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".js"));
    const named = files.flatMap((name) =>
      [...readFileSync(join(root, name), "utf8").matchAll(NAMED)].map((found) => ({ name, code: found[1] ?? found[2] })),
    );
    assert.ok(named.length >= 10, JSON.stringify(named));
    assert.deepEqual(
      named.filter(({ code }) => !codes.has(code)),
      [],
    );
  });

  it("that only JavaScript finds out are named for the engine to refuse", () => {
    // A sentence of its own, but no reason beside the table.
    const own = /new VnfsealError\([^;]*\breason\b/;
    const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".js"));
    const found = files.filter((name) => own.test(readFileSync(join(root, name), "utf8")));
    // The command has no engine when it asks for a password. `refusals.js` makes these errors, and `file-reading.js` passes on
    // the sentence and the reason that core gave.
    const allowed = ["cli/password.js", "engine/refusals.js", "verification/file-reading.js"];
    assert.deepEqual(found.map((name) => name.replaceAll("\\", "/")).sort(), allowed);
  });
});

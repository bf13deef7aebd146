// SECURITY.md: every promise names tests that there are, and what it says of the sources is so.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => readFileSync(join(repository, path), "utf8");

/** The rows of the tables of a threat model, each with its cells. */
function threats(text) {
  const lines = text.split("\n");
  const heads = lines.flatMap((line, index) => (line === "| threat | promise | kept by | tests |" ? [index] : []));
  return heads.flatMap((head) => {
    const end = lines.findIndex((line, index) => index > head && !line.startsWith("|"));
    return lines.slice(head + 2, end).map((line) => {
      const [, threat, promise, keeper, tests, ...rest] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
      assert.deepEqual(rest, [""], `four cells: ${line}`);
      return { threat, promise, keeper, tests: testsOf(tests) };
    });
  });
}

/** The tests that a cell names: a file before the colon of each line, the names behind it. */
function testsOf(cell) {
  return cell.split("<br>").flatMap((line) => {
    const [, file, names] = /^`([^`]+)`: (`[^`]+`(?:, `[^`]+`)*)$/.exec(line) ?? assert.fail(`names no tests: ${line}`);
    return [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => ({ file, name }));
  });
}

/** Whether a text has a test of that name which is run: in Rust with its attribute, in JavaScript called and not skipped. */
function hasTest(file, text, name) {
  if (file.endsWith(".rs")) return new RegExp(`#\\[test\\]\\n(?:\\s*#\\[(?!ignore).*\\]\\n)*\\s*fn ${RegExp.escape?.(name) ?? name}\\(`).test(text);
  return ['"', "`"].some((quote) => ["it", "test"].some((call) => text.includes(`${call}(${quote}${name}${quote}, `)));
}

describe("SECURITY.md", () => {
  const rows = threats(read("SECURITY.md"));

  it("names for each promise tests that there are", () => {
    assert.ok(rows.length > 15, `${rows.length} threats`);
    const named = rows.flatMap(({ tests }) => tests);
    const missing = named.filter(({ file, name }) => !existsSync(join(repository, file)) || !hasTest(file, read(file), name));
    assert.deepEqual(missing, []);
  });

  it("says of each threat what is promised, and what keeps it", () => {
    for (const { threat, promise, keeper } of rows) for (const cell of [threat, promise, keeper]) assert.ok(cell.length > 5, threat);
    assert.equal(new Set(rows.map(({ threat }) => threat)).size, rows.length);
  });

  it("would be refused with a test that is not there, is not run, or is in no cell", () => {
    const table = (cell) => `| threat | promise | kept by | tests |\n|---|---|---|---|\n| a | b | c | ${cell} |\n`;
    assert.deepEqual(threats(table("`x.rs`: `one`, `two`<br>`y.js`: `three`"))[0].tests, [
      { file: "x.rs", name: "one" },
      { file: "x.rs", name: "two" },
      { file: "y.js", name: "three" },
    ]);
    for (const cell of ["", "`x.rs`", "x.rs: one", "`x.rs`: `one`, two"]) assert.throws(() => threats(table(cell)), /names no tests/, cell);
    const rust = "#[test]\nfn one() {}\n#[test]\n#[ignore]\nfn two() {}\nfn three() {}\n    #[test]\n    fn four() {}\n";
    assert.deepEqual(["one", "two", "three", "four", "on"].map((name) => hasTest("x.rs", rust, name)), [true, false, false, true, false]);
    const script = 'it("one", () => {});\ntest("two", () => {});\nit.skip("three", () => {});\nit(`four ${x}`, () => {});\n// "five"';
    const names = ["one", "two", "three", "four ${x}", "five"];
    assert.deepEqual(names.map((name) => hasTest("x.js", script, name)), [true, true, false, true, false]);
  });
});

describe("the sources", () => {
  it("have no unsafe code, and core looks at nothing of the machine", () => {
    assert.match(read("Cargo.toml"), /^\[workspace\.lints\.rust\]\nunsafe_code = "forbid"$/m);
    for (const crate of ["core", "pkg", "web"]) assert.match(read(`${crate}/Cargo.toml`), /^\[lints\]\nworkspace = true$/m, crate);
    const forbidden = read("core/clippy.toml");
    for (const path of ["time::SystemTime", "time::Instant", "fs::File", "net::TcpStream", "net::UdpSocket", "process::Command"]) {
      assert.ok(forbidden.includes(`path = "std::${path}"`), path);
    }
    // A lint that is allowed again where it is broken forbids nothing. Tests read their vectors from files.
    const sources = execFileSync("git", ["ls-files", "core/src/*.rs"], { cwd: repository, encoding: "utf8" }).trim().split("\n");
    assert.ok(sources.length > 100, `${sources.length} files`);
    const shipped = sources.filter((file) => !file.endsWith("/tests.rs")).map((file) => ({ file, text: read(file).split("#[cfg(test)]")[0] }));
    const allowed = shipped.filter(({ text }) => /allow\([^)]*\b(?:unsafe_code|disallowed_(?:methods|types))\b/.test(text));
    assert.deepEqual(allowed.map(({ file }) => file), []);
  });

  it("have no private key among them", () => {
    const files = execFileSync("git", ["ls-files", "-z"], { cwd: repository, encoding: "utf8" }).split("\0").filter(Boolean);
    const texts = files.filter((file) => existsSync(join(repository, file))).map((file) => ({ file, text: readFileSync(join(repository, file), "latin1") }));
    assert.ok(texts.length > 500, `${texts.length} files`);
    const found = texts.filter(({ file, text }) => /\.(?:p12|pfx|key)$/i.test(file) || /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/.test(text));
    assert.deepEqual(found.map(({ file }) => file), []);
  });
});

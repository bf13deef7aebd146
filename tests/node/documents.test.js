// The documents of the repository: links lead somewhere, examples run, and tables say what the code says.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { describe, it } from "node:test";

import { command, folder, packageFolder, repository, vnfseal } from "./installed.js";
import { demo } from "./packages.js";

const documents = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: repository,
  encoding: "utf8",
})
  .trim()
  .split("\n");
const read = (path) => readFileSync(join(repository, path), "utf8");
const blocks = (path, language) =>
  [...read(path).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, block]) => block);
/** The pieces of code in the first cells of all tables. */
const firstCells = (path) =>
  [...read(path).matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]*)`/g)].map(([, code]) => code));

describe("the documents", () => {
  it("have links that lead to a file, and to a heading in it", () => {
    const links = documents.flatMap((path) =>
      [...withoutCode(read(path)).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link]) => ({ path, link })),
    );
    assert.ok(links.length > 50, "there are links to follow");
    const broken = links.filter(({ path, link }) => {
      const [file, heading] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      return !existsSync(join(repository, target)) || (heading && !headings(target).includes(heading));
    });
    assert.deepEqual(broken, []);
  });

  it("name only files and folders that are there", () => {
    const named = documents
      .filter((path) => path !== "CHANGELOG.md")
      .flatMap((path) => pathsIn(read(path)).map((name) => ({ path, name })));
    assert.ok(named.length > 100, "there are names to look for");
    assert.deepEqual(
      named.filter(({ name, path }) => !isThere(name, path)),
      [],
    );
    for (const name of ["core/src/nowhere/", "x509/revocation.rs"]) {
      assert.deepEqual(pathsIn(`| \`${name}\` |`), [name]);
      assert.ok(!isThere(name, "docs/guide.md"), name);
    }
  });

  it("name every directory of core, of the npm package and of the page", () => {
    const rooms = firstCells("ARCHITECTURE.md").filter((cell) => cell.endsWith("/"));
    const directories = ["core/src", "pkg/js", "web/src"].flatMap((parent) =>
      readdirSync(join(repository, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${parent}/${name}/`),
    );
    assert.ok(directories.length > 30);
    assert.deepEqual(
      directories.filter((directory) => !rooms.includes(directory)),
      [],
    );
  });

  it("name every file at the top of core and of the npm package, and no other", () => {
    for (const parent of ["core/src", "pkg/js"]) {
      const [, cell] = new RegExp(`^\\| \`${parent}/\` \\| (.*) \\|$`, "m").exec(read("ARCHITECTURE.md"));
      const named = [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name).filter((name) => !name.includes("/"));
      const files = readdirSync(join(repository, parent), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => parse(name).name);
      assert.deepEqual(named.sort(), files.sort(), parent);
    }
  });

  it("list every decision once, by its title and date", () => {
    const folder = "docs/decisions";
    const rows = [...read(`${folder}/README.md`).matchAll(/^\| \[(\d{4})\]\((.*)\) \| (.*) \| (.*) \|$/gm)];
    const listed = rows.map(([, number, file, title, date]) => ({ number, file, title, date }));
    const found = readdirSync(join(repository, folder))
      .filter((file) => file !== "README.md")
      .map((file) => {
        const [, number, title, date] = /^# (\d{4})\. (.*)\n\nDecided on (\d{4}-\d\d-\d\d)\./.exec(read(`${folder}/${file}`)) ?? [];
        return { number, file, title, date };
      });
    assert.deepEqual(byNumber(listed), byNumber(found));
    assert.deepEqual(
      byNumber(found).map(({ number, file }) => [number, file.slice(0, 4)]),
      found.map((_, index) => Array(2).fill(String(index + 1).padStart(4, "0"))),
    );
  });

  it("describe each key of a policy, each list of a bundle and each field of a report", () => {
    const schema = JSON.parse(readFileSync(join(packageFolder, "dist", "report.schema.json"), "utf8"));
    const keys = (name) => Object.keys(schema.$defs[name].properties);
    const undescribed = (path, names) => names.filter((name) => !firstCells(path).includes(name));
    assert.deepEqual(undescribed("docs/policy.md", keys("Policy")), []);
    const lists = [...keys("TrustReport"), ...keys("RoleTrustReport").map((list) => `.${list}`)];
    assert.deepEqual(undescribed("docs/trust.md", lists), []);
    const fields = [...Object.keys(schema.properties), ...keys("Finding")];
    assert.deepEqual(undescribed("docs/report.md", fields), []);
  });

  it("have policies that the engine takes", async () => {
    const policies = blocks("docs/policy.md", "json");
    assert.ok(policies.length > 0);
    for (const policy of policies) await vnfseal.checkPolicy(JSON.parse(policy));
  });

  it("have bundles of the right form", () => {
    const [bundle] = blocks("docs/trust.md", "json").map((text) => JSON.parse(text));
    const [short] = blocks("README.md", "json").map((text) => JSON.parse(text));
    const isPart = (part, whole) =>
      Object.entries(part).every(([key, value]) => key in whole && (Array.isArray(value) || isPart(value, whole[key])));
    assert.ok(isPart(short, bundle));
  });

  it("have commands that verify the demo", () => {
    const commands = [...read("README.md").matchAll(/^node pkg\/js\/cli\.js (verify demo\/.*)$/gm)].map(([, line]) => line);
    assert.ok(commands.length > 0);
    for (const line of commands) {
      const args = line.split(" ").map((arg) => (arg.startsWith("demo/") ? demo(arg.slice(5)) : arg));
      execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    }
  });

  it("have examples of the command that end as they say", () => {
    const lines = blocks("docs/cli.md", "sh").flatMap((block) => block.trimEnd().split("\n"));
    assert.ok(lines.length > 0);
    const cwd = mkdtempSync(join(folder, "examples-"));
    symlinkSync(dirname(demo("trust.json")), join(cwd, "demo"));
    const env = { ...process.env, PATH: `${dirname(command)}:${process.env.PATH}` };
    for (const line of lines) {
      const [, expected] = /^vnfseal .*# exit status (\d)$/.exec(line);
      const { status, stderr } = spawnSync("bash", ["-c", line], { cwd, env, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
      assert.equal(status, Number(expected), `${line}\n${stderr}`);
    }
  });

  it("name each option of the commands with many, and each key of a configuration file", () => {
    const options = ["verify", "sign", "pack", "wrap", "encrypt", "decrypt", "onboard", "release", "upload", "nfvo fetch", "nfvo delete", "gate", "serve"].flatMap((name) => {
      const help = execFileSync(command, [...name.split(" "), "--help"], { encoding: "utf8" });
      const found = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option]) => option);
      assert.ok(found.length > 4);
      return found;
    });
    const cells = firstCells("docs/cli.md");
    const named = cells.map((cell) => cell.split(" ")[0]).filter((cell) => cell.startsWith("--"));
    assert.deepEqual([...new Set(named)].sort(), [...new Set(options)].sort());
    for (const key of blocks("docs/cli.md", "json").flatMap((text) => Object.keys(JSON.parse(text)))) assert.ok(cells.includes(key), key);
  });

  it("have the programs of the package's README, which are run", () => {
    const run = blocks("pkg/README.md", "js");
    for (const program of blocks("docs/guide.md", "js")) assert.ok(run.includes(program), program);
  });
});

/**
 * The paths of the repository that a text has as code: whatever begins with one of its folders, and every source file in a folder,
 * wherever its path begins. So a path that lacks its beginning is found to lead nowhere.
 */
function pathsIn(text) {
  const code = [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, words]) => words);
  return code.filter((words) => /^(core|pkg|web|tests|scripts|docs|fuzz)\/[^\s]*$|^[\w.-]+\/[\w./-]*\.(rs|m?js|sh|ftl|css|html|md)$/.test(words));
}

/** Whether a path leads somewhere, from the root or from the folder of the document that has it. */
function isThere(name, document) {
  return ["", dirname(document)].some((folder) => existsSync(join(repository, folder, name)));
}

function withoutCode(text) {
  return text.replace(/^ *```.*?^ *```/gms, "").replace(/`[^`]*`/g, "");
}

/** The names that headings have in links, and those of other places that have one. */
function headings(path) {
  const text = withoutFences(read(path));
  const titles = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  // A title that stands there before is numbered.
  const seen = new Map();
  const anchors = titles.map((title) => {
    const before = seen.get(title) ?? 0;
    seen.set(title, before + 1);
    return before === 0 ? title : `${title}-${before}`;
  });
  return anchors.concat([...text.matchAll(/<a id="([^"]*)">/g)].map(([, name]) => name));
}

function withoutFences(text) {
  return text.replace(/^ *```.*?^ *```/gms, "");
}

function byNumber(decisions) {
  return decisions.toSorted((a, b) => a.file.localeCompare(b.file));
}

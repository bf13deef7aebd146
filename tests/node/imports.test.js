// The modules of the npm package: which of them import which.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

/** Declared imports and exports from elsewhere, and calls of `import` with a plain string. */
const IMPORT = /^(?:import|export)\b[^;]*?\bfrom "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm;

const root = fileURLToPath(new URL("../../pkg/js", import.meta.url));
const names = readdirSync(root, { recursive: true })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => name.endsWith(".js"));
const modules = new Map(names.map((name) => [name, importsOf(name, readFileSync(join(root, name), "utf8"))]));

/** What a module imports: modules of the package by their paths in `js`, all else as it is written. */
function importsOf(name, text) {
  return [...text.matchAll(IMPORT)]
    .map((found) => found.slice(1).find(Boolean))
    .map((path) => (path.startsWith(".") ? posix.join(posix.dirname(name), path) : path));
}

/** The first circle in a map of names to those they import, as a list that ends where it begins; none gives undefined. */
function circleIn(graph) {
  const done = new Set();
  const search = (name, path) => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const circle = search(next, [...path, name]);
      if (circle) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const circle = search(name, []);
    if (circle) return circle;
  }
  return undefined;
}

/** The first folder on the path of a module. A door, which lies in none, is a room of its own. */
const roomOf = (name) => name.split("/")[0];

/** Whether a module is loaded by Node alone. */
const isForNode = (name) => /^(index|in-node|cli|catalogue|nfvo)\.js$|^(cli|catalogue|onboarding|nfvo|gate|serve|audit)\/|\/node\//.test(name);

describe("the modules of the package", () => {
  it("import only modules that are there, the generated ones and the optional peers apart", () => {
    const relative = [...modules].flatMap(([name, imports]) => imports.map((path) => ({ name, path })));
    assert.ok(relative.length > 60, `${relative.length} imports`);
    const missing = relative.filter(({ path }) => !modules.has(path) && !/^(node:|\.\.\/dist\/)/.test(path));
    const peers = ["pg", "pg-boss"].map((path) => ({ name: "audit/queue/database.js", path }));
    assert.deepEqual(missing, peers);
  });

  it("form no circle", () => {
    assert.equal(circleIn(modules)?.join(" > "), undefined);
  });

  it("form none between their folders", () => {
    const rooms = new Map(names.map((name) => [roomOf(name), new Set()]));
    for (const [name, imports] of modules) {
      for (const path of imports) if (roomOf(path) !== roomOf(name)) rooms.get(roomOf(name)).add(roomOf(path));
    }
    assert.equal(circleIn(rooms)?.join(" > "), undefined);
  });

  it("use Node only where browsers do not come: in `index` and `in-node`, the command, the catalogue, `onboarding`, `nfvo`, `gate`, `serve`, `audit` and folders called `node`", () => {
    const used = [...modules].flatMap(([name, imports]) =>
      isForNode(name) ? [] : imports.filter((path) => path.startsWith("node:") || isForNode(path)).map((path) => `${name} > ${path}`),
    );
    assert.deepEqual(used, []);
  });

  it("are in the page only where a browser may load them", () => {
    const page = new URL("../../pkg/page/", import.meta.url);
    const { files } = JSON.parse(readFileSync(new URL("files.json", page), "utf8"));
    const inPage = files.map(({ path }) => path).filter((path) => path.startsWith("vnfseal/js/"));
    assert.ok(inPage.includes("vnfseal/js/worker.js"));
    // They are bundled, without their names. What only Node has keeps its own.
    const ofNode = inPage.filter((path) => /["'`]node:|\bprocess\.(?:env|stdout)/.test(readFileSync(new URL(path, page), "utf8")));
    assert.deepEqual(ofNode, []);
  });
});

describe("the search for circles", () => {
  it("finds one, and what a module imports of itself", () => {
    assert.equal(circleIn(new Map([["a", ["b", "c"]], ["b", ["d"]], ["c", ["d", "b"]], ["d", []]])), undefined);
    assert.deepEqual(circleIn(new Map([["a", ["b"]], ["b", ["c"]], ["c", ["d", "b"]], ["d", []]])), ["b", "c", "b"]);
    assert.deepEqual(circleIn(new Map([["a", ["a"]]])), ["a", "a"]);
  });

  it("reads imports in all their forms", () => {
    const text = `import "./a.js";\nimport {\n  b,\n} from "./b.js";\nexport * from "../c.js";\nimport d from "node:d";\nconst e = await import("./e.js");\n`;
    assert.deepEqual(importsOf("x/y.js", text), ["x/a.js", "x/b.js", "c.js", "node:d", "x/e.js"]);
  });
});

describe("the test programs", () => {
  const place = new URL("../", import.meta.url);
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", place), "utf8"));
  for (const [folder, script] of Object.entries({ node: scripts.test, interop: scripts["test:interop"] })) {
    it(`of ${folder} have each test, once`, () => {
      const programs = script.match(/[a-z]+\/[\w.-]+\.js/g);
      const isTest = (name) => name.endsWith(".test.js");
      const run = programs.flatMap((name) => (isTest(name) ? [name.split("/")[1]] : importsOf("", readFileSync(new URL(name, place), "utf8"))));
      assert.deepEqual(run.sort(), readdirSync(new URL(`${folder}/`, place)).filter(isTest).sort());
    });
  }
});

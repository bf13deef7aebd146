// docs/api.md is made from the types of the package. UPDATE_DOCUMENTS=1 writes it.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";

import { Application, LogLevel, Logger } from "typedoc";

import { repository } from "./installed.js";

const INTRODUCTION = `# The API in JavaScript

This page is made from the types in \`pkg/js/types/\`; \`UPDATE_DOCUMENTS=1 npm test\` in \`tests/\` writes it. The
[README of the package](../pkg/README.md) shows how the parts go together. [Report](report.md) describes the types \`Report\`,
\`SignedDataReport\`, \`ChainReport\` and what they are made of, [Policy](policy.md) the type \`Policy\`, and [Trust](trust.md)
what a trust bundle means.
`;

/** Keeps what typedoc complains of. Members of a type without a name are described by what has the type. */
class Complaints extends Logger {
  all = [];

  log(message, level) {
    if (level >= LogLevel.Warn && !message.includes(".__type.")) this.all.push(message);
  }
}

/** The pages of typedoc for the doors of the package, one below the other. */
async function apiDocument() {
  const folder = mkdtempSync(join(tmpdir(), "vnfseal-api-"));
  const types = ["index", "load", "catalogue", "nfvo"].map((name) => join(repository, "pkg", "js", "types", `${name}.d.ts`));
  const tsconfig = join(folder, "tsconfig.json");
  const compilerOptions = { strict: true, module: "nodenext", target: "es2022", lib: ["es2023", "dom"], types: [] };
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: types }));
  const app = await Application.bootstrapWithPlugins({
    entryPoints: types,
    tsconfig,
    plugin: ["typedoc-plugin-markdown"],
    readme: "none",
    disableSources: true,
    // The report's types have a document of their own.
    externalPattern: ["**/node_modules/**", "**/dist/report.d.ts"],
    excludeExternals: true,
    sort: ["source-order"],
    groupOrder: ["Functions", "Variables", "Interfaces", "Type Aliases", "Classes"],
    outputFileStrategy: "modules",
    hidePageHeader: true,
    hideBreadcrumbs: true,
    hidePageTitle: true,
    useCodeBlocks: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    typeDeclarationFormat: "table",
    validation: { notDocumented: true, invalidLink: true, notExported: false },
    requiredToBeDocumented: ["Function", "Interface", "TypeAlias", "Class", "Variable", "Property", "Method"],
    logLevel: "Warn",
    out: join(folder, "out"),
  });
  try {
    app.logger = new Complaints();
    const project = await app.convert();
    app.validate(project);
    assert.deepEqual(app.logger.all, []);
    await app.generateOutputs(project);
    const read = (name) => sectionOf(readFileSync(join(folder, "out", `${name}.md`), "utf8"));
    return [INTRODUCTION, ...["vnfseal", "vnfseal/load", "vnfseal/catalogue"].map((name) => `## ${name}\n\n${read(name)}`)].join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A page as a section of another one. */
function sectionOf(page) {
  return page
    .replace(/^#/gm, "##")
    .replace(/^\*\*\*\n\n/gm, "")
    .replace(/\]\([./]*vnfseal\.md(#[\w-]+)?\)/g, (_, heading = "#vnfseal") => `](${heading})`);
}

it("docs/api.md says what the types say", async () => {
  const path = join(repository, "docs", "api.md");
  const expected = await apiDocument();
  if (process.env.UPDATE_DOCUMENTS) writeFileSync(path, expected);
  assert.equal(readFileSync(path, "utf8"), expected, "UPDATE_DOCUMENTS=1 writes it");
});

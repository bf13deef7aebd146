// `vnfseal version`: what runs here.

import { readFileSync } from "node:fs";

import { wasmIntegrity as sealingIntegrity } from "../../../dist/sealing.integrity.js";
import { hexOf } from "../../engine/fetching.js";
import { printableJson } from "../../formats/printable.js";
import { DONE_OR_NOT, examples } from "../help.js";
import { print } from "../terminal.js";

export function version(program, context) {
  program
    .command("version")
    .description("Says the versions of the package, of the engine and of Node, and the digests of the engine and of the module that signs and encrypts.")
    .option("--json", "as one line of JSON")
    .addHelpText("after", DONE_OR_NOT)
    .addHelpText("after", examples([["vnfseal version --json", "for a program, or a report of a defect"]]))
    .action(context.action(run));
}

async function run({ json }) {
  const { engine } = await import("../../index.js");
  const { name, version: number } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  const sealing = { wasmSha256: hexOf(sealingIntegrity) };
  const versions = { name, version: number, engine, sealing, node: process.versions.node };
  if (json) return print(`${printableJson(versions)}\n`);
  print(`${name} ${number}\nengine ${engine.version}, SHA-256 ${engine.wasmSha256}\nsealing module, SHA-256 ${sealing.wasmSha256}\nNode ${versions.node}\n`);
}

#!/usr/bin/env node
// The command `vnfseal`: its door. What it does lies in `cli/`. To `verify` a package it is bundled into one module, which starts
// sooner.

import { createRequire } from "node:module";

// By `require`: for `import`, Node would first search all of the bundle for what it exports.
const load = () => createRequire(import.meta.url)("../dist/command/verify.cjs");
const { main } = process.argv[2] === "verify" ? load() : await import("./cli/main.js");

process.exitCode = await main(process.argv.slice(2));

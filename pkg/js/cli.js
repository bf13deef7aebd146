#!/usr/bin/env node
// The command `vnfseal`: its door. What it does lies in `cli/`.

import { main } from "./cli/main.js";

process.exitCode = await main(process.argv.slice(2));

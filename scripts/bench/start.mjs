// How long the command takes to begin, beside Node that does nothing. It should be less than 1.5 times as long.
// Usage: node scripts/bench/start.mjs

import { fileURLToPath } from "node:url";

import { command, compare, ratio } from "./measure.mjs";

const cli = fileURLToPath(new URL("../../pkg/js/cli.js", import.meta.url));
const lines = { "node -e 0": "node -e 0", "vnfseal --help": `node ${cli} --help`, "vnfseal verify --help": `node ${cli} verify --help` };
const [bare] = Object.keys(lines);

const runs = Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, command(`${line} >/dev/null`)]));
const compared = await compare(runs, 20);
for (const [name, { median, cpu }] of Object.entries(compared.results)) {
  const times = (of) => ratio(compared, name, bare, of).toFixed(2);
  console.log(`${name.padEnd(24)} ${median.toFixed(3)} s (${times("wall")} times)   processor ${cpu.toFixed(3)} s (${times("cpu")} times)`);
}
console.log(`load of the machine: ${compared.load}`);

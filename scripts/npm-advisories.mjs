// npm-advisories.mjs FILE: prints what `npm audit --json` has found. Its status is 0 if that is nothing, 1 if it is something, and 2 if
// npm could not ask: its own status is 1 for both.

import { readFileSync } from "node:fs";

const said = answer(readFileSync(process.argv[2], "utf8"));
if (typeof said?.vulnerabilities !== "object" || said.vulnerabilities === null || said.error) process.exit(2);
const advisories = Object.values(said.vulnerabilities);
for (const { name, severity, range, via } of advisories) {
  const titles = via.filter(({ title }) => title).map(({ title, url }) => `${title} (${url})`);
  console.log(`   ${name} ${range}, ${severity}${titles.length > 0 ? `: ${titles.join("; ")}` : ""}`);
}
if (advisories.length > 0) process.exit(1);
console.log("   nothing was found");

function answer(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

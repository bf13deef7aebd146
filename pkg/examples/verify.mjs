// node verify.mjs PACKAGE TRUST: a package, and the CA certificate or trust bundle that it is judged by.

import { verifyPackage } from "vnfseal";

const report = await verifyPackage(process.argv[2], { trust: process.argv[3] });
for (const { severity, what } of report.findings) console.log("%s: %j", severity, what);
console.log(report.verdict);
process.exitCode = report.verdict === "passed" ? 0 : 1;

// What is kept in the NFVO beside a package: that it was verified here, and who signed it. Whoever may change the package there may
// change this as well: it is shown, and nothing is decided by it.

import { createHash } from "node:crypto";

import { signersOf } from "../formats/sealing.js";

/** SOL 005 has no bound for a value. tacker's is this. */
const VALUE_MAX = 255;

const NAMES = { vnfProvider: "vnfsealVnfProvider", serviceProvider: "vnfsealServiceProvider" };

/** Flat texts: `report` is the report of the package, and `json` the text of it that can be compared. */
export function userDataOf(report, json) {
  const signers = signersOf(report).filter(({ role }) => Object.hasOwn(NAMES, role));
  // The first signer of each role: the report has all.
  const shown = signers.toReversed().flatMap(({ role, subject, sha256 }) => [
    [NAMES[role], subject],
    [`${NAMES[role]}Sha256`, sha256],
  ]);
  const texts = {
    vnfsealVerdict: report.verdict,
    vnfsealReportSha256: createHash("sha256").update(json).digest("hex"),
    ...Object.fromEntries(shown),
  };
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value.slice(0, VALUE_MAX).toWellFormed()]));
}

// Findings as text for people.

import { byRule, countOf } from "./by-rule.js";
import { printable } from "./printable.js";
import { SEVERITIES, section } from "./words.js";

/** All findings of a report. */
export function findingsSection(findings, paint) {
  const lines = byRule(findings).flatMap((items) => describe(items, paint));
  return section(`Findings (${countOf(findings)})`, lines);
}

function describe(items, paint) {
  const { code, severity, accepted, why, fix, vendorFix, clause } = items[0];
  const { mark, colour, word } = SEVERITIES[severity];
  return [
    `  ${paint(colour, `${mark} ${word}`)} ${printable(code)}${accepted ? " (accepted by the policy)" : ""}`,
    ...items.flatMap(occurrence),
    `    Why:    ${printable(why)}`,
    `    Fix:    ${printable(fix)}`,
    ...(vendorFix ? [`    Vendor: ${printable(vendorFix)}`] : []),
    `    Clause: ${printable(clause)}`,
  ];
}

/** What was found, and where: not the path again that stands in the sentence. */
function occurrence({ what, place = {} }) {
  const isSaid = place.path && what.includes(`'${place.path}'`) && !place.line && !place.inDelivery;
  const where = [
    place.path && !isSaid && printable(place.path) + (place.line ? `, line ${place.line}` : ""),
    place.manifestLine && `line ${place.manifestLine} of the manifest`,
    place.fingerprint && `certificate ${printable(place.fingerprint)}`,
  ].filter(Boolean);
  return [`    ${printable(what)}`, ...where.map((line) => `    Where:  ${line}`)];
}

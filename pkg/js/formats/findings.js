// Findings as text for people.

import { printable } from "./printable.js";
import { SEVERITIES, section } from "./words.js";

/** All findings of a report. */
export function findingsSection(findings, paint) {
  const lines = byRule(findings).flatMap((items) => describe(items, paint));
  return section(`Findings (${findings.length})`, lines);
}

/** Findings of one rule stand beside each other in a report: its words are said once. */
function byRule(all) {
  const groups = [];
  for (const item of all) {
    const group = groups.at(-1);
    if (group?.[0].code === item.code && group[0].accepted === item.accepted) group.push(item);
    else groups.push([item]);
  }
  return groups;
}

function describe(items, paint) {
  const { code, severity, accepted, why, fix, clause } = items[0];
  const { mark, colour, word } = SEVERITIES[severity];
  return [
    `  ${paint(colour, `${mark} ${word}`)} ${printable(code)}${accepted ? " (accepted by the policy)" : ""}`,
    ...items.flatMap(occurrence),
    `    Why:    ${printable(why)}`,
    `    Fix:    ${printable(fix)}`,
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

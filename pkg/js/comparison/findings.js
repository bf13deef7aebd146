// The findings of two reports, by their codes and what they are about.

import { countOf } from "../formats/by-rule.js";

/**
 * What changed of the findings of two sides, each `{ findings, at, engine }`: the list, the time and the engine of a report.
 *
 * Gives `{ findings, unchangedFindings, unlistedFindings }`: those that came or changed in the order of the new side, then those
 * that went. A line is no difference, because it moves with what stands above it; nor is the time of a report, which many
 * sentences name.
 */
export function compareFindings(oldSide, newSide) {
  const hasWords = oldSide.engine === newSide.engine;
  const [oldOnes, newOnes] = [oldSide, newSide].map((side) => side.findings.map((finding) => describe(finding, side.at, hasWords)));
  const same = pairUp(oldOnes, newOnes, ({ about, says }) => `${about} ${says}`);
  const other = pairUp(same.oldLeft, same.newLeft, ({ about }) => about);
  const changed = new Map(other.pairs.map(([before, now]) => [now, before]));
  return {
    findings: [
      ...same.newLeft.map((now) => changeOf(changed.get(now)?.finding, now.finding)),
      ...other.oldLeft.map((before) => changeOf(before.finding)),
    ],
    unchangedFindings: same.pairs.length,
    unlistedFindings: { old: unlisted(oldSide.findings), new: unlisted(newSide.findings) },
  };
}

/**
 * A finding with what it is `about`, and what it `says` of that. Where it has no details, its sentence alone tells what it is
 * about; but another engine may have other words for the same.
 */
function describe(finding, at, hasWords) {
  const { code, severity, accepted = false, what, place = {}, details = {} } = finding;
  const { subject, names, ...values } = details;
  const { leftOut, ...facts } = details;
  const words = hasWords && Object.keys(facts).length === 0 ? sentence(what, at, leftOut) : "";
  return {
    finding,
    about: JSON.stringify([code, place.path, place.inDelivery, place.fingerprint, subject, names, words]),
    says: JSON.stringify([severity, accepted, values]),
  };
}

/** The sentence without the time of the report, and without the number of findings like it that are not listed. */
function sentence(what, at, leftOut) {
  const alone = String(what).replace(` And ${leftOut} more like it, which are not listed.`, "");
  return at === undefined ? alone : alone.replaceAll(at, "");
}

/** Each of the new ones with an old one of the same key, as long as there are some. */
function pairUp(oldOnes, newOnes, keyOf) {
  const waiting = new Map(oldOnes.map((one) => [keyOf(one), []]));
  for (const one of oldOnes) waiting.get(keyOf(one)).push(one);
  const pairs = newOnes.map((now) => [waiting.get(keyOf(now))?.shift(), now]);
  const left = new Set([...waiting.values()].flat());
  return {
    pairs: pairs.filter(([before]) => before),
    oldLeft: oldOnes.filter((one) => left.has(one)),
    newLeft: pairs.filter(([before]) => !before).map(([, now]) => now),
  };
}

function changeOf(before, now) {
  if (!before) return { code: now.code, change: "added", new: now };
  if (!now) return { code: before.code, change: "removed", old: before };
  return { code: now.code, change: "changed", old: before, new: now };
}

/** Of very many findings of one rule, reports list the first only. */
function unlisted(findings) {
  return countOf(findings) - findings.length;
}

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
  const before = new Map(other.pairs.map(([old, now]) => [now, old.finding]));
  // What only one side lists may be among those that the other one leaves out.
  const [gone, come] = [new Set(other.oldLeft.filter(mayBeLeftOutOf(newSide))), new Set(other.newLeft.filter(mayBeLeftOutOf(oldSide)))];
  return {
    findings: [
      ...same.newLeft.filter((now) => !come.has(now)).map((now) => changeOf(before.get(now), now.finding)),
      ...other.oldLeft.filter((old) => !gone.has(old)).map((old) => changeOf(old.finding)),
    ],
    unchangedFindings: same.pairs.length,
    unlistedFindings: { old: unlisted(oldSide) + gone.size, new: unlisted(newSide) + come.size },
  };
}

/** A finding with what it is `about`, and what it `says` of that. Another engine may have other words for the same. */
function describe(finding, at, hasWords) {
  const { code, severity, accepted = false, what } = finding;
  const place = finding.place ?? {};
  const { subject, names, leftOut, ...values } = finding.details ?? {};
  return {
    finding,
    about: JSON.stringify([code, place.path, place.inDelivery, place.fingerprint, subject, names]),
    says: JSON.stringify([severity, accepted, values, hasWords ? sentence(what, at, leftOut) : ""]),
  };
}

/** The sentence without the time of the report, and without the number of findings like it that are not listed. */
function sentence(what, at, leftOut) {
  const alone = String(what).replace(` And ${leftOut} more like it, which are not listed.`, "");
  return at === undefined ? alone : alone.replaceAll(at, "");
}

/** Each of the new ones with an old one of the same key, as long as there are some, the first with the first. */
function pairUp(oldOnes, newOnes, keyOf) {
  const waiting = new Map();
  for (const one of oldOnes.toReversed()) {
    const key = keyOf(one);
    if (!waiting.has(key)) waiting.set(key, []);
    waiting.get(key).push(one);
  }
  const pairs = newOnes.map((now) => [waiting.get(keyOf(now))?.pop(), now]);
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

/** Whether a finding is of a rule of which a side lists the first findings only, because it has very many. */
function mayBeLeftOutOf({ findings }) {
  const codes = new Set(findings.filter(({ details }) => details?.leftOut > 0).map(({ code }) => code));
  return ({ finding }) => codes.has(finding.code);
}

function unlisted({ findings }) {
  return countOf(findings) - findings.length;
}

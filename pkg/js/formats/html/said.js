// What core says of a package, in the language of the page. Core writes English; the other languages have its texts by code, and
// the values of a finding out of its place and details, as the portal does. What a language lacks stays in English.

import { escaped, time } from "./drawing.js";

/** The digits of a digest that a sentence has. */
const SHOWN_DIGITS = 16;

/** What RFC 5280 names, and the word for it. */
const REASONS = {
  keyCompromise: "revoked-key-compromise",
  cACompromise: "revoked-key-compromise",
  aACompromise: "revoked-key-compromise",
  affiliationChanged: "revoked-affiliation-changed",
  superseded: "revoked-superseded",
  cessationOfOperation: "revoked-cessation",
  certificateHold: "revoked-hold",
  privilegeWithdrawn: "revoked-privilege-withdrawn",
};

const nameOf = (kind, code, ending = "") => `${kind}-${code.toLowerCase().replaceAll(".", "-")}${ending}`;

/** A text by its name, or undefined: `say` gives the name of a word that is not there. */
function textOf(say, name) {
  const text = say(name);
  return text === name ? undefined : text;
}

const english = (text, say) => (say("language-tag") === "en" ? escaped(text) : `<span lang="en">${escaped(text)}</span>`);

/** What is wrong: core's sentence, or the rule's title with the values. */
export function what(finding, say) {
  const title = textOf(say, nameOf("rule", finding.code));
  return title === undefined ? english(finding.what, say) : withValues(title, finding, say);
}

export const why = ({ code, why: text }, say) => textOf(say, nameOf("rule", code, "-why")) ?? english(text, say);
export const fix = ({ code, fix: text }, say) => textOf(say, nameOf("rule", code, "-fix")) ?? english(text, say);
export const vendorFix = ({ code, vendorFix: text }, say) => text && (textOf(say, nameOf("rule", code, "-vendor")) ?? english(text, say));

const CITED = ["clause", "clauses", "section", "sections", "and", "appendix", "step"];
const CITED_PHRASES = ["policy limits", "work budget", "for the service provider"];

/** Where a rule stands: the names of standards are the same in every language. */
export function clause({ clause: text }, say) {
  if (say("language-tag") === "en") return escaped(text);
  const name = (phrase) => `cited-${phrase.replace("the ", "").replaceAll(" ", "-")}`;
  const whole = CITED_PHRASES.reduce((cited, phrase) => cited.replaceAll(phrase, say(name(phrase))), text);
  return escaped(whole.split(" ").map((word) => (CITED.includes(word) ? say(name(word)) : word)).join(" "));
}

/** A statement of SEC 021. Editions may number different statements alike. */
export function statement({ id, statement: text }, edition, say) {
  const endings = [`-v${edition[0]}`, ""];
  return endings.map((ending) => textOf(say, nameOf("statement", id, ending))).find(Boolean) ?? english(text, say);
}

/** The reason for the verdict: the gravest finding, or who signed. */
export function reason({ findings, summary, signatures }, say) {
  if (say("language-tag") === "en") return escaped(summary);
  const gravest = findings.find(({ accepted, severity }) => !accepted && ["fail", "unknown"].includes(severity));
  if (gravest) return what(gravest, say);
  const signer = signatures.find(({ role, authenticity }) => role === "vnfProvider" && authenticity === "passed")?.chain[0];
  return signer ? say("summary-signer", { name: escaped(signer.subject) }) : "";
}

function withValues(title, { place = {}, details = {} }, say) {
  const { subject, names = [], digest, limit, time: at, reason: revoked, leftOut } = details;
  const values = [
    place.path && escaped(place.path) + (place.line ? say("place-line", { number: escaped(place.line) }) : ""),
    subject && escaped(subject),
    ...names.map(escaped),
    digest && digests(digest, say),
    limit && reached(limit, say),
    at && time(at),
    revoked && say(REASONS[revoked] ?? "revoked-unspecified"),
    leftOut && say("left-out", { number: escaped(leftOut) }),
  ].filter(Boolean);
  return values.length === 0 ? title : `${title.replace(/\.$/, "")} (${values.join("; ")}).`;
}

function digests({ algorithm, expected, actual }, say) {
  const short = (digits) => escaped(digits.length > SHOWN_DIGITS ? `${digits.slice(0, SHOWN_DIGITS)}…` : digits);
  const values = { algorithm: escaped(algorithm), declared: short(expected), found: actual && short(actual) };
  return say(actual ? "digests" : "digest-only-declared", values);
}

function reached({ name, limit, value }, say) {
  const values = { name: escaped(name), most: escaped(limit), number: escaped(value) };
  if (limit === undefined) return values.name;
  return say(value === undefined ? "limit-most" : "limit-passed", values);
}

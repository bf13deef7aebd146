// What an onboarding says of itself in the annotations of an entry. Whoever can write to the catalogue could have written it:
// it is shown, and nothing is decided by it.

import { invalidArgument } from "../errors.js";
import { signersOf } from "../formats/sealing.js";

const KEYS = {
  verdict: "vnd.vnfseal.verdict",
  onboardedAt: "vnd.vnfseal.onboarded",
  receivedSha256: "vnd.vnfseal.received",
  steps: "vnd.vnfseal.steps",
  recipients: "vnd.vnfseal.recipients",
  forcedFor: "vnd.vnfseal.forced",
};

/** Longer reasons nobody reads in a list. */
const REASON_MAX = 1000;

const FORMS = {
  verdict: /^(?:passed|failed|indeterminate)$/,
  onboardedAt: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  receivedSha256: /^[0-9a-f]{64}$/,
  forcedFor: new RegExp(`^\\P{C}{1,${REASON_MAX}}$`, "u"),
};

/** More signers are in the report. */
const SIGNERS_MAX = 32;
const SUBJECT_MAX = 200;

/** The reason for storing what has not passed, if it is one. */
export function checkReason(reason) {
  if (typeof reason === "string" && reason.trim() !== "" && reason.length <= REASON_MAX && !/\p{C}/u.test(reason)) return reason;
  throw invalidArgument(`the reason for a package that has not passed is a text of up to ${REASON_MAX} characters in one line`);
}

/** The annotations for what is known of an onboarding. */
export function annotationsOf({ steps, recipients, ...texts }) {
  const members = { ...texts, steps: JSON.stringify(steps), recipients: recipients && JSON.stringify(recipients) };
  const known = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([key, value]) => [KEYS[key], value]));
}

/** What annotations say: `{ verdict, onboardedAt, receivedSha256, steps, recipients, forcedFor }`, each only if it has its form. */
export function readRecord(annotations = {}) {
  const { steps, recipients, ...texts } = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, annotations[key]]));
  const known = Object.entries(FORMS).map(([name, form]) => [name, isText(texts[name]) && form.test(texts[name]) ? texts[name] : undefined]);
  return { ...Object.fromEntries(known), steps: parse(steps, isStep), recipients: parse(recipients, isPerson) };
}

function parse(text, isMember) {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) && list.every(isMember) ? list : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value) => typeof value === "string";
const isStep = (value) => isText(value?.step) && Array.isArray(value.statements) && value.statements.every(isText);
const isPerson = (value) => isText(value?.subject) && isText(value.sha256);

/** The signers whose role is proven, for those who look at the entry. */
export function shortSigners(report) {
  const known = signersOf(report).filter(({ role }) => isText(role));
  return known.slice(0, SIGNERS_MAX).map(({ role, subject, sha256 }) => ({ role, subject: subject.slice(0, SUBJECT_MAX), sha256 }));
}

// Runs, packages and changes as the page gets them: what it shows, bounded, and nothing of where the database is.
//
// Names and texts were written by whoever made the packages, and verdicts by workers. They decide nothing here.

import { stateOfRun } from "../../formats/run-state.js";
import { oneLine } from "../one-line.js";

const VERDICTS = ["passed", "failed", "indeterminate", "error"];

/** Members of a list of an outline or a change that are shown. */
const MEMBERS_MAX = 50;

/** As long as names of packages are shown. */
const PATH_MAX = 2000;

export function describeRun(run, { verdicts, done }) {
  return {
    id: run.id,
    source: oneLine(withoutSecrets(run.source)),
    at: oneLine(run.at),
    packages: run.packages,
    bytes: Math.max(0, Math.round(run.bytes)),
    ...{ done, verdicts, state: stateOfRun(run) },
    plannedAt: timeOf(run.created_at),
    endedAt: timeOf(run.finished_at ?? run.cancelled_at),
    settings: { trust: run.trust_sha256, policy: run.policy_sha256, engine: run.engine_sha256 },
  };
}

/** A source is refused with a password in it. One that another program has written may have one. */
function withoutSecrets(text) {
  return text.replace(/\/\/[^/?#@\s]*@/g, "//");
}

function timeOf(date) {
  return date?.toISOString().replace(/\.\d+Z$/, "Z");
}

export function describePackage({ number, path, tries, status, at, error, outline, size }) {
  return {
    ...{ number, tries, path: path.slice(0, PATH_MAX), reportSize: size ?? undefined, at: timeOf(at ?? undefined) },
    verdict: VERDICTS.includes(status) ? status : undefined,
    error: error === null ? undefined : describeError(parse(error)),
    outline: outline === null ? undefined : describeOutline(parse(outline)),
  };
}

function describeError({ code, message }) {
  return { code: oneLine(code ?? ""), message: oneLine(withoutSecrets(String(message ?? ""))) };
}

function describeOutline({ headline, summary, hasWarning, findings, signers }) {
  return {
    ...{ headline: oneLine(headline), summary: oneLine(summary), hasWarning: Boolean(hasWarning) },
    findings: listOf(findings).map(({ code, severity, accepted, count }) => ({ code: oneLine(code), severity: oneLine(severity), accepted: Boolean(accepted), count: Number(count) || 0 })),
    signers: listOf(signers).map(({ role, subject, fingerprint }) => ({ role: role ? oneLine(role) : undefined, subject: oneLine(subject), fingerprint: oneLine(fingerprint) })),
  };
}

export function describeChange({ path, change, isWorse, old, new: now, gained, lost, why }) {
  return {
    ...{ path: path.slice(0, PATH_MAX), change, isWorse, why },
    old: old?.status,
    new: now?.status,
    error: now?.error ? describeError(now.error) : undefined,
    ...{ gained: codesOf(gained), lost: codesOf(lost) },
  };
}

/** The codes, each once. */
function codesOf(findings) {
  return [...new Set(findings.map(({ code }) => oneLine(code)))].slice(0, MEMBERS_MAX);
}

function listOf(members) {
  return Array.isArray(members) ? members.slice(0, MEMBERS_MAX) : [];
}

/** Whoever can write to the database can write anything. */
function parse(json) {
  try {
    const value = JSON.parse(json);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

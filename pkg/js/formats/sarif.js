// Findings as SARIF 2.1.0 (OASIS), for code scanning. One run has the findings of all packages.
//
// The files of a package are named as if it were a folder: `acme.csar/Files/image.qcow2`. Viewers want addresses relative to
// the folder that was scanned.

import { printable, printableJson } from "./printable.js";

const LEVELS = { fail: "error", unknown: "warning", warn: "warning", note: "note" };

export const sarif = {
  head: ({ version, rules }) => {
    const start = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [] };
    const tool = { driver: { name: "vnfseal", version, rules: rules.map(descriptor) } };
    return `${printableJson(start).slice(0, -2)}{"tool":${printableJson(tool)},"results":[`;
  },
  run: ({ path, report }, { rules }) => {
    if (!report) return "";
    const indices = new Map(rules.map(({ code }, index) => [code, index]));
    const occurrences = new Map();
    const results = report.findings.map((finding) => result(finding, { path, report, indices, occurrences }));
    return results.map((item) => `\n${printableJson(item)}`).join(",");
  },
  between: ",",
  tail: (_, errors) => {
    const invocation = { executionSuccessful: errors.length === 0, toolExecutionNotifications: errors.map(notification) };
    return `],"invocations":[${printableJson(invocation)}]}]}\n`;
  },
};

function descriptor({ code, severity, aspect, title, why, fix, vendorFix, clause, onap }) {
  return {
    id: code,
    shortDescription: { text: message(title) },
    fullDescription: { text: message(why) },
    help: { text: message([why, `What to do: ${fix}`, ...(vendorFix ? [`What the vendor does: ${vendorFix}`] : []), `Clause: ${clause}`].join("\n\n")) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [aspect], severity, clause, onap },
  };
}

function result(finding, { path, report, indices, occurrences }) {
  const { code, severity, aspect, what, fix, vendorFix, place = {}, details, accepted } = finding;
  const index = indices.get(code);
  return {
    ruleId: code,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: LEVELS[severity],
    message: { text: message(printable(what)) },
    locations: [location(path, report.package, place)],
    partialFingerprints: { "vnfsealFinding/v1": fingerprint(path, finding, occurrences) },
    // What a policy accepts does not count, and is shown all the same.
    ...(accepted ? { suppressions: [{ kind: "external", status: "accepted", justification: "Accepted by the policy." }] } : {}),
    properties: { package: printable(path), verdict: report.verdict, severity, aspect, fix, ...(vendorFix ? { vendorFix } : {}), ...(details ? { details } : {}) },
  };
}

/** The line of the file that is meant, or else the line of the manifest that lists it. */
function location(packagePath, { fileName, csarPath, manifestPath }, place) {
  const isListed = place.line === undefined && place.manifestLine !== undefined && manifestPath !== undefined;
  const file = isListed ? manifestPath : place.path;
  const startLine = isListed ? place.manifestLine : place.line;
  // A finding about an archive as a whole names the archive.
  const isWhole = file === (csarPath ?? fileName);
  const inside = place.inDelivery ? [file] : [csarPath, isWhole ? undefined : file];
  const uri = address(packagePath, inside.filter((part) => part !== undefined && file !== undefined));
  const names = [
    place.path !== undefined && { fullyQualifiedName: printable(place.path), kind: "resource" },
    place.fingerprint !== undefined && { fullyQualifiedName: printable(place.fingerprint), kind: "certificate" },
  ].filter(Boolean);
  return {
    physicalLocation: { artifactLocation: { uri }, ...(startLine === undefined ? {} : { region: { startLine } }) },
    ...(names.length > 0 ? { logicalLocations: names } : {}),
  };
}

/** A URI of a file in a package. One whose name would lead out of the package is only said to be in it. */
function address(packagePath, inside) {
  const isLeadingOut = inside.some((path) => path.split("/").some((part) => ["", ".", ".."].includes(part)));
  return [packageAddress(packagePath), ...(isLeadingOut ? [] : inside.map(encodePath))].join("/");
}

function packageAddress(path) {
  if (/^https?:\/\//.test(path) && URL.canParse(path)) return webAddress(new URL(path));
  if (/^[a-z]:[\\/]/i.test(path)) return `file:///${encodePath(path.replaceAll("\\", "/")).replace("%3A", ":")}`;
  return path.startsWith("/") ? `file://${encodePath(path)}` : encodePath(path);
}

/** Without a user's name, and without a query: that may be a secret. */
function webAddress({ origin, pathname }) {
  return origin + pathname.replace(/%(?![\da-f]{2})|[^\w\-.~!$&'()*+,;=:@%/]/gi, encodeURIComponent);
}

function encodePath(path) {
  return path.replace(/\p{Surrogate}/gu, "\ufffd").split("/").map(encodeURIComponent).join("/");
}

/**
 * The same for the same fault of the package at the same path, whenever it is verified. Neither lines nor digests count: they
 * change when something else does.
 */
function fingerprint(path, { code, place = {} }, occurrences) {
  const key = [packageAddress(path), code, place.inDelivery ? "delivery" : "csar", place.path ?? "", place.fingerprint ?? ""];
  const text = key.map(encodePath).map((part) => part.replaceAll("/", "%2F")).join("/");
  const number = (occurrences.get(text) ?? 0) + 1;
  occurrences.set(text, number);
  return `${text}/${number}`;
}

function notification({ path, error: { code, message: text } }) {
  return {
    level: "error",
    message: { text: message(printable(`${path}: ${text}`)) },
    locations: [{ physicalLocation: { artifactLocation: { uri: packageAddress(path) } } }],
    ...(code === undefined ? {} : { descriptor: { id: printable(code) } }),
  };
}

/** Text as SARIF has it: braces are doubled, and what could be a link is none (clauses 3.11.5 and 3.11.6). */
function message(text) {
  return text.replace(/[{}]/g, "$&$&").replaceAll("](", "\\](");
}

// What differs between two reports. Nothing is decided here: what each report says stands beside what the other one says.

import { invalidArgument } from "../errors.js";
import { compareArtifacts } from "./artifacts.js";
import { compareFindings } from "./findings.js";
import { compareSigners } from "./signers.js";

const VERDICTS = ["verdict", "integrity", "authenticity", "completeness"];
const PACKAGE_KEYS = ["kind", "packageSecurityOption", "layout", "csarPath", "manifestPath"];
const DIGESTS = ["fileDigest"];

/** Compares the reports of two versions of a package. They should be by the same trust and policy, and of one time. */
export function comparePackages(oldReport, newReport) {
  for (const report of [oldReport, newReport]) {
    if (![report?.artifacts, report?.findings, report?.signatures, report?.package?.metadata].every(Array.isArray)) throw invalidArgument("comparePackages takes two reports of verifyPackage");
  }
  if (oldReport.schemaVersion !== newReport.schemaVersion) {
    throw invalidArgument("the two reports have different schema versions: verify both packages with the same vnfseal");
  }
  return {
    verdicts: { old: pick(oldReport, VERDICTS), new: pick(newReport, VERDICTS) },
    package: comparePackageKeys(oldReport.package, newReport.package),
    metadata: compareMetadata(oldReport.package.metadata, newReport.package.metadata),
    signers: compareSigners(oldReport.signatures, newReport.signatures),
    ...compareFindings(...[oldReport, newReport].map(({ findings, policy, engine }) => ({ findings, at: policy?.at, engine: JSON.stringify(engine) }))),
    ...compareArtifacts(oldReport, newReport),
  };
}

function pick(object, keys) {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}

function comparePackageKeys(oldPackage, newPackage) {
  // What one of the two did not digest says nothing of a difference.
  const digests = DIGESTS.filter((key) => oldPackage[key] !== undefined && newPackage[key] !== undefined);
  return [...PACKAGE_KEYS, ...digests].filter((key) => oldPackage[key] !== newPackage[key]).map((key) => ({
    key,
    ...(oldPackage[key] === undefined ? {} : { old: oldPackage[key] }),
    ...(newPackage[key] === undefined ? {} : { new: newPackage[key] }),
  }));
}

/** A key may stand in the metadata more than once: all its values are compared, in their order. */
function compareMetadata(oldEntries, newEntries) {
  const [oldValues, newValues] = [valuesByKey(oldEntries), valuesByKey(newEntries)];
  return [...new Set([...oldValues.keys(), ...newValues.keys()])]
    .map((key) => ({ key, old: oldValues.get(key) ?? [], new: newValues.get(key) ?? [] }))
    .filter((entry) => JSON.stringify(entry.old) !== JSON.stringify(entry.new));
}

function valuesByKey(entries) {
  const values = new Map();
  for (const { key, value } of entries) {
    if (!values.has(key)) values.set(key, []);
    values.get(key).push(value);
  }
  return values;
}

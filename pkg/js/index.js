// The package in Node: all that it exports.

import { formatsOf } from "./formats/index.js";
import { vnfseal } from "./in-node.js";

export * from "./without-engine.js";

export const {
  verifyPackage,
  verifyPackageAsJson,
  openPackage,
  inspectPackage,
  inspectPackageAsJson,
  verifySignedData,
  verifyManifest,
  verifyCertificate,
  inspectTrust,
  inspectTrustAsJson,
  checkPolicy,
  checkPolicyAsJson,
  digestFile,
  rules,
  version,
  engine,
  signPackage,
  packFolder,
  wrapPackage,
  encryptFile,
  decryptFile,
  refusalReasons,
} = vnfseal;

export const formatReports = formatsOf({ version, rules });

// The package in browsers, loaded from where it lies. These files need no bundler: served as they are, with `dist` beside
// `js`, they work.

import { load } from "./load.js";

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
  formatReports,
  rules,
  version,
  engine,
  signPackage,
  packFolder,
  wrapPackage,
  encryptFile,
  decryptFile,
  refusalReasons,
} = await load();

// The lab has tacker's API for packages alone. This adds those for the life of a VNF (SOL 003), as tacker's own configuration has them.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PIPELINES = ["v1", "v2"].map(
  (version) => `
[composite:vnflcm_${version}]
use = call:tacker.auth:pipeline_factory
noauth = request_id catch_errors keystonecontext vnflcmapp_${version}
keystone = request_id catch_errors authtoken keystonecontext vnflcmapp_${version}
`,
);

const APPS = `
[app:vnflcmapp_v1]
paste.app_factory = tacker.api.vnflcm.v1.router:VnflcmAPIRouter.factory

[app:vnflcmapp_v2]
paste.app_factory = tacker.sol_refactored.api.router:VnflcmAPIRouterV2.factory
`;

/** Adds them to the lab in this folder, if they are not there. */
export function addLifecycleApi(folder) {
  const path = join(folder, "etc", "api-paste.ini");
  const text = readFileSync(path, "utf8");
  if (text.includes("vnflcm_v2")) return;
  const routed = text.replace("/vnfpkgm/v1: vnfpkgmapi_v1\n", (line) => `${line}/vnflcm/v1: vnflcm_v1\n/vnflcm/v2: vnflcm_v2\n`);
  writeFileSync(path, `${routed}${PIPELINES.join("")}${APPS}`);
}

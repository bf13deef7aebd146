// The requests that the gate understands, and what it does with each. What changes something and is not here is refused: it
// may be a way by which a package gets past the gate.

import { problem } from "./problem.js";

/**
 * Each API of SOL 003 and SOL 005 with the versions that have these resources. A row is a method, a path in which `*` stands for
 * an identifier, and what is done:
 *
 * - `pass`: it is forwarded. It brings no package to the NFVO, and none to life.
 * - `upload`: the package in it is verified first.
 * - `instance`, `occurrence`: the package of this VNF instance, or of that of this operation, is verified first.
 * - `ns`, `ns-occurrence`: the packages of this network service, or of that of this operation.
 * - `change`: it is forwarded unless it changes the package of a VNF instance.
 * - `uri`: it is refused.
 */
const APIS = {
  vnfpkgm: {
    versions: ["v1", "v2"],
    rows: [
      ["POST", "vnf_packages", "pass"],
      ["PATCH", "vnf_packages/*", "pass"],
      ["DELETE", "vnf_packages/*", "pass"],
      ["PUT", "vnf_packages/*/package_content", "upload"],
      ["POST", "vnf_packages/*/package_content/upload_from_uri", "uri"],
      // Access to external artifacts. What they hold has a digest in the manifest.
      ["PUT", "vnf_packages/*/external_artifacts_access_config", "pass"],
      ["POST", "subscriptions", "pass"],
      ["DELETE", "subscriptions/*", "pass"],
    ],
  },
  vnflcm: {
    versions: ["v1", "v2"],
    rows: [
      // An instance that is only an identifier.
      ["POST", "vnf_instances", "pass"],
      ["PATCH", "vnf_instances/*", "change"],
      ["DELETE", "vnf_instances/*", "pass"],
      // These make VNF components of the package (SEC 021 clause 5.2).
      ...["instantiate", "scale", "scale_to_level", "change_flavour", "heal", "change_vnfpkg", "revert_to_snapshot"].map((name) => [
        ...["POST", `vnf_instances/*/${name}`, "instance"],
      ]),
      ...["terminate", "operate", "change_ext_conn", "create_snapshot"].map((name) => ["POST", `vnf_instances/*/${name}`, "pass"]),
      ...["retry", "rollback"].map((name) => ["POST", `vnf_lcm_op_occs/*/${name}`, "occurrence"]),
      ...["fail", "cancel"].map((name) => ["POST", `vnf_lcm_op_occs/*/${name}`, "pass"]),
      ["DELETE", "vnf_lcm_op_occs/*", "pass"],
      ["POST", "vnf_snapshots", "pass"],
      ["PATCH", "vnf_snapshots/*", "pass"],
      ["DELETE", "vnf_snapshots/*", "pass"],
      ["POST", "subscriptions", "pass"],
      ["DELETE", "subscriptions/*", "pass"],
    ],
  },
  nslcm: {
    versions: ["v1", "v2"],
    rows: [
      ["POST", "ns_instances", "pass"],
      ["DELETE", "ns_instances/*", "pass"],
      // Scaling, healing and updating may make VNFs, too.
      ...["instantiate", "scale", "heal", "update"].map((name) => ["POST", `ns_instances/*/${name}`, "ns"]),
      ...["retry", "rollback", "continue"].map((name) => ["POST", `ns_lcm_op_occs/*/${name}`, "ns-occurrence"]),
      ["POST", "ns_instances/*/terminate", "pass"],
      ...["fail", "cancel"].map((name) => ["POST", `ns_lcm_op_occs/*/${name}`, "pass"]),
      ["POST", "subscriptions", "pass"],
      ["DELETE", "subscriptions/*", "pass"],
    ],
  },
};

/** APIs in which no package occurs. NSD archives are no VNF packages: they name them. */
const WITHOUT_PACKAGES = ["nsd", "nsfm", "nspm", "vnffm", "vnfpm", "vnfind"];

/** Segments that no other path has, however it is written. A path that the operator lets pass has none of them. */
const RESERVED = new Set([
  ...Object.keys(APIS),
  ...["vnf_packages", "package_content", "upload_from_uri", "onboarded_vnf_packages", "vnf_instances", "ns_instances", "vnf_snapshot_packages"],
  ...["vnf_lcm_op_occs", "ns_lcm_op_occs", "vnf_snapshots"],
  // Interfaces from before SOL 003 and SOL 005, such as Tacker's.
  ...["vnfs", "vnfds", "vnffgs", "vnffgds", "nss", "nsds"],
]);

/** The rows by method and path. */
const ROUTES = new Map(
  Object.entries(APIS).flatMap(([api, { versions, rows }]) =>
    versions.flatMap((version) => rows.map(([method, path, action]) => [`${method} ${api}/${version}/${path}`, action])),
  ),
);

/**
 * What is done with a request: `{ action, version, id, operation }`. `passed` are the paths, as lists of segments, below which the
 * operator lets pass what is not known.
 */
export function routeOf(method, { segments, isRead }, passed) {
  const path = segments.map((segment, index) => (index === 3 ? "*" : segment)).join("/");
  // What only does something has nothing to read: a server might do it all the same.
  if (isRead && method !== "OPTIONS" && segments.length > 4 && ROUTES.has(`POST ${path}`)) throw problem(405, "method", "this path is there to do something, and has nothing to read", { headers: { Allow: "POST" } });
  if (isRead) return { action: "pass" };
  const action = ROUTES.get(`${method} ${path}`);
  if (action) return { action, version: segments[1], id: segments[3], operation: segments[4] };
  if (WITHOUT_PACKAGES.includes(segments[0]) && /^v[1-9]$/.test(segments[1]) && !isReserved(segments)) return { action: "pass" };
  if (passed.some((prefix) => prefix.every((segment, index) => segment === segments[index])) && !isReserved(segments)) return { action: "pass" };
  throw problem(403, "unknown-request", "the gate does not know this request, so it may be a way past the verification of packages; an operator who knows better names its path with --pass, unless it is one of packages or instances");
}

/** Whether a path has a segment that only known requests have. */
export const isReserved = (segments) => segments.some((segment) => RESERVED.has(segment.toLowerCase()));

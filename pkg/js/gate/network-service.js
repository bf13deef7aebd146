// Which packages an operation of a network service uses (SOL 005): those of its NSD and of the NSDs in it, those of the VNF instances
// that it has, and those that the request names.

import { MEMBERS_MAX } from "./limits.js";
import { identifier, versionsTried } from "./look-up.js";
import { invalidAnswer } from "./nfvo.js";
import { problem } from "./problem.js";

/** `{ path, id, checksum }` of each package. `vnfdIds` are those that a client or an operation names. */
export async function packagesOfNetworkService({ nfvo, signal, fields, fieldsWithVersion }, questions, { version, id, vnfdIds }) {
  const { data } = await nfvo.ask(`/nslcm/${version}/ns_instances/${id}`, fieldsWithVersion, signal);
  if (data?.id !== id) throw invalidAnswer("it is of another NS instance");
  const running = members(data.vnfInstance, "vnfInstance").map((each) => identifier(each?.vnfPkgId, "vnfPkgId"));
  const ofDescriptors = await packageIds(identifier(data.nsdInfoId, "nsdInfoId"));
  if (ofDescriptors.length === 0) {
    throw problem(409, "package-not-found", "the NFVO names no packages of this network service, so it is not known which ones are used");
  }
  const found = new Map();
  for (const each of new Set([...ofDescriptors, ...running])) found.set(each, await questions.packageOfId(each));
  for (const vnfdId of new Set(vnfdIds)) {
    const named = await questions.package(vnfdId);
    found.set(named.id, named);
  }
  return [...found.values()];

  /** The packages of an NSD and of those in it, each of which is asked for once. */
  async function packageIds(first) {
    const descriptors = new Set([first]);
    const packages = new Set();
    for (const each of descriptors) {
      const info = await descriptor(each);
      for (const nested of members(info.nestedNsdInfoIds, "nestedNsdInfoIds")) descriptors.add(identifier(nested, "nestedNsdInfoIds"));
      for (const one of members(info.vnfPkgIds, "vnfPkgIds")) packages.add(identifier(one, "vnfPkgIds"));
      if (descriptors.size + packages.size > MEMBERS_MAX) throw invalidAnswer(`the network service has more than ${MEMBERS_MAX} packages and descriptors`);
    }
    return [...packages];
  }

  async function descriptor(each) {
    const answer = await versionsTried((of) => nfvo.ask(`/nsd/${of}/ns_descriptors/${each}`, fields, signal));
    if (answer?.data?.id === each) return answer.data;
    throw answer ? invalidAnswer("it is of another NSD") : problem(409, "package-not-found", "the NFVO shows this client no NSD of this network service, so it is not known which packages are used");
  }
}

/** The NS instance of an operation, and the VNFDs that it names. */
export async function networkServiceOf({ nfvo, signal, fieldsWithVersion }, { version, id }) {
  const { data } = await nfvo.ask(`/nslcm/${version}/ns_lcm_op_occs/${id}`, fieldsWithVersion, signal);
  if (data?.id !== id) throw invalidAnswer("it is of another operation");
  return { version, id: identifier(data.nsInstanceId, "nsInstanceId"), vnfdIds: vnfdIdsIn(data.operationParams).map((each) => identifier(each, "vnfdId")) };
}

/** The values of all members 'vnfdId', however deep. */
export function vnfdIdsIn(data) {
  const found = [];
  const open = [data];
  while (open.length > 0) {
    const value = open.pop();
    if (value === null || typeof value !== "object") continue;
    for (const [name, member] of Object.entries(value)) {
      if (name === "vnfdId") found.push(member);
      open.push(member);
    }
  }
  return found;
}

function members(list, name) {
  if (list === undefined || list === null) return [];
  if (Array.isArray(list) && list.length <= MEMBERS_MAX) return list;
  throw invalidAnswer(`'${name}' is no list, or a very long one`);
}

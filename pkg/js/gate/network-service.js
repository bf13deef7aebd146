// Which packages an operation of a network service uses (SOL 005): those of its NSD and of the NSDs in it, those of the VNF instances
// that it has, and those that the request names. What names anything else that may bring packages is refused.

import { MEMBERS_MAX } from "./limits.js";
import { identifier, versionsTried } from "./look-up.js";
import { invalidAnswer } from "./nfvo.js";
import { problem } from "./problem.js";

/** Names of members by which NSDs, nested network services, packages and snapshots come in, and that are not followed. */
const NOT_FOLLOWED = /nsd|nestedns|vnfpkg|vnfpackage(?!data$)|snapshot/;

/** Updates that use nothing but what is followed (SOL 005 clause 6.5.2.12). */
const UPDATES = ["REMOVE_VNF", "INSTANTIATE_VNF", "CHANGE_VNF_DF", "OPERATE_VNF", "MODIFY_VNF_INFORMATION", "CHANGE_EXTERNAL_VNF_CONNECTIVITY", "CHANGE_VNFPKG"];

/**
 * `{ path, id, checksum }` of each package. `named` is what a client or an operation says, `vnfdIds` are those in it.
 */
export async function packagesOfNetworkService({ nfvo, signal, fields, fieldsWithVersion }, questions, { version, id, vnfdIds, named }) {
  checkNamed(named);
  const { data } = await nfvo.ask(`/nslcm/${version}/ns_instances/${id}`, fieldsWithVersion, signal);
  if (data?.id !== id) throw invalidAnswer("it is of another NS instance");
  if (Object.entries(data).some(([name, value]) => /nestedns/i.test(name) && [value].flat().some(Boolean))) {
    throw notFollowed("the network service has others in it");
  }
  const own = new Set(members(data.vnfInstance, "vnfInstance").map((each) => each?.id));
  if (!valuesIn(named, (name) => /vnfinstanceids?$/i.test(name)).flat().every((each) => typeof each === "string" && own.has(each))) {
    throw notFollowed("it names a VNF instance that is not one of the network service");
  }
  const running = members(data.vnfInstance, "vnfInstance").map((each) => identifier(each?.vnfPkgId, "vnfPkgId"));
  const ofDescriptors = await packageIds(identifier(data.nsdInfoId, "nsdInfoId"));
  if (ofDescriptors.length === 0) {
    throw problem(409, "package-not-found", "the NFVO names no packages of this network service, so it is not known which ones are used");
  }
  const found = new Map();
  for (const each of new Set([...ofDescriptors, ...running])) found.set(each, await questions.packageOfId(each));
  for (const vnfdId of new Set(vnfdIds)) {
    const one = await questions.package(vnfdId);
    found.set(one.id, one);
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
  const named = data.operationParams;
  if (named === null || typeof named !== "object") throw notFollowed("the NFVO does not say what the operation is done with");
  return { version, id: identifier(data.nsInstanceId, "nsInstanceId"), named, vnfdIds: vnfdIdsIn(named).map((each) => identifier(each, "vnfdId")) };
}

/** Refuses what names more than is followed. */
function checkNamed(named) {
  const [name] = valuesIn(named, (each) => NOT_FOLLOWED.test(each.toLowerCase()), true);
  if (name !== undefined) throw notFollowed(`it has the member '${name.slice(0, 60)}'`);
  const types = valuesIn(named, (each) => each.toLowerCase() === "updatetype");
  if (!types.every((type) => UPDATES.includes(type))) throw notFollowed("its 'updateType' is not one that the gate follows");
}

function notFollowed(what) {
  return problem(409, "package-not-found", `${what}, so it is not known which packages are used`);
}

/** The values of all members 'vnfdId', however deep. */
export function vnfdIdsIn(data) {
  return valuesIn(data, (name) => name === "vnfdId");
}

/** The values, or the names, of all members whose name is wanted, however deep. */
function valuesIn(data, isWanted, givesNames = false) {
  const found = [];
  const open = [data];
  while (open.length > 0) {
    const value = open.pop();
    if (value === null || typeof value !== "object") continue;
    for (const [name, member] of Object.entries(value)) {
      if (isWanted(name)) found.push(givesNames ? name : member);
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

// Which package an operation uses: asked of the NFVO, with what the client says of itself. An answer that leaves room for another
// package is refused.

import { invalidAnswer } from "./nfvo.js";
import { problem } from "./problem.js";

/** What identifies a VNFD or a package. It goes into a path or a filter, where nothing else may be meant by it. */
const IDENTIFIER = /^[A-Za-z0-9._:~-]{1,255}$/;

/** Versions of the APIs for packages and NSDs, in the order in which they are tried: an NFVO has one, or shows the same by both. */
const VERSIONS = ["v1", "v2"];

/** What is asked goes on behalf of one client: `questions.instance(version, id)` and so on. */
export function questionsOf({ nfvo, signal, fields, fieldsWithVersion }) {
  const ofLcm = (version, path) => nfvo.ask(`/vnflcm/${version}/${path}`, fieldsWithVersion, signal);
  return {
    /** `{ vnfdId, vnfPkgId }` of an instance, the second only if the NFVO has it. */
    async instance(version, id) {
      const { data } = await ofLcm(version, `vnf_instances/${id}`);
      if (data?.id !== id) throw invalidAnswer("it is of another VNF instance");
      return { vnfdId: identifier(data.vnfdId, "vnfdId"), vnfPkgId: data.vnfPkgId && identifier(data.vnfPkgId, "vnfPkgId") };
    },
    /** `{ vnfInstanceId, vnfdId }` of an operation, the second only if it changes the package. */
    async occurrence(version, id) {
      const { data } = await ofLcm(version, `vnf_lcm_op_occs/${id}`);
      if (data?.id !== id) throw invalidAnswer("it is of another operation");
      const vnfdId = data.operation === "CHANGE_VNFPKG" ? identifier(data.operationParams?.vnfdId, "vnfdId") : undefined;
      return { vnfInstanceId: identifier(data.vnfInstanceId, "vnfInstanceId"), vnfdId };
    },
    /** `{ path, id, checksum }` of the one package with this VNFD. */
    async package(vnfdId) {
      const found = await versionsTried((version) => list(version, vnfdId));
      return found ?? Promise.reject(problem(409, "package-not-found", "the NFVO shows this client no packages, so it is not known which one is used"));
    },
    /** The same of the package with this identifier. */
    async packageOfId(id) {
      const found = await versionsTried((version) => describe(`/vnfpkgm/${version}/vnf_packages/${id}`, id));
      return found ?? Promise.reject(problem(409, "package-not-found", `the NFVO shows this client no package ${id}`));
    },
  };

  async function list(version, vnfdId) {
    const path = `/vnfpkgm/${version}/vnf_packages`;
    const { data, link } = await nfvo.ask(`${path}?filter=(eq,vnfdId,${vnfdId})`, fields, signal);
    if (!Array.isArray(data) || (link && /rel="?next/i.test(link))) throw invalidAnswer("it is no whole list of the packages with one VNFD");
    const ids = data.filter((each) => each?.vnfdId === vnfdId).map(({ id }) => identifier(id, "id"));
    if (ids.length !== 1) {
      throw problem(409, "package-not-found", `the NFVO shows ${ids.length} packages with the VNFD ${vnfdId} instead of one, so it is not known which one is used`);
    }
    return describe(`${path}/${ids[0]}`, ids[0], vnfdId);
  }

  async function describe(path, id, vnfdId) {
    const { data } = await nfvo.ask(path, fields, signal);
    if (data?.id !== id || (vnfdId !== undefined && data.vnfdId !== vnfdId)) throw invalidAnswer("it is of another package");
    if (data.onboardingState !== "ONBOARDED") throw problem(409, "state", `the package ${id} is not onboarded, so it may still change`);
    return { path, id, vnfdId: data.vnfdId, checksum: data.checksum };
  }
}

/** What `ask(version)` gives for the first version of an API that the NFVO has, `undefined` if there is none. */
export async function versionsTried(ask) {
  for (const version of VERSIONS) {
    try {
      return await ask(version);
    } catch (error) {
      if (error.answer?.status !== 404) throw error;
    }
  }
  return undefined;
}

export function identifier(value, name) {
  if (typeof value === "string" && IDENTIFIER.test(value) && !/^\.+$/.test(value)) return value;
  throw invalidAnswer(`'${name}' is no identifier`);
}

/** The identifier of a VNFD that a client writes. */
export function readVnfdId(value) {
  if (typeof value === "string" && IDENTIFIER.test(value) && !/^\.+$/.test(value)) return value;
  throw problem(400, "content", "'vnfdId' is no identifier, so it is not known which package is used");
}

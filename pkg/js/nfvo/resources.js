// What SOL 005 says of VNF packages (clause 9): where they are, the states that they have, and what an NFVO answers of one.
// Nothing is sent here.

/** The name and version of the interface (SOL 013 clause 4.1): it is at `{apiRoot}/vnfpkgm/v1`. */
const INTERFACE = "vnfpkgm/v1";

/** What a package is sent and fetched as. */
export const CONTENT_TYPE = "application/zip";

/** The states of the onboarding: a page knows them too, and has nothing else of an NFVO. */
export { CREATED, ERROR, ONBOARDED, UNDER_WAY } from "../uploading/states.js";

/** A package that may be instantiated. It is deleted only after it is disabled, and while nothing uses it. */
export const ENABLED = "ENABLED";
export const DISABLED = "DISABLED";
export const IN_USE = "IN_USE";

/** Texts of an NFVO that are longer are cut: they are shown, and nothing else. */
const TEXT_MAX = 1000;

/** As many own data of a package are shown. SOL 005 has no limit. */
const USER_DATA_MAX = 32;

/** The URL of the interface: as it was given, or below the root that was given. */
export function interfaceAt(url) {
  const path = url.pathname.replace(/\/+$/, "");
  return new URL(/\/vnfpkgm\/v\d+$/.test(path) ? `${path}/` : `${path}/${INTERFACE}/`, url);
}

/** The resources of the interface: `{ packages, package(id), content(id) }`. An id has to be one. */
export function resourcesOf(base) {
  const packages = new URL("vnf_packages", base);
  const below = (...parts) => new URL(["vnf_packages", ...parts].join("/"), base);
  return { packages, package: (id) => below(id), content: (id) => below(id, "package_content") };
}

/** Whether `id` can stand in a URL as it is, and leads nowhere else. */
export function isId(id) {
  return typeof id === "string" && /^[A-Za-z0-9_][A-Za-z0-9._~-]{0,254}$/.test(id);
}

/**
 * What an NFVO says of a package (VnfPkgInfo), or `undefined` if it says too little: the names are those of SOL 005. Anything may
 * be missing but the id and the states of the onboarding and the operation.
 */
export function readPackage(value) {
  const { id, onboardingState, operationalState } = value ?? {};
  if (!isId(id) || !isWord(onboardingState) || !isWord(operationalState)) return undefined;
  const texts = ["vnfdId", "vnfProvider", "vnfProductName", "vnfSoftwareVersion", "vnfdVersion"].map((name) => [name, textOf(value[name])]);
  const more = {
    usageState: isWord(value.usageState) ? value.usageState : undefined,
    checksum: readChecksum(value.checksum),
    failure: textOf(value.onboardingFailureDetails?.detail ?? value.onboardingFailureDetails?.title),
    userDefinedData: readUserData(value.userDefinedData),
  };
  const known = [...texts, ...Object.entries(more)].filter(([, member]) => member !== undefined);
  return { id, onboardingState, operationalState, ...Object.fromEntries(known) };
}

/** `{ algorithm, hash }`, the algorithm as "SHA-512" whatever way it is written: tacker has "sha512". */
function readChecksum(value) {
  const [, bits] = /^sha-?(256|384|512)$/i.exec(textOf(value?.algorithm)) ?? [];
  const hash = textOf(value?.hash)?.toLowerCase();
  const isWhole = bits !== undefined && hash?.length === bits / 4 && /^[0-9a-f]+$/.test(hash);
  return isWhole ? { algorithm: `SHA-${bits}`, hash } : undefined;
}

function readUserData(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const texts = Object.entries(value).filter(([key, member]) => key.length <= TEXT_MAX && typeof member === "string");
  return Object.fromEntries(texts.slice(0, USER_DATA_MAX).map(([key, member]) => [key, textOf(member)]));
}

function isWord(value) {
  return typeof value === "string" && /^[A-Z_]{1,40}$/.test(value);
}

/** A copy: a piece that is cut off keeps the whole text in memory. */
function textOf(value) {
  return typeof value === "string" ? Buffer.from(value.slice(0, TEXT_MAX)).toString() : undefined;
}

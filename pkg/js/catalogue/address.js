// The address of a catalogue, and the name of an entry. Both become part of paths and URLs, so that their grammar is strict.

import { invalidArgument } from "../errors.js";

/** A component of a repository's name (distribution spec 1.1, "Pulling manifests"). */
const COMPONENT = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;

/** Longer names of repositories are refused by registries that count the host with them. */
const REPOSITORY_MAX = 255;

/** `{ path }` of `dir:PATH`, or `{ host, repository }` of `oci://HOST/REPOSITORY`. */
export function readAddress(address) {
  if (typeof address === "string" && /^dir:./.test(address) && !address.includes("\0")) return { path: address.slice(4) };
  const [, host, repository] = /^oci:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
  if (isHost(host) && isRepository(repository)) return { host, repository };
  throw invalidArgument("a catalogue is named dir:PATH, or oci://HOST/REPOSITORY in lower case, without tag or user name");
}

function isHost(host) {
  return host !== undefined && /^(?:[a-zA-Z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$/.test(host) && URL.canParse(`https://${host}`);
}

function isRepository(repository) {
  return repository.length <= REPOSITORY_MAX && repository.split("/").every((component) => COMPONENT.test(component));
}

/** What a registry takes as a tag (distribution spec 1.1), and a file system as the name of a file. */
const NAME = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** Windows takes these for devices, whatever comes after a dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Tags of this form hold what refers to a manifest (distribution spec 1.1, "Referrers Tag Schema"). */
const REFERRERS = /^sha256-[0-9a-f]{64}/i;

/** Whether an entry may have this name. */
export function isName(name) {
  return typeof name === "string" && NAME.test(name) && !DEVICE.test(name) && !REFERRERS.test(name);
}

/** The name, if an entry may have it. */
export function checkName(name) {
  if (isName(name)) return name;
  const shown = JSON.stringify(String(name).slice(0, 40));
  throw invalidArgument(`${shown} cannot name an entry: use up to 128 letters, digits, '.', '_' and '-', not '.' or '-' first`);
}

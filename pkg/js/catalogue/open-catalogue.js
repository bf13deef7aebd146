// The door of the catalogue: one interface for a folder and for an OCI registry. Only Node has it.

import { readAddress } from "./address.js";
import { disk } from "./folder/disk.js";
import { FolderCatalogue } from "./folder/folder-catalogue.js";
import { Connection } from "./registry/connection.js";
import { readCredentials } from "./registry/credentials.js";
import { RegistryCatalogue } from "./registry/registry-catalogue.js";
import { invalidArgument } from "../errors.js";

/** The catalogue at `dir:PATH` or `oci://HOST/REPOSITORY`. Nothing is read or sent before it is asked. */
export function openCatalogue(address, { credentials, plainHttp, timeout, signal, ...unknown } = {}) {
  const [misspelt] = Object.keys(unknown);
  if (misspelt !== undefined) throw invalidArgument(`openCatalogue has no option '${misspelt}'`);
  const place = readAddress(address);
  if (place.path !== undefined) return new FolderCatalogue(place.path, { disk, signal });
  const secrets = readCredentials(credentials);
  return new RegistryCatalogue(new Connection(place, { credentials: secrets, plainHttp, timeout, signal }));
}

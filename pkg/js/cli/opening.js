// What the engine reads of a package that an argument names, or that an audit has found.

import { stat } from "node:fs/promises";

import { readAddress } from "../catalogue/address.js";
import { VnfsealError } from "../errors.js";
import { httpSource, openHttp } from "../sources/http.js";
import { createTemporaryFile } from "../sources/node/files.js";

/**
 * `{ source, close }`, where the source is for `verifyPackage`. `credentials` are those for a registry, and `access`
 * says who we are to an NFVO. With `credentialsFor` and `accessFor`, a host and a URL, they go nowhere else.
 */
export async function openPackageSource(item, { credentials, credentialsFor, access, accessFor } = {}) {
  if (item.kind === "stdin") return spool(process.stdin);
  if (item.kind === "entry") return { source: await openEntry(item, isFor(credentialsFor, hostOf(item.catalogue)) ? credentials : undefined), close: () => {} };
  if (item.kind === "nfvo") return { source: await openInNfvo(item, isFor(accessFor, item.nfvo) ? access : undefined), close: () => {} };
  if (item.isPlanned && item.kind === "file") await checkFile(item);
  if (item.kind === "url") return { source: await (item.identity ? openKnown(item) : httpSource(item.url)), close: () => {} };
  return { source: item.path, close: () => {} };
}

/** Where nothing is said, the caller has named the place itself. */
function isFor(place, asked) {
  return place === undefined || place === asked;
}

function hostOf(address) {
  return readAddress(address).host;
}

/** A stream cannot be read at an offset, so that its bytes go to a temporary file first. */
async function spool(stream) {
  if (stream.isTTY) throw new Error("standard input is a terminal: pipe a package into the command, or name a file");
  const file = await createTemporaryFile();
  try {
    let size = 0;
    for await (const bytes of stream) {
      await file.write(bytes);
      size += bytes.length;
    }
    return { source: { name: "-", size, read: file.read }, close: file.close };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The version that was found, and no other: the result is recorded for that one. */
async function openKnown({ path, url, identity }) {
  const { name, size, version, read } = await openHttp(url);
  if (size !== identity.size || version !== identity.version) throw changed(path);
  return { name, size, read };
}

/** A file that was found by another machine: there its inode may be another one. */
async function checkFile({ path, identity }) {
  const found = await stat(path).catch(() => null);
  // What cannot be found is said when it is opened.
  if (found && identity && (found.size !== identity.size || found.mtime.toISOString() !== identity.modified)) throw changed(path);
}

/** Catalogues and NFVOs that are open. A token is asked for once. */
const catalogues = new Map();
const nfvos = new Map();

async function openInNfvo({ path, nfvo: url, id, identity }, access) {
  if (!nfvos.has(url)) {
    const { openNfvo } = await import("../nfvo/open-nfvo.js");
    nfvos.set(url, openNfvo(url, access));
  }
  const { checksum } = await nfvos.get(url).get(id);
  if (identity && identity.checksum !== `${checksum?.algorithm} ${checksum?.hash}`) throw changed(path);
  return nfvos.get(url).open(id);
}

async function openEntry({ path, catalogue: address, name, identity }, credentials) {
  if (!catalogues.has(address)) {
    const { openCatalogue } = await import("../catalogue/open-catalogue.js");
    catalogues.set(address, openCatalogue(address, credentials === undefined ? {} : { credentials }));
  }
  const { digest, mediaType, source } = await catalogues.get(address).get(name);
  if (digest !== identity.digest || mediaType !== identity.mediaType) throw changed(path);
  return source;
}

function changed(path) {
  return new VnfsealError("SOURCE_CHANGED", `${path}: it was replaced after it was found; start again to verify what is there now`);
}

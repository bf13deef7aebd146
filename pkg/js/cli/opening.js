// What the engine reads of a package that an argument names, or that an audit has found.

import { stat } from "node:fs/promises";

import { readAddress } from "../catalogue/address.js";
import { blobOf } from "../audit/blob.js";
import { openHttp } from "../sources/http.js";
import { createTemporaryFile } from "../sources/node/files.js";
import { identityOf } from "../sources/node/identity.js";

/** How each kind is opened: see `openPackage`. What is of no other kind is a file. */
const KINDS = { stdin: spool, entry: openEntry, nfvo: openInNfvo, url: openUrl };

/**
 * `{ source, look, digest, close }`, where the source is for `verifyPackage`. `look()` says how what is there looks now, in the terms of the
 * identity with which it was found; `digest` is what its content has to have, where nobody else sees to that. `credentials` are those for a
 * registry, and `access` says who we are to an NFVO. With `credentialsFor` and `accessFor`, a host and a URL, they go nowhere else.
 */
export async function openPackage(item, { credentials, credentialsFor, access, accessFor } = {}) {
  const secrets = {
    credentials: item.kind === "entry" && isFor(credentialsFor, hostOf(item.catalogue)) ? credentials : undefined,
    access: item.kind === "nfvo" && isFor(accessFor, item.nfvo) ? access : undefined,
  };
  const open = Object.hasOwn(KINDS, item.kind) ? KINDS[item.kind] : openFile;
  return { close: () => {}, ...(await open(item, secrets)) };
}

/** Where nothing is said, the caller has named the place itself. */
function isFor(place, asked) {
  return place === undefined || place === asked;
}

function hostOf(address) {
  return readAddress(address).host;
}

/** A stream cannot be read at an offset, so that its bytes go to a temporary file first. */
async function spool() {
  const stream = process.stdin;
  if (stream.isTTY) throw new Error("standard input is a terminal: pipe a package into the command, or name a file");
  const file = await createTemporaryFile();
  try {
    let size = 0;
    for await (const bytes of stream) {
      await file.write(bytes);
      size += bytes.length;
    }
    return { source: { name: "-", size, read: file.read }, look: () => ({}), close: file.close };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** What cannot be found, or is no file, is refused when it is read. */
function openFile({ path }) {
  const look = async () => {
    const found = await stat(path).catch(() => null);
    return found?.isFile() ? identityOf(found) : undefined;
  };
  return { source: path, look };
}

/** Each answer of the server has to be of the version with which it was opened. */
async function openUrl({ url }) {
  const { name, size, version, read } = await openHttp(url);
  return { source: { name, size, read }, look: () => ({ size, version }) };
}

/** Catalogues and NFVOs that are open. A token is asked for once. */
const catalogues = new Map();
const nfvos = new Map();

/** Here, too, each answer has to be of one version; but an NFVO need not say any. */
async function openInNfvo({ nfvo: url, id }, { access }) {
  if (!nfvos.has(url)) {
    const { openNfvo } = await import("../nfvo/open-nfvo.js");
    nfvos.set(url, openNfvo(url, access));
  }
  const nfvo = nfvos.get(url);
  let opened;
  const look = async () => {
    const { checksum } = await nfvo.get(id);
    return { checksum: checksum && `${checksum.algorithm} ${checksum.hash}`, size: opened.size, version: opened.version };
  };
  opened = await nfvo.open(id);
  return { source: opened, look };
}

/** A registry keeps what it has under a digest. In a folder, anybody may have put another file there. */
async function openEntry({ catalogue: address, name }, { credentials }) {
  if (!catalogues.has(address)) {
    const { openCatalogue } = await import("../catalogue/open-catalogue.js");
    catalogues.set(address, openCatalogue(address, credentials === undefined ? {} : { credentials }));
  }
  const { digest, mediaType, source } = await catalogues.get(address).get(name);
  const look = async () => ({ digest, mediaType, ...(await blobOf(address, digest)) });
  return { source, look, ...(address.startsWith("dir:") && { digest }) };
}

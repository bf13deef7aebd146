// The files of the page, in memory. What is served is what the build listed: no request reads a file.

import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { VnfsealError } from "../errors.js";
import { COMPRESSED, checkCompressed } from "./encodings.js";
import { pageHeaders } from "./headers.js";

const MEDIA_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
};

/** The page in the npm package. The WebAssembly of the engine, which the page has as `vnfseal/`, is the package's own. */
const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const SHARED = /^vnfseal\/(dist\/\w+\.wasm)$/;

/** The page as it comes with the package. */
export function ownPage() {
  return readPage(join(PACKAGE, "page"));
}

/**
 * The page in a folder with the list `files.json`: `{ headers, files }`, the files by their paths as `{ bytes, type, tag, forms }`. The
 * list has the digests of the files as they are. A form is what it is compressed to; the build leaves some beside the file.
 */
export async function readPage(folder) {
  const list = await readFile(join(folder, "files.json")).catch((error) => {
    throw new VnfsealError("FILE_UNREADABLE", `the page is missing (${error.code} at ${folder}): make build makes it`, { cause: error });
  });
  const files = new Map([["files.json", asFile("files.json", list)]]);
  for (const { path, sha256 } of JSON.parse(list).files) {
    const shared = SHARED.exec(path)?.[1];
    const place = shared ? join(PACKAGE, shared) : join(folder, path);
    const file = asFile(path, await readFile(place), sha256);
    const compressed = await readFile(join(folder, `${path}${COMPRESSED}`)).catch(() => null);
    if (compressed) file.forms = { br: checkCompressed(compressed, file.bytes, path) };
    files.set(path, file);
  }
  return { headers: pageHeaders(files.get("index.html").bytes.toString("utf8")), files };
}

/** The files of one more folder, under its name: the demo of `make run`. */
export async function addFolder({ files }, folder, name) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = `${name}/${entry.name}`;
    if (entry.isFile()) files.set(path, asFile(path, await readFile(join(folder, entry.name))));
  }
}

/** A file, which has to have the digest in the list, if it is there. Its tag says which content it is (RFC 9110 section 8.8.3). */
function asFile(path, bytes, listed) {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (listed === undefined || sha256 === listed) {
    return { bytes, type: MEDIA_TYPES[extname(path)] ?? "application/octet-stream", tag: sha256.slice(0, 32) };
  }
  throw new VnfsealError("FILE_UNREADABLE", `${path} of the page is not what was built: make build, or install the package again`);
}

// The files of the page, in memory. What is served is what the build listed: no request reads a file.

import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { VnfsealError } from "../errors.js";
import { pageHeaders } from "./headers.js";

const MEDIA_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
};

/** The page in the npm package. The engine and its scripts, which the page has as `vnfseal/`, are the package's own. */
const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const SHARED = "vnfseal/";

/** The page as it comes with the package. */
export function ownPage() {
  return readPage(join(PACKAGE, "page"));
}

/** The page in a folder with the list `files.json`: `{ headers, files }`, the files by their paths as `{ bytes, type }`. */
export async function readPage(folder) {
  const list = await readFile(join(folder, "files.json")).catch((error) => {
    throw new VnfsealError("FILE_UNREADABLE", `the page is missing (${error.code} at ${folder}): make build makes it`, { cause: error });
  });
  const files = new Map([["files.json", asFile("files.json", list)]]);
  for (const { path, sha256 } of JSON.parse(list).files) {
    const place = path.startsWith(SHARED) ? join(PACKAGE, path.slice(SHARED.length)) : join(folder, path);
    files.set(path, asFile(path, check(await readFile(place), sha256, path)));
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

function asFile(path, bytes) {
  return { bytes, type: MEDIA_TYPES[extname(path)] ?? "application/octet-stream" };
}

function check(bytes, sha256, path) {
  if (createHash("sha256").update(bytes).digest("hex") === sha256) return bytes;
  throw new VnfsealError("FILE_UNREADABLE", `${path} of the page is not what was built: make build, or install the package again`);
}

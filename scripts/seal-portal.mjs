// seal-portal.mjs DIST: writes the list of the portal's files and their digests, and the service worker that keeps them.
import { createHash } from "node:crypto";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

const dist = process.argv[2];
// A file that is compressed is the same file.
const COMPRESSED = /\.br$/;
// `vnfseal serve` says there what it has beside the page: another server has nothing.
const SERVER = "serve.json";
const GENERATED = new Set(["files.json", "service-worker.js", SERVER]);

const found = await readdir(dist, { recursive: true, withFileTypes: true });
const paths = found
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
  .filter((path) => !path.startsWith("demo/") && !GENERATED.has(path) && !COMPRESSED.test(path))
  .sort();

const files = await Promise.all(
  paths.map(async (path) => {
    const bytes = await readFile(join(dist, path));
    return { path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  }),
);

const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
const kept = files.map(({ path, sha256 }) => ({
  path,
  integrity: `sha256-${Buffer.from(sha256, "hex").toString("base64")}`,
}));
const template = await readFile(new URL("../web/page/service-worker.js", import.meta.url), "utf8");
const worker = template.replace("__FILES__", JSON.stringify({ version, files: kept }));
await writeFile(join(dist, "service-worker.js"), worker);

await writeFile(join(dist, SERVER), "{}\n");

const sha256 = createHash("sha256").update(worker).digest("hex");
files.push({ path: "service-worker.js", bytes: Buffer.byteLength(worker), sha256 });
await rm(join(dist, "files.json"), { force: true });
await writeFile(join(dist, "files.json"), `${JSON.stringify({ version, files }, null, 2)}\n`);

// compress-portal.mjs DIST: compresses what takes a server too long: it finds each as FILE.br beside the file. Everything else is
// compressed when it is asked for.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

/** The smallest file that is compressed here. */
const LARGE = 1 << 17;

const dist = process.argv[2];
const { files } = JSON.parse(await readFile(join(dist, "files.json"), "utf8"));
// Few load these, and the package would grow by half a megabyte.
const SELDOM = /(^seldom-\w+|\/sealing_bg)\.wasm$/;
const large = files.filter(({ path, bytes }) => bytes > LARGE && !SELDOM.test(path));
await Promise.all(large.map(({ path, bytes }) => compress(join(dist, path), bytes)));

async function compress(file, size) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: size };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(await readFile(file), { params }));
}

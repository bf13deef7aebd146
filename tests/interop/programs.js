// The programs of others that these tests run. scripts/setup-test.sh installs them.

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A folder for what these tests make. It is gone when they end. */
export const scratch = mkdtempSync(join(tmpdir(), "vnfseal-interop-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

let count = 0;
/** A path in that folder, which nothing has yet. */
export const fresh = (name) => join(scratch, `${++count}-${name}`);

/** Why tests with these files of others are skipped, if they are. `make test` installs them and lets none be skipped. */
export function without(...files) {
  const missing = process.env.VNFSEAL_ALL_PROGRAMS ? undefined : files.find((file) => !existsSync(file));
  if (missing) console.log(`skipping: ${missing} is not there; scripts/setup-test.sh installs it`);
  return missing ? `${missing} is not there` : false;
}

export const withoutBouncyCastle = without("/usr/bin/java", "/usr/share/java/bcpkix.jar");
export const withoutAsn1Crypto = without("/usr/lib/python3/dist-packages/asn1crypto/cms.py");
export const withoutToscaParser = without("/usr/lib/python3/dist-packages/toscaparser/prereq/csar.py");
export const withoutToken = without(
  "/usr/bin/softhsm2-util",
  fileURLToPath(new URL("../node_modules/pkcs11js/build/Release/pkcs11.node", import.meta.url)),
);

/** Runs OpenSSL. Returns what it writes to standard output. */
export async function openssl(...args) {
  const { stdout } = await run("openssl", args, { encoding: "buffer", maxBuffer: 1 << 26 });
  return stdout;
}

/** Runs a script of the folder `python` with Debian's Python. Returns what it prints, as JSON. */
export async function python(script, ...args) {
  const path = fileURLToPath(new URL(`python/${script}`, import.meta.url));
  const { stdout } = await run("/usr/bin/python3", [path, ...args], { encoding: "utf8", maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}

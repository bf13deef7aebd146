// Programs of others for the tests of the catalogue: Debian's registry, and skopeo, which copies between registries and folders.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const missing = ["docker-registry", "skopeo"].filter((program) => spawnSync(program, ["--version"]).status !== 0);

/** Why tests with these programs are skipped, if they are. */
export const withoutPrograms =
  missing.length === 0 || process.env.VNFSEAL_ALL_PROGRAMS
    ? false
    : `${missing.join(" and ")} is not here: scripts/setup-test.sh sets it up`;

/** A program that ends by a signal, or with a status that is not 0, is an error. */
export function skopeo(...args) {
  return execFileSync("skopeo", ["--insecure-policy", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A registry with storage of its own: `{ host, start(), kill(), close() }`. `auth` is what its configuration says of it. */
export async function startRegistry({ canDelete = true, auth } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "vnfseal-registry-"));
  const host = `127.0.0.1:${await freePort()}`;
  const settings = {
    version: "0.1",
    log: { level: "error", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: canDelete } },
    // Without the secret a registry that starts again does not know its own uploads.
    http: { addr: host, secret: "of the test" },
    ...(auth && { auth }),
  };
  // JSON is YAML.
  writeFileSync(join(folder, "config.yml"), JSON.stringify(settings).replace('"0.1"', "0.1"));
  let child;
  const registry = {
    host,
    async start() {
      child = spawn("docker-registry", ["serve", join(folder, "config.yml")], { stdio: "ignore" });
      for (let tries = 0; tries < 100; tries += 1) {
        if (await fetch(`http://${host}/v2/`).catch(() => null)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error("the registry does not start");
    },
    async kill() {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
    async close() {
      await registry.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await registry.start();
  return registry;
}

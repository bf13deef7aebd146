// A PostgreSQL of its own for a test: Debian's package, in a temporary folder, as a user without rights.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").sort((a, b) => b - a) : [];
const programs = versions.map((version) => join("/usr/lib/postgresql", version, "bin")).find((path) => existsSync(join(path, "initdb")));

/** Why tests with PostgreSQL are skipped, if they are. */
export const withoutPostgres = programs || process.env.VNFSEAL_ALL_PROGRAMS ? false : "postgresql is not here: scripts/setup-test.sh sets it up";

/** Root may not run it: Debian's package has made a user for it. */
const owner = userInfo().uid === 0 ? readOwner("postgres") : {};

function readOwner(name) {
  const id = (option) => Number(execFileSync("id", [option, name], { encoding: "utf8" }));
  return programs ? { uid: id("-u"), gid: id("-g") } : {};
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts one: `{ url, environment, stop(signal), start(), close() }`. It asks for a password, which is in `environment` as PGPASSWORD. A number of
 * `settings` may be given, as `postgres -c` takes them, and `files` that lie in its folder, with their content by their names.
 */
export async function startPostgres(settings = {}, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), "vnfseal-postgres-"));
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  const port = await freePort();
  const password = "of the test";
  execFileSync("mkdir", ["-m", "700", data]);
  if (owner.uid !== undefined) chownSync(data, owner.uid, owner.gid);
  const options = { ...owner, cwd: data, stdio: ["ignore", "ignore", "inherit"] };
  writeFileSync(join(folder, "password"), `${password}\n`);
  execFileSync(join(programs, "initdb"), ["-D", data, "-U", "audit", "--auth=scram-sha-256", `--pwfile=${join(folder, "password")}`, "-E", "UTF8", "--no-instructions"], options);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(data, name), content, { mode: 0o600 });
    if (owner.uid !== undefined) chownSync(join(data, name), owner.uid, owner.gid);
  }
  let child;
  const server = {
    url: `postgres://audit@127.0.0.1:${port}/postgres`,
    environment: { PGPASSWORD: password },
    port,
    async start() {
      const all = { port, listen_addresses: "127.0.0.1", unix_socket_directories: data, log_min_messages: "fatal", ...settings };
      child = spawn(join(programs, "postgres"), ["-D", data, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])], { ...options, stdio: "ignore" });
      for (let tries = 0; tries < 200; tries += 1) {
        const { status } = await ended(spawn(join(programs, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port), "-q"], { stdio: "ignore" }));
        if (status === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error("PostgreSQL does not start");
    },
    /** SIGINT is the fast way, which breaks off what is under way; SIGQUIT that of a crash. */
    async stop(signal = "SIGINT") {
      const end = ended(child);
      child.kill(signal);
      await end;
    },
    async close() {
      await server.stop("SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function ended(child) {
  if (child.exitCode !== null) return { status: child.exitCode };
  const [status] = await once(child, "exit");
  return { status };
}

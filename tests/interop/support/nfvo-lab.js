// A real NFVO on this machine: OpenStack tacker with Keystone, which nobody here wrote. The folder `sol005-lab` of what is shared
// beside the repository sets it up from PyPI, once for each user and version. It takes minutes and 700 MB.

import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const recipe = join(resolve(process.env.VNFSEAL_SHARED ?? join(repository, "..", "shared")), "sol005-lab");

/** Where scripts/env.sh keeps what is built once for all clones. */
const tools = process.env.VNFSEAL_TOOLS ?? join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "vnfseal", "tools");

/** The lab has ports of its own, so that it runs once on a machine. Who listens here has it; the system frees the port at his end. */
const LOCK_PORT = 19889;
const WAIT_MS = 600_000;

/** Why tests with this NFVO are skipped, if they are. */
export const withoutLab = missing();

function missing() {
  if (!existsSync(join(recipe, "setup.sh"))) return "the recipe of the NFVO is not here; VNFSEAL_SHARED names the folder that has sol005-lab";
  return spawnSync("python3.11", ["--version"]).status === 0 ? false : "there is no python3.11, which the NFVO needs";
}

if (withoutLab) console.log(`skipping: ${withoutLab}`);

/** Where the packages of the NFVO are: the root of its SOL 005 interface for them. */
const URL_OF_NFVO = "http://127.0.0.1:19890/vnfpkgm/v1";

/** Without Keystone the headers say who asks. */
const HEADERS = {
  "X-User-Id": "11111111-1111-4111-8111-111111111111",
  "X-Project-Id": "22222222-2222-4222-8222-222222222222",
  "X-Roles": "admin",
};

const KEYSTONE = { url: "http://127.0.0.1:15000/v3", user: "admin", password: "secret", project: "admin" };

/**
 * Starts the NFVO with no package in it. `mode` is "noauth" or "keystone". Gives `{ url, headers, keystone, log(), stop() }`: the
 * headers that say who asks in the first mode, and how to log in for the second. It waits while another process has it. `prepare(folder)`
 * may change the folder that it runs in before it starts.
 */
export async function startLab(mode, { prepare = () => {} } = {}) {
  const unlock = await lock();
  try {
    const folder = setUp();
    const stop = () => void execFileSync(join(folder, "stop.sh"), { stdio: "ignore" });
    forgetOthers(folder);
    stop();
    empty(folder);
    prepare(folder);
    process.on("exit", stop);
    execFileSync(join(folder, "start.sh"), [mode], { stdio: "ignore" });
    return {
      url: URL_OF_NFVO,
      ...(mode === "noauth" ? { headers: HEADERS } : { keystone: KEYSTONE }),
      log: () => readFileSync(join(folder, "log", "tacker.log"), "utf8"),
      async stop() {
        process.off("exit", stop);
        stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** A port that one process can have. */
async function lock() {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const server = createServer((socket) => socket.destroy());
    const isHeld = await new Promise((done) => {
      server.once("error", () => done(false));
      server.listen({ port: LOCK_PORT, host: "127.0.0.1", exclusive: true }, () => done(true));
    });
    if (isHeld) return () => new Promise((done) => server.close(() => done()));
    if (Date.now() > until) throw new Error(`another process has had the NFVO for ${WAIT_MS / 60_000} minutes`);
    await new Promise((done) => setTimeout(done, 500));
  }
}

/** Paths are written into what is built, so that it is built where it stays. The mark comes last: what is half built is not used. */
function setUp() {
  const hash = createHash("sha256");
  for (const name of readdirSync(recipe).sort()) hash.update(name).update(readFileSync(join(recipe, name)));
  const folder = join(tools, `sol005-lab-${hash.digest("hex").slice(0, 12)}`);
  const mark = join(folder, "ready");
  if (existsSync(mark)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(`setting up the NFVO in ${folder}; it takes minutes`);
  const { status, stdout, stderr } = spawnSync("bash", [join(recipe, "setup.sh"), folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the NFVO cannot be set up: ${`${stdout}${stderr}`.slice(-2000)}`);
  copyFileSync(join(folder, "var", "tacker.db"), join(folder, "empty.db"));
  writeFileSync(mark, "");
  return folder;
}

/** After a restart of the machine the number of a process that was may be that of another. */
function forgetOthers(folder) {
  for (const path of [join(folder, "pid"), join(folder, "ks", "pid")]) {
    if (existsSync(path) && folderOf(readFileSync(path, "utf8").trim()) !== folder) rmSync(path);
  }
}

function folderOf(process) {
  try {
    return readlinkSync(`/proc/${process}/cwd`);
  } catch {
    return undefined;
  }
}

/** No package of an earlier run is left. */
function empty(folder) {
  const store = join(folder, "var");
  for (const name of readdirSync(store).filter((each) => each.startsWith("tacker.db"))) rmSync(join(store, name));
  copyFileSync(join(folder, "empty.db"), join(store, "tacker.db"));
  for (const name of ["vnfpackages", "csar_files"]) {
    rmSync(join(store, name), { recursive: true, force: true });
    mkdirSync(join(store, name));
  }
}

// The command on a terminal, which Python makes.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

import { command, folder } from "./installed.js";

/** Why tests that need a terminal are skipped, if they are. */
export const withoutTerminal =
  process.env.VNFSEAL_ALL_PROGRAMS || spawnSync("python3", ["--version"]).status === 0 ? false : "there is no python3";

const PROGRAM = `
import fcntl, os, pty, select, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
sources = [terminal, 0]
while True:
    ready, _, _ = select.select(sources, [], [])
    if 0 in ready:
        typed = os.read(0, 1024)
        if typed: os.write(terminal, typed)
        else: sources = [terminal]
    if terminal in ready:
        try: shown = os.read(terminal, 65536)
        except OSError: break
        if not shown: break
        os.write(1, shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/**
 * Runs the command on a terminal of so many columns: `{ status, shown }`, where `shown` is all that was written to it.
 * `type(shown)` is asked with all that was shown so far, and may give what is typed.
 */
export async function runOnTerminal({ columns = 80, env = {}, type = () => undefined }, ...args) {
  const child = spawn("python3", ["-c", PROGRAM, String(columns), command, ...args], {
    cwd: folder,
    env: { ...process.env, TERM: "xterm", NO_COLOR: "", FORCE_COLOR: "", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let shown = "";
  child.stdin.on("error", () => {});
  child.stdout.setEncoding("utf8").on("data", (text) => {
    shown += text;
    const typed = type(shown);
    if (typed) child.stdin.write(typed);
  });
  const [status] = await once(child, "close");
  return { status, shown };
}

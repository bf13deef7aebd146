// Runs things in turns, several rounds, while the machine has nothing else to do, as far as that can be had.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";

/** Rounds of each comparison. */
export const ROUNDS = Number(process.env.ROUNDS ?? 5);

/** How long to wait for a quiet moment before a round, in seconds. */
const PATIENCE = Number(process.env.PATIENCE ?? 20);

/**
 * Runs all of `{ name: run }` in turns, and gives for each `{ min, median, max, cpu, peak }`: seconds of wall time, the
 * median of processor time, and the most memory in bytes. A run gives `{ wall, cpu, peak }`.
 */
export async function compare(runs, rounds = ROUNDS) {
  const seen = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  let quiet = 0;
  for (let round = 0; round < rounds; round += 1) {
    quiet += (await waitForQuiet()) ? 1 : 0;
    for (const [name, run] of Object.entries(runs)) seen[name].push(await run());
  }
  const results = Object.fromEntries(Object.entries(seen).map(([name, each]) => [name, summarise(each)]));
  return { results, seen, quiet: `${quiet}/${rounds}`, load: loadavg()[0].toFixed(1) };
}

/** The median over the rounds of how many times as long `a` took as `b` in the same round. */
export function ratio({ seen }, a, b, of = "wall") {
  return median(seen[a].map((run, round) => run[of] / seen[b][round][of]));
}

/** A shell command: its wall time, its processor time and the peak memory of its largest process. */
export function command(line, { status = 0 } = {}) {
  return () => {
    const timed = `TIMEFORMAT='TIMED %R %U %S'; time { ${line}; }`;
    const ran = spawnSync("bash", ["-c", timed], { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    if (ran.status !== status) throw new Error(`${line}\nended with ${ran.status}\n${ran.stderr}`);
    const [, wall, user, system] = /TIMED ([\d.]+) ([\d.]+) ([\d.]+)/.exec(ran.stderr);
    const peak = Number(/PEAK (\d+)/.exec(ran.stderr)?.[1] ?? 0);
    return { wall: Number(wall), cpu: Number(user) + Number(system), peak };
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** The straight line through points by least squares, and how much of the spread it explains. */
export function line(points) {
  const n = points.length;
  const mean = (pick) => points.reduce((sum, point) => sum + pick(point), 0) / n;
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)];
  const sxx = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  const sxy = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const syy = points.reduce((sum, [, y]) => sum + (y - my) ** 2, 0);
  const slope = sxy / sxx;
  return { slope, intercept: my - slope * mx, r2: sxy ** 2 / (sxx * syy) };
}

function summarise(runs) {
  const walls = runs.map(({ wall }) => wall);
  return {
    min: Math.min(...walls),
    median: median(walls),
    max: Math.max(...walls),
    cpu: median(runs.map(({ cpu }) => cpu ?? 0)),
    peak: Math.max(...runs.map(({ peak }) => peak ?? 0)),
  };
}

/** Waits until others use less than a fifth of one core for half a second; whether that came. */
async function waitForQuiet() {
  for (const end = Date.now() + PATIENCE * 1000; ;) {
    const before = busy();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const after = busy();
    const cores = cpus().length * ((after.busy - before.busy) / (after.all - before.all));
    if (cores < 0.2) return true;
    if (Date.now() > end) return false;
  }
}

function busy() {
  const [user, nice, system, idle, wait, ...rest] = readFileSync("/proc/stat", "latin1")
    .split("\n", 1)[0]
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const used = user + nice + system + rest.reduce((sum, ticks) => sum + ticks, 0);
  return { busy: used, all: used + idle + wait };
}

// Peaks of memory. `resourceUsage().maxRSS` is not one: it begins with the peak of the program that started this one.

import { readFileSync } from "node:fs";

/** The high-water mark of a process's resident memory in bytes; 0 where that is not told. */
export function peakOf(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

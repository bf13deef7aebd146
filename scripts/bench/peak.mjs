// Preloaded into a Node program (`--import`): tells the peak of its resident memory when it ends.
import { peakOf } from "./memory.mjs";

process.on("exit", () => process.stderr.write(`PEAK ${peakOf(process.pid)}\n`));

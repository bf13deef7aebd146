// Preloaded into a Node program (`--import`): tells the peak of its resident memory when it ends.
process.on("exit", () => process.stderr.write(`PEAK ${process.resourceUsage().maxRSS}\n`));
